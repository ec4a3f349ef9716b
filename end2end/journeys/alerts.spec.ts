// Alerts: reading, filtering, what is unread, answering, raising, and what arrives live.
import type { Locator, Page } from '@playwright/test';
import { test, expect, choose, enter, expectNoAxeViolations, fillSignIn, guard, hasSignIn, signIn, tabTo, ANCHOR } from '../fixtures';

const feed = (page: Page) => page.getByRole('region', { name: 'Feed' });
const rows = (page: Page) => feed(page).getByRole('article');
const headline = async (row: Locator) => (await row.getByRole('link').locator('bdi').innerText()).trim();

/** Loads the page again; a session that is not kept on the device is entered anew and lands where it was. */
async function reload(page: Page, who: string) {
  await page.reload();
  if (hasSignIn) await fillSignIn(page, who);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Goes to an address of the portal as a link would, without losing the session. */
async function follow(page: Page, address: string) {
  await page.evaluate((to) => {
    const link = document.createElement('a');
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
}

/** How many alerts the navigation says are unread. */
async function unread(page: Page): Promise<number> {
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Alerts/ });
  await expect(link).toHaveAccessibleName(/unread/);
  return Number.parseInt(((await link.textContent()) ?? '').replace(/\D+/g, ''), 10);
}

test('the feed is read newest first, and an alert opens whole', { tag: '@alerts' }, async ({ page }) => {
  await enter(page, 'member', '/alerts');
  await expect(page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  const times = await rows(page).locator('time').evaluateAll((all) => all.map((time) => Date.parse(time.getAttribute('datetime') ?? '')));
  expect(times).toEqual([...times].sort((a, b) => b - a));
  const row = rows(page).first();
  await expect(row.getByText(/^TLP:(RED|AMBER|AMBER\+STRICT|GREEN|CLEAR)$/)).toBeVisible();
  const name = await headline(row);
  await row.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeFocused();
  await expect(page.getByRole('heading', { name: 'Facts', exact: true })).toBeVisible();
  await expect(page.getByText(/This is not a real warning\./).first()).toBeVisible();
});

test('a filter is in the address and survives a reload', { tag: '@alerts' }, async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await enter(page, 'member', '/alerts?show=all');
  await expect(rows(page).first()).toBeVisible();
  const all = await feed(page).getByRole('status').first().innerText();
  await page.getByRole('button', { name: 'Opportunities' }).click();
  await page.getByRole('button', { name: 'TLP:GREEN' }).click();
  await expect(page).toHaveURL(/show=all&kind=opportunity&tlp=GREEN/);
  const few = feed(page).getByRole('status').first();
  await expect(few).not.toHaveText(all);
  const count = await few.innerText();
  for (const label of await rows(page).locator('.tlp').allInnerTexts()) expect(label).toBe('TLP:GREEN');
  await reload(page, 'member');
  await expect(page.getByRole('button', { name: 'Opportunities' })).toHaveAttribute('aria-pressed', 'true');
  await expect(feed(page).getByRole('status').first()).toHaveText(count);
});

test('a search finds by every word and says so when nothing is found', { tag: '@alerts' }, async ({ page }) => {
  await enter(page, 'member', '/alerts?show=all');
  const box = page.getByRole('searchbox', { name: 'Search alerts' });
  await box.fill('market pellucia');
  await expect(page).toHaveURL(/q=market%20pellucia/);
  await expect(rows(page).first()).toBeVisible();
  await expect(box).toBeFocused();
  await box.fill('nothing holds these words');
  await expect(feed(page).getByText('No alert matches.')).toBeVisible();
  await expect(box).toHaveValue('nothing holds these words');
});

test('the history of an alert leads to what replaced it', { tag: '@alerts' }, async ({ page }) => {
  await enter(page, 'member', '/alerts?show=all&q=nordrassa%20identity');
  await rows(page).last().getByRole('link').click();
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByRole('listitem').first()).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /Replaced by|was withdrawn/ }).getByRole('link')).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [390, 1280]) {
    test(`no violations, ${scheme}, ${width} px`, { tag: '@alerts' }, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await enter(page, 'member', '/alerts');
      await expect(rows(page).first()).toBeVisible();
      await expectNoAxeViolations(page);
      await rows(page).first().getByRole('link').click();
      await expect(page.getByRole('heading', { name: 'Facts', exact: true })).toBeVisible();
      await expectNoAxeViolations(page);
      await follow(page, '/alerts/new');
      await expect(page.getByRole('heading', { level: 1, name: 'Raise an alert' })).toBeVisible();
      await expectNoAxeViolations(page);
    });
  }
}

test.describe('with a session', () => {
  test('an alert is read only when it was opened, and stays read', { tag: ['@alerts', '@write', '@sign-in'] }, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await signIn(page, 'member', true);
    await follow(page, '/alerts?show=unread');
    await expect(rows(page).first()).toBeVisible();
    const before = await unread(page);
    const name = await headline(rows(page).first());
    expect(await unread(page)).toBe(before);
    const noted = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.ok());
    await rows(page).first().getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await noted;
    await expect.poll(() => unread(page)).toBe(before - 1);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect.poll(() => unread(page)).toBe(before - 1);
  });

  test('marking all as read asks first', { tag: ['@alerts', '@write', '@sign-in'] }, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await enter(page, 'editor', '/alerts');
    const before = await unread(page);
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    const dialog = page.getByRole('dialog', { name: 'Mark all as read?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await unread(page)).toBe(before);
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await dialog.getByRole('button', { name: 'Mark all as read' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Alerts', exact: true })).toBeVisible();
    await reload(page, 'editor');
    await expect(rows(page).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Mark all as read' })).toBeHidden();
  });

  test('a lead answers an ask for their organisation', { tag: ['@alerts', '@write', '@sign-in'] }, async ({ page }) => {
    await enter(page, 'lead', '/alerts?show=asked');
    await rows(page).first().getByRole('link').click();
    const mine = page.getByRole('group', { name: /^Answer of / }).first();
    const acting = mine.getByRole('button', { name: 'Acting' });
    await expect(acting).toBeVisible();
    const note = page.getByLabel('Note (optional)').first();
    await note.fill('Two of us, from Monday');
    await acting.click();
    await expect(acting).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByText(/^Acting: \d+$/).first()).toBeVisible();
    await expect(page.getByText('Two of us, from Monday')).toBeVisible();
    await mine.getByRole('button', { name: 'Can help' }).click();
    await expect(mine.getByRole('button', { name: 'Can help' })).toHaveAttribute('aria-pressed', 'true');
    await expect(acting).toHaveAttribute('aria-pressed', 'false');
    await reload(page, 'lead');
    await expect(mine.getByRole('button', { name: 'Can help' })).toHaveAttribute('aria-pressed', 'true');
  });

  test('an alert is raised by keyboard alone, and nothing is chosen for its author', { tag: ['@alerts', '@write', '@sign-in'] }, async ({ page }) => {
    await enter(page, 'convenor', '/alerts/new');
    await tabTo(page, page.getByRole('button', { name: 'Check and send' }));
    await page.keyboard.press('Enter');
    const summary = page.getByRole('alert');
    await expect(summary).toBeFocused();
    await expect(summary.getByRole('link', { name: 'Choose who may see it.' })).toBeVisible();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('radio', { name: /^Warning/ })).toBeFocused();
    await choose(page, 'What kind of message is it?', /^Warning/);
    const name = `Ferry crossings closed in Tavrelle ${Date.now()}`;
    await tabTo(page, page.getByLabel('Headline'));
    await page.keyboard.type(name);
    await tabTo(page, page.getByLabel('What is happening?'));
    await page.keyboard.type('Two of three crossings were closed this morning without notice.');
    await tabTo(page, page.getByLabel('Country'));
    await page.keyboard.type('Tav');
    await choose(page, 'How serious?', /^Severe/);
    await choose(page, 'How soon?', /^Expected/);
    await choose(page, 'How sure?', /^Likely/);
    await tabTo(page, page.getByLabel('Ask 1', { exact: true }));
    await page.keyboard.type('Ask partners at the crossings what they see');
    await choose(page, 'Who may see it?', /^TLP:GREEN/);
    await tabTo(page, page.getByRole('button', { name: 'Check and send' }));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Send this alert?' });
    await expect(dialog.getByText(/Every member will see this\./)).toBeVisible();
    await expect(dialog.getByText(/It is an exercise and says so\./)).toBeVisible();
    await tabTo(page, dialog.getByRole('button', { name: 'Send it' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.getByText('Exercise only: LANTERN 1. This is not a real warning.')).toBeVisible();
    await expect(page.getByText('Ask partners at the crossings what they see')).toBeVisible();
    await expect(page.getByText('Tavrelle', { exact: true })).toBeVisible();
  });

  test('a TLP:RED alert is for the people it names and for nobody else', { tag: ['@alerts', '@write', '@rules', '@sign-in'] }, async ({ page, browser }) => {
    await enter(page, 'convenor', '/alerts/new');
    await page.getByRole('radio', { name: /^Warning/ }).check();
    await page.getByLabel('Headline').fill('Names on a list at one checkpoint in Rendavar');
    await page.getByLabel('What is happening?').fill('A partner has seen a list.');
    await page.getByLabel('Country').selectOption('Rendavar');
    for (const [group, name] of [['How serious?', /^Severe/], ['How soon?', /^Immediate/], ['How sure?', /^Observed/]] as const) {
      await page.getByRole('group', { name: group }).getByRole('radio', { name }).check();
    }
    await page.getByRole('radio', { name: /^TLP:RED/ }).check();
    await page.getByRole('button', { name: 'Check and send' }).click();
    await expect(page.getByRole('alert').getByRole('link', { name: 'Name the people it is for.' })).toBeVisible();
    const box = page.getByRole('combobox', { name: 'Who is it for?' });
    await box.fill((await page.locator('#people-to-name option').last().getAttribute('value')) ?? '');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('button', { name: /^Remove / })).toBeVisible();
    await page.getByRole('button', { name: 'Check and send' }).click();
    await expect(page.getByRole('dialog').getByText(/Only you and the people you named will see this/)).toBeVisible();
    await page.getByRole('button', { name: 'Send it' }).click();
    await expect(page.getByText(/Only its author and the people it names can see this/)).toBeVisible();
    const context = await browser.newContext();
    const other = await context.newPage();
    await enter(other, 'member', new URL(page.url()).pathname);
    await expect(other.getByText('We could not find this.')).toBeVisible();
    await context.close();
  });

  test('what others raise arrives live and moves nothing', { tag: ['@alerts', '@write', '@live', '@sign-in'] }, async ({ page, browser }) => {
    await enter(page, 'member', '/alerts');
    await expect(rows(page).first()).toBeVisible();
    // The headlines alone: what is unread is told a moment later.
    const headlines = () => rows(page).getByRole('link').locator('bdi').allInnerTexts();
    const before = await headlines();
    const context = await browser.newContext();
    const other = await context.newPage();
    await other.clock.setFixedTime(ANCHOR);
    const faults = guard(other);
    await enter(other, 'convenor', '/alerts/new');
    const name = `Night trains stopped in Quorrin Isles ${Date.now()}`;
    await other.getByRole('radio', { name: /^Opportunity/ }).check();
    await other.getByLabel('Headline').fill(name);
    await other.getByLabel('What is happening?').fill('A hearing is open to the public.');
    await other.getByLabel('Country').selectOption('Quorrin Isles');
    await other.getByRole('radio', { name: /^TLP:GREEN/ }).check();
    await other.getByRole('button', { name: 'Check and send' }).click();
    await other.getByRole('button', { name: 'Send it' }).click();
    await expect(other.getByRole('heading', { level: 1, name })).toBeVisible();

    const newer = page.getByRole('button', { name: /^\d+ new alerts?$/ });
    await expect(newer).toBeVisible();
    expect(await headlines()).toEqual(before);
    await expect(page.getByRole('status').filter({ hasText: /new alert/ })).toHaveCount(1);
    await newer.click();
    await expect(rows(page).getByRole('link', { name })).toBeVisible();
    await expect(newer).toBeHidden();

    await other.getByRole('link', { name: 'Add an update' }).click();
    await expect(other.getByLabel('Headline')).toHaveValue(name);
    await other.getByLabel('Headline').fill(`${name}, second day`);
    await other.getByRole('button', { name: 'Check and send' }).click();
    await other.getByRole('button', { name: 'Send it' }).click();
    await expect(other.getByRole('heading', { level: 1, name: `${name}, second day` })).toBeVisible();
    await expect(other.getByRole('region', { name: 'History' }).getByRole('listitem')).toHaveCount(2);
    await expect(rows(page).filter({ has: page.getByRole('link', { name }) }).getByText('Replaced')).toBeVisible();
    expect(faults).toEqual([]);
    await context.close();
  });
});
