// The register as files: one with the whole of a table, and one for each row.
//
//   node convert.mjs DATASET.json FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { register } from '../shared/register.mjs';

const [from, to] = process.argv.slice(2);
if (!from || !to) {
  console.error('usage: node convert.mjs DATASET.json FOLDER');
  process.exit(2);
}
for (const [table, rows] of Object.entries(register(from))) {
  mkdirSync(join(to, table), { recursive: true });
  writeFileSync(join(to, `${table}.json`), JSON.stringify(rows));
  for (const row of rows) writeFileSync(join(to, table, `${row.id}.json`), JSON.stringify(row));
}
