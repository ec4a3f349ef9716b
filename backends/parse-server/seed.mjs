// Loads the demonstration dataset: its names and texts, in this project's own shape. Straight into the database, since the
// triggers are for what people write.
import { createHash } from 'node:crypto';
import { alertAcl } from './cloud/alerts.mjs';
import * as directory from './cloud/directory.mjs';
import { eventAcl } from './cloud/events.mjs';
import { itemAcl } from './cloud/board.mjs';
import { memberAcl, organisationAcl } from './cloud/people.mjs';
import { signatureKey } from './cloud/pledges.mjs';
import { postAcl, statementAcl } from './cloud/publishing.mjs';
import { aclFor } from './cloud/writing.mjs';
import { Parse } from './packages.mjs';

const PASSWORD = 'commonwatch-demo';
const ROLES = { member: [], lead: ['Leads', 'Moderators'], editor: ['Editors', 'Moderators'], convenor: ['Convenors', 'Editors'] };
const SECTORS = { community_led: 'community', legal_evidence: 'legal', arts_memory: 'arts' };
const CATEGORIES = { goal_workshop: 'workshop', six_weekly: 'regular', expert_talk: 'talk' };
const STATES = { scheduled: 'planned', held: 'over', sign_on_open: 'open' };
const ANSWERS = { in_person: 'yes', apologies: 'no' };
const AT_ONCE = 8;

/** Ten letters and figures, as Parse Server's own ids, the same at each start. */
export const idFor = (id) => id && createHash('sha256').update(id).digest('base64').replace(/[^A-Za-z0-9]/g, '').slice(0, 10);
const to = (className, id) => (id ? { __type: 'Pointer', className, objectId: idFor(id) } : undefined);
const when = (text) => (text ? { __type: 'Date', iso: new Date(text).toISOString() } : undefined);
const word = (value, words) => words[value] ?? value;
const label = (tlp) => tlp?.replace('TLP:', '');
const writtenAt = (text) => (text ? new Date(text).toISOString() : undefined);

export async function seed(records, { records: data, accounts }) {
  const rows = (name) => data[name] ?? [];

  /** Makes a record of each row, several at once. `shape` gives its fields, with `acl`, and when it was made and changed. */
  async function make(className, all, shape) {
    const rest = all.map((row) => ({ row, shaped: shape(row) }));
    const worker = async () => {
      for (let next = rest.pop(); next; next = rest.pop()) {
        const { acl, made, changed = made, ...fields } = next.shaped;
        const now = new Date().toISOString();
        const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
        const own = { objectId: idFor(next.row.id), createdAt: made ?? now, updatedAt: changed ?? now, ACL: acl.toJSON() };
        await records.create(className, { ...given, ...own }, {});
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  const accountOf = await signIns(accounts);
  const account = (id) => accountOf.get(id);
  const noted = (className, id, fields) => Parse.Object.fromJSON({ className, objectId: idFor(id), ...fields });

  // The rules know everybody before the first ACL is made.
  const people = rows('people').map((row) => ({ row, member: {
    fullName: row.name, nativeName: row.nameNative, latinName: row.nameLatin, script: row.nameScript, pronouns: row.pronouns, email: row.email,
    phone: row.phone, bio: row.bio, languages: row.languages ?? [], expertise: row.expertise ?? [], countries: row.countries ?? [],
    timeZone: row.timeZone, organisation: to('Organisation', row.organisation), jobTitle: row.title, leads: (row.leads ?? []).map(idFor),
    affiliations: (row.otherOrganisations ?? []).map((one) => ({ organisation: idFor(one.organisation), title: one.title ?? '' })),
    confirmedOn: row.confirmedOn, awayUntil: row.awayUntil, deputy: to('Member', row.deputy), active: !row.former, privacy: row.visibility ?? {},
    listed: word(row.directoryVisibility ?? 'members', { named: 'organisation' }),
    account: accountOf.has(row.id) ? { __type: 'Pointer', className: '_User', objectId: account(row.id) } : undefined,
  } }));
  for (const { row, member } of people) directory.noteMember(noted('Member', row.id, member));
  for (const row of rows('organisations')) directory.noteOrganisation(noted('Organisation', row.id, { name: row.name, visibility: row.visibility }));

  await make('Member', people.map(({ row, member }) => ({ id: row.id, member })), ({ id, member }) => ({
    ...member, acl: memberAcl(directory.member(idFor(id))),
  }));
  await make('Organisation', rows('organisations'), (row) => ({
    name: row.name, nativeName: row.nameNative, latinName: row.nameLatin, shortName: row.shortName, language: row.lang,
    sector: word(row.kind, SECTORS), about: row.summary, website: row.website, town: row.town, nation: row.nation, strengths: row.strengths ?? [],
    countries: row.countries ?? [], languages: row.languages ?? [], visibility: row.visibility, membership: row.status, memberSince: row.joinedOn,
    contact: to('Member', row.leadContact), acl: organisationAcl(idFor(row.id), row.visibility === 'hidden'),
  }));

  const acls = new Map();
  await make('Alert', rows('alerts'), (row) => {
    const acl = alertAcl({
      draft: row.status === 'Draft', named: row.tlp === 'TLP:RED' || row.scope === 'Private', author: idFor(row.author),
      addressees: (row.addresses ?? []).map(idFor),
    });
    acls.set(row.id, acl);
    return {
      reference: row.ref, identifier: row.identifier, sender: row.sender, situation: row.thread, status: row.status, messageType: row.msgType,
      audience: row.scope, kind: row.kind, tlp: label(row.tlp), urgency: row.urgency, severity: row.severity, certainty: row.certainty,
      categories: row.category ?? [], responseTypes: row.responseType ?? [], event: row.event, title: row.headline, body: row.description,
      advice: row.instruction, publishedAt: when(row.sent), beginsAt: when(row.onset), expiresAt: when(row.expires), refersTo: row.references ?? [],
      country: row.country, area: row.areaDesc, riskFactors: row.riskFactors ?? [], crimes: row.crimes ?? [], verification: row.verification,
      sourceGrade: row.sourceGrade, informationGrade: row.infoGrade ? Number(row.infoGrade) : undefined, decisionOn: row.decisionOn,
      asks: row.asks ?? [], addressees: (row.addresses ?? []).map(idFor), contentWarning: row.contentNote, exercise: row.exerciseName,
      author: to('Member', row.author), authorName: row.authorName, organisation: to('Organisation', row.organisation), language: row.lang ?? 'en',
      translations: row.info ?? [], current: row.current ?? false, supersededBy: to('Alert', row.supersededBy), made: writtenAt(row.sent), acl,
    };
  });
  await make('Receipt', rows('alertReads'), (row) => ({
    alert: to('Alert', row.alert), member: to('Member', row.person), readAt: when(row.readAt), key: `${idFor(row.alert)}:${idFor(row.person)}`,
    acl: aclFor({ accounts: [account(row.person)].filter(Boolean) }),
  }));
  await make('Response', rows('answers'), (row) => ({
    alert: to('Alert', row.alert), ask: row.ask, organisation: to('Organisation', row.organisation), choice: row.answer, note: row.note,
    author: to('Member', row.person), modified: when(row.updated), key: `${row.ask}:${idFor(row.organisation)}`, acl: acls.get(row.alert),
  }));

  await make('Event', rows('meetings'), (row) => ({
    reference: row.ref, category: word(row.kind, CATEGORIES), title: row.title, state: word(row.status, STATES), allDay: row.allDay ?? false,
    localStart: row.startLocal, localEnd: row.endLocal, zone: row.timeZone, startsAt: when(row.start), endsAt: when(row.end),
    firstDay: row.startDate, lastDay: row.endDate, attendance: row.mode, location: row.venue, joinLink: row.joinUrl, seats: row.capacity,
    marking: label(row.sharing), chathamHouse: row.chathamHouse ?? false, description: row.purpose, theme: row.theme, chair: row.chair,
    noteTaker: row.noteTaker, agenda: row.agenda ?? [], minutes: row.minutes, cancellationReason: row.cancelReason, series: row.series,
    originalStart: row.recurrenceId, revision: row.sequence ?? 0, alert: to('Alert', row.fromAlert), made: writtenAt(row.updated),
    acl: eventAcl(row.status === 'draft'),
  }));
  const meetings = new Map(rows('meetings').map((row) => [row.id, row]));
  // Who has a seat asked before who waits.
  const asked = (row) => new Date(Date.UTC(2025, 0, 1) + (row.waitPosition ?? 0) * 60_000);
  await make('Reply', rows('replies'), (row) => {
    const seated = row.answer === (meetings.get(row.meeting)?.mode === 'online' ? 'remote' : 'in_person');
    return {
      event: to('Event', row.meeting), member: to('Member', row.person), answer: word(row.answer, ANSWERS), queuePosition: row.waitPosition ?? 0,
      queuedAt: seated ? when(asked(row)) : undefined, accessNeeds: row.needs, key: `${idFor(row.meeting)}:${idFor(row.person)}`,
      acl: eventAcl(meetings.get(row.meeting)?.status === 'draft'),
    };
  });

  await make('Commitment', rows('commitmentVersions'), (row) => ({
    number: row.number, text: row.body, approvedOn: row.approvedOn, language: row.lang ?? 'en', acl: aclFor({ everybody: true }),
  }));
  await make('Signature', rows('signatures'), (row) => {
    const individual = row.signerKind === 'person';
    const [member, organisation] = [individual && (row.trueSigner ?? row.person), !individual && (row.trueSigner ?? row.organisation)];
    return {
      commitment: row.version, signer: individual ? 'individual' : 'organisation', member: to('Member', member),
      organisation: to('Organisation', organisation), signedBy: to('Member', row.signedForBy), namePublic: row.showName ?? false,
      signedAt: when(row.signedAt), withdrawnAt: when(row.withdrawnAt), comment: row.statement, acl: aclFor({ everybody: true }),
      key: row.withdrawnAt ? undefined : signatureKey(row.version, idFor(member || organisation)),
    };
  });
  await make('BoardItem', rows('supportItems'), (row) => ({
    reference: row.ref, type: row.kind, topic: row.topic, title: row.title, text: row.body, anonymous: row.anonymous ?? false,
    author: to('Member', row.trueAuthor ?? row.author), places: row.capacity, hoursPerMonth: row.hoursPerMonth, costPence: row.costPence,
    availableFrom: row.from, availableUntil: row.until, state: row.status, made: writtenAt(row.created),
    acl: itemAcl(row.status, account(row.trueAuthor ?? row.author)),
  }));
  await make('Post', rows('posts'), (row) => ({
    slug: row.slug, title: row.title, language: row.lang ?? 'en', excerpt: row.summary, content: row.body, section: row.section,
    authors: (row.authors ?? []).map((name) => ({ name })), publishedAt: when(row.publishAt), tags: row.tags ?? [],
    contentWarning: row.contentNote, state: row.status, acl: postAcl(row.status),
  }));
  const known = new Map(rows('organisations').map((row) => [row.name, idFor(row.id)]));
  await make('Statement', rows('statements'), (row) => ({
    slug: row.slug, title: row.title, text: row.body, addressees: row.addressees ?? [], state: word(row.status, STATES), signBy: when(row.signBy),
    publishedOn: row.publishedOn, signatories: (row.signatories ?? []).map((name) => ({ name, organisation: known.get(name) })),
    unnamed: row.hiddenSignatories ?? 0, topics: row.topics ?? [], acl: statementAcl(word(row.status, STATES)),
  }));

  /** Accounts with a password, and the roles they have. */
  async function signIns(all) {
    const leads = new Set(rows('people').filter((row) => row.leads?.length).map((row) => row.id));
    const found = new Map();
    const users = { Members: [], Leads: [], Editors: [], Convenors: [], Moderators: [] };
    for (const { email, role, person } of all) {
      const user = new Parse.User();
      user.set({ username: email, password: PASSWORD });
      await user.save(null, directory.MASTER);
      found.set(person, user.id);
      const names = new Set(['Members', ...ROLES[role], ...(leads.has(person) ? ['Leads'] : [])]);
      names.forEach((name) => users[name].push(user));
    }
    for (const [name, list] of Object.entries(users)) {
      const role = new Parse.Role(name, new Parse.ACL());
      role.getUsers().add(list);
      await role.save(null, directory.MASTER);
    }
    return found;
  }
}
