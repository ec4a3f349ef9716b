// Alerts are issued once and never changed: Update and Cancel are new messages that supersede older ones. TLP:RED and private
// messages are for their author and the people they name, whatever somebody's role: their ACL names nobody else.
import { randomBytes } from 'node:crypto';
import { Parse } from '../packages.mjs';
import { readable, shown } from './asking.mjs';
import * as directory from './directory.mjs';
import { conflict, wrong } from './refuse.mjs';
import { aclFor, oneOf, pointer, reference, sizes, writable } from './writing.mjs';

const { idOf, MASTER } = directory;

/** Labels from the narrowest to the widest. */
const WIDTH = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'];
const CHOICES = {
  status: ['Actual', 'Exercise', 'System', 'Test', 'Draft'], messageType: ['Alert', 'Update', 'Cancel', 'Ack', 'Error'],
  audience: ['Public', 'Restricted', 'Private'], kind: ['warning', 'opportunity', 'update', 'all_clear'], tlp: WIDTH,
  urgency: ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'], severity: ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'],
  certainty: ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'],
  verification: ['unverified', 'partly', 'verified', 'disputed', 'retracted'],
};
const SENT = [
  'identifier', 'status', 'messageType', 'audience', 'kind', 'tlp', 'urgency', 'severity', 'certainty', 'categories', 'responseTypes', 'event',
  'title', 'body', 'advice', 'beginsAt', 'expiresAt', 'refersTo', 'country', 'area', 'riskFactors', 'crimes', 'verification', 'sourceGrade',
  'informationGrade', 'decisionOn', 'asks', 'addressees', 'contentWarning', 'exercise', 'language', 'translations',
];
const supersedes = (object) => ['Update', 'Cancel'].includes(object.get('messageType')) && object.get('status') !== 'Draft';
const namedOnly = (object) => object.get('tlp') === 'RED' || object.get('audience') === 'Private';

/** Who may read a message: its ACL, which the live channel keeps to as well. */
export function alertAcl({ draft, named, author, addressees }) {
  const accounts = directory.accountsOf(draft ? [author] : named ? [author, ...addressees] : []);
  return aclFor({ roles: draft || named ? [] : ['Members'], accounts });
}

function show(object, viewer) {
  const author = idOf(object.get('author'));
  const own = idOf(object.get('organisation'));
  if (viewer.knows(own)) object.set('organisationName', directory.organisation(own).name);
  else if (own) ['organisation', 'author', 'authorName'].forEach((name) => object.unset(name)); // Nor are its people named.
  if (!viewer.sees(author)) object.unset('author');
  if (!viewer.isSelf(author)) object.unset('addressees');
  const newer = idOf(object.get('supersededBy'));
  if (newer && !viewer.readsAlert(newer)) {
    // Who may not read the newer message must not learn of it here.
    object.unset('supersededBy');
    object.set('current', true);
  }
}

readable('Alert', {
  fields: [
    'reference', 'identifier', 'situation', 'status', 'messageType', 'audience', 'kind', 'tlp', 'urgency', 'severity', 'certainty', 'event',
    'title', 'body', 'advice', 'publishedAt', 'country', 'area', 'verification', 'language',
  ],
  show,
});

// What is pushed is what the list gives: to whom the ACL allows, and as they may see it.
Parse.Cloud.beforeSubscribe('Alert', (request) => {
  const { where, keys } = request.query.toJSON();
  if (Object.keys(where ?? {}).length || keys) throw conflict('This channel takes no conditions.');
});
Parse.Cloud.afterLiveQueryEvent('Alert', (request) => {
  const viewer = directory.viewerOf(request);
  for (const object of [request.object, request.original]) if (object) shown(object, viewer, show);
});

writable('Alert', {
  fields: SENT,
  changes: [],
  async create(object, viewer) {
    const author = viewer.member;
    const has = (name) => ![undefined, null, ''].includes(object.get(name));
    const usual = (name, value) => has(name) || object.set(name, value);
    for (const [name, words] of Object.entries(CHOICES)) oneOf(object, name, words);
    const tlp = object.get('tlp');
    usual('audience', { RED: 'Private', CLEAR: 'Public' }[tlp] ?? 'Restricted');
    const audience = object.get('audience');
    if (tlp === 'RED' && audience !== 'Private') throw wrong('audience', 'TLP:RED is only for the people it names.');
    if (audience === 'Public' && tlp !== 'CLEAR') throw wrong('audience', 'Only TLP:CLEAR may be public.');
    usual('status', process.env.PARSE_DEMO ? 'Exercise' : 'Actual');
    usual('messageType', 'Alert');
    usual('language', 'en');
    usual('identifier', `cw-${randomBytes(10).toString('hex')}`);
    if (!/^[^\s,<&]{1,100}$/.test(object.get('identifier'))) throw wrong('identifier', 'CAP allows no spaces, commas, < or & here.');
    sizes(object, {
      title: 300, body: 20000, advice: 10000, area: 500, event: 200, contentWarning: 1000, exercise: 100, categories: 30, responseTypes: 30,
      refersTo: 20, riskFactors: 30, crimes: 30, addressees: 200,
    });
    const asks = object.get('asks') ?? [];
    if (asks.length > 20 || !asks.every((one) => typeof one?.text === 'string')) throw wrong('asks', 'Each ask needs a text.');
    object.set('asks', asks.map(({ text, deadline, effortMinutes }) => ({ id: randomBytes(8).toString('hex'), text, deadline, effortMinutes })));

    const before = await referred(object, viewer);
    const superseded = supersedes(object) ? before : [];
    superseded.forEach((one) => mayReplace(one, tlp, viewer));
    const addressees = addressed(object, viewer, before, superseded);
    object.set('addressees', addressees);
    superseded.forEach(claim);
    object.set('reference', await reference('Alert', 'AL', 4));
    object.set('sender', 'coalition');
    object.set('situation', before[0]?.get('situation') ?? object.get('reference'));
    object.set('publishedAt', new Date());
    object.set('author', pointer('Member', author.id));
    object.set('authorName', author.name);
    if (author.organisation) object.set('organisation', pointer('Organisation', author.organisation));
    const draft = object.get('status') === 'Draft';
    object.set('current', !draft && !['Ack', 'Error'].includes(object.get('messageType')));
    object.setACL(alertAcl({ draft, named: namedOnly(object), author: author.id, addressees }));
  },
});

Parse.Cloud.afterSave('Alert', async ({ object, original }) => {
  if (original) return;
  directory.noteAlert(object);
  if (!supersedes(object)) return;
  const found = await directory.all('Alert', (query) => query.containedIn('identifier', object.get('refersTo') ?? []));
  for (const one of found) await one.save({ current: false, supersededBy: pointer('Alert', object.id) }, MASTER);
  found.forEach((one) => claimed.delete(one.id));
});

/** The messages that this one is about: known to its author. */
async function referred(object, viewer) {
  const identifiers = [...new Set(object.get('refersTo') ?? [])];
  if (object.get('messageType') === 'Alert') {
    if (identifiers.length) throw wrong('refersTo', 'A first message refers to no other.');
    return [];
  }
  if (!identifiers.length) throw wrong('refersTo', 'Say which message this is about.');
  const found = await directory.all('Alert', (query) => query.containedIn('identifier', identifiers));
  const known = found.filter((one) => viewer.readsAlert(one.id));
  if (known.length < identifiers.length) throw wrong('refersTo', 'There is no such message.');
  return known;
}

function mayReplace(alert, tlp, viewer) {
  const byMe = viewer.isSelf(idOf(alert.get('author')));
  const own = idOf(alert.get('organisation'));
  if (!(byMe || (own && own === viewer.member.organisation) || viewer.isConvenor || viewer.isLead)) {
    throw wrong('refersTo', 'Only its author, their organisation, a lead or the convenor may replace this message.');
  }
  if (!alert.get('current')) throw conflict('Somebody has already replaced this message. Read the newer one first.');
  if (byMe && WIDTH.indexOf(tlp) > WIDTH.indexOf(alert.get('tlp'))) throw wrong('tlp', 'A wider label needs a second person.');
}

/** Messages whose replacement is being written: two at once would both find the older one current. */
const claimed = new Map();

function claim(alert) {
  if (Date.now() - (claimed.get(alert.id) ?? 0) < 10_000) throw conflict('Somebody is replacing this message at this moment.');
  claimed.set(alert.id, Date.now());
}

/** Who may read a private message. Whoever could read the message before must be able to read its replacement. */
function addressed(object, viewer, before, superseded) {
  if (object.get('audience') !== 'Private') return [];
  const sent = object.get('addressees') ?? [];
  if (!sent.every((id) => viewer.sees(id))) throw wrong('addressees', 'There is no such person.');
  const people = sent.length ? sent : before.flatMap((one) => one.get('addressees') ?? []);
  if (!people.length) throw wrong('addressees', 'Name the people this is for.');
  for (const one of superseded) {
    if (!namedOnly(one) || !(one.get('addressees') ?? []).every((id) => people.includes(id))) {
      throw wrong('audience', 'Some who read the first message could not read this one. Issue a new message instead.');
    }
  }
  return [...new Set(people)];
}
