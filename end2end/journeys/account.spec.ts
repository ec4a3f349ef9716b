// The own account: what others see is chosen field by field, and the backend keeps to it.
import { test, expect, enter, expectNoAxeViolations, signIn } from '../fixtures';
import type { Page } from '@playwright/test';

async function phoneSeenBy(browser: import('@playwright/test').Browser, who: 'editor' | 'convenor', address: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await enter(page, who, address);
  await expect(page.getByRole('heading', { level: 2, name: 'Contact' })).toBeVisible();
  const seen = await page.getByRole('main').locator('a[href^="tel:"]').count();
  await context.close();
  return seen;
}

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click();

test('a guest is asked to sign in and comes back to the account', { tag: ['@directory', '@sign-in'] }, async ({ page }) => {
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in\?next=\/account/);
  await enter(page, 'member', '/account');
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
});

test('a phone number shown to my organisation only is not seen by others', { tag: ['@directory', '@write', '@rules', '@sign-in'] }, async ({ page, browser }) => {
  await enter(page, 'member', '/account');
  await page.getByRole('textbox', { name: 'Phone' }).fill('+441632960999');
  await page.getByRole('combobox', { name: 'Who can see: Phone' }).selectOption('Members');
  await save(page);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const address = (await page.getByRole('link', { name: 'See your page in the directory' }).getAttribute('href'))!;
  expect(await phoneSeenBy(browser, 'editor', address)).toBe(1);

  await page.getByRole('combobox', { name: 'Who can see: Phone' }).selectOption('My organisation');
  await page.getByRole('combobox', { name: 'View as…' }).selectOption('Someone from my organisation');
  const sees = page.getByRole('status').filter({ hasText: /they see|They see/ });
  await expect(sees.getByText('Phone')).toBeVisible();
  await page.getByRole('combobox', { name: 'View as…' }).selectOption('A member');
  await expect(sees.getByText('Phone')).toHaveCount(0);
  await save(page);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(await phoneSeenBy(browser, 'editor', address)).toBe(0);
  expect(await phoneSeenBy(browser, 'convenor', address)).toBe(1);

  await page.reload();
  await enter(page, 'member', '/account');
  await expect(page.getByRole('combobox', { name: 'Who can see: Phone' })).toHaveValue('organisation');
  await expect(page.getByRole('textbox', { name: 'Phone' })).toHaveValue('+441632960999');
});

test('what the backend refuses stands beside the field, and nothing typed is lost', { tag: ['@directory', '@write', '@sign-in'] }, async ({ page }) => {
  await enter(page, 'lead', '/account');
  await page.getByRole('textbox', { name: 'About you' }).fill('A sentence that must not be lost.');
  await page.getByRole('textbox', { name: 'Email' }).fill('not an address');
  await save(page);
  const summary = page.getByRole('alert').filter({ hasText: 'Some of this needs another look.' });
  await expect(summary).toBeFocused();
  const email = page.getByRole('textbox', { name: 'Email' });
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expect(email).toHaveAccessibleDescription(/.+/);
  await summary.getByRole('link').click();
  await expect(email).toBeFocused();
  await expect(email).toHaveValue('not an address');
  await expect(page.getByRole('textbox', { name: 'About you' })).toHaveValue('A sentence that must not be lost.');
  await page.getByRole('textbox', { name: 'Name' }).fill(' ');
  await save(page);
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription('Enter your name.');
});

test('languages and expertise are chosen from lists and confirmed with one press', { tag: ['@directory', '@write', '@sign-in'] }, async ({ page }) => {
  await enter(page, 'editor', '/account');
  await page.getByText(/^Expertise/).first().click();
  const training = page.getByRole('checkbox', { name: 'Training' });
  const before = await training.isChecked();
  await training.setChecked(!before);
  await save(page);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Confirm that this is right' }).click();
  await expect(page.getByText('Last confirmed on 22 November 2026.')).toBeVisible();
  await page.getByRole('link', { name: 'See your page in the directory' }).click();
  await expect(page.getByRole('main').getByText('22 November 2026')).toBeVisible();
  await expect(page.getByRole('main').getByText(/Training/)).toHaveCount(before ? 0 : 1);
  await page.getByRole('link', { name: 'Edit my profile' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeFocused();
});

test('my data comes as a file that names nobody', { tag: ['@directory', '@calendar', '@commitment', '@support', '@sign-in'] }, async ({ page }) => {
  await enter(page, 'member', '/account');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download my data' }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toBe('my-data.json');
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const data = JSON.parse(Buffer.concat(chunks).toString());
  expect(data.person.name).toBeTruthy();
  expect(Object.keys(data)).toEqual(expect.arrayContaining(['person', 'replies', 'signatures', 'supportItems']));
});

test('wiping this device signs out, here and when coming back', { tag: ['@directory', '@sign-in'] }, async ({ page }) => {
  await signIn(page, 'member', true);
  await page.goto('/account');
  await expect(page.getByText(/You chose to stay signed in/)).toBeVisible();
  await page.getByRole('button', { name: 'Wipe this device' }).click();
  await expect(page).toHaveURL(/\/$/);
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in/);
});

for (const width of [390, 1280]) {
  test(`the account has no accessibility violations at ${width} px`, { tag: ['@directory', '@sign-in'] }, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await enter(page, 'member', '/account');
    await expect(page.getByRole('textbox', { name: 'Phone' })).toBeVisible();
    await expectNoAxeViolations(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectNoAxeViolations(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}
