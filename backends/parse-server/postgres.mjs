// A PostgreSQL of its own: a fresh cluster on loopback, which ends, and is taken away, with the process that asked for it.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const DEBIAN = '/usr/lib/postgresql';

/** The folder of the newest server programs, or nothing. Debian keeps them off the PATH. */
function programs() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((one) => join(DEBIAN, one, 'bin')), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find((one) => ['initdb', 'postgres', 'pg_isready'].every((name) => existsSync(join(one, name))));
}

/** The same, through apt when they are missing and apt is there. */
export function installed() {
  const found = programs();
  if (found) return found;
  if (spawnSync('apt-get', ['--version']).status !== 0) throw new Error('PostgreSQL is needed. Install it, with initdb and postgres on the PATH.');
  console.error('Installing PostgreSQL with apt-get (a minute or two)');
  apt('update');
  apt('install', '--yes', '--no-install-recommends', 'postgresql');
  return programs() ?? fail('PostgreSQL was installed, and its programs are not where Debian keeps them.');
}

function apt(...words) {
  const line = ['apt-get', '-qq', ...words];
  if (process.getuid() !== 0) line.unshift('sudo');
  const [program, ...rest] = line;
  const { status } = spawnSync(program, rest, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (status !== 0) fail(`"${line.join(' ')}" ended with ${status}.`);
}

/** PostgreSQL refuses to run as root: an account without rights runs it then. */
function servant() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number.parseInt(spawnSync('id', [flag, name]).stdout, 10));
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  return fail('PostgreSQL does not run as root, and there is neither an account "postgres" nor "nobody".');
}

// The end of its input says that whoever started this has ended, however that came. Then the database goes too.
const KEEPER = 'folder=$1; shift; "$@" </dev/null & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$folder"';

/** Starts a cluster. `run` is a folder for its log, and for its data unless root runs this. Answers with its address. */
export async function startPostgres(run) {
  const bin = installed();
  const who = servant();
  // Another account may not reach into the folder of a run; everybody reaches into the one for temporary files.
  const folder = mkdtempSync(join(who.uid ? '/tmp' : run, 'postgres-'));
  const [data, secret, password] = [join(folder, 'data'), join(folder, 'password'), randomBytes(24).toString('hex')];
  writeFileSync(secret, password, { mode: 0o600 });
  if (who.uid) for (const one of [folder, secret]) chownSync(one, who.uid, who.gid);

  const words = ['-D', data, '-U', 'parse', '--pwfile', secret, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync'];
  const made = spawnSync(join(bin, 'initdb'), words, { ...who, cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) fail(`initdb ended with ${made.status ?? made.error}: ${made.stderr}`);

  const port = await freePort();
  // The data is made anew at each start: nothing is lost when the machine stops.
  const settings = {
    listen_addresses: '127.0.0.1', port, unix_socket_directories: '', timezone: 'UTC', max_connections: 40,
    shared_buffers: '32MB', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off',
  };
  const server = [join(bin, 'postgres'), '-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const log = openSync(join(run, 'postgres.log'), 'w');
  // In a group of its own: Ctrl-C reaches it by the end of its input, after Parse Server has ended.
  const keeping = ['-c', KEEPER, 'keeper', folder, ...server];
  const keeper = spawn('/bin/sh', keeping, { ...who, cwd: folder, detached: true, stdio: ['pipe', log, log] });
  keeper.stdin.on('error', () => {});
  for (let tries = 0; tries < 600; tries += 1) {
    if (spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0) {
      return { uri: `postgres://parse:${password}@127.0.0.1:${port}/postgres`, stop: () => ended(keeper) };
    }
    await pause(50);
  }
  return fail(`PostgreSQL did not start. What it says is in ${join(run, 'postgres.log')}.`);
}

function ended(keeper) {
  return new Promise((resolve) => {
    keeper.once('exit', resolve);
    keeper.stdin.end();
  });
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function fail(text) {
  throw new Error(text);
}

// `node postgres.mjs` only sees to it that the programs are there.
if (import.meta.filename === process.argv[1]) installed();
