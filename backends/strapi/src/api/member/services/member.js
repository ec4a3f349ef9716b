const { factories } = require('@strapi/strapi');

const { NAMED, PERSON, known, link } = require('../../../access/records');
const { forbidden, words, wrong } = require('../../../access/refusal');
const { LEVELS, PRIVATE } = require('../../../access/viewer');

const OPEN_TO_ONESELF = [
  'fullName', 'nativeName', 'latinName', 'script', ...PRIVATE, 'timezone', 'jobTitle', 'confirmedOn', 'awayUntil', 'deputy', 'listed', 'privacy',
];

module.exports = factories.createCoreService('api::member.member', () => ({
  populate: { organisation: NAMED, affiliations: { populate: { organisation: NAMED } }, leads: NAMED, deputy: PERSON },
  order: ['fullName:asc'],
  sorted: ['fullName', 'nativeName', 'latinName', 'timezone', 'confirmedOn', 'active'],
  filtered: ['active', 'timezone', 'confirmedOn'],
  related: { organisation: 'documentId' },
  searched: ['fullName', 'nativeName', 'latinName'],

  /** Each as they are listed; whoever belongs to an organisation sees those who are listed there only. */
  visible(viewer) {
    if (!viewer.isMember) return { id: 0 };
    if (viewer.isConvenor) return {};
    const colleagues = { $and: [{ listed: 'organisation' }, { organisation: { id: { $in: [0, ...viewer.organisations] } } }] };
    return { $or: [{ listed: { $in: ['public', 'members'] } }, { id: viewer.member.id }, colleagues] };
  },

  shown({ account, ...member }, viewer) {
    const row = {
      ...member,
      organisation: viewer.knows(member.organisation) ? link(member.organisation, 'name') : null,
      affiliations: member.affiliations.filter((one) => viewer.knows(one.organisation)).map((one) => ({ title: one.title, organisation: link(one.organisation, 'name') })),
      leads: member.leads.filter((one) => viewer.knows(one)).map((one) => link(one, 'name')),
      deputy: viewer.sees(member.deputy) ? link(member.deputy, 'fullName') : null,
    };
    if (viewer.isConvenor || viewer.is(member)) return row;
    const theirs = [member.organisation, ...member.leads, ...member.affiliations.map((one) => one.organisation)].filter(Boolean);
    const least = LEVELS.indexOf(theirs.some((one) => viewer.organisations.has(one.id)) ? 'organisation' : 'members');
    const closed = PRIVATE.filter((name) => LEVELS.indexOf(member.privacy?.[name]) < least);
    for (const name of [...closed, 'listed', 'privacy']) delete row[name];
    // What somebody does in an organisation that must not be known would tell of it.
    if (member.organisation && !row.organisation) row.jobTitle = null;
    return row;
  },

  settable: () => OPEN_TO_ONESELF,

  async prepare(data, viewer, member) {
    if (!viewer.is(member) && !viewer.isConvenor) throw forbidden('A profile is changed by the person it is about.');
    for (const name of ['languages', 'expertise', 'countries']) if (name in data) data[name] = words(name, data[name]);
    if (data.deputy) await known('api::member.member', 'deputy', data.deputy, viewer);
    if ('privacy' in data) {
      const fits = ([name, level]) => PRIVATE.includes(name) && LEVELS.includes(level);
      const { privacy } = data;
      if (!privacy || typeof privacy !== 'object' || !Object.entries(privacy).every(fits)) throw wrong('privacy', 'Choose for each field who may see it.');
    }
    return data;
  },
}));
