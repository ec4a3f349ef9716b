// Asks a Directus of its own directly whether the rules of the house hold.
//
//   node rules.mjs TOOLS          (in an empty folder, with the environment of backend.json)
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { small } from './small.mjs';

const [tools] = process.argv.slice(2);
const api = {};
let server;

before(async () => {
  const port = await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const free = probe.address().port;
      probe.close(() => resolve(free));
    });
  });
  api.at = `http://127.0.0.1:${port}`;
  const env = { ...process.env, PORT: String(port), PUBLIC_URL: api.at };
  writeFileSync('small.json', JSON.stringify(small));
  execFileSync(process.execPath, [fileURLToPath(new URL('../prepare.mjs', import.meta.url)), 'small.json', tools], { env, stdio: 'inherit' });
  server = spawn(process.execPath, [join(tools, 'node_modules/@directus/api/dist/cli/run.js'), 'start'], { env, stdio: 'ignore' });
  for (let tries = 0; ; tries += 1) {
    if (await fetch(`${api.at}/server/ping`).then((answer) => answer.ok, () => false)) break;
    assert.ok(tries < 240, 'Directus does not start');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  for (const { email } of small.accounts) {
    const { data } = await ask(null, 'POST', '/auth/login', { email, password: 'commonwatch-demo' });
    const name = email.split('@')[0];
    api[name] = data.access_token;
    api[`${name}Is`] = (await ask(name, 'GET', '/desk/me')).data;
  }
});

after(() => server?.kill());

async function ask(who, method, path, body) {
  const headers = { ...(body ? { 'Content-Type': 'application/json' } : {}), ...(who ? { Authorization: `Bearer ${api[who]}` } : {}) };
  const answer = await fetch(api.at + path, { method, headers, body: body && JSON.stringify(body) });
  const { data, errors } = JSON.parse((await answer.text()) || '{}');
  return { status: answer.status, data, field: errors?.[0]?.extensions?.field };
}

const list = async (who, name) => (await ask(who, 'GET', `/items/${name}?limit=-1`)).data;
const add = (who, name, body) => ask(who, 'POST', `/items/${name}`, body);
const change = (who, name, id, body) => ask(who, 'PATCH', `/items/${name}/${id}`, body);

test('guests read what is public, and nobody what is for nobody', async () => {
  for (const name of ['organisations', 'members', 'events', 'replies', 'alerts', 'responses', 'board']) {
    assert.equal((await ask(null, 'GET', `/items/${name}`)).status, 403, name);
  }
  assert.deepEqual((await list(null, 'posts')).map((post) => post.slug), ['open']);
  for (const path of ['/items/accounts', '/items/kept_back', '/items/read_receipts', '/users']) {
    assert.equal((await ask('cora', 'GET', path)).status, 403, path);
  }
  for (const path of ['/desk/me', '/desk/receipts']) assert.equal((await ask(null, 'GET', path)).status, 401, path);
});

test('only what every member may see is there', async () => {
  const all = await Promise.all(['organisations', 'members', 'events', 'alerts'].map((name) => list('cora', name)));
  assert.doesNotMatch(JSON.stringify(all), /Cellar|Dora|A plan|Names|632960001/);
});

test('what somebody closes to others is theirs alone', async () => {
  const { member } = api.annaIs;
  const seenBy = async (who) => (await ask(who, 'GET', `/items/members/${member}`)).data;
  assert.equal((await seenBy('anna')).phone, '+441632960001');
  assert.equal((await seenBy('cora')).phone, null);
  const { data } = await change('anna', 'members', member, { privacy: { phone: 'members', email: 'me' } });
  assert.deepEqual([data.phone, data.email], ['+441632960001', 'anna@mill.example.org']);
  const { phone, email, privacy } = await seenBy('cora');
  assert.deepEqual([phone, email, privacy], ['+441632960001', null, null]);
  assert.equal((await change('ben', 'members', member, { bio: 'x' })).status, 403);
  assert.equal((await change('anna', 'members', member, { email: 'no' })).field, 'email');
});

test('a seat is given once, and the next in the queue gets it', async () => {
  const [{ id: event }] = await list('anna', 'events');
  const first = (await add('anna', 'replies', { event, reply: 'yes', access_needs: 'A seat near the door' })).data;
  const second = (await add('ben', 'replies', { event, reply: 'yes' })).data;
  assert.deepEqual([first.queue_position, second.queue_position], [0, 1]);
  assert.equal((await add('anna', 'replies', { event, reply: 'no' })).status, 400);
  assert.equal((await change('ben', 'replies', first.id, { reply: 'no' })).status, 403);
  const needs = async (who) => (await ask(who, 'GET', `/items/replies/${first.id}`)).data.access_needs;
  assert.deepEqual([await needs('ben'), await needs('cora'), await needs('anna')], [null, 'A seat near the door', 'A seat near the door']);
  await change('anna', 'replies', first.id, { reply: 'no' });
  assert.equal((await list('ben', 'replies')).find((one) => one.id === second.id).queue_position, 0);
  const unlisted = (await add('dora', 'replies', { event, reply: 'maybe' })).data;
  assert.equal(unlisted.member_name, 'Dora');
  assert.doesNotMatch(JSON.stringify(await list('ben', 'replies')), new RegExp(`Dora|${api.doraIs.member}`));
});

test('an alert is issued once, and replaced by a new one', async () => {
  const flood = (await list('anna', 'alerts'))[0];
  assert.equal((await add('anna', 'alerts', { title: 'x', tlp: 'red' })).field, 'tlp');
  assert.equal((await change('anna', 'alerts', flood.id, { title: 'x' })).status, 403);
  const update = { title: 'Flood, second day', tlp: 'green', message_type: 'update', refers_to: ['flood'] };
  assert.equal((await add('dora', 'alerts', update)).field, 'refers_to');
  const { data } = await add('cora', 'alerts', update);
  assert.deepEqual([data.current, data.situation, data.author_name], [true, 'flood', 'Cora']);
  const old = (await ask('anna', 'GET', `/items/alerts/${flood.id}`)).data;
  assert.deepEqual([old.current, old.superseded_by], [false, data.id]);
  assert.equal((await add('cora', 'alerts', update)).status, 409);
  const answer = { alert: flood.id, ask: flood.asks[0].id, choice: 'noted' };
  const given = await add('ben', 'responses', answer);
  assert.equal(given.status, 200);
  assert.equal((await add('ben', 'responses', answer)).field, 'ask');
  assert.equal((await change('anna', 'responses', given.data.id, { choice: 'acting' })).status, 403);
});

test('one signs once, and the name is shown by choice', async () => {
  const sign = (who, more) => add(who, 'signatures', { commitment: '1.1.0', signer: 'individual', ...more });
  const { data } = await sign('dora', { name_public: false });
  assert.equal((await sign('dora', {})).field, 'commitment');
  assert.equal((await sign('anna', { commitment: '1.0.0' })).field, 'commitment');
  assert.equal((await sign('anna', { signer: 'organisation', organisation: api.annaIs.organisation.id })).status, 403);
  const shown = async () => JSON.stringify(await list(null, 'signatures'));
  assert.doesNotMatch(await shown(), /Dora/);
  await change('dora', 'signatures', data.id, { name_public: true });
  assert.match(await shown(), /Dora/);
  assert.equal((await change('anna', 'signatures', data.id, { name_public: false })).status, 403);
  await change('dora', 'signatures', data.id, { withdrawn_at: '2026-11-22T09:00:00Z' });
  assert.doesNotMatch(await shown(), /Dora/);
  assert.equal((await change('dora', 'signatures', data.id, { name_public: true })).status, 400);
  assert.equal((await sign('ben', { signer: 'organisation', organisation: api.benIs.organisation.id, name_public: true })).data.name, 'The Ferry');
});

test('whoever asks unnamed is not named', async () => {
  const { data } = await add('anna', 'board', { type: 'request', topic: 'safety', title: 'Quietly', anonymous: true });
  assert.equal(data.author, api.annaIs.member);
  for (const who of ['ben', 'cora', 'emil']) {
    assert.doesNotMatch(JSON.stringify(await list(who, 'board')), new RegExp(`Anna|${api.annaIs.member}`), who);
  }
  assert.equal((await change('dora', 'board', data.id, { state: 'closed' })).status, 403);
  assert.equal((await change('emil', 'board', data.id, { state: 'withdrawn', title: 'x' })).data.title, 'Quietly');
  assert.equal((await change('anna', 'board', data.id, { title: 'Quieter' })).data.title, 'Quieter');
});

test('one meeting, one record, nothing deleted', async () => {
  const urgent = { category: 'urgent', title: 'Now', starts_at: '2027-02-01T10:00:00Z', ends_at: '2027-02-01T11:00:00Z' };
  assert.match((await add('anna', 'events', urgent)).data.reference, /^MT-/);
  assert.equal((await add('anna', 'events', { ...urgent, category: 'agm' })).status, 403);
  assert.equal((await add('cora', 'events', { ...urgent, ends_at: urgent.starts_at })).field, 'ends_at');
  const replies = (await list('anna', 'replies')).map((one) => one.id);
  assert.equal((await ask('anna', 'PATCH', '/items/replies', { keys: replies, data: { reply: 'no' } })).status, 403);
  assert.equal((await ask('cora', 'DELETE', `/items/replies/${replies[0]}`)).status, 403);
});

test('receipts are one’s own, and opening again changes nothing', async () => {
  const opened = async (who) => (await ask(who, 'GET', '/desk/receipts')).data.length;
  assert.deepEqual([await opened('anna'), await opened('ben')], [0, 1]);
  const alert = (await list('anna', 'alerts'))[0].id;
  for (const _ of [1, 2]) assert.equal((await ask('anna', 'POST', '/desk/receipts', { alert })).status, 200);
  assert.deepEqual([await opened('anna'), await opened('ben')], [1, 1]);
});
