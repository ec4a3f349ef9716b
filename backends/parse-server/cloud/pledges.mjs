// The commitment's texts, and who has signed them. A name is shown by choice only; what was withdrawn is the signer's.
import { Parse } from '../packages.mjs';
import { pointers } from './answers.mjs';
import { readable } from './asking.mjs';
import * as directory from './directory.mjs';
import { conflict, forbidden, wrong } from './refuse.mjs';
import { aclFor, oneOf, pointer, sizes, writable } from './writing.mjs';

const { idOf, MASTER } = directory;

/** A signature may be renewed when it is about a year old. */
const RENEWED_AFTER = 330 * 24 * 60 * 60 * 1000;

readable('Commitment', { guests: true, fields: ['number', 'approvedOn', 'language'] });

/** Conditions on an organisation that may be missing. */
const notOf = (ids) => ({ $or: [{ organisation: { $exists: false } }, { organisation: { $nin: pointers(ids) } }] });

const isOwn = (object, viewer) => viewer.isSelf(idOf(object.get('member'))) || viewer.leads.has(idOf(object.get('organisation')));

readable('Signature', {
  guests: true,
  // Not by member or organisation: that would tell who has signed without showing it.
  fields: ['commitment', 'signer', 'signedAt'],
  within(viewer) {
    const standing = { withdrawnAt: { $exists: false } };
    if (!viewer.isMember) return { $and: [standing, { namePublic: true }, notOf(directory.hiddenOrganisations())] };
    const own = [{ member: pointers([viewer.member.id], 'Member')[0] }];
    if (viewer.leads.size) own.push({ organisation: { $in: pointers([...viewer.leads]) } });
    return { $or: [...own, { $and: [standing, notOf(viewer.unknownOrganisations())] }] };
  },
  show(object, viewer) {
    const [member, organisation] = ['member', 'organisation'].map((name) => idOf(object.get(name)));
    const hidden = directory.organisation(organisation)?.hidden;
    const isShown = object.get('namePublic') && !object.get('withdrawnAt') && !hidden;
    if (isOwn(object, viewer) || isShown) object.set('name', (directory.member(member) ?? directory.organisation(organisation))?.name);
    else ['member', 'organisation', 'comment'].forEach((name) => object.unset(name));
    if (!viewer.isMember) ['member', 'organisation', 'withdrawnAt', 'comment'].forEach((name) => object.unset(name));
    ['signedBy', 'key'].forEach((name) => object.unset(name));
  },
});

/** One standing signature for each text and signer. */
export const signatureKey = (commitment, signer) => `${commitment}:${signer}`;

writable('Signature', {
  fields: ['commitment', 'signer', 'member', 'organisation', 'namePublic', 'comment'],
  changes: ['namePublic', 'comment', 'withdrawnAt'],
  async create(object, viewer) {
    oneOf(object, 'signer', ['individual', 'organisation']);
    sizes(object, { comment: 280 });
    const member = idOf(object.get('member'));
    const organisation = idOf(object.get('organisation'));
    if (object.get('signer') === 'individual') {
      if (member && !viewer.isSelf(member)) throw forbidden('You sign for yourself.');
      object.unset('organisation');
      object.set('member', pointer('Member', viewer.member.id));
    } else {
      if (!viewer.leads.has(organisation)) throw forbidden('Only a lead signs for an organisation.');
      object.unset('member');
    }
    const newest = await new Parse.Query('Commitment').descending('approvedOn', 'number').first(MASTER);
    const number = object.get('commitment');
    if (number !== newest?.get('number')) throw wrong('commitment', 'This is not the current text. Read the newest version first.');
    const key = signatureKey(number, idOf(object.get('member')) ?? organisation);
    const standing = await new Parse.Query('Signature').equalTo('key', key).first(MASTER);
    if (standing) {
      if (Date.now() - standing.get('signedAt') <= RENEWED_AFTER) throw conflict('This version is signed already.');
      // Renewed: the older one no longer stands.
      standing.unset('key');
      await standing.save({ withdrawnAt: new Date() }, MASTER);
    }
    object.set({ key, signedAt: new Date(), signedBy: pointer('Member', viewer.member.id), namePublic: object.get('namePublic') === true });
    object.setACL(aclFor({ everybody: true }));
  },
  update(object, viewer, before) {
    if (!isOwn(before, viewer)) throw forbidden('A signature is changed by who signed.');
    if (before.get('withdrawnAt')) throw wrong('withdrawnAt', 'This signature has been withdrawn. Sign again instead.');
    sizes(object, { comment: 280 });
    if (!object.get('withdrawnAt')) return;
    object.set('withdrawnAt', new Date());
    object.unset('key');
  },
});
