// What must hold at every address: axe finds nothing at two widths and in both colour schemes, one h1, the title follows,
// nothing is wider than the screen, and focus goes to the heading after a navigation but not on the first load.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { test, expect, fillSignIn, hasSignIn, needs, open } from '../fixtures';

test.describe.configure({ mode: 'parallel' });

const PUBLIC = [
  '/', '/about', '/how-we-work', '/early-warning', '/national-strategy', '/join', '/privacy', '/accessibility', '/help', '/commitment',
  '/blog', '/blog/khubz-al-jiran', '/blog/a-table-on-the-bridge', '/statements', '/statements/lamps-in-windows', '/connection', '/nowhere',
];
const MEMBERS = ['/alerts', '/alerts/new', '/calendar', '/calendar?view=month', '/calendar/new', '/directory', '/directory?show=organisations', '/support', '/support/new', '/account', '/connection', '/commitment'];
/** From a list, by the address that its links begin with, to one detail page. */
const DETAILS = [
  ['/alerts', '/alerts/'],
  ['/calendar', '/calendar/'],
  ['/directory', '/directory/people/'],
  ['/directory?show=organisations', '/directory/organisations/'],
  ['/support', '/support/'],
] as const;

/** axe itself: run in the page four times, without the page that its Playwright wrapper opens for each run. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const h1 = (page: Page) => page.getByRole('heading', { level: 1 });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName);

async function settled(page: Page) {
  await expect(h1(page)).toHaveCount(1);
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

async function findsNothing(page: Page, where: string) {
  const found = await page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } };
    const { violations } = await axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
  }, TAGS);
  expect(found, where).toEqual([]);
}

async function holds(page: Page) {
  await settled(page);
  await page.evaluate(AXE);
  const heading = (await h1(page).innerText()).replace(/\s+/g, ' ').trim();
  expect((await page.title()).replace(/^\(\d+\) /, '')).toBe(`${heading} · Commonwatch`);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await settled(page);
      await findsNothing(page, `${width} px, ${colorScheme}`);
    }
    await noWiderThan(page, width);
  }
  await page.setViewportSize({ width: 320, height: 700 });
  await settled(page);
  await noWiderThan(page, 320);
}

async function noWiderThan(page: Page, width: number) {
  const wide = await page.evaluate((most) => {
    if (document.documentElement.scrollWidth <= most) return [];
    const all = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > most + 1);
    return [`${document.documentElement.scrollWidth}`, ...all.slice(0, 5).map((element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 30)}`)];
  }, width);
  expect(wide, `wider than ${width}`).toEqual([]);
}

for (const address of PUBLIC) {
  test(`as a guest: ${address}`, { tag: needs(address) }, async ({ page }) => {
    await open(page, address);
    expect(await focused(page)).toBe('BODY');
    await holds(page);
  });
}

test('as a guest: /sign-in', { tag: '@sign-in' }, async ({ page }) => {
  await open(page, '/sign-in');
  await holds(page);
});

for (const address of MEMBERS) {
  test(`as a member: ${address}`, { tag: needs(address) }, async ({ page }) => {
    await openAsMember(page, address);
    await holds(page);
  });
}

for (const [list, beginning] of DETAILS) {
  test(`as a member: ${beginning}…`, { tag: needs(beginning) }, async ({ page }) => {
    await openAsMember(page, list);
    await settled(page);
    await page.getByRole('main').locator(`a[href^="${beginning}"]:not([href*="/new"])`).first().click();
    await expect(page).toHaveURL(new RegExp(beginning));
    await expect(h1(page)).toBeFocused();
    await holds(page);
  });
}

/** Opens a members' address. Signing in is a navigation: its page's heading takes the focus; a first load moves none. */
async function openAsMember(page: Page, address: string) {
  if (hasSignIn) {
    await page.goto(`/sign-in?next=${encodeURIComponent(address)}`);
    await fillSignIn(page, 'lead');
    await expect(page.getByText(/^Signed in as /)).toBeVisible();
    await settled(page);
    await expect(h1(page)).toBeFocused();
  } else {
    await open(page, address);
    expect(await focused(page)).toBe('BODY');
  }
}
