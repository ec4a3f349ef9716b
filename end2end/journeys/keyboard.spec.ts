// By keyboard alone: every journey from its first Tab to its end, and at every stop on the way one can see where one is.
import type { Locator, Page } from '@playwright/test';
import { test, expect, choose, expectFocusSeen, hasSignIn, hold, isBackend, needs, open, tabTo, PASSWORD } from '../fixtures';

const SEEN = { seen: true };
const BACK = { seen: true, back: true };
const COMMITMENT = 'Our commitment to mutual support and self-care';

const main = (page: Page) => page.getByRole('main');
const h1 = (page: Page, name?: string | RegExp) => page.getByRole('heading', { level: 1, name });
const status = (page: Page) => main(page).getByRole('status').first();
/** A link of the frame: above for a guest, at the foot for everyone. */
const framed = (page: Page, name: string) => page.getByRole('banner').or(page.getByRole('contentinfo')).getByRole('link', { name, exact: true }).first();
const holdsFocus = (element: Element) => element.contains(document.activeElement);

/** Goes to it by Tab and presses it. */
async function press(page: Page, target: Locator, walk = SEEN, key = 'Enter') {
  await tabTo(page, target, walk);
  await page.keyboard.press(key);
}

/** Goes to a field by Tab and types in place of what it holds. */
async function type(page: Page, field: Locator, text: string) {
  await tabTo(page, field, SEEN);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Goes to a list of choices by Tab and types the beginning of one. */
async function pick(page: Page, list: Locator, beginning: string, value: string) {
  await tabTo(page, list, SEEN);
  await page.keyboard.type(beginning);
  await expect(list).toHaveValue(value);
}

/** The browser's own key for Back (Alt and the left arrow) is not heard by a browser without a window: this is what it does. */
const back = (page: Page) => page.goBack();

/** Waits until the page, which the browser scrolls smoothly, has stood in one place for some frames. */
const comeToRest = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((rest) => {
        let [place, frames] = [NaN, 0];
        const look = () => {
          frames = scrollY === place ? frames + 1 : 0;
          place = scrollY;
          if (frames > 5) rest();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );

/** What was pressed may be gone; the focus is not: it is still in this part of the page. */
async function keepsFocusIn(part: Locator, after: string) {
  await expect.configure({ soft: true }).poll(() => part.evaluate(holdsFocus), after).toBe(true);
}

/** Types the account and its password into the form that is shown. */
async function typeSignIn(page: Page, who: string) {
  await type(page, page.getByRole('textbox', { name: 'Email' }), `${who}@demo.example.org`);
  // A password field has no role.
  await type(page, page.getByLabel('Password'), PASSWORD);
  await page.keyboard.press('Enter');
}

/** Opens a members' address, signed in where the backend has a sign-in. */
async function arrive(page: Page, who: string, address: string, heading: string) {
  if (hasSignIn) {
    await open(page, `/sign-in?next=${encodeURIComponent(address)}`);
    await typeSignIn(page, who);
    await expect(h1(page, heading)).toBeFocused();
  } else {
    await open(page, address);
  }
}

/** From the beginning of a page to its end and back again: every stop is seen. */
async function walkThrough(page: Page) {
  for (const key of ['Tab', 'Shift+Tab']) {
    let stops = 0;
    for (; stops < 200; stops += 1) {
      await page.keyboard.press(key);
      if (await page.evaluate(() => document.activeElement === document.body)) break;
      await expectFocusSeen(page);
    }
    expect(stops).toBeGreaterThan(10);
    expect(stops).toBeLessThan(200);
  }
}

test('a guest goes from the skip link to a public page and opens a fold', { tag: '@commitment' }, async ({ page }) => {
  await open(page, '/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the main part' })).toBeFocused();
  await expectFocusSeen(page);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await keepsFocusIn(main(page), 'the stop after the skip link');
  await expectFocusSeen(page);

  await press(page, framed(page, 'How we work'), BACK);
  await expect(h1(page, 'How we work')).toBeFocused();
  await expect(page).toHaveTitle('How we work · Commonwatch');
  await press(page, page.getByRole('contentinfo').getByRole('link', { name: 'Commitment', exact: true }));
  await expect(h1(page, COMMITMENT)).toBeFocused();
  await expect(page).toHaveTitle(`${COMMITMENT} · Commonwatch`);
  const fold = page.getByRole('region', { name: 'Versions' }).getByRole('group').filter({ hasText: /^Version 1\.0\.0/ });
  const summary = fold.getByText('Version 1.0.0, agreed on 4 December 2025');
  const text = fold.getByText('This work', { exact: false }).first();
  await expect(text).toBeHidden();
  await press(page, summary);
  await expect(text).toBeVisible();
  await expect(summary).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(text).toBeHidden();
});

test('a member signs in by typing, is told of a wrong password, and signs out', { tag: '@sign-in' }, async ({ page }) => {
  await open(page, '/');
  await press(page, page.getByRole('banner').getByRole('link', { name: 'Sign in' }));
  await expect(h1(page, 'Sign in')).toBeFocused();
  await type(page, page.getByRole('textbox', { name: 'Email' }), 'editor@demo.example.org');
  await type(page, page.getByLabel('Password'), 'not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'That email and password do not match.' })).toBeFocused();
  await expectFocusSeen(page);
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue('editor@demo.example.org');
  await type(page, page.getByLabel('Password'), PASSWORD);
  await press(page, main(page).getByRole('button', { name: 'Sign in', exact: true }));
  await expect(page).toHaveURL(/\/alerts$/);
  await expect(h1(page, 'Alerts')).toBeFocused();
  await press(page, page.getByRole('button', { name: 'Sign out' }), BACK);
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
});

test('a person is found, opened and left again, and so is an organisation', { tag: '@directory' }, async ({ page }) => {
  const results = page.getByRole('list', { name: 'Results' });
  const box = page.getByRole('searchbox', { name: 'Search the directory' });
  await arrive(page, 'member', '/directory', 'Directory');
  await expect(status(page)).toHaveText(/^\d+ people in \d+ organisations$/);
  await type(page, box, 'ar');
  await expect(box).toBeFocused();
  await expect(page).toHaveURL(/q=ar/);
  const research = page.getByRole('complementary', { name: 'Filters' }).getByRole('button', { name: /^Research/ });
  await press(page, research, SEEN, 'Space');
  await expect(research).toHaveAttribute('aria-pressed', 'true');
  await expect(research).toBeFocused();
  await expect(page).toHaveURL(/kind=research/);

  await press(page, page.getByRole('button', { name: /^People/ }));
  const person = results.getByRole('listitem').nth(2).getByRole('link');
  const name = await person.innerText();
  await press(page, person);
  await expect(page).toHaveURL(/\/directory\/people\//);
  await expect(h1(page)).toBeFocused();
  await expect.poll(async () => name.includes((await h1(page).innerText()).trim())).toBe(true);
  await back(page);
  await expect(page).toHaveURL(/kind=research/);
  await expect(results.getByRole('listitem').nth(2).getByRole('link')).toBeFocused();
  await expectFocusSeen(page);

  const organisations = page.getByRole('button', { name: /^Organisations/ });
  await press(page, organisations, BACK);
  await expect(organisations).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/show=organisations/);
  await press(page, results.getByRole('link', { name: /^Harrowmere/ }));
  await expect(h1(page, /^Harrowmere/)).toBeFocused();
  await expect(page.getByRole('heading', { level: 2, name: 'People' })).toBeVisible();
});

test('scrolling on by keyboard keeps the place in the directory', { tag: '@directory' }, async ({ page }) => {
  await arrive(page, 'member', '/directory', 'Directory');
  await expect(status(page)).toHaveText(/^\d+ people in \d+ organisations$/);
  const rows = page.getByRole('list', { name: 'Results' }).getByRole('listitem');
  await tabTo(page, rows.nth(1).getByRole('link'), SEEN);
  for (let presses = 0; presses < 6; presses += 1) await page.keyboard.press('PageDown');
  await expect(rows.first()).not.toHaveAttribute('aria-posinset', '1');
  await comeToRest(page);
  await page.keyboard.press('Tab');
  await comeToRest(page);
  expect(await main(page).evaluate(holdsFocus), 'the next stop is in the page').toBe(true);
  await expectFocusSeen(page);
});

test('the own profile is changed, with who may see it', { tag: ['@directory', '@write', '@sign-in'] }, async ({ page }) => {
  await arrive(page, 'convenor', '/account', 'Account');
  const about = page.getByRole('textbox', { name: 'About you' });
  const level = page.getByRole('combobox', { name: 'Who can see: About you' });
  const text = `I look after this network, by keyboard ${Date.now()}.`;
  await type(page, about, text);
  await pick(page, level, 'My', 'organisation');
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await press(page, save);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await expect(save).toBeFocused();

  const sees = page.getByRole('status').filter({ hasText: /they see|They see/ });
  const viewer = page.getByRole('combobox', { name: 'View as…' });
  await expect(viewer).toHaveValue('member');
  await expect(sees.getByText('Languages')).toBeVisible();
  await expect(sees.getByText('About you')).toHaveCount(0);
  await pick(page, viewer, 'Some', 'colleague');
  await expect(sees.getByText('About you')).toBeVisible();
  await press(page, page.getByRole('link', { name: 'See your page in the directory' }), BACK);
  await expect(h1(page, 'Adaeze Okwuntara')).toBeFocused();
  await expect(main(page).getByText(text)).toBeVisible();
});

test('the commitment is signed and the signature withdrawn', { tag: ['@commitment', '@write', '@sign-in'] }, async ({ page }) => {
  await arrive(page, 'editor', '/commitment', COMMITMENT);
  const signing = page.getByRole('region', { name: 'Signing' });
  const sign = signing.getByRole('button', { name: 'Sign version 1.1.0' });
  const show = signing.getByRole('checkbox', { name: 'Show the name to everyone' });
  await press(page, show, SEEN, 'Space');
  await expect(show).toBeChecked();
  await press(page, sign);
  const receipt = signing.getByRole('status');
  await expect(receipt).toContainText('Keep this as your receipt for version 1.1.0.');
  await expect(receipt).toContainText('Shown to everyone');
  await keepsFocusIn(signing, 'focus after signing');

  const withdraw = signing.getByRole('button', { name: 'Withdraw', exact: true });
  const dialog = page.getByRole('dialog', { name: 'Withdraw this signature?' });
  const [yes, no] = ['Withdraw the signature', 'Keep it'].map((name) => dialog.getByRole('button', { name }));
  await press(page, withdraw);
  await expect(dialog).toBeVisible();
  expect(await dialog.evaluate(holdsFocus)).toBe(true);
  await staysWithin(page, dialog, [yes, no]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(withdraw).toBeFocused();
  await expectFocusSeen(page);
  await page.keyboard.press('Enter');
  await press(page, yes);
  await expect(sign).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await keepsFocusIn(signing, 'focus after withdrawing');
});

/** Twice around by Tab and twice by Shift and Tab: each of the stops comes again, and none is outside the dialog. */
async function staysWithin(page: Page, dialog: Locator, stops: Locator[]) {
  for (const key of ['Tab', 'Shift+Tab']) {
    const met = stops.map(() => 0);
    for (let presses = 0; presses < 3 * (stops.length + 1); presses += 1) {
      await page.keyboard.press(key);
      // One stop belongs to the browser.
      if (await page.evaluate(() => document.activeElement === document.body)) continue;
      expect(await dialog.evaluate(holdsFocus), `${key} stays within the dialog`).toBe(true);
      await expectFocusSeen(page);
      for (const [at, stop] of stops.entries()) if (await stop.evaluate((element) => element === document.activeElement)) met[at] += 1;
    }
    for (const times of met) expect(times).toBeGreaterThan(1);
  }
}

test('a meeting is found in the month, replied to, and taken along', { tag: ['@calendar', '@write', '@sign-in'] }, async ({ page }) => {
  const talk = 'How a city council answered hate, street by street';
  await arrive(page, 'hidden', '/calendar', 'Calendar');
  await expect(page.getByRole('link', { name: talk })).toBeVisible();
  const kind = page.getByRole('button', { name: 'Expert talk' });
  await press(page, kind, SEEN, 'Space');
  await expect(page).toHaveURL(/\/calendar\?kind=expert_talk$/);
  await expect(kind).toHaveAttribute('aria-pressed', 'true');
  await expect(kind).toBeFocused();
  await expect(page.getByRole('heading', { level: 3 })).toHaveText([talk]);

  await press(page, page.getByRole('link', { name: 'Month', exact: true }), BACK);
  await expect(page.getByRole('grid', { name: 'November 2026' })).toBeVisible();
  const next = page.getByRole('button', { name: /^Next month: / });
  await tabTo(page, next, SEEN);
  for (const month of ['December 2026', 'January 2027', 'February 2027', 'March 2027']) {
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid', { name: month })).toBeVisible();
    await expect(next).toBeFocused();
  }
  const day = (name: string) => page.getByRole('gridcell', { name });
  await page.keyboard.press('Tab');
  await expect(day('Monday 1 March 2027, no meetings')).toBeFocused();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight']) {
    await page.keyboard.press(key);
    await expectFocusSeen(page);
  }
  await expect(day('Wednesday 17 March 2027, 1 meeting')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(h1(page, talk)).toBeFocused();

  const download = page.getByRole('button', { name: 'Add to my calendar' });
  const coming = page.waitForEvent('download');
  await press(page, download);
  expect((await coming).suggestedFilename()).toMatch(/^[A-Za-z0-9-]+\.ics$/);
  await expect(download).toBeFocused();
  const replies = page.getByRole('group', { name: 'Your reply' });
  for (const answer of ['Remote', 'Maybe']) {
    const button = replies.getByRole('button', { name: answer, exact: true });
    await press(page, button, SEEN, 'Space');
    await expect(page.getByText(`Your reply is saved: ${answer}.`)).toBeVisible();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await expect(button).toBeFocused();
  }
  await press(page, page.getByText('Access needs', { exact: true }));
  await type(page, page.getByRole('textbox', { name: 'What do you need to take part?' }), 'Captions that can be read on a small screen');
  const tell = page.getByRole('button', { name: 'Tell the convenor' });
  await press(page, tell);
  await expect(page.getByText('Sent. Only the convenor sees it.')).toBeVisible();
  await expect(tell).toBeFocused();
  await back(page);
  await expect(page.getByRole('grid', { name: 'March 2027' })).toBeVisible();
  await keepsFocusIn(main(page), 'focus after going back to the month');
  await press(page, page.getByRole('button', { name: 'This month' }));
  await expect(page.getByRole('grid', { name: 'November 2026' })).toBeVisible();
  await keepsFocusIn(main(page), 'focus after going to this month');
});

test('a meeting is called with its date and times typed', { tag: ['@calendar', '@write', '@sign-in'] }, async ({ page }) => {
  await arrive(page, 'convenor', '/calendar', 'Calendar');
  await press(page, page.getByRole('link', { name: 'Call a meeting' }));
  await expect(h1(page, 'Call a meeting')).toBeFocused();
  const call = page.getByRole('button', { name: 'Call the meeting' });
  await press(page, call);
  const summary = page.getByRole('alert').filter({ hasText: 'Some of this needs another look.' });
  await expect(summary).toBeFocused();
  await expectFocusSeen(page);
  await press(page, summary.getByRole('link', { name: 'Give the meeting a title.' }));
  const title = `Reading the radio, by keyboard ${Date.now()}`;
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await expectFocusSeen(page);
  await page.keyboard.type(title);
  // A day and a time that are typed alike whether the browser puts the month or the day first, and counts to 12 or to 24.
  await tabTo(page, page.getByLabel('Date'), SEEN);
  await page.keyboard.type('04042027');
  await expect(page.getByLabel('Date')).toHaveValue('2027-04-04');
  for (const [label, keys, value] of [['Start time', '0930a', '09:30'], ['End time', '1115a', '11:15']] as const) {
    await tabTo(page, page.getByLabel(label), SEEN);
    await page.keyboard.type(keys);
    await expect(page.getByLabel(label)).toHaveValue(value);
  }
  await pick(page, page.getByRole('combobox', { name: 'How people take part' }), 'In', 'in_person');
  await type(page, page.getByRole('textbox', { name: 'Venue' }), 'The Old Customs House');
  await choose(page, 'How far may it be shared?', /^TLP:AMBER For your organisation/, SEEN);
  await press(page, call);
  await expect(h1(page, title)).toBeFocused();
  await expect(page.getByText('Sunday 4 April 2027', { exact: true })).toBeVisible();
  await expect(page.getByText('09:30–11:15 London')).toBeVisible();
});

test('alerts are narrowed down, one is opened, and an ask is answered', { tag: ['@alerts', '@write', '@sign-in'] }, async ({ page }) => {
  const name = /^(Unread: )?Debate on freedom of belief on Tuesday/;
  await arrive(page, 'lead', '/alerts', 'Alerts');
  const feed = page.getByRole('region', { name: 'Feed' });
  await expect(feed.getByRole('link', { name })).toBeVisible();

  const all = page.getByRole('button', { name: 'Mark all as read' });
  const dialog = page.getByRole('dialog', { name: 'Mark all as read?' });
  await press(page, all);
  await expect(dialog).toBeVisible();
  expect(await dialog.evaluate(holdsFocus)).toBe(true);
  await staysWithin(page, dialog, ['Mark all as read', 'Cancel'].map((button) => dialog.getByRole('button', { name: button })));
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(all).toBeFocused();
  await expectFocusSeen(page);

  await type(page, page.getByRole('searchbox', { name: 'Search alerts' }), 'freedom of belief');
  await expect(page).toHaveURL(/q=freedom%20of%20belief/);
  for (const chip of ['Opportunities', 'TLP:GREEN']) {
    const button = page.getByRole('button', { name: chip, exact: true });
    await press(page, button, SEEN, 'Space');
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await expect(button).toBeFocused();
  }
  await expect(page).toHaveURL(/kind=opportunity&tlp=GREEN/);
  await expect(feed.getByRole('article')).toHaveCount(1);
  await press(page, feed.getByRole('link', { name }));
  await expect(h1(page, /^Debate on freedom of belief on Tuesday/)).toBeFocused();

  const note = page.getByRole('textbox', { name: 'Note (optional)' }).first();
  const mine = page.getByRole('group', { name: /^Answer of / }).first();
  for (const [answer, text] of [['Noted', 'Read by the two of us'], ['Can help', 'We have written to our member']] as const) {
    const button = mine.getByRole('button', { name: answer });
    await expect(button).toBeVisible();
    await type(page, note, text);
    await press(page, button, BACK);
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByText(text)).toBeVisible();
    await expect(button).toBeFocused();
  }
  await expect(page.getByText(/^Can help: \d+$/).first()).toBeVisible();
  await back(page);
  await expect(page).toHaveURL(/kind=opportunity&tlp=GREEN/);
  await expect(feed.getByRole('link', { name })).toBeVisible();
  await keepsFocusIn(main(page), 'focus after going back to the feed');
});

test('what goes away when it is pressed leaves the focus on the page', { tag: ['@alerts', '@calendar', '@write', '@sign-in'] }, async ({ page }) => {
  await arrive(page, 'editor', '/alerts?show=all', 'Alerts');
  const feed = page.getByRole('region', { name: 'Feed' });
  const more = feed.getByRole('button', { name: 'Show more' });
  await expect(more).toBeVisible();
  // From the heading back over the beginning of the page to its end: the shorter way.
  await tabTo(page, more, BACK);
  for (let presses = 0; presses < 5 && (await more.isVisible()); presses += 1) await page.keyboard.press('Enter');
  await expect(more).toBeHidden();
  await keepsFocusIn(main(page), 'focus after showing more alerts');
  await type(page, page.getByRole('searchbox', { name: 'Search alerts' }), 'nothing holds these words');
  await press(page, feed.getByRole('link', { name: 'Clear the filters' }));
  await expect(page).toHaveURL(/\/alerts$/);
  await expect(feed.getByRole('article').first()).toBeVisible();
  await keepsFocusIn(main(page), 'focus after clearing the filters');

  await press(page, page.getByRole('link', { name: 'Raise an alert' }));
  await expect(h1(page, 'Raise an alert')).toBeFocused();
  await choose(page, 'Who may see it?', /^TLP:RED/, SEEN);
  const person = page.getByRole('combobox', { name: 'Who is it for?' });
  await type(page, person, (await page.locator('#people-to-name option').last().getAttribute('value')) ?? '');
  await press(page, page.getByRole('button', { name: 'Add', exact: true }));
  const remove = page.getByRole('button', { name: /^Remove / });
  await press(page, remove);
  await expect(remove).toHaveCount(0);
  await keepsFocusIn(main(page), 'focus after removing a person');
});

test('all alerts are marked as read', { tag: ['@alerts', '@write', '@sign-in'] }, async ({ page }) => {
  await arrive(page, 'hidden', '/alerts', 'Alerts');
  const all = page.getByRole('button', { name: 'Mark all as read' });
  const dialog = page.getByRole('dialog', { name: 'Mark all as read?' });
  await press(page, all);
  await press(page, dialog.getByRole('button', { name: 'Mark all as read' }));
  await expect(dialog).toBeHidden();
  await expect(all).toHaveCount(0);
  await keepsFocusIn(main(page), 'focus after marking all as read');
});

test('help is offered, and the offer closed', { tag: ['@support', '@write', '@sign-in'] }, async ({ page }) => {
  await arrive(page, 'editor', '/support', 'Support');
  await expect(status(page)).toHaveText(/\d/);
  await press(page, page.getByRole('link', { name: 'Offer help' }));
  await expect(h1(page, 'Ask or offer')).toBeFocused();
  await expect(page.getByRole('radio', { name: 'Offer help' })).toBeChecked();
  await press(page, page.getByRole('button', { name: 'Put it on the board' }));
  await expect(page.getByRole('alert').filter({ hasText: 'Some of this needs another look.' })).toBeFocused();
  await pick(page, page.getByRole('combobox', { name: 'What is it about?' }), 'Sa', 'safety');
  const title = `A second pair of eyes on a risk plan ${Date.now()}`;
  await type(page, page.getByRole('textbox', { name: 'Title' }), title);
  await type(page, page.getByRole('textbox', { name: 'What would help, or what can you give?' }), 'An hour, on a quiet morning.');
  await tabTo(page, page.getByLabel('Open until (if you like)'), SEEN);
  await page.keyboard.type('04042027');
  await press(page, page.getByRole('button', { name: 'Put it on the board' }));
  await expect(h1(page, title)).toBeFocused();
  await expect(page.getByText('4 April 2027')).toBeVisible();
  await press(page, page.getByRole('button', { name: 'Done, thank you' }));
  await expect(main(page).getByText('Done', { exact: true })).toBeVisible();
  await keepsFocusIn(main(page), 'focus after closing the offer');
  await press(page, page.getByRole('link', { name: 'Back to the board' }));
  await expect(h1(page, 'Support')).toBeFocused();
  await expect(page.getByRole('link', { name: title })).toHaveCount(0);
});

/** The fold of a post, which has no role of its own, and the first paragraph in it. */
function folded(page: Page) {
  const post = page.getByRole('article').getByRole('group');
  return { fold: post.locator('summary'), body: post.locator('p').first() };
}

test('a post that may weigh on a reader is opened by choice, and a statement read', { tag: ['@posts', '@statements'] }, async ({ page }) => {
  await open(page, '/');
  await press(page, framed(page, 'Blog'));
  await expect(h1(page, 'Prevention Perspectives')).toBeFocused();
  await press(page, page.getByRole('link', { name: 'A table on the bridge' }));
  await expect(h1(page, 'A table on the bridge')).toBeFocused();
  const { fold, body } = folded(page);
  await expect(fold).toContainText(/^This mentions: .*shelling\./);
  await expect(body).toBeHidden();
  await press(page, fold);
  await expect(body).toBeVisible();
  await press(page, framed(page, 'Statements'), BACK);
  await expect(h1(page, 'Statements')).toBeFocused();
  await press(page, page.getByRole('link', { name: /^A box on a form/ }));
  await expect(h1(page, /^A box on a form/)).toBeFocused();
  await expect(page.getByRole('region', { name: 'Signed by' }).getByText('and 2 more')).toBeVisible();
  await press(page, page.getByRole('link', { name: 'All statements' }));
  await expect(h1(page, 'Statements')).toBeFocused();
});

test('whoever is faster than the app keeps the place', async ({ page }) => {
  const app = await hold(page, (url) => url.pathname.endsWith('.wasm'));
  await page.goto('/', { waitUntil: 'commit' });
  const link = main(page).getByRole('link', { name: 'Who we are' }).first();
  await expect(link).toBeVisible();
  await tabTo(page, link, SEEN);
  // The app puts its own frame in place of what was written: another element, the same link.
  const written = await link.elementHandle();
  await app.asked;
  app.release();
  await expect.poll(() => written?.evaluate((element) => element.isConnected)).toBe(false);
  await expect(link).toBeFocused();
});

test('an answer that comes late shuts no fold and takes no focus', { tag: '@posts' }, async ({ page }) => {
  const answer = await hold(page, isBackend);
  await page.goto('/blog/a-table-on-the-bridge');
  await answer.asked;
  const { fold, body } = folded(page);
  await press(page, fold);
  await expect(body).toBeVisible();
  const answered = page.waitForEvent('requestfinished', (request) => isBackend(new URL(request.url())));
  answer.release();
  await answered;
  await page.waitForLoadState('networkidle');
  await expect.soft(body).toBeVisible();
  await expect.soft(fold).toBeFocused();
});

test.describe('enlarged, with little room', () => {
  test.use({ viewport: { width: 390, height: 600 } });

  for (const address of ['/', '/commitment', '/blog', '/connection']) {
    test(`every stop is seen, there and back: ${address}`, { tag: needs(address) }, async ({ page }) => {
      await open(page, address);
      await walkThrough(page);
    });
  }

  for (const [address, heading] of [
    ['/alerts', 'Alerts'], ['/alerts/new', 'Raise an alert'], ['/calendar', 'Calendar'], ['/calendar?view=month', 'Calendar'], ['/calendar/new', 'Call a meeting'],
    ['/directory?q=lo&kind=research', 'Directory'], ['/support', 'Support'], ['/support/new', 'Ask or offer'], ['/account', 'Account'], ['/commitment', COMMITMENT],
  ] as const) {
    test(`every stop is seen by a member, there and back: ${address}`, { tag: [...needs(address), '@sign-in'] }, async ({ page }) => {
      await arrive(page, 'editor', address, heading);
      await page.waitForLoadState('networkidle');
      await walkThrough(page);
    });
  }
});
