// What every member may see as plain rows, as a small register would hold it: one table for each kind of record, names in
// snake case. Three of the backends here keep it in their own way: json-server 1, static files, Datasette.
//
//   node register.mjs DATASET.json REGISTER.json
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { whatMembersSee } from './what-members-see.mjs';

const TABLES = { people: 'members', commitmentVersions: 'commitments', supportItems: 'support_items' };
const COLUMNS = {
  people: { name: 'full_name', confirmedOn: 'joined_on' },
  alerts: { headline: 'title', description: 'body', sent: 'published_at' },
};

/** The tables of a dataset, by name. */
export function register(file) {
  return Object.fromEntries(Object.entries(whatMembersSee(file)).map(([kind, list]) => [TABLES[kind] ?? kind, list.map((one) => row(kind, one))]));
}

function row(kind, one) {
  const { former, ...rest } = one;
  const columns = Object.entries(rest).map(([field, value]) => [COLUMNS[kind]?.[field] ?? snake(field), value]);
  return { ...Object.fromEntries(columns), ...(kind === 'people' ? { active: !former } : {}) };
}

const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [from, to] = process.argv.slice(2);
  if (!from || !to) {
    console.error('usage: node register.mjs DATASET.json REGISTER.json');
    process.exit(2);
  }
  writeFileSync(to, `${JSON.stringify(register(from), null, 1)}\n`);
}
