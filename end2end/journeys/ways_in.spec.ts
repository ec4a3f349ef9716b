// The ways in that a profile may ask for, and what keeps a session and a record whole, on a backend made up for each journey.
import { createHash } from 'node:crypto';
import type { Page, Request } from '@playwright/test';
import { test, expect, expectNoAxeViolations, open } from '../fixtures';
import { ME, SmallBackend, type Answers } from '../small_backend';

const main = (page: Page) => page.getByRole('main');
const here = (page: Page) => page.getByText('Signed in as Ada Sommerlath');
const json = (request: Request) => request.postDataJSON() as Record<string, string>;
const bearer = { attach: { header: 'Authorization', value: 'Bearer {token}' } };
const told = (request: Request, token: string) => request.headers().authorization === `Bearer ${token}`;
const login = { request: { url: '/in', body: { name: '{identity}', word: '{password}' } }, response: { token: '/token' } };
/** Who asks without the token is not signed in. */
const members = (token: string): Answers => ({
  'GET /me': (request) => (told(request, token) ? { body: { id: 'ada', name: 'Ada Sommerlath', person: 'ada' } } : { status: 401, body: {} }),
});

async function typeNameAndPassword(page: Page) {
  await page.getByLabel('Email').fill('ada@example.org');
  await page.getByLabel('Password').fill('a password');
  await main(page).getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('a second factor: the code is asked for, and a wrong one may be typed again', { tag: '@sign-in' }, async ({ page }) => {
  const backend = await new SmallBackend(
    {
      ...bearer, login, me: ME,
      secondFactor: { when: { at: '/second', equals: true }, save: { ticket: '/ticket' }, finish: { request: { url: '/code', body: { ticket: '{ticket}', code: '{code}' } }, response: { token: '/token' } } },
    },
    {
      ...members('t1'),
      'POST /in': (request) => (json(request).word === 'a password' ? { body: { second: true, ticket: 'k7' } } : { status: 401, body: {} }),
      'POST /code': (request) => (json(request).code === '246810' && json(request).ticket === 'k7' ? { body: { token: 't1' } } : { status: 401, body: {} }),
    },
  ).serve(page);
  await open(page, '/sign-in?next=/account');
  await typeNameAndPassword(page);
  const code = page.getByLabel('Code');
  await expect(code).toBeFocused();
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectNoAxeViolations(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Enter the code.');
  await code.fill('000000');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('That code did not work.');
  await expect(code).toHaveValue('000000');
  await code.fill('246810');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/account$/);
  await expect(here(page)).toBeVisible();
  expect(backend.times('POST /in')).toBe(1);
});

test('a token that members bring along is the one field there is', { tag: '@sign-in' }, async ({ page }) => {
  await new SmallBackend({ ...bearer, login: { manual: ['token'] }, me: ME }, members('mine')).serve(page);
  await open(page, '/sign-in?next=/account');
  await expect(page.getByLabel('Email')).toHaveCount(0);
  await page.getByLabel('Access token').fill('another');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Access token').fill('mine');
  await page.keyboard.press('Enter');
  await expect(here(page)).toBeVisible();
});

test.describe('a provider', () => {
  /** A provider beside the backend: it sends people back at once, with a code or a refusal. */
  async function provided(page: Page, answer: (state: string) => string) {
    let challenge = '';
    const backend = new SmallBackend({ ...bearer, oidc: { issuer: '', clientId: 'the-portal', response: { token: '/access_token' } }, me: ME }, members('from-provider'));
    const issuer = `${new URL(backend.base).origin}/provider`;
    (backend as unknown as { auth: { oidc: { issuer: string } } }).auth.oidc.issuer = issuer;
    await page.route(`${issuer}/.well-known/openid-configuration`, (route) => route.fulfill({ json: { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` } }));
    await page.route(`${issuer}/authorize?*`, (route) => {
      const asked = new URL(route.request().url()).searchParams;
      expect(Object.fromEntries(['client_id', 'response_type', 'code_challenge_method'].map((name) => [name, asked.get(name)]))).toEqual({ client_id: 'the-portal', response_type: 'code', code_challenge_method: 'S256' });
      challenge = asked.get('code_challenge')!;
      return route.fulfill({ status: 302, headers: { Location: `${asked.get('redirect_uri')}?${answer(asked.get('state')!)}` } });
    });
    await page.route(`${issuer}/token`, (route) => {
      const form = new URLSearchParams(route.request().postData()!);
      const proven = createHash('sha256').update(form.get('code_verifier')!).digest('base64url') === challenge && form.get('code') === 'c0de';
      return route.fulfill(proven ? { json: { access_token: 'from-provider' } } : { status: 400, json: { error: 'invalid_grant' } });
    });
    return backend.serve(page);
  }

  test('leads there and back to where one was going, and leaves nothing in the address', { tag: '@sign-in' }, async ({ page }) => {
    await provided(page, (state) => `code=c0de&state=${state}`);
    await open(page, '/sign-in?next=/account');
    await expectNoAxeViolations(page);
    await page.getByRole('button', { name: /^Sign in with 127\.0\.0\.1/ }).click();
    await expect(here(page)).toBeVisible();
    await expect(page).toHaveURL(/\/account$/);
    expect(await page.evaluate(() => sessionStorage.getItem('provider'))).toBeNull();
  });

  for (const [what, answer] of [
    ['says no', (state: string) => `error=access_denied&state=${state}`],
    ['sends an answer that nobody asked for', () => 'code=c0de&state=forged'],
  ] as const) {
    test(`${what}: nobody is signed in, in plain words`, { tag: '@sign-in' }, async ({ page }) => {
      await provided(page, answer);
      await open(page, '/sign-in?next=/account');
      await page.getByRole('button', { name: /^Sign in with/ }).click();
      await expect(page.getByRole('alert')).toBeVisible();
      await expect(page).toHaveURL(/\/sign-in$/);
      await expect(here(page)).toHaveCount(0);
    });
  }
});

test('a session in a cookie, with a token against forged requests, is there after a reload', { tag: '@sign-in' }, async ({ page, context }) => {
  const origin = new URL(test.info().project.use.baseURL!).origin;
  let signedIn = false;
  await new SmallBackend(
    { login: { request: { url: '/in', body: { name: '{identity}', word: '{password}' } } }, csrf: { cookie: 'forgery', header: 'X-Forgery' }, logout: { request: { method: 'POST', url: '/out' } }, me: ME },
    {
      'POST /in': (request) => {
        signedIn = request.headers()['x-forgery'] === 'f0' && json(request).word === 'a password';
        return { status: signedIn ? 200 : 403, body: {} };
      },
      'POST /out': (request) => {
        signedIn &&= request.headers()['x-forgery'] !== 'f0';
        return { body: {} };
      },
      'GET /me': () => (signedIn ? { body: { id: 'ada', name: 'Ada Sommerlath', person: 'ada' } } : { status: 401, body: {} }),
    },
    { credentials: 'include' },
  ).serve(page);
  await context.addCookies([{ name: 'forgery', value: 'f0', url: origin }]);
  await open(page, '/sign-in?next=/account');
  await typeNameAndPassword(page);
  await expect(here(page)).toBeVisible();
  await page.reload();
  await expect(here(page)).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).first().click();
  await expect(page).toHaveURL(/\/$/);
  await expect.poll(() => signedIn).toBe(false);
});

test.describe('a session whose tokens rotate', () => {
  /** An access token that can be made to run out, and a refresh token that works once. */
  async function rotating(page: Page) {
    const now = { access: 'a1', refresh: 'r1', round: 1 };
    const both = { access: '/access', refresh: '/refresh' };
    const backend = await new SmallBackend(
      { login: { ...login, response: both }, attach: { header: 'Authorization', value: 'Bearer {access}' }, refresh: { request: { url: '/renew', body: { refresh: '{refresh}' } }, response: both }, me: ME },
      {
        '*': (request) => (told(request, now.access) ? undefined : { status: 401, body: {} }),
        'POST /in': () => ({ body: { access: now.access, refresh: now.refresh } }),
        'POST /renew': (request) => {
          if (json(request).refresh !== now.refresh) return { status: 401, body: {} };
          now.round += 1;
          Object.assign(now, { access: `a${now.round}`, refresh: `r${now.round}` });
          return { body: { access: now.access, refresh: now.refresh } };
        },
      },
    ).serve(page);
    await open(page, '/sign-in?next=/account');
    await page.getByLabel(/Stay signed in/).check();
    await typeNameAndPassword(page);
    await expect(here(page)).toBeVisible();
    return { backend, runOut: () => (now.access = `after a${now.round}`) };
  }
  const go = (page: Page, name: string) => page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name }).click();

  test('stays kept on the device when it was renewed', { tag: '@sign-in' }, async ({ page }) => {
    const { backend, runOut } = await rotating(page);
    runOut();
    await go(page, 'Directory');
    await expect(main(page).getByRole('link', { name: 'Ada Sommerlath' })).toBeVisible();
    await page.reload();
    await expect(here(page)).toBeVisible();
    await expect(main(page).getByRole('link', { name: 'Ada Sommerlath' })).toBeVisible();
    expect(backend.times('POST /renew')).toBe(1);
  });

  test('is renewed by one of two tabs, for both', { tag: '@sign-in' }, async ({ page, context }) => {
    const { backend, runOut } = await rotating(page);
    const other = await context.newPage();
    await other.goto('/account');
    await expect(here(other)).toBeVisible();
    runOut();
    await Promise.all([go(page, 'Directory'), go(other, 'Directory')]);
    for (const tab of [page, other]) {
      await expect(main(tab).getByRole('link', { name: 'Ada Sommerlath' })).toBeVisible();
      await expect(tab.getByRole('dialog')).toHaveCount(0);
    }
    expect(backend.times('POST /renew')).toBe(1);
  });
});

test('what two people change at once: the second is told, and loses neither', { tag: '@sign-in' }, async ({ page }) => {
  const versions = { version: { header: 'ETag' }, update: { method: 'PATCH', url: '/people/{id}', headers: { 'If-Match': '{version}' }, body: '{item}' } };
  let backend!: SmallBackend;
  const tag = () => ({ ETag: `"v${backend.person.state}"` });
  backend = new SmallBackend(
    { ...bearer, login, me: ME },
    {
      ...members('t1'),
      'POST /in': () => ({ body: { token: 't1' } }),
      'GET /people/ada': () => ({ body: backend.person, headers: tag() }),
      'PATCH /people/ada': (request) => {
        const seen = request.headers()['if-match'];
        if (seen === undefined) return { status: 428, body: {} };
        if (seen !== `"v${backend.person.state}"`) return { status: 412, body: {} };
        backend.person = { ...backend.person, ...json(request), state: Number(backend.person.state) + 1 };
        return { body: backend.person, headers: tag() };
      },
    },
    { resources: { people: versions } },
  );
  await backend.serve(page);
  await open(page, '/sign-in?next=/account');
  await typeNameAndPassword(page);
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await page.getByLabel('What you do').fill('Convenor');
  await save.click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  expect(backend.person.title).toBe('Convenor');
  // Meanwhile, elsewhere.
  backend.person = { ...backend.person, title: 'Secretary', phone: '+447700900999', state: 7 };
  await page.getByLabel('What you do').fill('Treasurer');
  await save.click();
  const notice = page.getByRole('alert');
  await expect(notice).toContainText('Someone else changed this while you were working on it.');
  await expect(page.getByText('Somebody else has saved this meanwhile:')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Secretary' })).toBeVisible();
  await expect(page.getByLabel('What you do')).toHaveValue('Treasurer');
  await expect(page.getByRole('textbox', { name: 'Phone' })).toHaveValue('+447700900999');
  await expectNoAxeViolations(page);
  await save.click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  expect(backend.person).toMatchObject({ title: 'Treasurer', phone: '+447700900999', state: 8 });
});

test('an event stream that wants to know who listens is told', { tag: ['@sign-in', '@alerts'] }, async ({ page }) => {
  const record = { id: 'a1', headline: 'Heard over the stream', sent: '2026-11-22T08:55:00Z', tlp: 'TLP:GREEN' };
  const listeners: string[] = [];
  const text = `: hello\nevent: news\ndata: {"what":"created",\ndata: "record":${JSON.stringify(record)}}\n\n`;
  await new SmallBackend(
    { ...bearer, login, me: ME },
    {
      ...members('t1'),
      'POST /in': () => ({ body: { token: 't1' } }),
      'GET /stream': (request) => {
        listeners.push(request.headers().authorization ?? '');
        return told(request, 't1') ? { headers: { 'Content-Type': 'text/event-stream' }, text } : { status: 401, body: {} };
      },
    },
    { realtime: { transport: 'sse', url: '/stream', resources: ['alerts'], topic: 'news', onGap: 'none', message: { action: '/what', record: '/record' } } },
  ).serve(page);
  await open(page, '/sign-in?next=/alerts');
  await typeNameAndPassword(page);
  await expect(page.getByText('Heard over the stream').or(page.getByRole('button', { name: '1 new alert' }))).toBeVisible();
  expect(listeners.slice(0, 2)).toEqual(['', 'Bearer t1']);
});
