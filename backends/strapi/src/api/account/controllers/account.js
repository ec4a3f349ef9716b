const { link } = require('../../../access/records');
const { viewerOf } = require('../../../access/viewer');

module.exports = ({ strapi }) => ({
  /** Who is signed in, as a member and not only as an account. */
  async me(ctx) {
    const { member, role } = await viewerOf(ctx, strapi);
    if (!member) return ctx.forbidden();
    const { username, documentId } = ctx.state.user;
    const organisation = link(member.organisation, 'name');
    return { data: { documentId, username, role, member: { ...link(member, 'fullName'), organisation } } };
  },
});
