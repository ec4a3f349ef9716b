// The commitment: read by anyone, signed by a person and for an organisation, shown or hidden, withdrawn.
import type { Page } from '@playwright/test';
import { test, expect, expectNoAxeViolations, fillSignIn, hasSignIn, open } from '../fixtures';

const TITLE = 'Our commitment to mutual support and self-care';
const place = (page: Page, heading: RegExp) => page.getByRole('region', { name: 'Signing' }).locator('section').filter({ has: page.getByRole('heading', { level: 3, name: heading }) });
/** Opens the commitment as a member: the page is public, so one asks to sign in. */
async function signedIn(page: Page, who: string) {
  await page.goto('/sign-in?next=/commitment');
  await fillSignIn(page, who);
  await expect(page).toHaveURL(/\/commitment$/);
}

const signed = (page: Page) => page.getByRole('region', { name: 'Who has signed' });

test('a guest reads the text, its versions, and who chose to be shown', { tag: '@commitment' }, async ({ page }) => {
  await page.goto('/commitment');
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  const version = page.getByRole('region', { name: 'Versions' }).getByRole('group').filter({ hasText: /^Version 1\.0\.0/ });
  await expect(version).toBeVisible();
  await expect(page.getByRole('region', { name: 'Versions' }).getByRole('listitem').first()).toContainText('Version 1.1.0, agreed on 3 September 2026');
  await version.getByText('Version 1.0.0, agreed on 4 December 2025').click();
  await expect(version.getByText('This work', { exact: false }).first()).toBeVisible();
  await expect(signed(page).getByRole('heading', { level: 3, name: 'Organisations' })).toBeVisible();
  expect(await signed(page).getByRole('listitem').count()).toBeGreaterThan(20);
  await expect(signed(page).getByText('Names are shown only by choice.', { exact: false })).toBeVisible();
  if (hasSignIn) await expect(page.getByRole('link', { name: 'Sign in to sign the commitment' })).toHaveAttribute('href', '/sign-in?next=/commitment');
  await expectNoAxeViolations(page);
});

test('a member signs, shows the name, hides it, and withdraws', { tag: ['@commitment', '@write', '@sign-in'] }, async ({ page }) => {
  await open(page, '/commitment');
  await page.getByRole('link', { name: 'Sign in to sign the commitment' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeFocused();
  await fillSignIn(page, 'hidden');
  await expect(page).toHaveURL(/\/commitment$/);
  const mine = place(page, /^For yourself: Tomasz Brzezowiec$/);
  await expect(mine).toBeVisible();
  await withdrawIfSigned(page, mine);

  await expect(mine.getByRole('checkbox', { name: 'Show the name to everyone' })).not.toBeChecked();
  await mine.getByRole('button', { name: 'Sign version 1.1.0' }).click();
  const receipt = mine.getByRole('status');
  await expect(receipt).toContainText('Keep this as your receipt for version 1.1.0.');
  await expect(receipt).toContainText('Not shown');
  await expect(signed(page).getByText('Tomasz Brzezowiec')).toHaveCount(0);
  await expectNoAxeViolations(page);

  await mine.getByRole('button', { name: 'Show the name' }).click();
  await expect(receipt).toContainText('Shown to everyone');
  await expect(signed(page).getByText('Tomasz Brzezowiec')).toBeVisible();
  await mine.getByRole('button', { name: 'Hide the name' }).click();
  await expect(receipt).toContainText('Not shown');
  await expect(signed(page).getByText('Tomasz Brzezowiec')).toHaveCount(0);

  const withdraw = mine.getByRole('button', { name: 'Withdraw', exact: true });
  await withdraw.click();
  const dialog = page.getByRole('dialog', { name: 'Withdraw this signature?' });
  await expect(dialog).toBeVisible();
  await expectNoAxeViolations(page);
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await expect(dialog).toBeHidden();
  await expect(withdraw).toBeFocused();
  await withdraw.click();
  await dialog.getByRole('button', { name: 'Withdraw the signature' }).click();
  await expect(mine.getByRole('button', { name: 'Sign version 1.1.0' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a lead signs for the organisation, and a guest then sees it', { tag: ['@commitment', '@write', '@sign-in'] }, async ({ page, browser }) => {
  await signedIn(page, 'lead');
  const organisation = place(page, /^For your organisation: /);
  await expect(organisation).toBeVisible();
  const name = (await organisation.getByRole('heading', { level: 3 }).innerText()).replace('For your organisation: ', '').trim();
  await withdrawIfSigned(page, organisation);
  await organisation.getByRole('checkbox', { name: 'Show the name to everyone' }).check();
  await organisation.getByRole('button', { name: 'Sign version 1.1.0' }).click();
  await expect(organisation.getByRole('status')).toContainText('Shown to everyone');

  const guest = await (await browser.newContext()).newPage();
  await guest.goto('/commitment');
  await expect(signed(guest).getByRole('listitem').filter({ hasText: name })).toBeVisible();
  await guest.context().close();
});

test('a member does not sign for an organisation', { tag: ['@commitment', '@write', '@sign-in'] }, async ({ page }) => {
  await signedIn(page, 'member');
  await expect(place(page, /^For yourself: /)).toBeVisible();
  await expect(place(page, /^For your organisation: /)).toHaveCount(0);
});

/** Begins each time from not having signed, whatever the data holds. */
async function withdrawIfSigned(page: Page, where: ReturnType<typeof place>) {
  const withdraw = where.getByRole('button', { name: 'Withdraw', exact: true });
  const sign = where.getByRole('button', { name: /^Sign version/ });
  await expect(withdraw.or(sign)).toBeVisible();
  if (await sign.isVisible()) return;
  await withdraw.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw the signature' }).click();
  await expect(sign).toBeVisible();
}
