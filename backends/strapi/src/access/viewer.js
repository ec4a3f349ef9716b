// Who is asking: the account behind a request, with what the rules need to know of it. Read once for each request.

/** Fields of a person that they open one by one, and who may read such a field, from the narrowest. */
const PRIVATE = ['pronouns', 'email', 'phone', 'bio', 'languages', 'expertise', 'countries'];
const LEVELS = ['me', 'organisation', 'members', 'public'];

class Viewer {
  constructor(role, member, hidden) {
    const affiliated = (member?.affiliations ?? []).map((one) => one.organisation);
    const all = [member?.organisation, ...affiliated, ...(member?.leads ?? [])].filter(Boolean);
    this.member = member;
    this.role = role;
    /** All organisations that they belong to, and those that they lead, by their row's id. */
    this.organisations = new Set(all.map((one) => one.id));
    this.leads = new Set((member?.leads ?? []).map((one) => one.id));
    /** Hidden organisations, and those of them that this viewer must not learn of. */
    this.hidden = hidden;
    this.secret = new Set(this.isConvenor ? [] : [...hidden].filter((id) => !this.organisations.has(id)));
  }

  get isMember() { return Boolean(this.member); }
  get isConvenor() { return this.isMember && this.role === 'convenor'; }
  get isLead() { return this.isMember && (this.role === 'lead' || this.leads.size > 0); }
  get isModerator() { return this.isMember && ['lead', 'editor'].includes(this.role); }

  is(member) { return this.isMember && member?.id === this.member.id; }

  /** May they know that this organisation exists? */
  knows(organisation) { return Boolean(organisation) && this.isMember && !this.secret.has(organisation.id); }

  /** May they see this person in the directory? The person must come with the organisation. */
  sees(member) {
    if (!member || !this.isMember) return false;
    const colleague = member.listed === 'organisation' && this.organisations.has(member.organisation?.id);
    return this.isConvenor || this.is(member) || colleague || ['public', 'members'].includes(member.listed);
  }
}

/** The viewer of a request. */
async function viewerOf(ctx, strapi) {
  ctx.state.viewer ??= await read(ctx.state.user, strapi);
  return ctx.state.viewer;
}

async function read(user, strapi) {
  const secret = await strapi.db.query('api::organisation.organisation').findMany({ select: ['id'], where: { visibility: 'hidden' } });
  const hidden = new Set(secret.map((one) => one.id));
  if (!user) return new Viewer('guest', undefined, hidden);
  const populate = { organisation: true, leads: true, affiliations: { populate: { organisation: true } } };
  const member = await strapi.db.query('api::member.member').findOne({ where: { account: { id: user.id } }, populate });
  return new Viewer(user.role.type, member ?? undefined, hidden);
}

module.exports = { LEVELS, PRIVATE, viewerOf };
