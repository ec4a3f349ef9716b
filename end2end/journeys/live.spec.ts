// The ways in which news may come: the same portal, told by its profile to hear an event stream, a WebSocket or lines of JSON.
import type { Page } from '@playwright/test';
import { test, expect, enter } from '../fixtures';

const WAYS = ['sse', 'websocket', 'ndjson'] as const;

/** Has the portal served with a profile whose live channel is another one, at an address that this journey answers. */
async function speaking(page: Page, transport: (typeof WAYS)[number]) {
  await page.route('**/connection.json', async (route) => {
    const profile = await (await route.fetch()).json();
    const realtime = {
      // On the portal's own origin, which its policy lets in, wherever the backend is.
      transport, url: new URL('/news', test.info().project.use.baseURL).href, resources: ['alerts'], topic: 'alerts', onGap: 'none',
      steps: transport === 'websocket' ? [{ on: 'open', send: { subscribe: '{topics}' } }] : [],
      message: { topic: '/about', action: '/what', record: '/record' },
    };
    await route.fulfill({ json: { ...profile, realtime } });
  });
}

/** The record, as the backend writes it, that holds a text. */
function holding(value: unknown, text: string): Record<string, unknown> | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (!Array.isArray(value) && Object.values(value).includes(text)) return value as Record<string, unknown>;
  return Object.values(value).map((one) => holding(one, text)).find((one) => one !== undefined);
}

for (const way of WAYS) {
  test(`a change arrives over ${way}`, { tag: ['@alerts', '@sign-in'] }, async ({ page }) => {
    await speaking(page, way);
    const answers: string[] = [];
    page.on('response', async (response) => answers.push(await response.text().catch(() => '')));
    let say = (_: string) => {};
    const news = new Promise<string>((resolve) => (say = resolve));
    const frames: string[] = [];
    await page.routeWebSocket(/\/news$/, (socket) => {
      socket.onMessage((frame) => frames.push(String(frame)));
      // Not awaited here: the channel is open once this has ended.
      void news.then((text) => socket.send(text));
    });
    await page.route('**/news', async (route) => {
      const text = await news;
      const sse = way === 'sse';
      await route.fulfill({ contentType: sse ? 'text/event-stream' : 'application/x-ndjson', body: sse ? `data: ${text}\n\n` : `${text}\n` });
    });
    await enter(page, 'member', '/alerts');
    const link = page.getByRole('region', { name: 'Feed' }).getByRole('article').first().getByRole('link').locator('bdi');
    const headline = (await link.innerText()).trim();
    const changed = `${headline}, corrected`;
    await expect.poll(() => answers.some((answer) => answer.includes(headline))).toBe(true);
    const record = answers.flatMap((answer) => { try { return [holding(JSON.parse(answer.replace(/^\ufeff/, '')), headline)]; } catch { return []; } }).find(Boolean)!;
    const now = Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value === headline ? changed : value]));
    if (way === 'websocket') await expect.poll(() => frames).toEqual([JSON.stringify({ subscribe: ['alerts'] })]);
    say(JSON.stringify({ about: 'alerts', what: 'updated', record: now }));
    await expect(page.getByRole('region', { name: 'Feed' }).getByText(changed)).toBeVisible();
  });
}
