// The public pages: whole without scripts, taken over without a shift, found by search engines, and no draft among them.
import type { Browser, Page } from '@playwright/test';
import { test, expect, guard, hold, needs, open, tookOver, ANCHOR } from '../fixtures';

test.describe.configure({ mode: 'parallel' });

const PORTAL = 'Commonwatch';
const ADDRESSES = [
  '/', '/about', '/how-we-work', '/early-warning', '/national-strategy', '/join', '/privacy', '/accessibility', '/help',
  '/commitment', '/blog', '/statements', '/blog/the-song-on-the-bridge', '/statements/a-box-on-a-form',
];
const DISCLAIMER = "This post gives the author's own views. Other members may not agree.";

/** A page on which no script runs. */
async function withoutScripts(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  return context.newPage();
}

const h1 = (page: Page) => page.getByRole('heading', { level: 1 });
const attribute = (page: Page, selector: string, name: string) => page.locator(selector).getAttribute(name);

test('every public page is whole without scripts', { tag: ['@commitment', '@posts', '@statements'] }, async ({ browser }) => {
  const page = await withoutScripts(browser);
  const faults = guard(page);
  const titles = new Set<string>();
  const descriptions = new Set<string>();
  for (const address of ADDRESSES) {
    expect((await page.goto(address))?.status(), address).toBe(200);
    await expect(h1(page)).toHaveCount(1);
    const heading = (await h1(page).innerText()).trim();
    await expect(page, address).toHaveTitle(`${heading} · ${PORTAL}`);
    expect((await page.getByRole('main').innerText()).length, address).toBeGreaterThan(200);
    const description = (await attribute(page, 'meta[name=description]', 'content')) ?? '';
    expect(description.length, address).toBeGreaterThan(20);
    titles.add(await page.title());
    descriptions.add(description);
    expect(await attribute(page, 'link[rel=canonical]', 'href')).toMatch(new RegExp(`^https?://[^/]+${address}$`));
    await expect(page.getByRole('complementary', { name: 'Demonstration' })).toHaveText(/^Demonstration data\. No person, organisation, place or warning here is real\.$/);
    await expect(page.getByRole('contentinfo')).toContainText(/is a charity registered in England and Wales, number \d+\./);
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  }
  expect(titles.size).toBe(ADDRESSES.length);
  expect(descriptions.size).toBe(ADDRESSES.length);
  expect(faults).toEqual([]);
  await page.context().close();
});

for (const address of ADDRESSES) {
  test(`${address} is taken over without a shift, and what was written stays`, { tag: needs(address) }, async ({ page, browser }) => {
    const plain = await withoutScripts(browser);
    await plain.goto(address);
    const written = await plain.getByRole('main').innerText();
    await plain.context().close();

    await page.addInitScript(() => {
      const held = window as unknown as { shifted: number };
      held.shifted = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) held.shifted += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    // The type may arrive after the first paint and move a little; the app, held back until then, moves nothing.
    const app = await hold(page, (url) => url.pathname.endsWith('.wasm'));
    await page.goto(address, { waitUntil: 'commit' });
    await expect(h1(page)).toBeVisible();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const shifted = () => page.evaluate(() => (window as unknown as { shifted: number }).shifted);
    const before = await shifted();
    expect(before).toBeLessThan(0.01);
    app.release();
    await tookOver(page);
    await page.waitForLoadState('networkidle');
    expect(await shifted()).toBe(before);
    const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean);
    const shown = lines(await page.getByRole('main').innerText());
    expect(lines(written).filter((line) => !shown.includes(line))).toEqual([]);
    await expect(page).toHaveTitle(`${(await h1(page).innerText()).trim()} · ${PORTAL}`);
    // The first load leaves the focus where a person expects it: at the beginning.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  });
}

test('the largest paint of the home page needs no script', async ({ page, request }) => {
  await page.addInitScript(() => {
    const largest: string[] = Object.assign(window, { largest: [] }).largest;
    const paints = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) largest.push((entry as unknown as { element?: Element }).element?.textContent?.trim() ?? '');
    });
    paints.observe({ type: 'largest-contentful-paint', buffered: true });
  });
  // The app is held back until the paint has been told: an element that it has replaced could no longer be named.
  const app = await hold(page, (url) => url.pathname.endsWith('.wasm'));
  const largest = () => page.evaluate(() => (window as unknown as { largest: string[] }).largest);
  await page.goto('/', { waitUntil: 'commit' });
  await expect.poll(async () => (await largest()).some(Boolean)).toBe(true);
  app.release();
  await tookOver(page);
  await page.waitForLoadState('networkidle');
  const html = await (await request.get('/')).text();
  const text = html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]+>/g, '').replace(/&#x27;|&#39;/g, "'").replace(/&amp;/g, '&');
  for (const painted of await largest()) expect(text).toContain(painted);
});

test('drafts, future posts and withdrawn texts are nowhere', { tag: ['@posts', '@statements'] }, async ({ browser, request }) => {
  const page = await withoutScripts(browser);
  const sitemap = await (await request.get('/sitemap.xml')).text();
  for (const [list, slugs] of [
    ['/blog', ['asking-a-machine', 'first-year-as-director', 'notes-on-white-paint', 'a-year-of-lamps', 'the-list-at-the-gate']],
    ['/statements', ['draft-harvest-of-knives', 'draft-care-in-every-grant', 'watchers-of-the-truce']],
  ] as const) {
    await page.goto(list);
    const links = await page.getByRole('main').getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links.length).toBeGreaterThan(5);
    for (const slug of slugs) {
      expect(links).not.toContain(`${list}/${slug}`);
      expect(sitemap).not.toContain(slug);
      const answer = await page.goto(`${list}/${slug}`);
      expect(await page.getByRole('article').count(), slug).toBe(0);
      expect((await answer?.text())?.match(/"records":\{([^}]*)\}/)?.[1] ?? '', slug).toBe('');
    }
  }
  await page.context().close();
});

test('a post and a statement are read without scripts', { tag: ['@posts', '@statements'] }, async ({ browser }) => {
  const page = await withoutScripts(browser);
  await page.goto('/blog');
  await page.getByRole('link', { name: 'The song on the bridge' }).click();
  await expect(h1(page)).toHaveText('The song on the bridge');
  await expect(page.getByText('Siân Llwynderw')).toBeVisible();
  await expect(page.getByText('6 October 2026')).toBeVisible();
  await expect(page.getByRole('article').getByText(DISCLAIMER)).toBeVisible();
  await page.goto('/statements');
  await page.getByRole('link', { name: /^A box on a form/ }).click();
  await expect(h1(page)).toHaveText(/^A box on a form/);
  await expect(page.getByText('To Minister for Overseas Affairs, Ambassador of Nordrassa')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Signed by' }).getByText('and 2 more')).toBeVisible();
  await page.context().close();
});

test('every post ends with the disclaimer, and a post in Arabic reads from the right', { tag: '@posts' }, async ({ page }) => {
  await open(page, '/blog');
  const rows = page.getByRole('main').getByRole('listitem');
  await expect(rows.first()).toBeVisible();
  const addresses = await rows.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  const times = await rows.locator('time').evaluateAll((all) => all.map((time) => time.getAttribute('datetime') ?? ''));
  expect(addresses.length).toBeGreaterThan(5);
  expect(times).toEqual([...times].sort().reverse());
  for (const address of addresses.slice(0, 4)) {
    await page.goto(address);
    await expect(page.getByRole('article').getByText(DISCLAIMER)).toBeVisible();
  }
  await open(page, '/blog/khubz-al-jiran');
  await expect(h1(page)).toHaveText('خبز الجيران: عن الذاكرة التي نأكلها');
  await expect(h1(page)).toHaveCSS('direction', 'rtl');
  const body = page.getByRole('article').locator('[lang=ar] .prose');
  await expect(body).toBeVisible();
  await expect(body).toHaveCSS('direction', 'rtl');
  await expect(page.getByText(DISCLAIMER)).toHaveCSS('direction', 'ltr');
});

test('a post that may weigh on a reader is opened by choice', { tag: '@posts' }, async ({ page }) => {
  await page.goto('/blog/a-table-on-the-bridge');
  const note = page.getByText('This mentions: mentions shelling.').or(page.getByText('This mentions: shelling.'));
  const body = page.getByRole('article').locator('details .prose');
  await expect(note).toBeVisible();
  await expect(body).toBeHidden();
  await note.click();
  await expect(body).toBeVisible();
});

test('the navigation leads from page to page: focus and title follow', { tag: ['@posts', '@statements'] }, async ({ page }) => {
  await open(page, '/');
  for (const [link, heading] of [['How we work', 'How we work'], ['Blog', 'Prevention Perspectives'], ['Statements', 'Statements'], ['About', 'About us']] as const) {
    await page.getByRole('contentinfo').or(page.getByRole('banner')).getByRole('link', { name: link, exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeFocused();
    await expect(page).toHaveTitle(`${heading} · ${PORTAL}`);
  }
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Statements' })).toBeFocused();
});

test('an unknown address says so', async ({ page, browser }) => {
  const plain = await withoutScripts(browser);
  for (const unknown of ['/nowhere', '/about/us', '/directory.html']) {
    expect((await plain.goto(unknown))?.status(), unknown).toBe(404);
    await expect(h1(plain)).toHaveText('Page not found');
  }
  await plain.context().close();
  expect((await page.goto('/nowhere'))?.status()).toBe(404);
  await expect(h1(page)).toHaveText('Page not found');
  await expect(page).toHaveTitle(`Page not found · ${PORTAL}`);
  await page.getByRole('link', { name: 'Go to the home page' }).click();
  await expect(page).toHaveURL(/\/$/);
});

test('a post and a statement that do not exist say so', { tag: ['@posts', '@statements'] }, async ({ page }) => {
  for (const unknown of ['/blog/nothing-here', '/blog/notes-on-white-paint', '/statements/nothing-here', '/statements/draft-care-in-every-grant']) {
    await page.goto(unknown);
    await expect(h1(page), unknown).toHaveText('Page not found');
    await expect(page).toHaveTitle(`Page not found · ${PORTAL}`);
  }
});

test('the files for machines are there', { tag: ['@posts', '@statements'] }, async ({ request }) => {
  const sitemap = await request.get('/sitemap.xml');
  expect(sitemap.status()).toBe(200);
  const listed = [...(await sitemap.text()).matchAll(/<loc>https?:\/\/[^/<]+([^<]*)<\/loc>/g)].map((match) => match[1]);
  expect(listed).toEqual(expect.arrayContaining(ADDRESSES));
  for (const address of listed) expect((await request.get(address)).status(), address).toBe(200);
  const robots = await (await request.get('/robots.txt')).text();
  expect(robots).toMatch(/^User-agent: \*$/m);
  expect(robots).toMatch(/^Disallow: \/directory$/m);
  expect(robots).toMatch(/^Sitemap: https?:\/\/\S+\/sitemap\.xml$/m);
  const security = await request.get('/.well-known/security.txt');
  expect(security.status()).toBe(200);
  const text = await security.text();
  expect(text).toMatch(/^Contact: (mailto:|https:)\S+$/m);
  expect(Date.parse(text.match(/^Expires: (\S+)$/m)?.[1] ?? '')).toBeGreaterThan(ANCHOR.getTime());
});

test('every internal link of every public page leads somewhere', { tag: ['@posts', '@statements'] }, async ({ browser, request }) => {
  const page = await withoutScripts(browser);
  const found = new Map<string, string>();
  for (const address of ADDRESSES) {
    await page.goto(address);
    for (const href of await page.locator('a[href]').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))) {
      if (href.startsWith('/')) found.set(href.split('#')[0], address);
      else if (href.startsWith('#')) await expect(page.locator(href), `${href} on ${address}`).toHaveCount(1);
      else expect(href, address).toMatch(/^(https:|mailto:)/);
    }
  }
  expect(found.size).toBeGreaterThan(20);
  const dead: string[] = [];
  for (const [href, on] of found) if ((await request.get(href)).status() !== 200) dead.push(`${href} (on ${on})`);
  expect(dead).toEqual([]);
  await page.context().close();
});
