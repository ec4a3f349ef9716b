// Lists: conditions, order, words and a window of rows, all in the body and in words of its own.
import { CODE, column, refuse } from './dialect.mjs';

/** The most rows of one answer, however many are asked for. */
const MOST = 250;

const text = (value) => (value === undefined || value === null ? '' : String(value));

/** Numbers as numbers, also those that are kept as text; everything else letter by letter without regard to case. */
function compare(one, other) {
  const [left, right] = [text(one), text(other)];
  if (left !== '' && right !== '' && !Number.isNaN(Number(left)) && !Number.isNaN(Number(right))) return Number(left) - Number(right);
  const [low, high] = [left.toLowerCase(), right.toLowerCase()];
  if (low !== high) return low < high ? -1 : 1;
  return left < right ? -1 : Number(left > right);
}

const TESTS = {
  GL: (value, wanted) => text(value) === text(wanted),
  UGL: (value, wanted) => text(value) !== text(wanted),
  KL: (value, wanted) => text(value) !== '' && compare(value, wanted) < 0,
  KLGL: (value, wanted) => text(value) !== '' && compare(value, wanted) <= 0,
  GR: (value, wanted) => text(value) !== '' && compare(value, wanted) > 0,
  GRGL: (value, wanted) => text(value) !== '' && compare(value, wanted) >= 0,
  ENTH: (value, wanted) => text(value).toLowerCase().includes(text(wanted).toLowerCase()),
};

function fits(row, filter, columns) {
  if (filter.Bed) {
    const each = (one) => fits(row, one, columns);
    return filter.Art === 'ODER' ? filter.Bed.some(each) : filter.Bed.every(each);
  }
  const test = TESTS[filter.Op];
  if (!test) refuse(CODE.broken, `Unknown operator ${filter.Op}.`);
  if (!columns.has(filter.Fld)) refuse(CODE.broken, `Unknown column ${filter.Fld}.`);
  return test(column(row, filter.Fld), filter.Wert);
}

/** The order that `NAME AUF;MAIL AB` asks for; rows without a value come last, and the key decides at the end. */
function ordered(rows, wanted, key, columns) {
  const keys = text(wanted).split(';').filter(Boolean).map((part) => part.split(' '));
  for (const [name] of keys) if (!columns.has(name)) refuse(CODE.broken, `Unknown column ${name}.`);
  return rows.sort((one, other) => {
    for (const [name, direction] of keys) {
      const [left, right] = [column(one, name), column(other, name)];
      if (text(left) === '' || text(right) === '') {
        if (text(left) !== text(right)) return text(left) === '' ? 1 : -1;
        continue;
      }
      const found = compare(left, right);
      if (found) return direction === 'AB' ? -found : found;
    }
    return compare(one[key], other[key]);
  });
}

/** The names of all columns that any row has. */
function columnsOf(rows) {
  const names = new Set();
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      names.add(name);
      if (value && typeof value === 'object' && !Array.isArray(value)) Object.keys(value).forEach((inner) => names.add(`${name}.${inner}`));
    }
  }
  return names;
}

/** A page of rows that the viewer may see: a condition on what is hidden finds nothing. */
export function page(rows, area, asked = {}) {
  const columns = columnsOf([...rows, area.empty ?? {}]);
  let found = rows;
  if (asked.Filter) found = found.filter((row) => fits(row, asked.Filter, columns));
  if (asked.Such) found = found.filter((row) => area.words.some((name) => TESTS.ENTH(column(row, name), asked.Such)));
  found = ordered([...found], asked.Sort, area.key, columns);
  const from = Math.max(0, Number(asked.Von) || 0);
  const to = Math.min(from + MOST, asked.Bis === undefined ? from + MOST : Number(asked.Bis));
  return { Rows: found.slice(from, to).map((row) => ({ Z: row })), Meta: { N: String(found.length), Von: String(from) } };
}
