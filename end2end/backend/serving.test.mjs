// What every answer carries, and which file an address gets.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { before, test } from 'node:test';
import { BASE, ask, list, listen, signIn } from './ask.mjs';

const wanted = JSON.parse(readFileSync(new URL('../../public/headers.json', import.meta.url), 'utf8'));

// A request as it is on the wire: no cleaning of the path, no decompression.
const raw = (method, path, headers = {}) => new Promise((resolve, reject) => {
  const { hostname, port } = new URL(BASE);
  const sent = request({ hostname, port, method, path, headers }, (answer) => {
    const parts = [];
    answer.on('data', (part) => parts.push(part));
    answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
  });
  sent.on('error', reject);
  sent.end();
});

const safe = (headers, what) => {
  for (const [name, value] of Object.entries(wanted.everywhere)) {
    assert.equal(headers[name.toLowerCase()], value, `${what}: ${name}`);
  }
};

let home;
let hashed;
before(async () => {
  home = (await raw('GET', '/')).body.toString();
  hashed = /["'(](\/[^"'()\s]*-[0-9a-f]{16}[._][^"'()\s]*)["')]/.exec(home)?.[1];
  assert.ok(hashed, 'the home page names a file with a content hash');
});

test('the security headers are on every kind of answer', async () => {
  const member = await signIn('member');
  const kinds = [
    ['GET', '/'], ['GET', '/about'], ['GET', hashed], ['HEAD', '/'], ['GET', '/no-such-page'], ['GET', '/alerts'], ['POST', '/'], ['DELETE', '/about'],
    ['GET', '/api/health'], ['GET', '/api/nothing'], ['PUT', '/api/collections/alerts/records/x'], ['GET', '/api/collections/alerts/records'],
    ['GET', '/api/collections/nothing/records'], ['POST', '/api/collections/users/auth-with-password'], ['POST', '/api/realtime'], ['GET', '/_/'],
    ['GET', '/api/collections/alerts/records?filter=((('], ['PATCH', '/api/collections/alerts/records/x'],
  ];
  for (const [method, path] of kinds) safe((await raw(method, path, { Authorization: member.token })).headers, `${method} ${path}`);
  safe((await raw('OPTIONS', '/api/collections/alerts/records', { Origin: 'http://elsewhere.example', 'Access-Control-Request-Method': 'GET' })).headers, 'preflight');
  const ear = await listen(member, ['alerts/*']);
  ear.close();
  safe(Object.fromEntries(ear.headers), 'the live channel');
});

test('nothing of the API is kept, files that never change are kept for good, pages are asked for again', async () => {
  assert.equal((await raw('GET', '/api/health')).headers['cache-control'], 'no-store');
  assert.equal((await raw('GET', '/api/nothing')).headers['cache-control'], 'no-store');
  assert.equal((await raw('GET', hashed)).headers['cache-control'], wanted.hashed['Cache-Control']);
  for (const path of ['/', '/alerts', '/connection.json', '/no-such-page', '/no-such-0123456789abcdef.js']) {
    assert.equal((await raw('GET', path)).headers['cache-control'], 'no-cache', path);
  }
});

test('pages are found with and without a slash, without a redirect', async () => {
  for (const path of ['/', '/about', '/about/', '/about?from=here']) {
    const answer = await raw('GET', path);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8', path);
  }
  const head = await raw('HEAD', '/about');
  assert.deepEqual([head.status, head.body.length], [200, 0]);
});

test('members’ addresses get the shell, unknown ones a real page that says so', async () => {
  const shell = (await raw('GET', '/sign-in')).body.toString();
  for (const path of ['/sign-in', '/account', '/directory', '/directory/people/abc', '/calendar/abc', '/alerts/new', '/support', '/connection', '/blog/newer-than-the-build', '/statements/newer-than-the-build']) {
    const answer = await raw('GET', path);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.body.toString(), shell, path);
  }
  for (const path of ['/nothing', '/directoryx', '/about/nothing', '/no.js', '/signin', '/.git/config', '/.env', '/blog/../nothing']) {
    const answer = await raw('GET', path);
    assert.ok([301, 307, 404].includes(answer.status), `${path} ${answer.status}`);
    if (answer.status === 404) assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8', path);
  }
});

test('unknown API addresses are JSON and 404, whatever the method', async () => {
  for (const [method, path] of [['GET', '/api'], ['GET', '/api/'], ['GET', '/api/nope'], ['POST', '/api/nope'], ['PUT', '/api/collections/alerts/records/x'], ['GET', '/_/'], ['GET', '/_/index.html']]) {
    const answer = await raw(method, path);
    assert.equal(answer.status, 404, `${method} ${path}`);
    assert.match(answer.headers['content-type'], /^application\/json/);
  }
});

test('only GET and HEAD reach files', async () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const answer = await raw(method, '/about');
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.allow, 'GET, HEAD');
  }
});

test('nothing outside the folder can be reached', async () => {
  for (const path of ['/../headers.json', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc/passwd', '/about/..%5c..%5cetc/passwd', '//etc/passwd', '/blog/%2e%2e%2f%2e%2e%2fetc%2fpasswd', '/about%00.html', '/.well-known/../.git/config']) {
    const answer = await raw('GET', path);
    assert.notEqual(answer.status, 500, path);
    assert.ok(!answer.body.toString().includes('root:'), path);
    if (answer.status >= 300 && answer.status < 400) assert.match(answer.headers.location, /^\/[^/\\]/, `${path} ${answer.headers.location}`);
  }
});

test('compressed copies go to those who ask for them', async () => {
  for (const [coding, accept] of [['br', 'gzip, br'], ['gzip', 'gzip'], ['gzip', 'br;q=0, gzip'], [undefined, 'identity']]) {
    const answer = await raw('GET', hashed, { 'Accept-Encoding': accept });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-encoding'], coding, accept);
    assert.match(String(answer.headers.vary), /Accept-Encoding/);
  }
  const wasm = /["'(](\/[^"'()\s]*\.wasm)["')]/.exec(home)?.[1];
  assert.ok(wasm, 'the home page names the WebAssembly');
  assert.equal((await raw('GET', wasm, { 'Accept-Encoding': 'br' })).headers['content-type'], 'application/wasm');
});

test('answers of the API are compressed, the live channel and sign-in are not', async () => {
  const member = await signIn('member');
  const headers = { Authorization: member.token, 'Accept-Encoding': 'gzip' };
  assert.equal((await raw('GET', '/api/collections/organisations/records', headers)).headers['content-encoding'], 'gzip');
  assert.equal((await raw('POST', '/api/collections/users/auth-refresh', headers)).headers['content-encoding'], undefined);
  const ear = await listen(member, ['alerts/*']);
  ear.close();
  assert.equal(ear.headers.get('content-encoding'), null);
});

test('other origins are not let in', async () => {
  for (const method of ['GET', 'OPTIONS']) {
    const answer = await raw(method, '/api/health', { Origin: 'http://elsewhere.example', 'Access-Control-Request-Method': 'GET' });
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
  }
  assert.equal((await list(null, 'posts')).status, 200);
  assert.equal((await ask(null, 'GET', '/api/logs')).status, 401);
});
