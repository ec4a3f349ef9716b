// What several areas do alike.
import { check, column, flat } from '../dialect.mjs';

/** A column's value put into a row, inside another where the name says so. */
function put(row, name, value) {
  const [outer, inner] = name.split('.');
  if (inner) row[outer] = { ...row[outer], [inner]: value };
  else row[outer] = value;
}

const blank = (value) => value === null || value === undefined || value === '' || value === false;
const same = (one, other) => (blank(one) && blank(other)) || JSON.stringify(one) === JSON.stringify(other);

/** Takes the columns of an item that may be written; another value in any other is refused by name. */
export function take(row, item, allowed, { nested = [], shown = row } = {}) {
  const wrong = {};
  const wanted = flat(item, nested);
  for (const [name, value] of Object.entries(wanted)) {
    if (!allowed.includes(name) && !same(column(shown, name), value)) wrong[name] = 'This cannot be changed here.';
  }
  check(wrong);
  for (const [name, value] of Object.entries(wanted)) if (allowed.includes(name)) put(row, name, value ?? '');
}

/** The next running number of a year, as `AL-2026-0042`, and its two parts. */
export function running(store, prefix, digits, known) {
  const year = new Date().getUTCFullYear();
  const start = `${prefix}-${year}-`;
  const highest = Math.max(0, ...known.filter((ref) => ref.startsWith(start)).map((ref) => Number(ref.slice(start.length))));
  store.sequence[start] = Math.max(store.sequence[start] ?? 0, highest) + 1;
  return `${start}${String(store.sequence[start]).padStart(digits, '0')}`;
}

/** Whether it is a number, zero or more, or nothing; numbers come as text. */
export const isAmount = (value) => blank(value) || (Number(value) >= 0 && Number(value) < 1e9);
