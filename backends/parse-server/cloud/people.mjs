// Organisations and members. A hidden organisation is nowhere but with its own people and the convenors; a member opens
// seven fields one by one.
import { Parse } from '../packages.mjs';
import { readable } from './asking.mjs';
import * as directory from './directory.mjs';
import { forbidden, wrong } from './refuse.mjs';
import { aclFor, sizes, writable } from './writing.mjs';

const { idOf, MASTER } = directory;

/** Fields of a person that they open one by one, and to whom: from the narrowest. */
const PRIVATE = ['pronouns', 'email', 'phone', 'bio', 'languages', 'expertise', 'countries'];
const LEVELS = ['me', 'organisation', 'members', 'public'];
const OWN = [
  'fullName', 'nativeName', 'latinName', 'script', ...PRIVATE, 'timeZone', 'jobTitle', 'confirmedOn', 'awayUntil', 'deputy', 'privacy',
];
const OF_ORGANISATION = [
  'name', 'nativeName', 'latinName', 'shortName', 'language', 'about', 'website', 'town', 'nation', 'strengths', 'countries', 'languages',
  'visibility', 'contact',
];
const DAY = /^\d{4}-\d\d-\d\d$/;

export function organisationAcl(id, hidden) {
  if (!hidden) return aclFor({ roles: ['Members'] });
  const theirs = [...directory.everyMember()].filter((one) => one.belongs.has(id)).map((one) => one.account).filter(Boolean);
  return aclFor({ roles: ['Convenors'], accounts: theirs });
}

export function memberAcl(member) {
  if (['public', 'members'].includes(member.listed)) return aclFor({ roles: ['Members'] });
  const near = member.listed === 'organisation' && member.organisation
    ? [...directory.everyMember()].filter((one) => one.belongs.has(member.organisation)).map((one) => one.account)
    : [];
  return aclFor({ roles: ['Convenors'], accounts: [...near, member.account].filter(Boolean) });
}

readable('Organisation', {
  fields: ['name', 'nativeName', 'latinName', 'shortName', 'town', 'nation', 'sector', 'visibility', 'membership'],
  show(object, viewer) {
    if (!viewer.sees(idOf(object.get('contact')))) object.unset('contact');
  },
});

readable('Member', {
  // Not by organisation: a condition would tell who belongs to a hidden one.
  fields: ['fullName', 'nativeName', 'latinName', 'jobTitle', 'timeZone', 'active', 'confirmedOn'],
  show(object, viewer) {
    const member = directory.member(object.id);
    if (!(viewer.isConvenor || viewer.isSelf(object.id))) {
      const near = [...(member?.belongs ?? [])].some((one) => viewer.organisations.has(one));
      const least = LEVELS.indexOf(near ? 'organisation' : 'members');
      const privacy = object.get('privacy') ?? {};
      for (const name of PRIVATE) if (LEVELS.indexOf(privacy[name]) < least) object.unset(name);
      object.unset('privacy');
      object.unset('listed');
    }
    const own = idOf(object.get('organisation'));
    if (!viewer.knows(own)) object.unset('organisation');
    else object.set('organisationName', directory.organisation(own).name);
    const others = (object.get('affiliations') ?? []).filter((one) => viewer.knows(one.organisation));
    object.set('affiliations', others.map((one) => ({ ...one, name: directory.organisation(one.organisation).name })));
    object.set('leads', (object.get('leads') ?? []).filter((one) => viewer.knows(one)));
    if (!viewer.sees(idOf(object.get('deputy')))) object.unset('deputy');
    object.unset('account');
  },
});

writable('Organisation', {
  fields: [],
  changes: (before, viewer) => (viewer.isConvenor ? [...OF_ORGANISATION, 'sector', 'membership', 'memberSince'] : OF_ORGANISATION),
  create() {
    throw forbidden('Organisations are added in the dashboard.');
  },
  update(object, viewer, before) {
    if (!viewer.isConvenor && !viewer.leads.has(before.id)) throw forbidden('Only its lead changes an organisation.');
    if (!object.get('name')?.trim()) throw wrong('name', 'Enter a name.');
    const contact = idOf(object.get('contact'));
    if (object.dirty('contact') && contact && !directory.member(contact)?.belongs.has(before.id)) {
      throw wrong('contact', 'The contact must belong to the organisation.');
    }
    if (!['public', 'members', 'hidden'].includes(object.get('visibility'))) throw wrong('visibility', 'This is not one of the choices.');
    sizes(object, {
      name: 300, nativeName: 300, latinName: 300, shortName: 60, about: 2000, website: 200, town: 100, strengths: 50, countries: 50, languages: 50,
    });
  },
  derive(object) {
    if (object.dirty('visibility')) object.setACL(organisationAcl(object.id, object.get('visibility') === 'hidden'));
  },
});

writable('Member', {
  fields: [],
  changes: (before, viewer) => (viewer.isConvenor ? [...OWN, 'active', 'listed'] : OWN),
  create() {
    throw forbidden('People are added in the dashboard.');
  },
  update(object, viewer, before) {
    if (!viewer.isConvenor && !viewer.isSelf(before.id)) throw forbidden('A profile is changed by the person it is about.');
    if (!object.get('fullName')?.trim()) throw wrong('fullName', 'Enter a name.');
    const email = object.get('email');
    if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw wrong('email', 'Enter an email address, such as name@example.org.');
    const phone = object.get('phone');
    if (phone && !/^\+[0-9 ]{6,19}$/.test(phone)) throw wrong('phone', "Enter a number that begins with + and the country's code.");
    for (const name of ['confirmedOn', 'awayUntil']) {
      if (object.get(name) && !DAY.test(object.get(name))) throw wrong(name, 'Enter a day.');
    }
    const privacy = Object.entries(object.get('privacy') ?? {});
    if (!privacy.every(([name, level]) => PRIVATE.includes(name) && LEVELS.includes(level))) {
      throw wrong('privacy', 'Choose for each field who may see it.');
    }
    const deputy = idOf(object.get('deputy'));
    if (object.dirty('deputy') && deputy && !viewer.sees(deputy)) throw wrong('deputy', 'There is no such person.');
    sizes(object, { fullName: 200, pronouns: 60, email: 254, bio: 2000, jobTitle: 200, languages: 50, expertise: 50, countries: 50 });
  },
  derive(object) {
    if (object.dirty('listed')) object.setACL(memberAcl({ ...directory.member(object.id), listed: object.get('listed') }));
  },
});

Parse.Cloud.afterSave('Organisation', ({ object }) => directory.noteOrganisation(object));

Parse.Cloud.afterSave('Member', async ({ object }) => {
  const before = directory.member(object.id);
  directory.noteMember(object);
  const now = directory.member(object.id);
  const key = (one) => JSON.stringify([one?.account, [...(one?.belongs ?? [])].sort()]);
  if (key(before) !== key(now)) await belongingChanged(new Set([...(before?.belongs ?? []), ...now.belongs]));
});

Parse.Cloud.afterSave(Parse.Role, directory.noteRoles);

/** Who sees a hidden organisation, and people who are listed for its own only, follows who belongs to it. */
async function belongingChanged(ids) {
  const changed = [];
  for (const one of await directory.all('Organisation', (query) => query.containedIn('objectId', [...ids]).equalTo('visibility', 'hidden'))) {
    one.setACL(organisationAcl(one.id, true));
    changed.push(one);
  }
  for (const one of await directory.all('Member', (query) => query.equalTo('listed', 'organisation'))) {
    if (!ids.has(idOf(one.get('organisation')))) continue;
    one.setACL(memberAcl(directory.member(one.id)));
    changed.push(one);
  }
  await Parse.Object.saveAll(changed, MASTER);
}
