// Loads two addresses as a phone on a slow network would, and prints medians:
// the home page until its first paint, and the directory until its first row, each with an empty cache.
//   PORTAL_URL  a running portal with demonstration data
//   RUNS        how often; MOST_REQUESTS, MOST_BYTES: what the directory may take, else exit status 1
import { chromium } from '@playwright/test';

const { PORTAL_URL: portal, CHROMIUM: executablePath } = process.env;
const runs = Number(process.env.RUNS ?? 5);
const most = { requests: Number(process.env.MOST_REQUESTS ?? Infinity), bytes: Number(process.env.MOST_BYTES ?? Infinity) };
const ROW = 'main a[href^="/directory/people/"]';

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;

const browser = await chromium.launch({ executablePath: executablePath || undefined, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
const context = await browser.newContext({ ...phone(), baseURL: portal });

function phone() {
  return { viewport: { width: 412, height: 823 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
}

// Notes, in the page's own time, when the row first stood in the document.
await context.addInitScript((row) => {
  const look = () => {
    if (document.querySelector(row)) window.firstRow = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}, ROW);

/** One cold load: what was asked for and received until `settled`. */
async function load(address, settled) {
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.clearBrowserCache');
  await wire.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 });
  await wire.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const asked = new Map();
  wire.on('Network.requestWillBeSent', ({ requestId, request, wallTime }) => asked.set(requestId, { url: request.url, bytes: 0, at: wallTime * 1000 }));
  wire.on('Network.responseReceived', ({ requestId, response }) => add(requestId, response.encodedDataLength));
  wire.on('Network.dataReceived', ({ requestId, encodedDataLength }) => add(requestId, encodedDataLength));
  const add = (id, bytes) => {
    const one = asked.get(id);
    if (one) one.bytes += Math.max(0, bytes);
  };
  await page.goto(address, { waitUntil: 'commit' });
  const times = await settled(page);
  // What is asked for once the row stands is not what the row had to wait for.
  const until = (await page.evaluate(() => performance.timeOrigin)) + (times.until ?? Infinity);
  const requests = [...asked.values()].filter((one) => one.url.startsWith('http') && one.at <= until);
  await page.close();
  return { ...times, requests: requests.length, bytes: requests.reduce((sum, one) => sum + one.bytes, 0), urls: requests.map((one) => `${new URL(one.url).pathname} ${kib(one.bytes)}`) };
}

const painted = async (page) => {
  await page.waitForLoadState('networkidle');
  return page.evaluate(() => new Promise((resolve) => {
    const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN;
    new PerformanceObserver((list) => resolve({ first, largest: list.getEntries().at(-1).startTime })).observe({ type: 'largest-contentful-paint', buffered: true });
    setTimeout(() => resolve({ first, largest: NaN }), 2_000);
  }));
};
const row = async (page) => {
  await page.waitForFunction(() => window.firstRow !== undefined, undefined, { timeout: 60_000 });
  const first = await page.evaluate(() => window.firstRow);
  return { first, until: first };
};

const repeat = async (address, settled) => {
  const all = [];
  for (let n = 0; n < runs; n += 1) all.push(await load(address, settled));
  return all;
};

const home = await repeat('/', painted);
const page = await context.newPage();
await page.goto('/sign-in');
await page.getByLabel('Email').fill('member@demo.example.org');
await page.getByLabel('Password').fill('commonwatch-demo');
await page.getByLabel(/Stay signed in/).check();
await page.getByRole('button', { name: 'Sign in', exact: true }).click();
await page.getByText(/^Signed in as /).waitFor();
await page.close();
const directory = await repeat('/directory', row);
await browser.close();

const of = (all, key) => median(all.map((one) => one[key]));
const ms = (value) => `${Math.round(value)} ms`;
console.log(`   /           first paint ${ms(of(home, 'first'))}, largest paint ${ms(of(home, 'largest'))}, whole page ${of(home, 'requests')} requests, ${kib(of(home, 'bytes'))}`);
console.log(`   /directory  first row ${ms(of(directory, 'first'))}, until then ${of(directory, 'requests')} requests, ${kib(of(directory, 'bytes'))}`);
for (const url of directory[0].urls) console.log(`               ${url}`);

const over = [];
if (of(directory, 'requests') > most.requests) over.push(`${of(directory, 'requests')} requests before the first row; the budget is ${most.requests}.`);
if (of(directory, 'bytes') > most.bytes) over.push(`${kib(of(directory, 'bytes'))} before the first row; the budget is ${kib(most.bytes)}.`);
for (const line of over) console.error(line);
process.exitCode = over.length ? 1 : 0;
