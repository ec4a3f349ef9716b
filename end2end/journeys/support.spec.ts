// The support board: found by topic, asked by keyboard alone, unnamed when one wants to be, and closed by its author.
import type { Page } from '@playwright/test';
import { test, expect, enter, expectNoAxeViolations, fillSignIn, hasSignIn, tabTo } from '../fixtures';
import { idIn } from '../wire';

const cards = (page: Page) => page.getByRole('main').getByRole('listitem');
const status = (page: Page) => page.getByRole('main').getByRole('status');

test('the topic is in the address and survives a reload', { tag: '@support' }, async ({ page }) => {
  await enter(page, 'member', '/support');
  await expect(status(page)).toHaveText(/^\d+ requests and offers$/);
  const all = await cards(page).count();
  await page.getByRole('button', { name: 'Languages' }).click();
  await expect(page).toHaveURL(/\/support\?topic=languages$/);
  await expect(page.getByRole('button', { name: 'Languages' })).toHaveAttribute('aria-pressed', 'true');
  await expect(cards(page)).not.toHaveCount(all);
  await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'Offers' }).click();
  await expect(page).toHaveURL(/\/support\?kind=offer&topic=languages$/);
  for (const card of await cards(page).all()) await expect(card).toContainText('Offer · Languages');
  const few = await cards(page).count();
  expect(few).toBeGreaterThan(0);

  await page.reload();
  if (hasSignIn) await fillSignIn(page, 'member');
  await expect(page).toHaveURL(/\/support\?kind=offer&topic=languages$/);
  await expect(cards(page)).toHaveCount(few);
  await expect(page.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'Offers' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Languages' }).click();
  await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'Offers' }).click();
  await expect(page).toHaveURL(/\/support$/);
  // Others may have put something on the board or taken it away meanwhile: all of it is there again.
  await expect(cards(page)).not.toHaveCount(few);
  await expect(cards(page)).toHaveCount(Number.parseInt(await status(page).innerText(), 10));
});

test('an offer opens whole', { tag: '@support' }, async ({ page }) => {
  await enter(page, 'member', '/support?kind=offer');
  const link = cards(page).first().getByRole('link');
  const title = (await link.innerText()).trim();
  await link.click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused();
  await expect(page.getByRole('main').getByText('From', { exact: true })).toBeVisible();
  await expect(page.getByRole('main').getByText('Open', { exact: true })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/support\?kind=offer$/);
});

test('an empty form says what is missing, and the summary leads there', { tag: ['@support', '@write', '@sign-in'] }, async ({ page }) => {
  await enter(page, 'member', '/support/new?kind=request');
  await page.getByRole('button', { name: 'Put it on the board' }).click();
  const summary = page.getByRole('alert').filter({ hasText: 'Some of this needs another look.' });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole('link')).toHaveText(['Choose a topic.', 'Give it a short title.', 'Say in a few words what it is.']);
  for (const field of [page.getByRole('combobox', { name: 'What is it about?' }), page.getByRole('textbox', { name: 'Title' })]) {
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(/\.$/);
  }
  await expectNoAxeViolations(page);
  await summary.getByRole('link', { name: 'Give it a short title.' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
});

test('help is asked by keyboard alone, and closed by who asked', { tag: ['@support', '@write', '@sign-in'] }, async ({ page, browser }) => {
  await enter(page, 'member', '/support');
  await expect(status(page)).toHaveText(/\d/);
  await tabTo(page, page.getByRole('link', { name: 'Ask for help' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Ask or offer' })).toBeFocused();
  await expect(page.getByRole('radio', { name: 'Ask for help' })).toBeChecked();
  await tabTo(page, page.getByRole('combobox', { name: 'What is it about?' }));
  await page.keyboard.type('Peer');
  await expect(page.getByRole('combobox', { name: 'What is it about?' })).toHaveValue('peer_listening');
  await tabTo(page, page.getByRole('textbox', { name: 'Title' }));
  await page.keyboard.type('Someone to listen on Thursdays');
  await tabTo(page, page.getByRole('textbox', { name: 'What would help, or what can you give?' }));
  await page.keyboard.type('Half an hour after a hard week would help.');
  await tabTo(page, page.getByRole('checkbox', { name: /^Do not show my name/ }));
  await tabTo(page, page.getByRole('button', { name: 'Put it on the board' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Someone to listen on Thursdays' })).toBeFocused();
  await expect(page.getByText('Request · Peer listening')).toBeVisible();
  await expect(page.getByRole('main').getByText('Samira Qandeelan', { exact: false })).toBeVisible();
  await expectNoAxeViolations(page);
  const address = new URL(page.url()).pathname;

  const other = await (await browser.newContext()).newPage();
  await enter(other, 'editor', address);
  await expect(other.getByRole('heading', { level: 1, name: 'Someone to listen on Thursdays' })).toBeVisible();
  await expect(other.getByRole('main').getByText('Samira Qandeelan', { exact: false })).toBeVisible();
  await expect(other.getByRole('button', { name: 'Done, thank you' })).toHaveCount(0);
  await other.context().close();

  await tabTo(page, page.getByRole('button', { name: 'Done, thank you' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByText('Done', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Done, thank you' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Back to the board' }).click();
  await expect(status(page)).toHaveText(/\d/);
  await expect(page.getByRole('link', { name: 'Someone to listen on Thursdays' })).toHaveCount(0);
});

test('whoever asks unnamed is not named to other members', { tag: ['@support', '@write', '@rules', '@sign-in'] }, async ({ page, browser }) => {
  await enter(page, 'member', '/account');
  const own = await page.getByRole('link', { name: 'See your page in the directory' }).getAttribute('href');
  const id = idIn(own!);
  expect(id).not.toBe('');
  await enter(page, 'member', '/support/new?kind=request');
  await page.getByRole('combobox', { name: 'What is it about?' }).selectOption('Staff care');
  await page.getByRole('textbox', { name: 'Title' }).fill('A quiet word about workload');
  await page.getByRole('textbox', { name: 'What would help, or what can you give?' }).fill('I do not want to be known for asking this.');
  await page.getByRole('checkbox', { name: /^Do not show my name/ }).check();
  await page.getByRole('button', { name: 'Put it on the board' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'A quiet word about workload' })).toBeFocused();
  await expect(page.getByText('A member who prefers not to be named')).toBeVisible();
  const address = new URL(page.url()).pathname;

  const other = await (await browser.newContext()).newPage();
  const answers: string[] = [];
  other.on('response', async (answer) => {
    if (answer.request().resourceType() !== 'fetch') return;
    // What is still on its way when the page is closed has no text.
    const text = await answer.text().catch(() => '');
    if (text.includes('A quiet word about workload')) answers.push(text);
  });
  await enter(other, 'convenor', address);
  await expect(other.getByRole('heading', { level: 1, name: 'A quiet word about workload' })).toBeVisible();
  await expect(other.getByText('A member who prefers not to be named')).toBeVisible();
  await expect(other.getByRole('main').getByText('Samira', { exact: false })).toHaveCount(0);
  await expect.poll(() => answers.length).toBeGreaterThan(0);
  for (const answer of answers) {
    expect(answer).not.toContain('Samira');
    expect(answer).not.toContain(id);
  }
  await other.context().close();
});
