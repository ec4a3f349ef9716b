// What goes over the wire to the backend under test, known from its own connection file and from nowhere else: which request
// is about which records, what carries the session, how news arrive. So a journey holds for every backend.
import type { Request } from '@playwright/test';
import { isBackend } from './fixtures';

type Json = Record<string, any>;

const portal = process.env.PORTAL_URL ?? 'http://127.0.0.1:8090';
const file = async (path: string): Promise<Json> => (await fetch(new URL(path, portal))).json();
const profile: Json = await whole(await file('/connection.json'));

/** A profile with the presets that it extends under it (RFC 7396). */
async function whole({ extends: preset, ...own }: Json): Promise<Json> {
  return preset ? merged(await whole(await file(`/presets/${preset}.json`)), own) : own;
}

function merged(below: Json, over: Json): Json {
  const isObject = (value: unknown) => value !== null && typeof value === 'object' && !Array.isArray(value);
  const entries = Object.entries(over).map(([name, value]) => [name, isObject(value) ? merged(isObject(below[name]) ? below[name] : {}, value) : value]);
  return Object.fromEntries(Object.entries({ ...below, ...Object.fromEntries(entries) }).filter(([, value]) => value !== null));
}

/** Whether the backend tells what is new by itself; else it is asked every so often. */
export const pushes = (profile.realtime?.transport ?? 'poll') !== 'poll';

/** The words by which the backend's requests name a kind of records: its variables, or else its addresses. */
function namesOf(records: string): string[] {
  const own = profile.resources[records];
  const named = Object.values({ ...profile.defaults?.vars, ...own.vars }).filter((value) => typeof value === 'string');
  return named.length > 0 ? named : [own.list?.url ?? own.list];
}

/** Whether a request asks for, or sends, records of a kind. */
export function isAbout(request: Request, records: string): boolean {
  if (!isBackend(new URL(request.url()))) return false;
  const sent = `${request.url()} ${request.postData() ?? ''}`;
  return namesOf(records).every((name) => new RegExp(`(^|[^\\w-])${name.replace(/\W/g, '\\$&')}($|[^\\w-])`).test(sent));
}

/** The row of an answer's list of these records that holds a text, as the backend writes it. */
export function rowHolding(records: string, body: string, text: string): Json | undefined {
  const own = profile.resources[records].list;
  const list: Json = merged(profile.defaults?.list ?? {}, own === null || typeof own !== 'object' ? {} : own);
  const rows = pointed(parsed(body), list.items);
  return (Array.isArray(rows) ? rows : []).map((row) => pointed(row, list.row)).find((row) => JSON.stringify(row ?? '').includes(JSON.stringify(text).slice(1, -1)));
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
};

/** What a JSON Pointer (RFC 6901) leads to. */
const pointed = (value: unknown, pointer = ''): any =>
  pointer.split('/').slice(1).reduce<any>((part, step) => part?.[step.replaceAll('~1', '/').replaceAll('~0', '~')], value);

/** The text that carries the session in a request, without the name of its scheme. */
export function sessionOf(request: Request): string | undefined {
  const carried = [profile.auth?.attach ?? []].flat().map(({ header }) => request.headers()[header.toLowerCase()]);
  return carried.find(Boolean)?.replace(/^\w+ /, '');
}

/** The id that a link of the portal leads to, as the backend writes it: `~2F` in an address is a slash. */
export const idIn = (address: string) => decodeURIComponent((address.split('/').pop() ?? '').replaceAll('~', '%'));
