import { nextReference, now } from './numbers.js';
import { conflict, forbidden, wrong } from './refusals.js';

/** Labels from the narrowest to the widest. */
const WIDTH = ['red', 'amber_strict', 'amber', 'green', 'clear'];
const SERVERS = ['reference', 'sender', 'situation', 'published_at', 'author_name', 'organisation', 'current', 'superseded_by'];

/** Issued means issued: an update or a cancellation is a new message, which takes the place of older ones. */
export async function addAlert(payload, { database, viewer, id, service }) {
  const alert = Object.fromEntries(Object.entries(payload).filter(([field]) => !SERVERS.includes(field)));
  if (!WIDTH.includes(alert.tlp)) throw wrong('tlp', 'Choose who may see it.');
  // Every member reads every alert here. What is for few must go another way.
  if (alert.tlp === 'red' || alert.audience === 'private') throw wrong('tlp', 'This register shows each alert to all members. It takes no TLP:RED.');
  alert.audience ??= alert.tlp === 'clear' ? 'public' : 'restricted';
  if (alert.audience === 'public' && alert.tlp !== 'clear') throw wrong('audience', 'Only TLP:CLEAR may be public.');
  alert.status ??= 'exercise';
  if (alert.status === 'draft') throw wrong('status', 'This register keeps no drafts.');
  alert.message_type ??= 'alert';
  alert.identifier ??= `cw-${crypto.randomUUID()}`;
  if (/[\s,<&]/.test(alert.identifier)) throw wrong('identifier', 'CAP allows no spaces, commas, < or & here.');
  if (await database('alerts').where({ identifier: alert.identifier }).first('id')) {
    throw wrong('identifier', 'A message with this identifier has been issued.');
  }
  const before = await referred(alert, database);
  const replaced = ['update', 'cancel'].includes(alert.message_type) ? before : [];
  for (const one of replaced) mayReplace(one, alert.tlp, viewer);
  if (replaced.length) await service('alerts').updateMany(replaced.map((one) => one.id), { current: false, superseded_by: id });
  const reference = await nextReference(database, 'alerts', 'AL', 4);
  return {
    ...alert,
    asks: (alert.asks ?? []).map((ask) => ({ ...ask, id: crypto.randomUUID() })),
    reference, sender: 'register', situation: before[0]?.situation ?? reference, published_at: now(),
    author_name: viewer.name, organisation: viewer.listed ? viewer.organisation : null,
    current: !['ack', 'error'].includes(alert.message_type), superseded_by: null,
  };
}

async function referred(alert, database) {
  const identifiers = [...new Set(alert.refers_to ?? [])];
  if (alert.message_type === 'alert') {
    if (identifiers.length) throw wrong('refers_to', 'A first message refers to no other.');
    return [];
  }
  if (!identifiers.length) throw wrong('refers_to', 'Say which message this is about.');
  const found = await database('alerts').whereIn('identifier', identifiers);
  if (found.length < identifiers.length) throw wrong('refers_to', 'There is no such message.');
  return found;
}

function mayReplace(one, tlp, viewer) {
  const byMe = one.author_name === viewer.name;
  if (!byMe && one.organisation !== viewer.organisation && !viewer.isConvenor && !viewer.isLead) {
    throw wrong('refers_to', 'Only its author, their organisation, a lead or the convenor may replace this message.');
  }
  if (!one.current) throw conflict('Somebody has already replaced this message. Read the newer one first.');
  if (byMe && WIDTH.indexOf(tlp) > WIDTH.indexOf(one.tlp)) throw wrong('tlp', 'A wider label needs a second person.');
}

/** One answers for the own organisation, once for each ask. */
export async function addResponse(payload, { database, viewer }) {
  const alert = await database('alerts').where({ id: payload.alert ?? '' }).first();
  if (!alert) throw wrong('alert', 'There is no such alert.');
  if (!JSON.parse(alert.asks ?? '[]').some((ask) => ask.id === payload.ask)) throw wrong('ask', 'This alert does not ask that.');
  const organisation = payload.organisation ?? viewer.organisation;
  const known = viewer.listed && [viewer.organisation, ...viewer.leads].includes(organisation);
  if (!known) throw wrong('organisation', 'There is no organisation that you could answer for.');
  if (await database('responses').where({ ask: payload.ask, organisation }).first('id')) {
    throw wrong('ask', 'Your organisation has answered this already. Change that answer.');
  }
  return { alert: payload.alert, ask: payload.ask, organisation, choice: payload.choice, note: payload.note ?? null, modified: now() };
}

export async function changeResponse(payload, key, { database, viewer }) {
  const response = await database('responses').where({ id: key }).first();
  const ours = response && [viewer.organisation, ...viewer.leads].includes(response.organisation);
  if (!ours) throw forbidden('You answer for your own organisation.');
  const { choice = response.choice, note = response.note } = payload;
  return { choice, note, modified: now() };
}
