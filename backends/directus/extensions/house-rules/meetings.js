import { keep, keptOf } from './kept.js';
import { nextReference, now } from './numbers.js';
import { forbidden, wrong } from './refusals.js';

/** The convenor calls any kind of meeting, everybody an urgent one. */
export async function addEvent(payload, { database, viewer }) {
  if (!viewer.isConvenor && payload.category !== 'urgent') throw forbidden('Only the convenor calls this kind of meeting.');
  if (!(new Date(payload.ends_at) > new Date(payload.starts_at))) throw wrong('ends_at', 'The meeting must end after it begins.');
  return { ...payload, state: 'planned', revision: 0, reference: await nextReference(database, 'events', 'MT', 3), modified: now() };
}

/** A reply is always one's own, once for each meeting; the server gives seats and the queue. */
export async function addReply(payload, { database, viewer, id }) {
  if (payload.member && payload.member !== viewer.member) throw wrong('member', 'A reply is always your own.');
  const event = await eventOf(database, payload.event);
  const mine = await database('kept_back').where({ collection: 'replies', owner: viewer.user }).select('item');
  const already = await database('replies').where({ event: event.id })
    .andWhere((either) => either.where('member', viewer.member).orWhereIn('id', mine.map((one) => one.item))).first();
  if (already) throw wrong('event', 'You have replied already. Change that reply.');
  return seated(database, viewer, event, id, payload, null);
}

export async function changeReply(payload, key, { database, viewer }) {
  const reply = await database('replies').where({ id: key }).first();
  const kept = await keptOf(database, 'replies', key);
  if (!reply || (reply.member !== viewer.member && kept?.owner !== viewer.user)) throw forbidden('A reply is always your own.');
  if (payload.event && payload.event !== reply.event) throw wrong('event', 'A reply stays with its meeting.');
  return seated(database, viewer, await eventOf(database, reply.event), key, { access_needs: kept?.kept.access_needs, ...payload }, reply);
}

async function eventOf(database, id) {
  const event = id && (await database('events').where({ id }).first());
  if (!event) throw wrong('event', 'There is no such meeting.');
  if (event.state === 'cancelled') throw wrong('event', 'This meeting has been cancelled.');
  return event;
}

async function seated(database, viewer, event, id, payload, before) {
  const counted = event.attendance === 'online' ? 'remote' : 'yes';
  const reply = payload.reply ?? before?.reply;
  const waiting = await database('replies').where({ event: event.id, reply: counted }).whereNot({ id }).orderBy(['queue_position', 'id']);
  const seats = event.seats || Infinity;
  let taken = waiting.filter((one) => !one.queue_position).length;
  let place = 0;
  if (reply === counted) {
    if (before?.reply === counted) place = before.queue_position ?? 0;
    else if (taken >= seats) place = waiting.length - taken + 1;
    if (!place) taken += 1;
  } else {
    // A seat that has become free goes to whoever waits longest.
    let at = 0;
    for (const one of waiting.filter((other) => other.queue_position)) {
      const next = taken < seats ? 0 : (at += 1);
      if (!next) taken += 1;
      if (next !== one.queue_position) await database('replies').where({ id: one.id }).update({ queue_position: next });
    }
  }
  // Whoever is not listed comes without a name: only they themselves see which reply is theirs.
  const who = { member: viewer.member, member_name: viewer.name };
  await keep(database, 'replies', id, viewer.user, { ...(viewer.listed ? {} : who), access_needs: payload.access_needs ?? null });
  const shown = viewer.listed ? who : { member: id, member_name: 'Somebody who is not listed' };
  return { event: event.id, reply, queue_position: place, access_needs: null, ...shown };
}
