import { CHOSEN, isOpen, LEVELS } from './openness.js';
import { keep, keptOf } from './kept.js';
import { forbidden, wrong } from './refusals.js';

const LISTS = ['languages', 'expertise', 'countries'];
const THEIRS = ['full_name', 'native_name', 'latin_name', 'script', ...CHOSEN, 'timezone', 'job_title', 'confirmed_on', 'away_until', 'deputy', 'privacy'];
const OF_LEADS = ['name', 'native_name', 'latin_name', 'short_name', 'language', 'about', 'website', 'town', 'nation', 'strengths', 'countries', 'languages', 'contact'];

/** A profile is changed by the person it is about. What they close to others leaves the open collection. */
export async function changeMember(payload, key, { database, viewer }) {
  if (viewer.member !== key) throw forbidden('A profile is changed by the person it is about.');
  const before = await database('members').where({ id: key }).first();
  if (!before) throw forbidden('There is no such profile.');
  const changed = Object.fromEntries(THEIRS.filter((field) => field in payload).map((field) => [field, payload[field]]));
  if ('full_name' in changed && !changed.full_name?.trim()) throw wrong('full_name', 'Enter your name.');
  if (changed.email && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(changed.email)) throw wrong('email', 'Enter an email address such as name@example.org.');
  if (changed.phone && !/^\+[0-9 ]{6,19}$/.test(changed.phone)) throw wrong('phone', "Enter a number that begins with + and the country's code.");
  if (changed.deputy && !(await database('members').where({ id: String(changed.deputy) }).first('id'))) throw wrong('deputy', 'There is no such person.');
  const kept = (await keptOf(database, 'members', key))?.kept ?? {};
  const privacy = changed.privacy ?? kept.privacy ?? {};
  if (!Object.entries(privacy).every(([field, level]) => CHOSEN.includes(field) && LEVELS.includes(level))) {
    throw wrong('privacy', 'Choose for each field who may see it.');
  }
  const aside = { privacy };
  for (const field of CHOSEN) {
    const stored = LISTS.includes(field) ? JSON.parse(before[field] ?? 'null') : before[field];
    const value = field in changed ? changed[field] : (kept[field] ?? stored);
    if (!isOpen(privacy[field])) aside[field] = value;
    changed[field] = isOpen(privacy[field]) ? value : null;
  }
  delete changed.privacy;
  await keep(database, 'members', key, viewer.user, aside);
  return changed;
}

/** An organisation is changed by its lead, but for its sector and membership, which are the convenor's. */
export function changeOrganisation(payload, key, { viewer }) {
  if (viewer.isConvenor) return payload;
  if (!viewer.leads.includes(key)) throw forbidden('Only its lead changes an organisation.');
  return Object.fromEntries(OF_LEADS.filter((field) => field in payload).map((field) => [field, payload[field]]));
}
