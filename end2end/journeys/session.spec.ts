// The session: in, back to where one was going, kept or not as chosen, out everywhere, and away without a trace.
import { chromium, type Browser, type BrowserContext, type Page, type Route } from '@playwright/test';
import { test, expect, enter, expectNoAxeViolations, fillSignIn, guard, isBackend, signIn, ANCHOR } from '../fixtures';
import { sessionOf } from '../wire';

test.describe.configure({ mode: 'parallel' });

const NAME = 'Samira Qandeelan';
const here = (page: Page) => page.getByText(new RegExp(`^Signed in as ${NAME}`));
const EXIT_TO = 'https://www.bbc.co.uk/weather';

/** Everything that this origin keeps in this browser, as text; what cannot be read as text is named by its kind. */
async function kept(page: Page): Promise<{ text: string; kinds: string[] }> {
  return page.evaluate(async () => {
    const kinds: string[] = [];
    const read: string[] = [document.cookie, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    const latin = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    const walk = (value: unknown): void => {
      if (value instanceof CryptoKey) {
        kinds.push(`key ${value.algorithm.name} ${value.extractable ? 'extractable' : 'sealed'}`);
      } else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer);
        kinds.push('bytes');
        read.push(latin(bytes));
      } else if (Array.isArray(value)) {
        value.forEach(walk);
      } else {
        kinds.push(typeof value);
        read.push(JSON.stringify(value) ?? '');
      }
    };
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name!);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of Array.from(database.objectStoreNames)) {
        const values = await new Promise<unknown[]>((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        values.forEach(walk);
      }
      database.close();
    }
    for (const name of await caches.keys()) read.push(name, ...(await (await caches.open(name)).keys()).map((request) => request.url));
    return { text: read.join('\n'), kinds };
  });
}

/** A page of its own whose foreign requests are answered here, and the list of what went wrong on it. */
async function leavingPage(context: BrowserContext): Promise<{ page: Page; faults: string[] }> {
  await context.route(/^https:\/\/(?!127\.0\.0\.1)/, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Weather</title><p>Sunny' }));
  const page = await context.newPage();
  await page.clock.setFixedTime(ANCHOR);
  return { page, faults: guard(page) };
}

/** Nothing of a member's page is to be seen, whatever the address shows. */
async function showsNothing(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText(NAME)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0);
}

test('a member signs in and lands on the alerts', { tag: ['@alerts', '@sign-in'] }, async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page).toHaveTitle('Sign in · Commonwatch');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  await expect(page.getByLabel('Email')).toHaveAttribute('autocomplete', 'username');
  await expect(page.getByLabel('Password')).toHaveAttribute('autocomplete', 'current-password');
  await expect(page.getByLabel(/Stay signed in/)).not.toBeChecked();
  await fillSignIn(page, 'member');
  await expect(page).toHaveURL(/\/alerts$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeFocused();
  await expect(here(page)).toBeVisible();
  await page.goBack();
  expect(page.url()).not.toContain('/sign-in');
});

test('signing in is possible by keyboard alone, and with a demonstration account', { tag: '@sign-in' }, async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Fill in member@demo.example.org' }).press('Enter');
  await expect(page.getByLabel('Email')).toHaveValue('member@demo.example.org');
  await page.getByLabel('Password').press('Enter');
  await expect(here(page)).toBeVisible();
});

test('a wrong password says so and keeps the email', { tag: '@sign-in' }, async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill('member@demo.example.org');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const summary = page.getByRole('alert').filter({ hasText: 'That email and password do not match.' });
  await expect(summary).toBeFocused();
  await expect(page.getByLabel('Email')).toHaveValue('member@demo.example.org');
  await expectNoAxeViolations(page);
});

test('empty fields are named, and the summary leads to them', { tag: '@sign-in' }, async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const summary = page.getByRole('alert').filter({ hasText: 'Some of this needs another look.' });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole('link')).toHaveText(['Enter your email address.', 'Enter your password.']);
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription('Enter your password.');
  await summary.getByRole('link', { name: 'Enter your password.' }).click();
  await expect(page.getByLabel('Password')).toBeFocused();
  await expectNoAxeViolations(page);
});

for (const address of ['/alerts', '/alerts/new', '/calendar', '/calendar/new', '/directory', '/support', '/support/new', '/account', '/directory/people/1534ojv2fmsys5b']) {
  test(`a guest is asked to sign in before ${address}`, { tag: '@sign-in' }, async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (isBackend(new URL(request.url()))) asked.push(request.url());
    });
    await page.goto(address);
    await expect(page).toHaveURL(new RegExp(`/sign-in\\?next=${address}$`));
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
    expect(asked).toEqual([]);
  });
}

test('after signing in one is back at the very address', { tag: '@sign-in' }, async ({ page }) => {
  await page.goto('/directory?q=lo&kind=research');
  await expect(page).toHaveURL(/\/sign-in\?next=\/directory%3Fq%3Dlo%26kind%3Dresearch$/);
  await fillSignIn(page, 'member');
  await expect(page).toHaveURL(/\/directory\?q=lo&kind=research$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Directory' })).toBeVisible();
});

for (const foreign of ['//evil.example', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)', '/nowhere']) {
  test(`signing in does not lead to ${foreign}`, { tag: '@sign-in' }, async ({ page }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent(foreign)}`);
    await fillSignIn(page, 'member');
    await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/alerts$/);
  });
}

test('a session is not kept unless that was chosen, and nothing of it is left to read', { tag: '@sign-in' }, async ({ page }) => {
  const tokens: string[] = [];
  page.on('request', (request) => {
    const token = sessionOf(request);
    if (token) tokens.push(token);
  });
  await enter(page, 'member', '/alerts');
  await page.getByRole('main').getByRole('article').first().getByRole('link').click();
  await expect(page.getByRole('navigation', { name: 'Main' }).first()).toBeVisible();
  expect(tokens.length).toBeGreaterThan(0);
  const { text, kinds } = await kept(page);
  expect(text).not.toMatch(/Samira|Qandeelan|demo\.example|commonwatch-demo|TLP/);
  for (const token of new Set(tokens)) expect(text).not.toContain(token);
  expect(kinds.filter((kind) => kind !== 'key AES-GCM sealed')).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
  await page.reload();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await showsNothing(page);
});

test('a session is kept when that was chosen: only as sealed bytes', { tag: '@sign-in' }, async ({ page }) => {
  const tokens: string[] = [];
  page.on('request', (request) => {
    const token = sessionOf(request);
    if (token) tokens.push(token);
  });
  await signIn(page, 'member', true);
  await page.goto('/support');
  await expect(here(page)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Support' })).toBeVisible();
  await page.reload();
  await expect(here(page)).toBeVisible();
  const { text, kinds } = await kept(page);
  expect(kinds.sort()).toEqual(['bytes', 'bytes', 'key AES-GCM sealed']);
  expect(text).not.toMatch(/Samira|Qandeelan|demo\.example|commonwatch-demo|TLP/);
  expect(tokens.length).toBeGreaterThan(0);
  for (const token of new Set(tokens)) {
    expect(text).not.toContain(token);
    // The signature of a JSON Web Token; other tokens have no such part.
    expect(text).not.toContain(token.split('.')[2] ?? token);
  }
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/$/);
  await showsNothing(page);
  expect((await kept(page)).kinds).toEqual([]);
  await page.goto('/support');
  await expect(page).toHaveURL(/\/sign-in\?next=\/support$/);
});

test('signing out in one tab ends the session in the others', { tag: '@sign-in' }, async ({ page, context }) => {
  await signIn(page, 'member', true);
  const other = await context.newPage();
  await other.goto('/directory');
  await expect(here(other)).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(other).toHaveURL(/\/$/);
  await showsNothing(other);
  await other.goto('/directory');
  await expect(other).toHaveURL(/\/sign-in\?next=\/directory$/);
});

test('signing out works when the backend is out of reach', { tag: '@sign-in' }, async ({ page }) => {
  await signIn(page, 'member', true);
  await page.route(isBackend, (route) => route.abort());
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/$/);
  await showsNothing(page);
  expect((await kept(page)).kinds).toEqual([]);
});

/** A browser that keeps pages for Back and Forward, as people's browsers do; the tests' own browser does not. */
async function rememberingBrowser(): Promise<Browser> {
  const { launchOptions } = test.info().project.use;
  return chromium.launch({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
}

test('after signing out Back shows nothing, even in a browser that keeps pages', { tag: ['@support', '@calendar', '@sign-in'] }, async ({ baseURL }) => {
  const browser = await rememberingBrowser();
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await page.clock.setFixedTime(ANCHOR);
  const faults = guard(page);
  await page.addInitScript(() => addEventListener('pageshow', (event) => {
    if (event.persisted) sessionStorage.setItem('kept', `${sessionStorage.getItem('kept') ?? ''} ${location.pathname}`);
  }));
  // That the browser does keep pages: otherwise this proves nothing.
  await page.goto('/about');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await page.goto('/robots.txt');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'About us' })).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem('kept'))).toContain('/about');

  // A member's page is left for another document, and the session ends in another tab.
  await signIn(page, 'member', true);
  await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Support' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Support' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await page.goto('/robots.txt');
  const other = await context.newPage();
  await other.goto('/calendar');
  await expect(here(other)).toBeVisible();
  await other.getByRole('button', { name: 'Sign out' }).click();
  await expect(other).toHaveURL(/\/$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in\?next=\/support$/);
  await showsNothing(page);

  // And the plain case: sign out here, then Back.
  await fillSignIn(page, 'member');
  await expect(here(page)).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Calendar' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Calendar' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/$/);
  await showsNothing(page);
  await page.goBack();
  await showsNothing(page);
  expect(faults).toEqual([]);
  await browser.close();
});

/** Answers as a backend does that no longer knows the session, to pages of any origin. */
const refuse = (route: Route) =>
  route.fulfill({ status: 401, headers: { 'Access-Control-Allow-Origin': new URL(test.info().project.use.baseURL!).origin }, contentType: 'application/json', body: '{"message":"The session has ended."}' });

test('a session that ends while one is writing costs nothing', { tag: ['@support', '@write', '@sign-in'] }, async ({ page }) => {
  await enter(page, 'member', '/support/new?kind=request');
  await page.getByRole('combobox', { name: 'What is it about?' }).selectOption('Safety');
  await page.getByRole('textbox', { name: 'Title' }).fill('Typed before the session ended');
  await page.getByRole('textbox', { name: 'What would help, or what can you give?' }).fill('A long text that nobody wants to type twice.');
  const typed = (route: Route) => route.request().postData()?.includes('Typed before the session ended');
  await page.route(isBackend, (route) => (typed(route) ? refuse(route) : route.fallback()));
  await page.getByRole('button', { name: 'Put it on the board' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog).toBeVisible();
  await expectNoAxeViolations(page);
  await expect(page.getByLabel('Title')).toHaveValue('Typed before the session ended');
  await page.unroute(isBackend);

  await dialog.getByLabel('Email').fill('member@demo.example.org');
  await dialog.getByLabel('Password').fill('wrong');
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('That email and password do not match.');
  await dialog.getByLabel('Password').fill('commonwatch-demo');
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Typed before the session ended');
  await page.getByRole('button', { name: 'Put it on the board' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Typed before the session ended' })).toBeVisible();
});

test('a kept session stays kept when it was renewed', { tag: ['@support', '@sign-in'] }, async ({ page }) => {
  await signIn(page, 'member', true);
  // Only from the board's page on: what asks before would be told first, and its dialog would cover the link.
  await page.route(isBackend, (route) => (page.url().endsWith('/support') ? refuse(route) : route.fallback()));
  await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Support' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog).toBeVisible();
  await page.unroute(isBackend);
  await dialog.getByLabel('Email').fill('member@demo.example.org');
  await dialog.getByLabel('Password').fill('commonwatch-demo');
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('main').getByRole('status')).toHaveText(/\d+ requests and offers/);
  await page.reload();
  await expect(here(page)).toBeVisible();
});

test.describe('Exit this page', () => {
  for (const [way, leave] of [
    ['the link', (page: Page) => page.getByRole('link', { name: 'Exit this page' }).click()],
    ['Shift three times', async (page: Page) => {
      for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift');
    }],
  ] as const) {
    test(`${way} leaves for a neutral site and wipes this device`, { tag: '@sign-in' }, async ({ browser }) => {
      const context = await browser.newContext();
      const { page, faults } = await leavingPage(context);
      await signIn(page, 'member', true);
      await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Support' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Support' })).toBeVisible();
      const other = await context.newPage();
      await other.goto('/directory');
      await expect(here(other)).toBeVisible();

      await leave(page);
      await expect(page).toHaveURL(EXIT_TO);
      await expect(page.getByText('Sunny')).toBeVisible();
      // Other tabs end too; what was kept is gone.
      await expect(other).toHaveURL(/\/$/);
      await showsNothing(other);
      expect((await kept(other)).kinds).toEqual([]);
      await page.goBack();
      await showsNothing(page);
      expect(page.url()).not.toContain('/support');
      expect(faults).toEqual([`request to another host: ${EXIT_TO}`]);
      await context.close();
    });
  }

  test('Shift pressed while typing leaves nobody', { tag: '@sign-in' }, async ({ page }) => {
    await enter(page, 'member', '/support/new');
    await page.getByRole('textbox', { name: 'Title' }).pressSequentially('ABC');
    for (const key of ['Shift', 'A', 'Shift', 'B', 'Shift']) await page.keyboard.press(key);
    await expect(page.getByRole('heading', { level: 1, name: 'Ask or offer' })).toBeVisible();
    expect(page.url()).toContain('/support/new');
  });

  test('the link is there before and without scripts', { tag: '@sign-in' }, async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const { page, faults } = await leavingPage(context);
    await page.goto('/alerts');
    expect(await page.content()).toMatch(/<noscript>.*This part of the site needs scripts\./);
    const link = page.getByRole('link', { name: 'Exit this page' });
    await expect(link).toHaveAttribute('rel', /noreferrer/);
    await link.click();
    await expect(page).toHaveURL(EXIT_TO);
    expect(faults).toEqual([`request to another host: ${EXIT_TO}`]);
    await context.close();
  });
});
