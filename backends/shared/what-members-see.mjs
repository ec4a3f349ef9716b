// The demonstration data as a backend without a sign-in may hold it. Such a backend asks nobody who they are, so only what
// every member may see goes in: no hidden organisations, no people or fields that are not open to all members, no TLP:RED,
// private messages or drafts, no names that were not to be shown, nothing about who opened what.
//
// The records keep the portal's own shape; each backend's converter gives them its own.
import { readFileSync } from 'node:fs';

const contract = JSON.parse(readFileSync(new URL('../../src/backend/contract.json', import.meta.url), 'utf8'));

/** Fields that the portal knows and that only some may see. */
const CLOSED = { people: ['visibility'], alerts: ['addresses'], replies: ['needs'] };
/** Fields that a person opens one by one. */
const CHOSEN = ['pronouns', 'email', 'phone', 'bio', 'languages', 'expertise', 'countries'];

/** Reads a dataset; the answer has one list for each kind of record. */
export function whatMembersSee(file) {
  const { records } = JSON.parse(readFileSync(file, 'utf8'));
  const all = (kind) => records[kind] ?? [];
  const hidden = new Set(all('organisations').filter((one) => one.visibility === 'hidden').map((one) => one.id));
  const secret = new Set(all('organisations').filter((one) => hidden.has(one.id)).flatMap((one) => [one.name, one.nameNative, one.nameLatin, one.shortName]).filter(Boolean));
  const open = (one, field) => ['members', 'public'].includes(one.visibility?.[field]);

  const organisations = all('organisations').filter((one) => !hidden.has(one.id));
  const people = all('people').filter((one) => ['public', 'members'].includes(one.directoryVisibility ?? 'members'));
  const meetings = all('meetings').filter((one) => one.status !== 'draft');
  const alerts = all('alerts').filter((one) => one.tlp !== 'TLP:RED' && one.scope !== 'Private' && one.status !== 'Draft');
  const there = (list) => {
    const ids = new Set(list.map((one) => one.id));
    return (id) => (ids.has(id) ? id : undefined);
  };
  const [organisation, person, meeting, alert] = [organisations, people, meetings, alerts].map(there);
  const ofOrganisation = (one) => (organisation(one.organisation) ? {} : { organisation: undefined, organisationName: undefined });

  const seen = {
    organisations: organisations.map((one) => ({ ...one, leadContact: person(one.leadContact) })),
    people: people.map((one) => ({
      ...one,
      ...Object.fromEntries(CHOSEN.filter((field) => !open(one, field)).map((field) => [field, undefined])),
      ...ofOrganisation(one),
      title: hidden.has(one.organisation) ? undefined : one.title,
      otherOrganisations: (one.otherOrganisations ?? []).filter((other) => organisation(other.organisation)),
      deputy: person(one.deputy),
      leads: (one.leads ?? []).filter(organisation),
    })),
    meetings: meetings.map((one) => ({ ...one, fromAlert: alert(one.fromAlert) })),
    replies: all('replies').filter((one) => meeting(one.meeting) && person(one.person)),
    alerts: alerts.map((one) => ({
      ...one,
      ...ofOrganisation(one),
      authorName: hidden.has(one.organisation) ? undefined : one.authorName,
      // What replaced it may not be seen, so it stands.
      current: Boolean(one.current || (one.supersededBy && !alert(one.supersededBy))),
      supersededBy: alert(one.supersededBy),
    })),
    answers: all('answers').filter((one) => alert(one.alert) && organisation(one.organisation)).map((one) => ({ ...one, person: person(one.person) })),
    commitmentVersions: all('commitmentVersions'),
    signatures: all('signatures')
      .filter((one) => one.showName && one.name && !one.withdrawnAt && (one.signerKind === 'person' || organisation(one.organisation)))
      .map((one) => ({ ...one, person: person(one.person), organisation: organisation(one.organisation) })),
    supportItems: all('supportItems').filter((one) => one.status !== 'withdrawn').map((one) => ({
      ...one,
      author: one.anonymous ? undefined : person(one.author),
      authorName: one.anonymous ? undefined : one.authorName,
      organisationName: one.anonymous || secret.has(one.organisationName) ? undefined : one.organisationName,
    })),
    posts: all('posts').filter((one) => (one.status ?? 'published') === 'published'),
    statements: all('statements').filter((one) => ['published', 'sign_on_open'].includes(one.status)).map((one) => {
      const signatories = (one.signatories ?? []).filter((name) => !secret.has(name));
      return { ...one, signatories, hiddenSignatories: (one.hiddenSignatories ?? 0) + (one.signatories ?? []).length - signatories.length };
    }),
  };
  return Object.fromEntries(Object.entries(seen).map(([kind, list]) => [kind, list.map((one) => known(kind, one))]));
}

/** Only the id and the fields that the portal knows: the dataset holds more, such as who an unnamed author truly is. */
function known(kind, one) {
  const fields = Object.keys(contract.records[kind].fields).filter((field) => !CLOSED[kind]?.includes(field));
  return Object.fromEntries(['id', ...fields].filter((field) => one[field] !== undefined).map((field) => [field, one[field]]));
}
