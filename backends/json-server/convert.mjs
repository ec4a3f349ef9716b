// Turns the demonstration data (the portal's own shape) into another organisation's database, as different
// as such things are: other names, nested objects, numbers for ids, comma lists, capitals, 1 and 0, seconds.
//
//   node convert.mjs DATASET.json DB.json
//
// json-server asks nobody who they are, so only what every member may see goes in: `what-members-see.mjs` chooses it.
import { writeFileSync } from 'node:fs';
import { whatMembersSee } from '../shared/what-members-see.mjs';

const [from, to] = process.argv.slice(2);
if (!from || !to) {
  console.error('usage: node convert.mjs DATASET.json DB.json');
  process.exit(2);
}
const seen = whatMembersSee(from);

// Numbers for ids, in the order of the file.
const numbers = (list) => new Map(list.map((one, at) => [one.id, at + 1]));
const capital = (value) => (value ? value.toUpperCase() : null);
const comma = (list) => (list ?? []).join(',');
const bars = (list) => (list ?? []).join('|');
const flag = (value) => (value ? 1 : 0);
const seconds = (value) => (value ? Date.parse(value) / 1000 : null);
const spaced = (value) => (value ? new Date(value).toISOString().replace('T', ' ') : null);
const bare = (value) => (value ? new Date(value).toISOString().slice(0, 19).replace('T', ' ') : null);
const orNull = (value) => value ?? null;

const { organisations, people, alerts } = seen;
const group = numbers(organisations);
const contact = numbers(people);
const notice = numbers(alerts);
const meeting = new Map(seen.meetings.map((one) => [one.id, one.ref ?? one.id]));
const groupOf = (id) => (group.has(id) ? { id: group.get(id), label: organisations[group.get(id) - 1].name } : null);

const groups = organisations.map((one) => ({
  id: group.get(one.id),
  title: one.name,
  names: { native: orNull(one.nameNative), latin: orNull(one.nameLatin), short: orNull(one.shortName) },
  lang: orNull(one.lang),
  sort: capital(one.kind),
  about: orNull(one.summary),
  site: orNull(one.website),
  place: { town: orNull(one.town), nation: orNull(one.nation) },
  strengths: bars(one.strengths),
  works_on: comma(one.countries),
  speaks: comma(one.languages),
  openness: capital(one.visibility),
  state: capital(one.status),
  since: orNull(one.joinedOn),
  contact_id: contact.get(one.leadContact) ?? null,
}));

const contacts = people.map((one) => ({
  id: contact.get(one.id),
  full_name: one.name,
  names: { native: orNull(one.nameNative), latin: orNull(one.nameLatin), script: orNull(one.nameScript) },
  pronouns: orNull(one.pronouns),
  reach: { mail: orNull(one.email), tel: orNull(one.phone) },
  about: orNull(one.bio),
  speaks: comma(one.languages),
  skills: bars(one.expertise),
  works_on: comma(one.countries),
  zone: orNull(one.timeZone),
  group: groupOf(one.organisation),
  job: orNull(one.title),
  more_groups: one.otherOrganisations.map((other) => ({ organisation: String(group.get(other.organisation)), name: other.name, title: other.title })),
  checked_on: orNull(one.confirmedOn),
  away_until: orNull(one.awayUntil),
  stand_in: one.deputy ? String(contact.get(one.deputy)) : null,
  gone: flag(one.former),
  heads: comma(one.leads.map((id) => group.get(id))),
}));

const events = seen.meetings.map((one) => ({
  id: meeting.get(one.id),
  number: orNull(one.ref),
  sort: capital(one.kind),
  name: one.title,
  state: capital(one.status),
  whole_day: flag(one.allDay),
  wall: { from: orNull(one.startLocal), to: orNull(one.endLocal), zone: orNull(one.timeZone) },
  starts: spaced(one.start),
  ends: spaced(one.end),
  first_day: orNull(one.startDate),
  last_day: orNull(one.endDate),
  where: { mode: capital(one.mode), venue: orNull(one.venue), link: orNull(one.joinUrl), seats: orNull(one.capacity) },
  marking: one.sharing ? one.sharing.slice(4) : null,
  chatham_house: flag(one.chathamHouse),
  purpose: orNull(one.purpose),
  theme: orNull(one.theme),
  roles: { chair: orNull(one.chair), notes: orNull(one.noteTaker) },
  programme: one.agenda ?? [],
  minutes: orNull(one.minutes),
  reason: orNull(one.cancelReason),
  series: one.series === undefined ? null : String(one.series),
  rule_date: orNull(one.recurrenceId),
  revision: one.sequence ?? 0,
  notice_id: notice.get(one.fromAlert) ?? null,
  changed: seconds(one.updated),
}));

const rsvp = seen.replies.map((one, at) => ({
  id: at + 1, event: meeting.get(one.meeting), contact_id: contact.get(one.person), contact_name: one.personName, says: capital(one.answer), queue: one.waitPosition ?? 0,
}));

const notices = alerts.map((one) => ({
  id: notice.get(one.id),
  code: orNull(one.ref),
  urn: one.identifier,
  source: orNull(one.sender),
  situation: orNull(one.thread),
  mode: one.status,
  message: one.msgType,
  audience: orNull(one.scope),
  tone: capital(one.kind),
  marking: one.tlp.slice(4),
  hazard: { urgency: orNull(one.urgency), severity: orNull(one.severity), certainty: orNull(one.certainty) },
  categories: comma(one.category),
  do: comma(one.responseType),
  event: orNull(one.event),
  heading: one.headline,
  words: { text: orNull(one.description), advice: orNull(one.instruction), care: orNull(one.contentNote) },
  issued_at: seconds(one.sent),
  begins_at: seconds(one.onset),
  ends_at: seconds(one.expires),
  about: comma(one.references),
  area: { country: orNull(one.country), name: orNull(one.areaDesc) },
  risk: comma(one.riskFactors),
  crimes: comma(one.crimes),
  trust: { check: capital(one.verification), source: orNull(one.sourceGrade), info: orNull(one.infoGrade) },
  decide_on: orNull(one.decisionOn),
  asks: one.asks ?? [],
  exercise: orNull(one.exerciseName),
  signed: orNull(one.authorName),
  group: groupOf(one.organisation),
  lang: orNull(one.lang),
  translations: orNull(one.info),
  stands: flag(one.current),
  replaced_by: notice.get(one.supersededBy) ?? null,
}));

const notes = seen.answers.map((one, at) => ({
  id: at + 1, notice_id: notice.get(one.alert), ask: one.ask, group: groupOf(one.organisation), says: capital(one.answer), remark: orNull(one.note), changed: seconds(one.updated),
}));

const promises = seen.commitmentVersions.map((one) => ({ id: one.number, text: one.body, agreed: orNull(one.approvedOn), lang: orNull(one.lang) }));

const pledges = seen.signatures.map((one, at) => ({
    id: at + 1, promise: one.version, by: capital(one.signerKind), name: one.name, shown: 1,
    contact_id: contact.get(one.person) ?? null, group_id: group.get(one.organisation) ?? null,
    on: seconds(one.signedAt), remark: orNull(one.statement),
  }));

const board = seen.supportItems.map((one, at) => ({
  id: at + 1,
  number: orNull(one.ref),
  sort: capital(one.kind),
  topic: capital(one.topic),
  title: one.title,
  text: orNull(one.body),
  unnamed: flag(one.anonymous),
  by: one.anonymous ? null : { contact: contact.get(one.author) ?? null, name: orNull(one.authorName), group: orNull(one.organisationName) },
  places: orNull(one.capacity),
  hours: orNull(one.hoursPerMonth),
  pence: orNull(one.costPence),
  days: { first: orNull(one.from), last: orNull(one.until) },
  state: capital(one.status),
  put_up: seconds(one.created),
}));

const articles = seen.posts.map((one) => ({
  id: one.slug, heading: one.title, lang: orNull(one.lang), intro: orNull(one.summary), text: orNull(one.body), shelf: capital(one.section),
  by: (one.authors ?? []).map((name) => ({ name })), out: bare(one.publishAt), labels: comma(one.tags), care: orNull(one.contentNote),
}));

const declarations = seen.statements.map((one) => ({
  id: one.slug, heading: one.title, text: orNull(one.body), addressed_to: bars(one.addressees), state: capital(one.status),
  sign_before: bare(one.signBy), out: orNull(one.publishedOn), signed: one.signatories.map((name) => ({ name })),
  unnamed: one.hiddenSignatories, labels: comma(one.topics),
}));

const database = { contacts, groups, events, rsvp, notices, notes, promises, pledges, board, articles, declarations };
writeFileSync(to, `${JSON.stringify(database, null, 1)}\n`);
