// A small coalition, and the ways to ask for it over HTTP as somebody.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { APPLICATION, Parse } from '../packages.mjs';
import { idFor, seed } from '../seed.mjs';
import { start } from '../server.mjs';

export const ORIGIN = 'http://127.0.0.1:8090';
const person = (name, organisation, more = {}) => ({ id: name, name: name[0].toUpperCase() + name.slice(1), organisation, ...more });
const organisation = (id, name, visibility) => ({ id, name, visibility, status: 'active', kind: 'charity' });
const post = (slug, status, publishAt) => ({ id: slug, slug, title: slug, body: 'Text', status, publishAt });
const statement = (slug, status) => ({ id: slug, slug, title: slug, status, hiddenSignatories: 2, signatories: ['Open House', 'Secret House'] });

const RECORDS = {
  organisations: [
    organisation('open', 'Open House', 'public'), organisation('other', 'Other House', 'members'), organisation('secret', 'Secret House', 'hidden'),
  ],
  people: [
    person('ama', 'open', {
      email: 'ama@example.org', phone: '+441632960001', bio: 'Hello.', pronouns: 'she', languages: ['en'],
      visibility: { email: 'members', phone: 'organisation', bio: 'me', pronouns: 'public' },
    }),
    person('ben', 'other', { otherOrganisations: [{ organisation: 'secret', title: 'Adviser' }] }), person('lea', 'open', { leads: ['open'] }),
    person('eve', 'other'), person('con', 'open'), person('hid', 'secret', { leads: ['secret'] }),
    person('named', 'open', { directoryVisibility: 'named' }), person('quiet', 'open', { directoryVisibility: 'convenor' }),
  ],
  alerts: [],
  meetings: [
    { id: 'full', kind: 'urgent', title: 'Full', status: 'scheduled', mode: 'hybrid', capacity: 1, start: '2027-01-01T10:00:00Z', end: '2027-01-01T11:00:00Z' },
    { id: 'off', kind: 'urgent', title: 'Off', status: 'cancelled', mode: 'online', start: '2027-01-01T10:00:00Z', end: '2027-01-01T11:00:00Z' },
    { id: 'plan', kind: 'social', title: 'Plan', status: 'draft', mode: 'online', start: '2027-01-01T10:00:00Z', end: '2027-01-01T11:00:00Z' },
  ],
  replies: [{ id: 'quiet-comes', meeting: 'full', person: 'quiet', answer: 'maybe', needs: 'A ramp' }],
  commitmentVersions: [
    { id: '1', number: '1.0.0', body: 'Old', approvedOn: '2025-01-01' }, { id: '2', number: '1.1.0', body: 'New', approvedOn: '2026-01-01' },
  ],
  posts: [
    post('out', 'published', '2025-01-01T00:00:00Z'), post('due', 'scheduled', '2025-01-01T00:00:00Z'),
    post('later', 'scheduled', '2999-01-01T00:00:00Z'), post('draft', 'draft'),
  ],
  statements: [statement('sign', 'sign_on_open'), statement('said', 'published'), statement('gone', 'withdrawn'), statement('plan', 'draft')],
};
const roles = { lea: 'lead', eve: 'editor', con: 'convenor' };
const accounts = ['ama', 'ben', 'lea', 'eve', 'con', 'hid'].map((name) => ({ email: `${name}@example.org`, person: name, role: roles[name] ?? 'member' }));

const run = mkdtempSync(join(tmpdir(), 'coalition-'));
process.env.PARSE_DEMO = '1';
const server = await start({ run, port: 0, origin: ORIGIN, seed: (records) => seed(records, { records: RECORDS, accounts }) });
export const address = server.address;
after(async () => {
  await server.stop();
  rmSync(run, { recursive: true, force: true });
  // Parse Server keeps timers of its own.
  setImmediate(() => process.exit());
});

const tokens = new Map();

/** Asks as somebody; null is a guest. Answers with `status` and `body`. */
export async function ask(who, method, path, sent, headers = {}) {
  const params = Object.entries(sent ?? {}).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : value]);
  const query = method === 'GET' && sent ? `?${new URLSearchParams(params)}` : '';
  const answer = await fetch(`${address}/${path}${query}`, {
    method,
    headers: {
      'X-Parse-Application-Id': APPLICATION.appId, 'X-Parse-REST-API-Key': APPLICATION.restAPIKey,
      'Content-Type': 'application/json', Origin: ORIGIN,
      ...(who ? { 'X-Parse-Session-Token': await tokenOf(who) } : {}), ...headers,
    },
    body: method === 'GET' || sent === undefined ? undefined : JSON.stringify(sent),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

export const signIn = (name, password = 'commonwatch-demo') => ask(null, 'POST', 'login', { username: `${name}@example.org`, password });

export async function tokenOf(who) {
  if (!tokens.has(who)) tokens.set(who, (await signIn(who)).body.sessionToken);
  return tokens.get(who);
}

export const get = (who, className, id) => ask(who, 'GET', `classes/${className}/${id}`);
export const add = (who, className, body) => ask(who, 'POST', `classes/${className}`, body);
export const put = (who, className, id, body) => ask(who, 'PUT', `classes/${className}/${id}`, body);

/** The records that somebody is given. */
export async function rows(who, className, query = {}) {
  const { status, body } = await ask(who, 'GET', `classes/${className}`, { limit: 500, ...query });
  assert.equal(status, 200, JSON.stringify(body));
  return body.results;
}

/** Makes a record that must be accepted, and answers with its id. */
export async function made(who, className, body) {
  const answer = await add(who, className, body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.objectId;
}

/** A refusal with this code; a sentence about a field begins with its name. */
export function refused(answer, code, field) {
  assert.equal(answer.body.code, code, JSON.stringify(answer.body));
  if (field) assert.match(answer.body.error, new RegExp(`^${field}[: ]`));
}

export const FORBIDDEN = 119;
export const MISSING = 101;
export const INVALID = 142;
export const CONFLICT = 137;

export const id = idFor;
export const pointer = (className, name) => ({ __type: 'Pointer', className, objectId: idFor(name) });
export const to = (className, objectId) => ({ __type: 'Pointer', className, objectId });
export const day = (iso) => ({ __type: 'Date', iso });

/** A record as the operator changes it. */
export async function operator(className, objectId, values) {
  const found = await new Parse.Query(className).get(objectId, { useMasterKey: true });
  return found.save(values, { useMasterKey: true });
}
