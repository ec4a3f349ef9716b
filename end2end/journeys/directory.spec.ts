// People and organisations: found as one types, narrowed, opened, and never more than the viewer may see.
import { test, expect, enter, expectNoAxeViolations } from '../fixtures';
import type { Page } from '@playwright/test';

const searchbox = (page: Page) => page.getByRole('searchbox', { name: 'Search the directory' });
const status = (page: Page) => page.getByRole('main').getByRole('status').first();
const rows = (page: Page) => page.getByRole('list', { name: 'Results' }).getByRole('listitem');
const row = (page: Page, name: string | RegExp) => page.getByRole('list', { name: 'Results' }).getByRole('link', { name });

for (const [typed, name] of [
  ['Lo', /^Ló$/],
  ['mirovest', /Мировест|Myrovist/],
  ['Harrowmere', /^Harrowmere Centre for Early Warning$/],
  ['Harowmere', /^Harrowmere Centre for Early Warning$/],
  ['ornevang', /^Ørnevang Memory Institute$/],
  ['ondermere', /^The Ondermere Foundation$/],
  ['سروند', /بيت سروند للذاكرة/],
] as const) {
  test(`typing ${typed} finds ${name.source}`, { tag: '@directory' }, async ({ page }) => {
    await enter(page, 'member', '/directory');
    await searchbox(page).pressSequentially(typed);
    await expect(rows(page).first().getByRole('link')).toHaveAccessibleName(name);
    await expect(searchbox(page)).toBeFocused();
    await expect(status(page)).toHaveText(/people|person|organisation/);
  });
}

test('a search that finds nobody says so and offers the way back', { tag: '@directory' }, async ({ page }) => {
  await enter(page, 'member', '/directory?q=xqzwv&kind=charity');
  await expect(page.getByRole('main').getByText('Nobody found').first()).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Clear the filters' }).last().click();
  await expect(searchbox(page)).toBeFocused();
  await searchbox(page).fill('');
  await expect(row(page, /^Lanternfold Trust$/).or(rows(page).first())).toBeVisible();
  await expect(page).toHaveURL(/\/directory$/);
});

test('facets are in the address, survive a reload, and Back returns to them', { tag: '@directory' }, async ({ page }) => {
  await enter(page, 'member', '/directory?kind=research&expertise=early+warning');
  const filters = page.getByRole('complementary', { name: 'Filters' });
  await expect(filters.getByRole('button', { name: /^Early warning/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(filters.getByRole('button', { name: /^Research/ })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: /^Organisations/ }).click();
  await expect(page).toHaveURL(/show=organisations/);
  await expect(page).toHaveURL(/expertise=early%20warning/);
  await expect(row(page, /^Harrowmere/)).toBeVisible();
  await row(page, /^Harrowmere/).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Harrowmere/ })).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL(/show=organisations/);
  await expect(row(page, /^Harrowmere/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Organisations/ })).toHaveAttribute('aria-pressed', 'true');
});

test('Back returns to the same place and row', { tag: '@directory' }, async ({ page }) => {
  await enter(page, 'member', '/directory');
  await expect(status(page)).toHaveText(/^\d\d+ people in \d+ organisations$/);
  for (let presses = 0; presses < 6; presses++) await page.keyboard.press('PageDown');
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(1500);
  const names = await rows(page).getByRole('link').evaluateAll((links) =>
    links.filter((link) => { const box = link.getBoundingClientRect(); return box.top > 200 && box.bottom < innerHeight - 100; }).map((link) => link.getAttribute('href')!),
  );
  const link = page.getByRole('list', { name: 'Results' }).locator(`a[href="${names[0]}"]`);
  // The page keys scroll smoothly: where the row is can be said once it rests.
  await link.click({ trial: true });
  const before = await link.evaluate((element) => element.getBoundingClientRect().top);
  await link.click();
  await expect(page).toHaveURL(new RegExp(names[0] + '$'));
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.goBack();
  await expect(link).toBeFocused();
  await expect.poll(() => link.evaluate((element) => element.getBoundingClientRect().top).then((top) => Math.abs(top - before))).toBeLessThan(4);
});

test('a person and their organisation lead to each other', { tag: '@directory' }, async ({ page }) => {
  await enter(page, 'member', '/directory?q=Łucja&show=people');
  await row(page, /^Łucja Brzeziec/).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Łucja Brzeziec' })).toBeVisible();
  await expect(page).toHaveTitle(/Łucja Brzeziec/);
  const organisation = page.getByRole('main').locator('a[href^="/directory/organisations/"]').first();
  const name = (await organisation.textContent())!;
  await organisation.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: /^Łucja Brzeziec/ })).toBeVisible();
});

test('a hidden organisation is nowhere for a member, and its people can see it', { tag: ['@directory', '@rules', '@sign-in'] }, async ({ page, browser }) => {
  await enter(page, 'member', '/directory');
  for (const name of ['Zhamilet', 'Copperfern', 'Thornwether', 'Tsehayra']) {
    await searchbox(page).fill(name);
    await expect(status(page)).toHaveText('Nobody found');
  }
  const other = await browser.newContext();
  const theirs = await other.newPage();
  await enter(theirs, 'hidden', '/directory?q=Zhamilet');
  await expect(row(theirs, /^Zhamilet Solidarity/)).toBeVisible();
  await other.close();
});

for (const width of [390, 1280]) {
  test(`no accessibility violations at ${width} px, and nothing wider than the screen`, { tag: '@directory' }, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await enter(page, 'member', '/directory');
    await expect(rows(page).first()).toBeVisible();
    await expectNoAxeViolations(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectNoAxeViolations(page);
    await searchbox(page).fill('Coastal Towns');
    await row(page, /^International Consortium/).click();
    await expect(page.getByRole('heading', { level: 1, name: /^International/ })).toBeVisible();
    await expect(page.getByRole('heading', { level: 2, name: 'People' })).toBeVisible();
    await expectNoAxeViolations(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.getByRole('main').locator('a[href^="/directory/people/"]').first().click();
    await expect(page.getByRole('heading', { level: 2, name: 'Contact' })).toBeVisible();
    await expectNoAxeViolations(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}

test('ten thousand people: typing narrows, few rows are in the document, and the last can be reached', { tag: ['@directory', '@large'] }, async ({ page }) => {
  await enter(page, 'member', '/directory');
  await expect(rows(page).first()).toBeVisible();
  await expect(status(page)).toHaveText(/^(9\d{3}|10\d{3}) people in \d+ organisations$/, { timeout: 50_000 });
  const elements = () => page.getByRole('list', { name: 'Results' }).evaluate((list) => list.querySelectorAll('*').length);
  expect(await elements()).toBeLessThanOrEqual(400);
  const all = Number(await rows(page).first().getAttribute('aria-setsize'));
  await page.keyboard.press('Control+End');
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect(rows(page).last()).toHaveAttribute('aria-posinset', String(all));
  await expect(rows(page).last()).toBeInViewport();
  expect(await elements()).toBeLessThanOrEqual(400);
  await searchbox(page).fill('Łucja Brzez');
  await expect(rows(page).first().getByRole('link')).toHaveAccessibleName(/^Łucja Brzez/);
  await expect(status(page)).not.toHaveText(/^\d{4,}/);
  await searchbox(page).fill('');
  await expect(status(page)).toHaveText(/^(9\d{3}|10\d{3}) people in \d+ organisations$/);
});
