// Asks a running, seeded backend directly, without the portal.
//   BASE     its address, e.g. http://127.0.0.1:8190
//   DATASET  the demonstration data it was seeded with: what must not be seen is read from there
import { readFileSync } from 'node:fs';

export const BASE = (process.env.BASE ?? '').replace(/\/$/, '');
if (!BASE || !process.env.DATASET) throw new Error('Set BASE (the address) and DATASET (the demonstration data it was seeded with).');

const dataset = JSON.parse(readFileSync(process.env.DATASET, 'utf8'));
export const records = dataset.records;
export const accounts = Object.fromEntries(dataset.accounts.map((one) => [one.email.split('@')[0], one]));
export const hidden = records.organisations.filter((one) => one.visibility === 'hidden');
export const namedOnly = (alert) => alert.tlp === 'TLP:RED' || alert.scope === 'Private';

export const COLLECTIONS = ['organisations', 'people', 'meetings', 'replies', 'alerts', 'alert_reads', 'answers',
  'commitment_versions', 'signatures', 'support_items', 'posts', 'statements'];

// One request: status, headers, text and (if it is JSON) the value.
export async function ask(who, method, path, body, headers = {}) {
  const response = await fetch(BASE + path, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...(who ? { Authorization: who.token } : {}), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
    redirect: 'manual',
  });
  const text = await response.text();
  let value = null;
  try { value = JSON.parse(text); } catch { /* a page, or nothing */ }
  return { status: response.status, headers: response.headers, text, value };
}

const at = (collection, rest = '') => `/api/collections/${collection}/records${rest}`;
export const list = (who, collection, query = {}) =>
  ask(who, 'GET', at(collection, `?${new URLSearchParams({ perPage: '1000', ...query })}`));
export const read = (who, collection, id, query = '') => ask(who, 'GET', at(collection, `/${id}${query}`));
export const create = (who, collection, body) => ask(who, 'POST', at(collection), body);
export const update = (who, collection, id, body, headers) => ask(who, 'PATCH', at(collection, `/${id}`), body, headers);
export const remove = (who, collection, id) => ask(who, 'DELETE', at(collection, `/${id}`));

// Signs a demonstration account in.
export async function signIn(name) {
  const answer = await ask(null, 'POST', '/api/collections/users/auth-with-password?expand=organisation',
    { identity: `${name}@demo.example.org`, password: 'commonwatch-demo' });
  if (answer.status !== 200) throw new Error(`${name} cannot sign in: ${answer.status} ${answer.text}`);
  const { token, record } = answer.value;
  return { token, id: record.id, person: record.person, organisation: record.organisation, record };
}

// Opens the live channel and collects what arrives; `close()` ends it.
export async function listen(who, topics) {
  const stop = new AbortController();
  const response = await fetch(`${BASE}/api/realtime`, { signal: stop.signal });
  const messages = [];
  let joined;
  const ready = new Promise((resolve) => { joined = resolve; });
  (async () => {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const chunk of response.body) {
        rest += decoder.decode(chunk, { stream: true });
        const parts = rest.split('\n\n');
        rest = parts.pop();
        for (const part of parts) {
          const event = /^event:(.*)$/m.exec(part)?.[1];
          const data = JSON.parse(/^data:(.*)$/m.exec(part)?.[1] ?? 'null');
          if (event === 'PB_CONNECT') joined(data.clientId);
          else messages.push({ event, data });
        }
      }
    } catch { /* closed */ }
  })();
  const clientId = await ready;
  const answer = await ask(who, 'POST', '/api/realtime', { clientId, subscriptions: topics });
  return { status: answer.status, messages, headers: response.headers, close: () => stop.abort() };
}

// Waits until something is true; fails after five seconds.
export async function until(what, test) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (test()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never happened: ${what}`);
}
