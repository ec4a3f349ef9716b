// Loads the demonstration data: only what every member may see, since whoever may read a collection here reads all of it.
// For the people with an account there is besides what they have closed to others, which only they get to see.
//
//   node seed.mjs DATASET.json FOLDER_OF_NODE_MODULES
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { whatMembersSee } from '../shared/what-members-see.mjs';
import { CHOSEN, isOpen } from './extensions/house-rules/openness.js';

const [file, modules] = process.argv.slice(2);
const PASSWORD = 'commonwatch-demo';
const ROLE = { member: 'Member', lead: 'Lead', editor: 'Editor', convenor: 'Convenor' };
const SECTORS = { community_led: 'community', legal_evidence: 'legal', arts_memory: 'arts' };
const CATEGORIES = { goal_workshop: 'workshop', six_weekly: 'regular', expert_talk: 'talk' };
const STATES = { scheduled: 'planned', held: 'over', sign_on_open: 'open' };
const REPLIES = { in_person: 'yes', apologies: 'no' };

const { records: whole, accounts } = JSON.parse(readFileSync(file, 'utf8'));
const seen = whatMembersSee(file);
const api = (name) => import(pathToFileURL(join(modules, '@directus/api/dist', name)));
const services = await api('services/index.js');
const schema = await (await api('utils/get-schema.js')).getSchema();

/** An id of the dataset as a UUID, always the same one. */
function uuid(id) {
  if (!id) return null;
  const hex = createHash('sha256').update(id).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
const word = (value, words) => words[value] ?? value;
const small = (value) => value?.toLowerCase();
const label = (value) => small(value)?.replace('tlp:', '').replace('+', '_');

const shape = {
  organisations: ['organisations', (one) => ({
    name: one.name, native_name: one.nameNative, latin_name: one.nameLatin, short_name: one.shortName, language: one.lang,
    sector: word(one.kind, SECTORS), about: one.summary, website: one.website, town: one.town, nation: one.nation,
    strengths: one.strengths, countries: one.countries, languages: one.languages, visibility: one.visibility, membership: one.status,
    member_since: one.joinedOn, contact: uuid(one.leadContact),
  })],
  people: ['members', (one) => ({
    full_name: one.name, native_name: one.nameNative, latin_name: one.nameLatin, script: one.nameScript, pronouns: one.pronouns,
    email: one.email, phone: one.phone, bio: one.bio, languages: one.languages, expertise: one.expertise, countries: one.countries,
    timezone: one.timeZone, organisation: uuid(one.organisation), job_title: one.title,
    other_organisations: one.otherOrganisations?.map((other) => ({ ...other, organisation: uuid(other.organisation) })),
    confirmed_on: one.confirmedOn, away_until: one.awayUntil, active: !one.former, leads: one.leads?.map(uuid),
  })],
  meetings: ['events', (one) => ({
    reference: one.ref, category: word(one.kind, CATEGORIES), title: one.title, state: word(one.status, STATES), all_day: one.allDay,
    local_start: one.startLocal, local_end: one.endLocal, zone: one.timeZone, starts_at: one.start, ends_at: one.end,
    first_day: one.startDate, last_day: one.endDate, attendance: one.mode, location: one.venue, join_link: one.joinUrl,
    seats: one.capacity, marking: label(one.sharing), chatham_house: one.chathamHouse, description: one.purpose, theme: one.theme,
    chair: one.chair, note_taker: one.noteTaker, agenda: one.agenda, minutes: one.minutes, cancellation_reason: one.cancelReason,
    series: one.series, original_start: one.recurrenceId, revision: one.sequence, alert: uuid(one.fromAlert), modified: one.updated,
  })],
  replies: ['replies', (one) => ({
    event: uuid(one.meeting), member: uuid(one.person), member_name: one.personName, reply: word(one.answer, REPLIES),
    queue_position: one.waitPosition ?? 0,
  })],
  alerts: ['alerts', (one) => ({
    reference: one.ref, identifier: one.identifier, sender: one.sender, situation: one.thread, status: small(one.status),
    message_type: small(one.msgType), audience: small(one.scope), kind: one.kind, tlp: label(one.tlp), urgency: small(one.urgency),
    severity: small(one.severity), certainty: small(one.certainty), categories: one.category, response_types: one.responseType,
    event: one.event, title: one.headline, body: one.description, advice: one.instruction, published_at: one.sent,
    begins_at: one.onset, expires_at: one.expires, refers_to: one.references, country: one.country, area: one.areaDesc,
    risk_factors: one.riskFactors, crimes: one.crimes, verification: one.verification, source_grade: one.sourceGrade,
    information_grade: one.infoGrade ? Number(one.infoGrade) : null, decision_on: one.decisionOn,
    asks: one.asks?.map(({ id, ...ask }) => ({ id: uuid(id), text: ask.text, deadline: ask.deadline, effort_minutes: ask.effortMinutes })),
    content_warning: one.contentNote, exercise: one.exerciseName, author_name: one.authorName, organisation: uuid(one.organisation),
    language: one.lang, translations: one.info, current: one.current, superseded_by: uuid(one.supersededBy),
  })],
  answers: ['responses', (one) => ({
    alert: uuid(one.alert), ask: uuid(one.ask), organisation: uuid(one.organisation), choice: one.answer, note: one.note, modified: one.updated,
  })],
  commitmentVersions: ['commitments', (one) => ({ number: one.number, text: one.body, approved_on: one.approvedOn, language: one.lang })],
  signatures: ['signatures', (one) => ({
    commitment: one.version, signer: word(one.signerKind, { person: 'individual' }), member: uuid(one.person),
    organisation: uuid(one.organisation), name: one.name, name_public: true, signed_at: one.signedAt, comment: one.statement,
  })],
  supportItems: ['board', (one) => ({
    reference: one.ref, type: one.kind, topic: one.topic, title: one.title, text: one.body, anonymous: one.anonymous,
    author: uuid(one.author), author_name: one.authorName, organisation_name: one.organisationName, places: one.capacity,
    hours_per_month: one.hoursPerMonth, cost_pence: one.costPence, available_from: one.from, available_until: one.until,
    state: one.status, created: one.created,
  })],
  posts: ['posts', (one) => ({
    slug: one.slug, title: one.title, language: one.lang, excerpt: one.summary, content: one.body, section: one.section,
    authors: one.authors?.map((name) => ({ name })), published_at: one.publishAt, tags: one.tags, content_warning: one.contentNote,
  })],
  statements: ['statements', (one) => ({
    slug: one.slug, title: one.title, text: one.body, addressees: one.addressees, state: word(one.status, STATES), sign_by: one.signBy,
    published_on: one.publishedOn, signatories: one.signatories?.map((name) => ({ name })), unnamed_signatories: one.hiddenSignatories ?? 0,
    topics: one.topics,
  })],
};

const put = (collection, rows) => new services.ItemsService(collection, { schema }).createMany(rows, { emitEvents: false, bypassLimits: true });
for (const [kind, [collection, row]] of Object.entries(shape)) await put(collection, seen[kind].map((one) => ({ id: uuid(one.id), ...row(one) })));
// Members point at each other: the second half comes when all are there.
const members = new services.ItemsService('members', { schema });
for (const one of seen.people.filter(({ deputy }) => deputy)) await members.updateOne(uuid(one.id), { deputy: uuid(one.deputy) }, { emitEvents: false });

const roles = Object.fromEntries((await new services.RolesService({ schema }).readByQuery({ fields: ['id', 'name'] })).map((one) => [one.name, one.id]));
const listed = new Set(seen.people.map((one) => one.id));
const alerts = new Set(seen.alerts.map((one) => one.id));
const users = new services.UsersService({ schema });
for (const account of accounts) {
  const person = whole.people.find((one) => one.id === account.person);
  const role = roles[ROLE[account.role]];
  const user = await users.createOne({ email: account.email, password: PASSWORD, first_name: person.name, role, status: 'active' }, { emitEvents: false });
  const organisation = whole.organisations.find((one) => one.id === person.organisation);
  await put('accounts', [{
    user, member: uuid(person.id), name: person.name, organisation: uuid(organisation?.id), organisation_name: organisation?.name,
    leads: (person.leads ?? []).map(uuid), listed: listed.has(person.id),
  }]);
  const closed = CHOSEN.filter((field) => person[field] !== undefined && !isOpen(person.visibility?.[field]));
  const kept = { privacy: person.visibility ?? {}, ...Object.fromEntries(closed.map((field) => [field, person[field]])) };
  if (listed.has(person.id)) await put('kept_back', [{ collection: 'members', item: uuid(person.id), owner: user, kept }]);
  const opened = whole.alertReads.filter((one) => one.person === account.person && alerts.has(one.alert));
  await put('read_receipts', opened.map((one) => ({ alert: uuid(one.alert), owner: user, read_at: one.readAt })));
}
process.exit(0);
