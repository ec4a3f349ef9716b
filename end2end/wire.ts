// What goes over the wire to the backend under test, known from its own connection file and from nowhere else: which request
// is about which records, what carries the session, what a refusal looks like. So a journey holds for every backend.
import type { Request } from '@playwright/test';

type Json = Record<string, any>;

const portal = process.env.PORTAL_URL ?? 'http://127.0.0.1:8090';
const profile: Json = await (await fetch(new URL('/connection.json', portal))).json();

/** Whether the backend has a sign-in; without one, whoever reaches it reads everything. */
export const hasSignIn = 'auth' in profile;

/** Whether the backend tells what is new by itself; else it is asked every so often. */
export const pushes = (profile.realtime?.transport ?? 'poll') !== 'poll';

/** Where the backend is. */
export const backendOrigin = new URL(profile.base || '/', portal).origin;

/** Whether a request goes to the backend and not for one of the portal's own files. */
export const toBackend = (request: Request) => {
  const url = new URL(request.url());
  return url.origin === backendOrigin && url.pathname.startsWith(new URL(profile.base || '/', portal).pathname);
};

/** The words by which the backend's requests name a kind of records: its variables, or else its addresses. */
function namesOf(records: string): string[] {
  const own = profile.resources[records];
  const named = Object.values({ ...profile.defaults?.vars, ...own.vars }).filter((value) => typeof value === 'string');
  return named.length > 0 ? named : [own.list?.url ?? own.list];
}

/** Whether a request asks for, or sends, records of a kind. */
export function isAbout(request: Request, records: string): boolean {
  if (!toBackend(request)) return false;
  const sent = `${request.url()} ${request.postData() ?? ''}`;
  return namesOf(records).every((name) => new RegExp(`(^|[^\\w-])${name.replace(/\W/g, '\\$&')}($|[^\\w-])`).test(sent));
}

/** Whether a request is about records of any kind. */
export const isAboutRecords = (request: Request) => Object.keys(profile.resources).some((records) => isAbout(request, records));

/** The text that carries the session in a request, without the name of its scheme. */
export function sessionOf(request: Request): string | undefined {
  const carried = [profile.auth?.attach ?? []].flat().map(({ header }) => request.headers()[header.toLowerCase()]);
  return carried.find(Boolean)?.replace(/^\w+ /, '');
}

/** An answer of the backend to somebody who is not signed in any more. */
export function signedOut() {
  const rule = (profile.errors?.kinds ?? []).find((one: Json) => one.kind === 'unauthenticated' && one.at && 'equals' in one && !one.status);
  const body = (rule?.at ?? '/message').split('/').slice(1).reduceRight((inner: unknown, step: string) => ({ [step]: inner }), rule?.equals ?? 'Sign in.');
  // An answer from another origin is read by the page only where it allows so.
  const headers = { 'Access-Control-Allow-Origin': new URL(portal).origin };
  return { status: rule ? 200 : 401, contentType: 'application/json', headers, body: JSON.stringify(body) };
}

/** The id that a link of the portal leads to, as the backend writes it: `~2F` in an address is a slash. */
export const idIn = (address: string) => decodeURIComponent((address.split('/').pop() ?? '').replaceAll('~', '%'));
