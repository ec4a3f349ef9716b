// The wire: the envelope around everything, the codes that stand for refusals, and how values are written.

/** What `Status.Code` means. The HTTP status is always 200. */
export const CODE = {
  ok: 0,
  noSession: 100, // no session, or one that is over
  badLogin: 104, // name, password or nonce is wrong
  notAllowed: 203,
  notFound: 301,
  stale: 310, // somebody else has changed it since
  check: 420, // fields need another look
  unknownCommand: 900,
  broken: 999,
};

/** A refusal: thrown anywhere, answered as an envelope. `fields` are columns and what is wrong with each. */
export class Refusal extends Error {
  constructor(code, text, fields = {}) {
    super(text);
    Object.assign(this, { code, fields });
  }
}

export const refuse = (code, text, fields) => {
  throw new Refusal(code, text, fields);
};

/** Refuses what was typed, column by column. */
export const check = (fields) => {
  if (Object.keys(fields).length) refuse(CODE.check, 'Please check the marked fields.', fields);
};

const status = (code, text, fields = {}) => {
  const told = Object.entries(fields).map(([column, reason]) => ({ Fld: column, Grund: reason }));
  return code === CODE.ok ? { Code: code } : { Code: code, Text: text, Felder: told };
};

/** An answer's body. It begins with a byte order mark, as the first version's did, and nobody dared to change that. */
export const envelope = (result, code = CODE.ok, text = '', fields = {}) =>
  `\ufeff${JSON.stringify({ Envelope: { Result: result, Status: status(code, text, fields) } })}`;

export const yn = (flag) => (flag ? 'Y' : 'N');
export const isY = (letter) => letter === 'Y';
export const ms = (text) => (text ? Date.parse(text) : null);
export const number = (value) => (value === undefined || value === null ? '' : String(value));
export const bars = (list) => (list ?? []).join('|');
export const unbar = (text) => (text ? String(text).split('|') : []);

/** Codes for words, in both directions. A word without a code stays as it is. */
export const coded = (pairs) => ({
  code: (word) => (word === undefined || word === null ? '' : (pairs[word] ?? word)),
  pairs,
});

/** A value of a row by its column, `KONT.MAIL` for one inside another. */
export const column = (row, name) => name.split('.').reduce((part, step) => part?.[step], row);

/** The columns of an item as flat names: objects that hold columns are opened one step deep. */
export function flat(item, nested) {
  const found = {};
  for (const [name, value] of Object.entries(item)) {
    if (nested.includes(name) && value && typeof value === 'object') {
      for (const [inner, one] of Object.entries(value)) found[`${name}.${inner}`] = one;
    } else {
      found[name] = value;
    }
  }
  return found;
}

/** What is sent out: everything but what begins with an underscore. */
export const open = (row) => Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('_')));
