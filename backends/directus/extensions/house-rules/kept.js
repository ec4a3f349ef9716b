// What somebody keeps to themselves. It never lies in a collection that others may read: it is put aside when it is written,
// and handed back to those it belongs to when they read the record.

const COLLECTIONS = ['members', 'replies', 'signatures', 'board'];

/** What is kept back of one record. */
export async function keptOf(database, collection, item) {
  const row = await database('kept_back').where({ collection, item }).first();
  return row ? { ...row, kept: JSON.parse(row.kept) } : null;
}

/** Keeps values back, in place of what was kept before. */
export async function keep(database, collection, item, owner, kept, organisation = null) {
  await database('kept_back').where({ collection, item }).delete();
  await database('kept_back').insert({ id: crypto.randomUUID(), collection, item, owner, organisation, kept: JSON.stringify(kept) });
}

/** Hands back what belongs to this viewer. Access needs are for the convenor too. */
export async function handBack(rows, collection, database, viewer) {
  const found = COLLECTIONS.includes(collection) && Array.isArray(rows) ? rows.filter((row) => row?.id) : [];
  if (!viewer || found.length === 0) return rows;
  const byItem = new Map();
  for (const one of await database('kept_back').where({ collection }).whereIn('item', found.map((row) => row.id))) byItem.set(one.item, one);
  for (const row of found) {
    const one = byItem.get(row.id);
    if (!one) continue;
    const kept = JSON.parse(one.kept);
    if (one.owner === viewer.user || viewer.leads.includes(one.organisation)) Object.assign(row, kept);
    else if (collection === 'replies' && viewer.isConvenor) row.access_needs = kept.access_needs ?? null;
  }
  return rows;
}
