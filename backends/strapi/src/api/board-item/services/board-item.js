const { factories } = require('@strapi/strapi');

const { PERSON, link, nextReference } = require('../../../access/records');
const { forbidden, wrong } = require('../../../access/refusal');

const UID = 'api::board-item.board-item';
const SETTABLE = ['type', 'topic', 'title', 'text', 'anonymous', 'places', 'hoursPerMonth', 'costPence', 'availableFrom', 'availableUntil', 'state'];

module.exports = factories.createCoreService(UID, () => ({
  populate: { author: PERSON },
  order: ['createdAt:desc'],
  sorted: ['createdAt', 'title', 'topic', 'state', 'availableFrom', 'availableUntil'],
  // Not by author: that would tell who wrote an unnamed item.
  filtered: ['type', 'topic', 'state', 'anonymous', 'availableFrom', 'availableUntil', 'createdAt'],
  searched: ['title', 'text', 'reference'],

  visible(viewer) {
    if (!viewer.isMember) return { id: 0 };
    return viewer.isModerator ? {} : { $or: [{ state: { $ne: 'withdrawn' } }, { author: { id: viewer.member.id } }] };
  },

  /** An unnamed author is known to the author and the moderators, not to convenors. */
  shown({ author, ...item }, viewer) {
    if (!author || (item.anonymous && !viewer.is(author) && !viewer.isModerator)) return { ...item, author: null };
    const organisation = viewer.knows(author.organisation) ? link(author.organisation, 'name') : null;
    return { ...item, author: viewer.sees(author) ? { ...link(author, 'fullName'), organisation } : { fullName: author.fullName, organisation } };
  },

  /** A moderator closes or withdraws what others have put up, and rewrites nothing. */
  settable: (viewer, before) => (before && !viewer.is(before.author) ? ['state'] : SETTABLE),

  async prepare(data, viewer, before) {
    if (before && !viewer.is(before.author) && !viewer.isModerator) throw forbidden('An item is changed by who put it up.');
    const [first, last] = ['availableFrom', 'availableUntil'].map((name) => data[name] ?? before?.[name]);
    if (first && last && last < first) throw wrong('availableUntil', 'This day is before the first one.');
    if (before) return data;
    return { ...data, state: 'open', author: viewer.member.documentId, reference: await nextReference(UID, 'SB', 3) };
  },
}));
