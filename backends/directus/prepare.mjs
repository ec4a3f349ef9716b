// Makes the database of one run: an empty Directus with its collections, and the demonstration data in it.
//
//   node prepare.mjs DATASET.json TOOLS          (the database is the one that DB_FILENAME names)
//
// Directus needs some twenty seconds for its own tables, so the empty one is made once and copied after that.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Directus looks for extensions among the packages of the folder it runs in, keeps uploads there, and reads settings from
// `.env`: here the key that signs sessions, made anew with the data.
writeFileSync('package.json', '{ "private": true }\n');
mkdirSync('uploads', { recursive: true });
writeFileSync('.env', `SECRET=${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });

const [dataset, tools] = process.argv.slice(2);
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const modules = join(tools, 'node_modules');
const run = (file, words, database) =>
  execFileSync(process.execPath, [file, ...words], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DB_FILENAME: database } });

const sum = createHash('sha256');
for (const name of ['schema.mjs', 'apply.mjs']) sum.update(readFileSync(here(name)));
const empty = join(tools, `empty-${sum.digest('hex').slice(0, 16)}.db`);
if (!existsSync(empty)) {
  const making = `${empty}.${process.pid}`;
  rmSync(making, { force: true });
  run(join(modules, '@directus/api/dist/cli/run.js'), ['bootstrap'], making);
  run(here('apply.mjs'), [modules], making);
  renameSync(making, empty);
}
const database = process.env.DB_FILENAME;
copyFileSync(empty, database);
run(here('seed.mjs'), [dataset, modules], database);
