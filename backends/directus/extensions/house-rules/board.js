import { keep, keptOf } from './kept.js';
import { nextReference, now } from './numbers.js';
import { forbidden, wrong } from './refusals.js';

const STATES = ['open', 'matched', 'in_progress', 'closed', 'expired', 'withdrawn'];
const SERVERS = ['id', 'reference', 'author', 'author_name', 'organisation_name', 'created'];

/** Whoever asks unnamed is not in the collection: only they themselves see that it is theirs. */
export async function addItem(payload, { database, viewer, id }) {
  inOrder(payload);
  const who = { author: viewer.member, author_name: viewer.name, organisation_name: viewer.listed ? viewer.organisation_name : null };
  const unnamed = payload.anonymous || !viewer.listed;
  await keep(database, 'board', id, viewer.user, unnamed ? who : {});
  return { ...own(payload), state: 'open', created: now(), reference: await nextReference(database, 'board', 'SB', 3), ...(unnamed ? NOBODY : who) };
}

/** The author changes all of it, a moderator the state. */
export async function changeItem(payload, key, { database, viewer }) {
  const item = await database('board').where({ id: key }).first();
  const kept = await keptOf(database, 'board', key);
  if (payload.state && !STATES.includes(payload.state)) throw wrong('state', 'There is no such state.');
  if (item && (item.author === viewer.member || kept?.owner === viewer.user)) {
    const { anonymous, ...rest } = own(payload);
    inOrder({ ...item, ...rest });
    return rest;
  }
  if (item && viewer.isModerator) return { state: payload.state ?? item.state };
  throw forbidden('An item is changed by who put it up.');
}

const NOBODY = { author: null, author_name: null, organisation_name: null };

const own = (payload) => Object.fromEntries(Object.entries(payload).filter(([field]) => !SERVERS.includes(field)));

function inOrder({ available_from: first, available_until: last }) {
  if (first && last && new Date(last) < new Date(first)) throw wrong('available_until', 'This day is before the first one.');
}
