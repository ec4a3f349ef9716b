import { keep, keptOf } from './kept.js';
import { now } from './numbers.js';
import { forbidden, wrong } from './refusals.js';

/** A signature may be renewed when it is about a year old. */
const RENEWED_AFTER = 330 * 24 * 3600 * 1000;

/** One signs the newest text, once: for oneself, or as its lead for an organisation. */
export async function addSignature(payload, { database, viewer, id }) {
  const forOrganisation = payload.signer === 'organisation';
  const { member, organisation } = forOrganisation ? { member: null, organisation: payload.organisation } : { member: viewer.member, organisation: null };
  if (!forOrganisation && payload.member && payload.member !== viewer.member) throw forbidden('You sign for yourself.');
  if (forOrganisation && !viewer.leads.includes(organisation)) throw forbidden('Only a lead signs for an organisation.');
  const newest = await database('commitments').orderBy('approved_on', 'desc').first();
  if (payload.commitment !== newest?.number) throw wrong('commitment', 'This is not the current text. Read the newest version first.');
  const standing = await standingOf(database, newest.number, member, organisation);
  if (standing) {
    if (Date.now() - new Date(standing.signed_at) <= RENEWED_AFTER) throw wrong('commitment', 'This version is signed already.');
    await database('signatures').where({ id: standing.id }).update({ withdrawn_at: Date.now(), name: null, member: null, organisation: null });
  }
  const named = forOrganisation ? await database('organisations').where({ id: organisation }).first('name') : viewer;
  const whole = { member, organisation, name: named?.name ?? null, comment: payload.comment ?? null };
  await keep(database, 'signatures', id, viewer.user, whole, organisation);
  const shown = payload.name_public === true;
  return { commitment: newest.number, signer: forOrganisation ? 'organisation' : 'individual', name_public: shown, signed_at: now(), ...(shown ? asShown(whole, viewer) : NOBODY) };
}

/** The signer shows or hides the name, or withdraws; a withdrawn signature stays withdrawn. */
export async function changeSignature(payload, key, { database, viewer }) {
  const row = await database('signatures').where({ id: key }).first();
  if (!row) throw forbidden('There is no such signature.');
  const before = await keptOf(database, 'signatures', key);
  const whole = before?.kept ?? { member: row.member, organisation: row.organisation, name: row.name, comment: row.comment };
  const mine = whole.member ? whole.member === viewer.member : viewer.leads.includes(whole.organisation);
  if (!mine) throw forbidden('A signature is changed by who signed.');
  if (row.withdrawn_at) throw wrong('withdrawn_at', 'This signature has been withdrawn. Sign again instead.');
  if ('comment' in payload) whole.comment = payload.comment;
  await keep(database, 'signatures', key, before?.owner ?? viewer.user, whole, whole.organisation);
  const withdrawn = Boolean(payload.withdrawn_at);
  const shown = !withdrawn && (payload.name_public ?? Boolean(row.name_public));
  return { name_public: shown, ...(withdrawn ? { withdrawn_at: now() } : {}), ...(shown ? asShown(whole, viewer) : NOBODY) };
}

const NOBODY = { member: null, organisation: null, name: null, comment: null };

/** The name is shown by choice; a profile that others cannot open is not pointed at. */
const asShown = (whole, viewer) => (viewer.listed ? whole : { ...whole, member: null });

async function standingOf(database, commitment, member, organisation) {
  const rows = await database('signatures').where({ commitment }).whereNull('withdrawn_at');
  const aside = new Map((await database('kept_back').where({ collection: 'signatures' })).map((one) => [one.item, JSON.parse(one.kept)]));
  return rows.find((row) => {
    const who = aside.get(row.id) ?? row;
    return member ? who.member === member : who.organisation === organisation;
  });
}
