const { factories } = require('@strapi/strapi');

const { NAMED, PERSON, known, link } = require('../../../access/records');
const { forbidden, wrong } = require('../../../access/refusal');

const UID = 'api::signature.signature';
/** A signature may be renewed when it is about a year old. */
const RENEWED_AFTER = 330 * 24 * 60 * 60 * 1000;

module.exports = factories.createCoreService(UID, ({ strapi }) => ({
  open: true,
  populate: { commitment: { fields: ['number'] }, member: PERSON, organisation: NAMED },
  order: ['signedAt:asc'],
  sorted: ['signedAt'],
  // Not by person or organisation: that would tell who has signed without showing it.
  filtered: ['signer'],
  related: { commitment: 'number' },

  /** Everybody: names that were chosen to be shown. Members also that somebody has signed; the signer all of it. */
  visible(viewer) {
    const standing = { withdrawnAt: { $null: true } };
    const outside = (ids) => ({ $or: [{ organisation: { id: { $null: true } } }, { organisation: { id: { $notIn: [0, ...ids] } } }] });
    if (!viewer.isMember) return { $and: [standing, { namePublic: true }, outside(viewer.hidden)] };
    const own = [{ member: { id: viewer.member.id } }, { organisation: { id: { $in: [0, ...viewer.leads] } } }];
    return { $or: [...own, { $and: [standing, outside(viewer.secret)] }] };
  },

  shown({ signedBy, comment, withdrawnAt, ...signature }, viewer) {
    const { member, organisation } = signature;
    const own = viewer.is(member) || viewer.leads.has(organisation?.id);
    const shown = own || (signature.namePublic && !withdrawnAt && !viewer.hidden.has(organisation?.id));
    const name = shown ? (member?.fullName ?? organisation?.name ?? '') : '';
    const row = { ...signature, name, member: null, organisation: null };
    if (!viewer.isMember) {
      const { member: _, organisation: __, ...open } = row;
      return open;
    }
    if (!shown) return { ...row, withdrawnAt };
    return { ...row, withdrawnAt, comment, member: viewer.sees(member) ? link(member) : null, organisation: viewer.knows(organisation) ? link(organisation) : null };
  },

  settable: (viewer, before) => (before ? ['namePublic', 'comment', 'withdrawnAt'] : ['commitment', 'signer', 'member', 'organisation', 'namePublic', 'comment']),

  async prepare(data, viewer, before) {
    if (before) {
      if (!viewer.is(before.member) && !viewer.leads.has(before.organisation?.id)) throw forbidden('A signature is changed by who signed.');
      if (before.withdrawnAt) throw wrong('withdrawnAt', 'This signature has been withdrawn. Sign again instead.');
      return data.withdrawnAt ? { ...data, withdrawnAt: new Date() } : data;
    }
    const [newest] = await strapi.documents('api::commitment.commitment').findMany({ sort: ['approvedOn:desc', 'id:desc'], limit: 1 });
    if (data.commitment !== newest.number) throw wrong('commitment', 'This is not the current text. Read the newest version first.');
    const { signer, where } = await this.signerOf(data, viewer);
    const given = { ...data, ...signer, commitment: newest.documentId, signedBy: viewer.member.documentId, signedAt: new Date() };
    const standing = await strapi.db.query(UID).findOne({ where: { ...where, commitment: newest.id, withdrawnAt: { $null: true } } });
    if (!standing) return given;
    if (Date.now() - new Date(standing.signedAt) <= RENEWED_AFTER) throw wrong('commitment', 'This version is signed already.');
    return { instead: await strapi.documents(UID).update({ documentId: standing.documentId, data: given }) };
  },

  /** Who signs: oneself, or as lead an organisation. */
  async signerOf({ signer, member, organisation }, viewer) {
    const me = viewer.member.documentId;
    if (signer === 'individual') {
      if ((member ?? me) !== me) throw forbidden('You sign for yourself.');
      return { signer: { member: me, organisation: null }, where: { member: viewer.member.id } };
    }
    const ours = await known('api::organisation.organisation', 'organisation', organisation, viewer);
    if (!viewer.leads.has(ours.id)) throw forbidden('Only a lead signs for an organisation.');
    return { signer: { member: null, organisation: ours.documentId }, where: { organisation: ours.id } };
  },
}));
