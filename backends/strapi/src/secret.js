// Secrets are made at the first start and kept with the database, readable by its owner alone.
const { randomBytes } = require('node:crypto');
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const folder = process.env.COALITION_DATA ?? '.data';
const file = join(folder, 'secrets.json');
let kept;

function secret(name) {
  kept ??= read();
  if (!kept[name]) {
    kept[name] = randomBytes(32).toString('hex');
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify(kept, null, 1), { mode: 0o600 });
  }
  return kept[name];
}

function read() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

module.exports = { secret };
