/** What people quote, such as AL-2026-0042: a running number for each kind and year. Call it inside a transaction. */
export async function nextReference(database, collection, prefix, digits) {
  const start = `${prefix}-${new Date().getUTCFullYear()}-`;
  const last = await database(collection).where('reference', 'like', `${start}%`).max({ last: 'reference' }).first();
  const number = last.last ? Number(last.last.slice(start.length)) + 1 : 1;
  return start + String(number).padStart(digits, '0');
}

export const now = () => new Date().toISOString();
