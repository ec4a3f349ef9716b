// The ways in which news may come: the same portal, told by its profile to hear an event stream, a WebSocket or lines of JSON.
import type { Page } from '@playwright/test';
import { test, expect, enter } from '../fixtures';
import { rowHolding } from '../wire';

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
    const row = () => answers.map((answer) => rowHolding('alerts', answer, headline)).find(Boolean);
    await expect.poll(row).toBeDefined();
    const quoted = (text: string) => JSON.stringify(text).slice(1, -1);
    const now = JSON.parse(JSON.stringify(row()).replace(quoted(headline), quoted(changed)));
    if (way === 'websocket') await expect.poll(() => frames).toEqual([JSON.stringify({ subscribe: ['alerts'] })]);
    say(JSON.stringify({ about: 'alerts', what: 'updated', record: now }));
    await expect(page.getByRole('region', { name: 'Feed' }).getByText(changed)).toBeVisible();
  });
}
