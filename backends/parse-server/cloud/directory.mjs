// Who there is and who belongs where, in memory: every rule asks for it, and it is small. One process keeps it, so this
// project runs in one. It is read at the start and follows every change.
import { Parse } from '../packages.mjs';

const organisations = new Map();
const members = new Map();
const byAccount = new Map();
/** Account id → names of its roles. */
const roles = new Map();
/** Alert id → the accounts that may read it; null where every member may. Other records point at alerts. */
const readers = new Map();

export const MASTER = { useMasterKey: true };
export const idOf = (pointer) => pointer?.id ?? null;

/** All records of a class, page by page. */
export async function all(className, conditions = (query) => query) {
  const found = [];
  for (;;) {
    const page = await conditions(new Parse.Query(className)).ascending('objectId').skip(found.length).limit(500).find(MASTER);
    found.push(...page);
    if (page.length < 500) return found;
  }
}

export function noteOrganisation(object) {
  organisations.set(object.id, { id: object.id, name: object.get('name'), hidden: object.get('visibility') === 'hidden' });
}

export function noteMember(object) {
  const organisation = idOf(object.get('organisation'));
  const leads = new Set(object.get('leads'));
  const others = (object.get('affiliations') ?? []).map((one) => one.organisation);
  const member = {
    id: object.id, name: object.get('fullName'), account: idOf(object.get('account')), organisation, leads, listed: object.get('listed'),
    // All organisations that they belong to, hidden ones too.
    belongs: new Set([organisation, ...others, ...leads].filter(Boolean)),
  };
  members.set(member.id, member);
  if (member.account) byAccount.set(member.account, member);
}

export function noteAlert(object) {
  const acl = object.getACL();
  readers.set(object.id, acl.getRoleReadAccess('Members') ? null : new Set(Object.keys(acl.permissionsById)));
}

export async function noteRoles() {
  roles.clear();
  for (const role of await all(Parse.Role)) {
    for (const user of await role.getUsers().query().limit(1000).find(MASTER)) {
      roles.set(user.id, (roles.get(user.id) ?? new Set()).add(role.get('name')));
    }
  }
}

/** Reads everything. */
export async function load() {
  [organisations, members, byAccount, readers].forEach((kept) => kept.clear());
  (await all('Organisation')).forEach(noteOrganisation);
  (await all('Member')).forEach(noteMember);
  (await all('Alert')).forEach(noteAlert);
  await noteRoles();
}

export const organisation = (id) => organisations.get(id);
export const member = (id) => members.get(id);
export const everyMember = () => members.values();

/** A guest, or a member with what the rules need to know of them. */
export class Viewer {
  constructor(member, names = new Set()) {
    this.member = member;
    const has = (...wanted) => Boolean(member) && wanted.some((name) => names.has(name));
    this.isMember = Boolean(member);
    this.isConvenor = has('Convenors');
    this.isEditor = has('Editors', 'Convenors');
    this.isModerator = has('Moderators');
    this.isLead = has('Leads');
    this.roles = member ? [...names] : [];
  }

  get organisations() {
    return this.member?.belongs ?? new Set();
  }

  get leads() {
    return this.member?.leads ?? new Set();
  }

  isSelf(id) {
    return this.isMember && this.member.id === id;
  }

  /** May they know that this organisation exists? */
  knows(id) {
    const found = organisations.get(id);
    return Boolean(found) && (!found.hidden || this.isConvenor || this.organisations.has(id));
  }

  /** May they find this person? */
  sees(id) {
    const found = members.get(id);
    if (!found || !this.isMember) return false;
    if (this.isConvenor || this.isSelf(id) || ['public', 'members'].includes(found.listed)) return true;
    return found.listed === 'organisation' && this.organisations.has(found.organisation);
  }

  readsAlert(id) {
    const named = readers.get(id);
    return this.isMember && (named === null || Boolean(named?.has(this.member.account)));
  }

  unknownOrganisations() {
    return [...organisations.keys()].filter((id) => !this.knows(id));
  }

  unseenMembers() {
    return [...members.keys()].filter((id) => !this.sees(id));
  }
}

/** The viewer of a request: what Parse Server has found out of the session. */
export function viewerOf(request) {
  const account = request.user?.id;
  return new Viewer(byAccount.get(account), roles.get(account));
}

export const hiddenOrganisations = () => [...organisations.values()].filter((one) => one.hidden).map((one) => one.id);

/** Accounts of these members, as far as they have one. */
export const accountsOf = (ids) => ids.map((id) => members.get(id)?.account).filter(Boolean);
