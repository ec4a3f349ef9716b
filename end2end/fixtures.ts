// What every journey shares: a fixed clock, a page that fails on any policy violation or foreign request, and the ways in.
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

/** The moment that the demonstration data is written around. */
export const ANCHOR = new Date('2026-11-22T09:00:00Z');
export const PASSWORD = 'commonwatch-demo';

/** Whether the backend under test has a sign-in; without one, whoever reaches it reads everything. */
export const hasSignIn = process.env.BACKEND !== 'json-server';

const ownOrigins = new Set([process.env.PORTAL_URL ?? 'http://127.0.0.1:8090', ...(process.env.BACKEND_ORIGINS ?? '').split(' ').filter(Boolean)].map((url) => new URL(url).origin));

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
    const faults = guard(page);
    await use(page);
    expect(faults).toEqual([]);
  },
});

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

/** No violation of WCAG 2.2 AA or of axe's best practices on the page as it stands. */
export async function expectNoAxeViolations(page: Page) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(' | ')}`)).toEqual([]);
}

export { expect };
