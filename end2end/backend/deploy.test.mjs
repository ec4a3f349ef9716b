// Do the recipes in docs/deploy send what the default backend sends? Three files are compared; nothing is asked.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const text = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const wanted = JSON.parse(text('public/headers.json'));
const caddy = text('docs/deploy/Caddyfile');
const nginx = text('docs/deploy/nginx.conf');

// Only where TLS ends; not part of headers.json, because the portal also runs on one's own machine without it.
const ONLY_WITH_TLS = ['Strict-Transport-Security'];
const CACHING = 'Cache-Control';

/** Name and value pairs as an object; a name that comes twice is a fault. */
const once = (pairs) => {
  const found = {};
  for (const [name, value] of pairs) {
    assert.ok(!(name in found), `${name} is set twice`);
    found[name] = value;
  }
  return found;
};

/** A text without its comment lines. */
const live = (config) => config.split('\n').filter((line) => !line.trim().startsWith('#')).join('\n');

/** The block that begins with `opening {`, up to the brace that closes it. */
const block = (config, opening) => {
  const start = config.indexOf(`${opening} {`);
  assert.notEqual(start, -1, `there is a block ${opening}`);
  const indent = /[ \t]*$/.exec(config.slice(0, start))[0];
  const end = config.indexOf(`\n${indent}}`, start);
  assert.notEqual(end, -1, `the block ${opening} is closed`);
  return config.slice(start, end);
};

const caddyHeaders = (part) => once([...part.matchAll(/^\s*([A-Z][A-Za-z-]+) "([^"]*)"$/gm)].map(([, name, value]) => [name, value]));
const nginxHeaders = (part) => once([...part.matchAll(/^\s*add_header (\S+) "([^"]*)" always;$/gm)].map(([, name, value]) => [name, value]));

const withoutTls = (headers) => {
  for (const name of ONLY_WITH_TLS) assert.match(headers[name] ?? '', /^max-age=\d{7,}$/, name);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ONLY_WITH_TLS.includes(name)));
};

test('headers.json holds what the recipes are compared with', () => {
  assert.ok(Object.keys(wanted.everywhere).length >= 6);
  assert.match(wanted.everywhere['Content-Security-Policy'], /default-src 'none'/);
  for (const group of ['answers', 'files', 'hashed']) assert.deepEqual(Object.keys(wanted[group]), [CACHING], group);
});

test('Caddy sends the headers of every answer, exactly', () => {
  assert.deepEqual(withoutTls(caddyHeaders(block(live(caddy), '(everywhere)'))), wanted.everywhere);
  const imports = live(caddy).match(/^\s*import everywhere$/gm) ?? [];
  assert.equal(imports.length, 2, 'for answers and for errors');
  assert.match(block(live(caddy), 'handle_errors'), /import everywhere/);
});

test('Caddy lets the same be kept', () => {
  const config = live(caddy);
  assert.deepEqual(caddyHeaders(block(config, '(answers)')), wanted.answers);
  const files = block(config, '(files)');
  assert.deepEqual(caddyHeaders(block(files, 'header @hashed')), wanted.hashed);
  assert.deepEqual(caddyHeaders(block(files, 'header @others')), wanted.files);
  assert.deepEqual(caddyHeaders(block(block(config, 'handle_errors'), 'header')), wanted.files);
  assert.match(block(config, 'handle @api'), /import answers/);
});

test('nginx sends the headers of every answer, exactly', () => {
  const config = live(nginx);
  assert.deepEqual(withoutTls(nginxHeaders(config)), wanted.everywhere);
  const all = config.match(/add_header/g) ?? [];
  assert.equal(all.length, Object.keys(wanted.everywhere).length + ONLY_WITH_TLS.length + 1, 'no other add_header');
  for (const part of config.split(/^\s*location /m).slice(1)) {
    assert.ok(!/add_header/.test(part.split('}')[0]), `a header in one location drops all others there: ${part.split('\n')[0]}`);
  }
});

test('nginx lets the same be kept', () => {
  const config = live(nginx);
  assert.match(config, /add_header Cache-Control \$commonwatch_cache always;/);
  const rows = [...block(config, 'map $uri $commonwatch_cache').matchAll(/^\s*(\S+)\s+"([^"]*)";$/gm)];
  assert.deepEqual(
    Object.fromEntries(rows.map(([, when, value]) => [when, value])),
    {
      default: wanted.files[CACHING],
      '"~^/api(/|$)"': wanted.answers[CACHING],
      '"~-[0-9a-f]{16}[._][^/]*$"': wanted.hashed[CACHING],
    },
  );
});

test('nginx passes none of the backend’s own copies on', () => {
  const api = block(live(nginx), 'location /api/');
  const hidden = [...api.matchAll(/proxy_hide_header (\S+);/g)].map(([, name]) => name);
  assert.deepEqual(hidden.sort(), [...Object.keys(wanted.everywhere), ...ONLY_WITH_TLS, CACHING].sort());
});

test('both recipes know the addresses that the default backend gives the shell', () => {
  const hook = text('backends/pocketbase/pb_hooks/lib/files.js');
  const shell = /^const SHELL = \/(.*)\/$/m.exec(hook)?.[1].replaceAll('\\/', '/');
  assert.ok(shell, 'files.js names them');
  const [members, growing] = shell.split('|^');
  assert.ok(live(caddy).includes(`@app path_regexp \`${shell}\``), 'Caddy');
  for (const pattern of [members, `^${growing}`]) assert.ok(live(nginx).includes(`location ~ ${pattern} {`), `nginx ${pattern}`);
});
