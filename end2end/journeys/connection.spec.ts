// The connection page: which service the portal talks to, and what can be done there.
import { test, expect, expectNoAxeViolations, fillSignIn, hasSignIn } from '../fixtures';
import { pushes } from '../wire';

test('the connection page says what the service offers', { tag: ['@posts', '@statements', '@support'] }, async ({ page }) => {
  await page.goto('/connection');
  await expect(page.getByRole('heading', { level: 1, name: 'Connection' })).toBeVisible();
  await expect(page).toHaveTitle('Connection · Commonwatch');
  await expect(page.getByText(hasSignIn ? 'Members sign in.' : /^The service has no sign-in/)).toBeVisible();
  await expect(page.getByText('The connection file has no faults.')).toBeVisible();
  const table = page.getByRole('region', { name: 'What the service offers you' }).getByRole('table');
  await expect(table.getByRole('columnheader')).toHaveText(['What', 'Read', 'Add', 'Change', 'New ones']);
  await expect(table.getByRole('rowheader')).toHaveText([
    'People', 'Organisations', 'Meetings', 'Replies to meetings', 'Alerts', 'What I have read', 'Answers to asks',
    'Versions of the commitment', 'Signatures', 'Support board', 'Blog posts', 'Statements',
  ]);
  const row = (name: string) => table.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) }).getByRole('cell');
  await expect(row('Blog posts')).toHaveText(['Yes', 'No', 'No', /.+/]);
  // A guest is offered what is public.
  await expect(row('People').first()).toHaveText(hasSignIn ? 'No' : 'Yes');
  if (hasSignIn) {
    await page.goto('/sign-in?next=/connection');
    await fillSignIn(page, 'member');
    await expect(row('People').first()).toHaveText('Yes');
  }
  await expect(row('Alerts').last()).toHaveText(pushes ? 'At once' : /Asked for now and then|When the page is opened/);
});

test('the doctor examines the service, and finds that all is as the connection file says', { tag: '@sign-in' }, async ({ page }) => {
  // Several hundred questions, one after another.
  test.setTimeout(180_000);
  await page.goto('/sign-in?next=/connection');
  await fillSignIn(page, 'member');
  const part = page.getByRole('region', { name: 'Examine the service' });
  await part.getByRole('button', { name: 'Examine now' }).click();
  await expect(part.getByRole('status')).toHaveText('Examining. This takes up to a minute.');
  await expect(part.getByRole('status')).toHaveText(/^(\d+ findings?|All is as the connection file says\.)$/, { timeout: 150_000 });
  // Worth knowing there may be something; nothing is wrong.
  await expect(part.getByText('Needs mending')).toHaveCount(0);
  await expectNoAxeViolations(page);
  // The session that was lent is still there.
  await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Directory' }).click();
  await expect(page.getByRole('status').first()).toHaveText(/\d+ people/);
});
