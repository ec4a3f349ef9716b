// node start.mjs DATASET PORT ORIGIN FOLDER: the demonstration data on PORT, for the portal at ORIGIN, logs in FOLDER.
import { readFileSync } from 'node:fs';
import { seed } from './seed.mjs';
import { start } from './server.mjs';

const [dataset, port, origin, run] = process.argv.slice(2);
const data = JSON.parse(readFileSync(dataset, 'utf8'));
process.env.PARSE_DEMO = '1';
const server = await start({ run, port: Number(port), origin, seed: (records) => seed(records, data) });
console.log(`Parse Server answers at ${server.address}.`);
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => server.stop().finally(() => process.exit(0)));
}
