const { randomBytes } = require('node:crypto');

const { factories } = require('@strapi/strapi');

const { NAMED, PERSON, known, link, nextReference } = require('../../../access/records');
const { Conflict, words, wrong } = require('../../../access/refusal');

const UID = 'api::alert.alert';
/** Labels from the narrowest to the widest. */
const WIDTH = ['red', 'amber_strict', 'amber', 'green', 'clear'];
const SUPERSEDING = ['update', 'cancel'];
const LISTS = ['categories', 'responseTypes', 'refersTo', 'riskFactors', 'crimes'];
const SETTABLE = [
  'identifier', 'state', 'messageType', 'audience', 'kind', 'label', 'urgency', 'severity', 'certainty', ...LISTS, 'topic', 'title', 'body', 'advice', 'beginsAt',
  'expiresAt', 'country', 'area', 'verification', 'sourceGrade', 'informationGrade', 'decisionOn', 'asks', 'contentWarning', 'exercise', 'language', 'translations',
  'addressees',
];

module.exports = factories.createCoreService(UID, ({ strapi }) => ({
  populate: { organisation: NAMED, author: PERSON, addressees: PERSON, supersededBy: { fields: ['title'] } },
  order: ['postedAt:desc'],
  sorted: ['postedAt', 'title', 'reference', 'severity', 'urgency', 'country'],
  filtered: [
    'state', 'messageType', 'audience', 'kind', 'label', 'urgency', 'severity', 'certainty', 'country', 'verification', 'situation', 'identifier', 'language', 'postedAt',
  ],
  searched: ['title', 'body', 'area', 'topic', 'reference'],

  /** TLP:RED and private messages are for their author and the people they name, whatever somebody's role; drafts for the author. */
  visible(viewer) {
    if (!viewer.isMember) return { id: 0 };
    const mine = { author: { id: viewer.member.id } };
    const named = { addressees: { id: viewer.member.id } };
    const openToAll = { $and: [{ label: { $ne: 'red' } }, { audience: { $ne: 'private' } }] };
    return { $and: [{ $or: [{ state: { $ne: 'draft' } }, mine] }, { $or: [openToAll, mine, named] }] };
  },

  /** The rows of the alerts that they may read: other records point at alerts. Kept for the request. */
  visibleIds(viewer) {
    viewer.alerts ??= strapi.db.query(UID).findMany({ select: ['id'], where: this.visible(viewer) }).then((all) => new Set(all.map((one) => one.id)));
    return viewer.alerts;
  },

  async shown({ addressees, ...alert }, viewer) {
    const row = { ...alert, organisation: link(alert.organisation, 'name'), author: viewer.sees(alert.author) ? link(alert.author) : null, supersededBy: link(alert.supersededBy) };
    // Nor are the people of an organisation named that must not be known.
    if (alert.organisation && !viewer.knows(alert.organisation)) Object.assign(row, { organisation: null, author: null, authorName: null });
    // Who may not read the newer message must not learn of it here.
    const newer = alert.supersededBy && !(await this.visibleIds(viewer)).has(alert.supersededBy.id);
    if (newer) Object.assign(row, { supersededBy: null, current: true });
    return viewer.is(alert.author) ? { ...row, addressees: addressees.map((one) => link(one, 'fullName')) } : row;
  },

  settable: () => SETTABLE,

  async prepare(data, viewer) {
    for (const name of LISTS) if (name in data) data[name] = words(name, data[name]);
    const { label } = data;
    data.audience ??= { red: 'private', clear: 'public' }[label] ?? 'restricted';
    if (label === 'red' && data.audience !== 'private') throw wrong('audience', 'TLP:RED is only for the people it names.');
    if (data.audience === 'public' && label !== 'clear') throw wrong('audience', 'Only TLP:CLEAR may be public.');
    data.state ??= 'exercise';
    data.messageType ??= 'alert';
    data.asks = asksOf(data.asks);
    const before = await this.referred(data, viewer);
    const superseded = SUPERSEDING.includes(data.messageType) && data.state !== 'draft' ? before : [];
    for (const one of superseded) mayReplace(one, label, viewer);
    data.addressees = await this.addressed(data, viewer, before, superseded);
    const reference = await nextReference(UID, 'AL', 4);
    viewer.superseded = superseded;
    viewer.alerts = undefined;
    return {
      ...data,
      reference,
      identifier: data.identifier ?? `cw-${randomBytes(10).toString('hex')}`,
      sender: 'coalition',
      situation: before[0]?.situation ?? reference,
      postedAt: new Date(),
      author: viewer.member.documentId,
      // As the author was called then: somebody who has left is not named by the record of the person any more.
      authorName: viewer.member.fullName,
      organisation: viewer.member.organisation?.documentId ?? null,
      current: data.state !== 'draft' && !['ack', 'error'].includes(data.messageType),
    };
  },

  async settle({ id }, viewer) {
    for (const one of viewer.superseded) await strapi.db.query(UID).update({ where: { id: one.id }, data: { current: false, supersededBy: id } });
  },

  /** The messages that this one is about. */
  async referred({ messageType, refersTo = [] }, viewer) {
    if (messageType === 'alert') {
      if (refersTo.length) throw wrong('refersTo', 'A first message refers to no other.');
      return [];
    }
    if (!refersTo.length) throw wrong('refersTo', 'Say which message this is about.');
    const filters = { $and: [{ identifier: { $in: refersTo } }, this.visible(viewer)] };
    const found = await strapi.documents(UID).findMany({ filters, populate: this.populate });
    if (found.length < new Set(refersTo).size) throw wrong('refersTo', 'There is no such message.');
    return found;
  },

  /** Who may read a private message. Whoever could read the message before must be able to read its replacement. */
  async addressed({ audience, addressees = [] }, viewer, before, superseded) {
    if (audience !== 'private') return [];
    if (!Array.isArray(addressees)) throw wrong('addressees', 'Name the people this is for.');
    for (const one of addressees) await known('api::member.member', 'addressees', one, viewer);
    const inherited = before.flatMap((one) => one.addressees.map((person) => person.documentId));
    const people = new Set(addressees.length ? addressees : inherited);
    if (!people.size) throw wrong('addressees', 'Name the people this is for.');
    const lost = (one) => (one.label !== 'red' && one.audience !== 'private') || one.addressees.some((person) => !people.has(person.documentId));
    if (superseded.some(lost)) throw wrong('audience', 'Some who read the first message could not read this one. Issue a new message instead.');
    return [...people];
  },
}));

/** What members are asked to do; the server gives each ask its id. */
function asksOf(asks = []) {
  const fits = (one) => typeof one?.text === 'string' && one.text !== '' && one.text.length <= 500 && (one.deadline == null || !Number.isNaN(Date.parse(one.deadline)));
  if (!Array.isArray(asks) || asks.length > 20 || !asks.every(fits)) throw wrong('asks', 'Say in up to 500 letters what each ask is.');
  return asks.map(({ text, deadline }) => ({ key: randomBytes(8).toString('hex'), text, deadline: deadline ?? null }));
}

function mayReplace(alert, label, viewer) {
  const mine = viewer.is(alert.author);
  const ours = alert.organisation && alert.organisation.id === viewer.member.organisation?.id;
  if (!(mine || ours || viewer.isConvenor || viewer.isLead)) throw wrong('refersTo', 'Only its author, their organisation, a lead or the convenor may replace this message.');
  if (!alert.current) throw new Conflict('Somebody has already replaced this message. Read the newer one first.');
  if (mine && WIDTH.indexOf(label) > WIDTH.indexOf(alert.label)) throw wrong('label', 'A wider label needs a second person.');
}
