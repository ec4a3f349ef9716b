// A small coalition of its own for the tests, in the shape of the demonstration data, and a Strapi that holds it.
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const { COALITION_PACKAGES: packages, COALITION_DATASET: dataset, PORT } = process.env;
const folder = join(process.cwd(), 'project');
// Beside the port of a backend that may be running.
const port = String(Number(PORT) + 9);

const person = (id, organisation, more) => ({
  id, organisation, name: `Name ${id}`, email: `${id}@example.org`, phone: '+441632960000', directoryVisibility: 'members',
  visibility: { email: 'members', phone: 'organisation' }, ...more,
});
const alert = (id, more) => ({
  id, ref: `AL-2026-${id}`, identifier: `cw-${id}`, thread: id, sender: 'test', status: 'Exercise', msgType: 'Alert', scope: 'Restricted', tlp: 'TLP:GREEN',
  headline: `Headline ${id}`, sent: '2026-11-01T09:00:00Z', current: true, author: 'lead', organisation: 'open', authorName: 'Name lead', ...more,
});
const meeting = (id, more) => ({
  id, kind: 'social', title: `Title ${id}`, status: 'scheduled', start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z', mode: 'in_person', updated: '2026-11-01T09:00:00Z', ...more,
});

const records = {
  organisations: [
    { id: 'open', name: 'Open House', visibility: 'members', status: 'active' }, { id: 'other', name: 'Other House', visibility: 'public', status: 'active' },
    { id: 'secret', name: 'Secret House', visibility: 'hidden', status: 'active' },
  ],
  people: [
    person('member', 'open'), person('lead', 'open', { leads: ['open'] }), person('editor', 'other'), person('convenor', 'other'), person('hidden', 'secret'),
    person('shy', 'open', { directoryVisibility: 'convenor' }),
  ],
  alerts: [
    alert('plain', { asks: [{ id: 'ask', text: 'Write' }] }), alert('red', { tlp: 'TLP:RED', scope: 'Private', addresses: ['editor'] }), alert('draft', { status: 'Draft' }),
    alert('theirs', { author: 'hidden', organisation: 'secret', authorName: 'Name hidden' }),
  ],
  meetings: [meeting('two', { capacity: 2 }), meeting('off', { status: 'cancelled' }), meeting('planned', { status: 'draft' })],
  commitmentVersions: [{ id: 'v1', number: '1.0.0', body: 'Old', approvedOn: '2025-01-01' }, { id: 'v2', number: '1.1.0', body: 'New', approvedOn: '2026-01-01' }],
  signatures: [{ id: 'signed', version: '1.1.0', signerKind: 'organisation', organisation: 'secret', showName: true, signedAt: '2026-02-01T09:00:00Z' }],
  supportItems: [{ id: 'unnamed', kind: 'request', topic: 'safety', title: 'Quiet', anonymous: true, trueAuthor: 'member', status: 'open', created: '2026-11-01T09:00:00Z' }],
  posts: [
    { id: 'out', slug: 'out', title: 'Out', body: 'x', status: 'published', publishAt: '2026-01-01T09:00:00Z' },
    { id: 'later', slug: 'later', title: 'Later', body: 'x', status: 'scheduled', publishAt: '2099-01-01T09:00:00Z' }, { id: 'idea', slug: 'idea', title: 'Idea', status: 'draft' },
  ],
  statements: [
    { id: 'said', slug: 'said', title: 'Said', status: 'published', publishedOn: '2026-01-01', signatories: ['Open House', 'Secret House'], hiddenSignatories: 1 },
    { id: 'unsaid', slug: 'unsaid', title: 'Unsaid', status: 'withdrawn', publishedOn: '2026-01-01' },
  ],
};
const roles = { member: 'member', lead: 'lead', editor: 'editor', convenor: 'convenor', hidden: 'member' };
const accounts = Object.entries(roles).map(([person, role]) => ({ email: `${person}@demo.example.org`, person, role }));

/** Starts a Strapi with nothing but this coalition; the answer stops it. */
export async function start() {
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(dataset, JSON.stringify({ records, accounts }));
  const done = (child) => new Promise((resolve) => child.once('exit', resolve));
  await done(spawn(process.execPath, [join(home, 'place.mjs'), packages, folder], { stdio: 'inherit' }));
  const env = { ...process.env, PORT: port, COALITION_DATA: join(folder, 'data') };
  const strapi = spawn(process.execPath, ['node_modules/@strapi/strapi/bin/strapi.js', 'start'], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  for (let tries = 0; tries < 600 && strapi.exitCode === null; tries += 1) {
    if (await fetch(`http://127.0.0.1:${port}/api/commitments`).then((answer) => answer.ok, () => false)) break;
    await pause(200);
  }
  return () => {
    strapi.kill();
    return done(strapi);
  };
}

const tokens = {};

/** Asks as somebody, or as a guest: the status, and what stands under `data`. */
export async function ask(who, method, path, data) {
  if (who && !tokens[who]) {
    const { jwt } = await send('POST', '/auth/local', { identifier: `${who}@demo.example.org`, password: 'commonwatch-demo' }).then((answer) => answer.json());
    tokens[who] = jwt;
  }
  const answer = await send(method, path, data && { data }, tokens[who]);
  const text = await answer.text();
  return { status: answer.status, text, data: answer.ok && text ? JSON.parse(text).data : undefined };
}

export const list = async (who, path) => (await ask(who, 'GET', path)).data;

function send(method, path, body, token) {
  const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  return fetch(`http://127.0.0.1:${port}/api${path}`, { method, headers, body: body && JSON.stringify(body) });
}
