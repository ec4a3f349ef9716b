// What every journey shares: a fixed clock, a page that fails on any policy violation or foreign request, and the ways in.
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

/** The moment that the demonstration data is written around. */
export const ANCHOR = new Date('2026-11-22T09:00:00Z');
export const PASSWORD = 'commonwatch-demo';

/** What the backend under test does not offer, of what the tags of the journeys name: `backend.json` says so. */
const lacks = new Set((process.env.BACKEND_LACKS ?? '').split(' ').filter(Boolean));

/** Whether the backend under test has a sign-in; without one, whoever reaches it reads everything. */
export const hasSignIn = !lacks.has('sign-in');

/** Whether what is new on the backend under test arrives while one looks. */
export const isLive = !lacks.has('live');

/** What a page of the portal needs of a backend: a tag for the room that its address begins with. */
export function needs(address: string): string[] {
  const rooms = { alerts: '@alerts', calendar: '@calendar', directory: '@directory', account: '@directory', support: '@support', commitment: '@commitment', blog: '@posts', statements: '@statements' };
  const room = rooms[address.split(/[/?]/)[1] as keyof typeof rooms];
  return room ? [room] : [];
}

const backendOrigins = (process.env.BACKEND_ORIGINS ?? '').split(' ').filter(Boolean).map((url) => new URL(url).origin);
const ownOrigins = new Set([new URL(process.env.PORTAL_URL ?? 'http://127.0.0.1:8090').origin, ...backendOrigins]);

/** Whether an address is the backend's: on its own origin, or under `/api/` where it serves the portal too. */
export function isBackend(url: URL): boolean {
  return backendOrigins.length ? backendOrigins.includes(url.origin) : url.pathname.startsWith('/api/');
}

/** Fails the journey on a policy violation, a console error, an uncaught error or a request to another host. */
export function guard(page: Page): string[] {
  const faults: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && !ownOrigins.has(url.origin)) faults.push(`request to another host: ${url.href}`);
  });
  page.on('console', (message) => {
    const text = message.text();
    if (/Content.Security.Policy|Trusted ?Types?|Refused to|violates/i.test(text)) faults.push(`policy: ${text}`);
    else if (/panicked at/.test(text)) faults.push(`panic: ${text}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  return faults;
}

export const test = base.extend<{ faults: string[] }>({
  page: async ({ page }, use) => {
    await page.clock.setFixedTime(ANCHOR);
    await page.addInitScript(noteWritten);
    const faults = guard(page);
    await use(page);
    expect(faults).toEqual([]);
  },
});

/** Remembers the heading that was written into the page, or that none was: the app has not begun when a page is parsed. */
function noteWritten() {
  document.addEventListener('readystatechange', () => {
    if (document.readyState === 'interactive') Object.assign(window, { written: document.querySelector('h1') });
  });
}

/** Waits until the app has drawn, in place of what was written where something was: its heading is then another element. */
export async function tookOver(page: Page) {
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { written } = window as unknown as { written?: Element | null };
        const now = document.querySelector('h1');
        return written !== undefined && now !== null && now !== written;
      }),
    )
    .toBe(true);
}

/** Opens an address, and waits until the app has drawn it and nothing is on its way. */
export async function open(page: Page, address: string) {
  await page.goto(address);
  await tookOver(page);
  await page.waitForLoadState('networkidle');
}

/** Signs in through the form, as a person would. */
export async function signIn(page: Page, who: 'member' | 'lead' | 'convenor' | 'editor' | 'hidden', stay = false) {
  await page.goto('/sign-in');
  await fillSignIn(page, who, stay);
  await expect(page.getByText(/^Signed in as /)).toBeVisible();
}

/** Fills the sign-in form that is shown, and sends it. */
export async function fillSignIn(page: Page, who: string, stay = false) {
  await page.getByLabel('Email').fill(`${who}@demo.example.org`);
  await page.getByLabel('Password').fill(PASSWORD);
  if (stay) await page.getByLabel(/Stay signed in/).check();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Opens a members' address: signed in where the backend has a sign-in, directly where it has none. */
export async function enter(page: Page, who: 'member' | 'lead' | 'convenor' | 'editor' | 'hidden', address: string) {
  await page.goto(address);
  if (hasSignIn) await fillSignIn(page, who);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** How Tab walks: `back` with Shift; `seen` demands at every stop that a person can see where the focus is. */
export interface Walk {
  back?: boolean;
  seen?: boolean;
}

/** Presses Tab until the element has focus. */
export async function tabTo(page: Page, target: Locator, { back = false, seen = false }: Walk = {}) {
  // One stop belongs to the browser: after the last of the page and before the first.
  let outside = 0;
  for (let presses = 0; presses < 200 && outside < 2; presses += 1) {
    const { there, nowhere, fault } = await target.evaluate(whereFocusIs);
    if (nowhere && presses > 0) outside += 1;
    else if (seen && (there || presses > 0)) expect(fault, 'the focus can be seen').toBe('');
    if (there) return;
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
  }
  throw new Error('Tab does not reach it');
}

/** Chooses one radio button of a group by Tab, Space and the arrow keys. */
export async function choose(page: Page, group: string, name: RegExp, walk: Walk = {}) {
  const radios = page.getByRole('group', { name: group }).getByRole('radio');
  await tabTo(page, radios.first(), walk);
  await page.keyboard.press('Space');
  const wanted = page.getByRole('group', { name: group }).getByRole('radio', { name });
  for (let presses = 0; presses < 8 && !(await wanted.isChecked()); presses += 1) await page.keyboard.press('ArrowDown');
  await expect(wanted).toBeChecked();
  if (walk.seen) await expectFocusSeen(page);
}

/**
 * What has focus can be seen: it, or the label that stands for it, has an outline of at least two pixels, and nothing lies over
 * its middle. What is taller than the screen is looked at where it shows.
 */
export async function expectFocusSeen(page: Page) {
  const { fault } = await page.locator('body').evaluate(whereFocusIs);
  expect(fault, 'the focus can be seen').toBe('');
}

/** Where the focus is, seen from an element of the page, and what keeps a person from seeing it. Runs in the page. */
function whereFocusIs(element: Element) {
  const focused = document.activeElement ?? document.body;
  const there = focused === element;
  const nowhere = focused === document.body;
  const told = (fault: string) => ({ there, nowhere, fault });
  if (nowhere) return told('nothing has focus');
  const name = `${focused.localName} "${(focused.getAttribute('aria-label') ?? focused.getAttribute('name') ?? focused.textContent ?? '').trim().slice(0, 60)}"`;
  const label = focused.closest('label');
  const outlined = [focused, label].some((one) => {
    if (!one) return false;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && outlineColor !== 'rgba(0, 0, 0, 0)';
  });
  if (!outlined) return told(`${name} has no outline`);
  const box = focused.getClientRects()[0];
  if (!box || box.width < 2 || box.height < 2) return told(`${name} takes no room`);
  const [top, bottom] = box.height > innerHeight ? [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)] : [box.top, box.bottom];
  const over = document.elementFromPoint(box.left + box.width / 2, (top + bottom) / 2);
  if (!over) return told(`${name} is off the screen, at ${Math.round(box.top)} of ${innerHeight}`);
  return told(focused.contains(over) || label?.contains(over) ? '' : `${name} is covered by ${over.localName}.${over.className}`);
}

/** No violation of WCAG 2.2 AA or of axe's best practices on the page as it stands. */
export async function expectNoAxeViolations(page: Page) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(' | ')}`)).toEqual([]);
}

export { expect };

/** Holds back the answer to an address: tells when it was first asked for, and lets it go. */
export async function hold(page: Page, address: (url: URL) => boolean) {
  let ask = () => {};
  let release = () => {};
  const asked = new Promise<void>((resolve) => (ask = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    ask();
    await released;
    await route.fallback();
  });
  return { asked, release };
}
