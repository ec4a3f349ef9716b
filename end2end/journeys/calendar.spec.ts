// The calendar: agenda, month, one meeting on both clocks, replies, files for calendar programs, calling a meeting.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { test, expect, enter, expectNoAxeViolations, signIn } from '../fixtures';

const AGM = 'Annual general meeting 2026';

test.use({ timezoneId: 'Europe/London' });

const day = (page: Page, name: string | RegExp) => page.getByRole('gridcell', { name });

async function openMeeting(page: Page, title: string, list = '/calendar') {
  await enter(page, 'member', list);
  await page.getByRole('link', { name: title, exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused();
}

test('the agenda leads from today to a meeting', { tag: '@calendar' }, async ({ page }) => {
  await enter(page, 'member', '/calendar');
  await expect(page).toHaveTitle(/^(\(\d+\) )?Calendar/);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['November 2026', 'December 2026', 'January 2027', 'February 2027', 'March 2027', 'April 2027']);
  const next = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }) }).first();
  await expect(next).toContainText('14:00–15:30 London');
  await expect(next).not.toContainText('for you in');
  await expectNoAxeViolations(page);

  await page.getByRole('link', { name: AGM }).click();
  await expect(page.getByRole('heading', { level: 1, name: AGM })).toBeFocused();
  await expect(page.getByText('Thursday 3 December 2026', { exact: true })).toBeVisible();
  await expect(page.getByText('10:00–13:00 London')).toBeVisible();
  await expect(page.getByText('Lasts 3 hours.')).toBeVisible();
  await expect(page.getByText('TLP:GREEN')).toBeVisible();
  await expect(page.getByText('Online and at The Old Customs House, Wexcombe')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Join online' })).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(page.getByRole('heading', { level: 2, name: 'Agenda' })).toBeVisible();
  await expectNoAxeViolations(page);
});

test('kinds are filtered in the address', { tag: '@calendar' }, async ({ page }) => {
  await enter(page, 'member', '/calendar');
  await page.getByRole('button', { name: 'Social' }).click();
  await expect(page).toHaveURL(/\/calendar\?kind=social$/);
  await expect(page.getByRole('button', { name: 'Social' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Winter party, until the last train and after it']);
  await expect(page.getByText('Thu 10 Dec, 19:00 to Fri 11 Dec, 00:30, London')).toBeVisible();
  await page.getByRole('link', { name: 'Month', exact: true }).click();
  await expect(page).toHaveURL(/view=month&kind=social$/);
  await expect(page.getByText('Nothing planned in this period.')).toBeVisible();
});

test('past meetings stay, the cancelled ones with their reason', { tag: '@calendar' }, async ({ page }) => {
  await enter(page, 'member', '/calendar');
  await page.getByRole('link', { name: 'Past meetings' }).click();
  await expect(page).toHaveURL(/when=past/);
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('November 2026');
  const cancelled = page.getByRole('listitem').filter({ hasText: 'Too many of us are on leave' });
  await expect(cancelled.first()).toContainText('Cancelled. Too many of us are on leave or with the convoys this week.');
  await cancelled.getByRole('link').first().click();
  await expect(page.getByText('Too many of us are on leave')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Your reply' })).toHaveCount(0);
  await expectNoAxeViolations(page);
});

test('clock changes and moved occurrences are said', { tag: '@calendar' }, async ({ page }) => {
  await openMeeting(page, 'Urgent: internet off in Xantrel', '/calendar?when=past');
  await expect(page.getByText('01:30 GMT–02:15 GMT London')).toBeVisible();
  await expect(page.getByText('Lasts 45 minutes.')).toBeVisible();
  await page.goBack();
  await page.getByRole('heading', { level: 2, name: 'January 2026' }).locator('..').getByRole('link', { name: 'Six-weekly meeting' }).click();
  await expect(page.getByText('Moved from Thursday 25 December 2025')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Minutes' })).toBeVisible();
});

test('the month is a grid for the keyboard', { tag: '@calendar' }, async ({ page }) => {
  await enter(page, 'member', '/calendar');
  await page.getByRole('link', { name: 'Month', exact: true }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'November 2026', exact: true })).toBeVisible();
  await expect(page.getByRole('grid', { name: 'November 2026' }).getByRole('columnheader')).toHaveText(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  await expect(day(page, 'Sunday 22 November 2026, no meetings')).toHaveAttribute('aria-current', 'date');
  await expectNoAxeViolations(page);

  await page.getByRole('button', { name: 'Next month: December 2026' }).focus();
  await page.keyboard.press('Tab');
  await expect(day(page, 'Sunday 22 November 2026, no meetings')).toBeFocused();
  await page.keyboard.press('PageDown');
  await expect(day(page, 'Tuesday 22 December 2026, no meetings')).toBeFocused();
  await expect(page).toHaveURL(/view=month&month=2026-12/);
  for (const [key, name] of [
    ['ArrowUp', 'Tuesday 15 December 2026, no meetings'],
    ['End', 'Sunday 20 December 2026, no meetings'],
    ['ArrowUp', 'Sunday 13 December 2026, no meetings'],
    ['Home', 'Monday 7 December 2026, no meetings'],
    ['ArrowUp', 'Monday 30 November 2026, no meetings'],
    ['ArrowDown', 'Monday 7 December 2026, no meetings'],
    ['ArrowLeft', 'Sunday 6 December 2026, no meetings'],
    ['ArrowRight', 'Monday 7 December 2026, no meetings'],
    ['PageUp', 'Saturday 7 November 2026, no meetings'],
    ['PageDown', 'Monday 7 December 2026, no meetings'],
  ]) {
    await page.keyboard.press(key);
    await expect(day(page, name)).toBeFocused();
  }
  await expect(day(page, 'Thursday 10 December 2026, 1 meeting')).toBeVisible();
  await expect(day(page, 'Friday 11 December 2026, 1 meeting')).toBeVisible();
  await expect(page.getByRole('heading', { level: 3 })).toHaveText([AGM, 'Winter party, until the last train and after it']);
  await page.keyboard.press('ArrowUp');
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
  await expect(day(page, 'Thursday 3 December 2026, 1 meeting')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: AGM })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('grid', { name: 'December 2026' })).toBeVisible();
});

test('whole days stand on each day they touch', { tag: '@calendar' }, async ({ page }) => {
  await enter(page, 'member', '/calendar?view=month&month=2027-01');
  await expect(day(page, 'Thursday 28 January 2027, 1 meeting')).toBeVisible();
  await expect(day(page, 'Friday 29 January 2027, 1 meeting')).toBeVisible();
  await expect(day(page, 'Saturday 30 January 2027, no meetings')).toBeVisible();
  await expect(page.getByText('All day, Thu 28 Jan 2027 to Fri 29 Jan 2027')).toBeVisible();
  await page.getByRole('button', { name: 'Previous month: December 2026' }).click();
  await expect(page).toHaveURL(/month=2026-12/);
});

test.describe('in New York', () => {
  test.use({ timezoneId: 'America/New_York' });

  test('a meeting shows both clocks', { tag: '@calendar' }, async ({ page }) => {
    await enter(page, 'member', '/calendar');
    const next = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }) });
    await expect(next.first()).toContainText('14:00–15:30 London');
    await expect(next.first()).toContainText('09:00 for you in New York');
    // The clocks there have changed by then, in London not yet: four hours, not five.
    await page.getByRole('link', { name: 'How a city council answered hate, street by street' }).click();
    await expect(page.getByText('17:00–18:00 London')).toBeVisible();
    await expect(page.getByText('13:00 for you in New York, until 14:00')).toBeVisible();
  });
});

test.describe('in Kathmandu', () => {
  test.use({ timezoneId: 'Asia/Kathmandu' });

  test('another day is named', { tag: '@calendar' }, async ({ page }) => {
    await enter(page, 'member', '/calendar?kind=social');
    await expect(page.getByText('Fri 11 Dec, 00:45 for you in Kathmandu')).toBeVisible();
  });
});

test('a reply is kept', { tag: ['@calendar', '@write', '@sign-in'] }, async ({ page }) => {
  await openMeeting(page, AGM);
  const group = page.getByRole('group', { name: 'Your reply' });
  const press = async (name: string) => {
    await group.getByRole('button', { name, exact: true }).click();
    await expect(group.getByRole('button', { name, exact: true })).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByText(`Your reply is saved: ${name}.`)).toBeVisible();
  };
  await press('Apologies');
  await press('In person');
  await expect(group.getByRole('button', { name: 'In person', exact: true })).toBeFocused();
  await expect(page.getByText(/of 60 places taken in person/)).toBeVisible();
  await page.getByText('Access needs', { exact: true }).click();
  await page.getByLabel('What do you need to take part?').fill('A seat near the door');
  await page.getByRole('button', { name: 'Tell the convenor' }).click();
  await expect(page.getByText('Sent. Only the convenor sees it.')).toBeVisible();
  await expectNoAxeViolations(page);
  await signIn(page, 'member');
  await page.getByRole('link', { name: 'Calendar', exact: true }).first().click();
  await expect(page.getByRole('listitem').filter({ hasText: AGM })).toContainText('Your reply: In person');
  await page.getByRole('link', { name: AGM }).click();
  await expect(group.getByRole('button', { name: 'In person', exact: true })).toHaveAttribute('aria-pressed', 'true');
});

/** Presses the button and returns the file: its name, and its lines unfolded. */
async function addToMyCalendar(page: Page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Add to my calendar' }).click()]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  return { name: download.suggestedFilename(), lines: text.replaceAll('\r\n ', '').trimEnd().split('\r\n') };
}

test('the file of a meeting is right line by line', { tag: '@calendar' }, async ({ page }) => {
  await openMeeting(page, AGM);
  const { name, lines } = await addToMyCalendar(page);
  expect(name).toMatch(/^[A-Za-z0-9-]+\.ics$/);
  const part = (kind: string, begins: string, from: string, to: string) =>
    [`BEGIN:${kind}`, `DTSTART:${begins}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, `END:${kind}`];
  expect(lines.slice(0, lines.indexOf('BEGIN:VEVENT') + 1)).toEqual([
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Commonwatch//Calendar//EN', 'CALSCALE:GREGORIAN',
    'BEGIN:VTIMEZONE', 'TZID:Europe/London',
    ...part('STANDARD', '20250101T000000', '+0000', '+0000'),
    ...part('DAYLIGHT', '20250330T010000', '+0000', '+0100'),
    ...part('STANDARD', '20251026T020000', '+0100', '+0000'),
    ...part('DAYLIGHT', '20260329T010000', '+0000', '+0100'),
    ...part('STANDARD', '20261025T020000', '+0100', '+0000'),
    ...part('DAYLIGHT', '20270328T010000', '+0000', '+0100'),
    ...part('STANDARD', '20271031T020000', '+0100', '+0000'),
    'END:VTIMEZONE', 'BEGIN:VEVENT',
  ]);
  const event = lines.slice(lines.indexOf('BEGIN:VEVENT') + 1);
  expect(event).toEqual(expect.arrayContaining([
    expect.stringMatching(/^UID:[^@]+@[^@/:]+/),
    expect.stringMatching(/^DTSTAMP:\d{8}T\d{6}Z$/),
    'DTSTART;TZID=Europe/London:20261203T100000',
    'DTEND;TZID=Europe/London:20261203T130000',
    expect.stringMatching(/^SEQUENCE:\d+$/),
    'STATUS:CONFIRMED',
    `SUMMARY:${AGM}`,
    'LOCATION:The Old Customs House\\, Wexcombe',
    `URL:${page.url()}`,
  ]));
  expect(event.some((line) => /^(ORGANIZER|ATTENDEE|RECURRENCE-ID)/.test(line))).toBe(false);
});

test('files tell of cancelled, moved and whole-day meetings', { tag: '@calendar' }, async ({ page }) => {
  await openMeeting(page, 'Goal-setting workshop 2027');
  expect((await addToMyCalendar(page)).lines).toEqual(expect.arrayContaining(['DTSTART;VALUE=DATE:20270128', 'DTEND;VALUE=DATE:20270130']));
  await openMeeting(page, 'Six-weekly meeting, with the new commitment', '/calendar?when=past');
  expect((await addToMyCalendar(page)).lines).toEqual(expect.arrayContaining([
    'RECURRENCE-ID;TZID=Europe/London:20260903T140000', 'DTSTART;TZID=Europe/London:20260903T100000',
  ]));
});

test('a guarded meeting keeps its title out of the file', { tag: ['@calendar', '@rules', '@sign-in'] }, async ({ page }) => {
  await openMeeting(page, 'Urgent: truce watchers leave Wesmarch', '/calendar?when=past');
  const { lines } = await addToMyCalendar(page);
  expect(lines).toEqual(expect.arrayContaining(['SUMMARY:Coalition meeting', 'STATUS:CANCELLED']));
  expect(lines.join('\n')).not.toMatch(/truce|Wesmarch|meet\.commonwatch/);
});

test('a member calls an urgent meeting', { tag: ['@calendar', '@write', '@sign-in'] }, async ({ page }) => {
  await enter(page, 'member', '/calendar');
  await page.getByRole('link', { name: 'Call a meeting' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Call a meeting' })).toBeFocused();
  await expect(page.getByLabel('Kind')).toHaveCount(0);
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Call the meeting' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByRole('alert')).toContainText('Choose a label.');
  await page.getByRole('link', { name: 'Give the meeting a title.' }).click();
  const title = `Urgent: roads closed <b>now</b> ${test.info().workerIndex}`;
  await expect(page.getByLabel('Title')).toBeFocused();
  await page.keyboard.type(title);
  await page.getByLabel('Date').fill('2027-03-28');
  await page.getByLabel('Start time').fill('01:30');
  await page.getByLabel('End time').fill('03:00');
  await page.getByRole('radio', { name: /^TLP:AMBER For your organisation/ }).check();
  await page.getByRole('button', { name: 'Call the meeting' }).click();
  await expect(page.getByRole('alert')).toContainText('01:30 does not exist on Sunday 28 March 2027: the clocks in London go forward and jump over it.');
  await expect(page.getByLabel('Start time')).toHaveAttribute('aria-invalid', 'true');
  await expectNoAxeViolations(page);

  await page.getByLabel('Date').fill('2027-10-31');
  await expect(page.getByRole('group', { name: /^The clocks go back on this day/ })).toBeVisible();
  await page.getByLabel('Date').fill('2027-03-29');
  await page.getByRole('button', { name: 'Call the meeting' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused();
  await expect(page.getByText('01:30–03:00 London')).toBeVisible();
  await expect(page).toHaveURL(/\/calendar\/[^/]+$/);
});

test('a convenor may call any kind', { tag: ['@calendar', '@write', '@sign-in'] }, async ({ page }) => {
  await enter(page, 'convenor', '/calendar/new');
  await expect(page.getByLabel('Kind').getByRole('option')).toHaveCount(6);
});

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [390, 1280]) {
    test(`every address of the calendar passes in ${scheme} at ${width}`, { tag: '@calendar' }, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 844 });
      await openMeeting(page, AGM);
      await expect(page.getByRole('heading', { level: 2, name: 'Agenda' })).toBeVisible();
      await expectNoAxeViolations(page);
      await page.goBack();
      await page.getByRole('link', { name: 'Month', exact: true }).click();
      await expect(page.getByRole('grid')).toBeVisible();
      await expectNoAxeViolations(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
      await page.getByRole('link', { name: 'Agenda', exact: true }).click();
      await page.getByRole('link', { name: 'Past meetings' }).click();
      await expect(page.getByRole('link', { name: 'Upcoming meetings' })).toBeVisible();
      await expectNoAxeViolations(page);
    });
  }
}
