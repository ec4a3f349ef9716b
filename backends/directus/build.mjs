// Directus needs Node 22, whatever Node is on the machine, and two modules that are compiled for it. Their own install scripts
// would look for ready ones on another host; here they are compiled from what npm has brought, with the headers that
// come with Node itself.
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

const modules = resolve('node_modules');
const brought = join(modules, `node-${process.platform}-${process.arch}`);
// On a system that no such package is made for, the Node that runs this has to do.
const nodedir = existsSync(brought) ? brought : resolve(process.execPath, '../..');
const node = join(nodedir, 'bin', 'node');
rmSync('node', { force: true });
symlinkSync(node, 'node');

// Their warnings are for those who write them.
const env = { ...process.env, CFLAGS: '-w', CXXFLAGS: '-w', PATH: join(nodedir, 'bin') + delimiter + process.env.PATH };
for (const name of ['sqlite3', 'isolated-vm']) {
  const words = [join(modules, 'node-gyp/bin/node-gyp.js'), 'rebuild', '--release', '-j', String(availableParallelism()), '--nodedir', nodedir, '--loglevel', 'error'];
  execFileSync(node, words, { cwd: join(modules, name), env, stdio: ['ignore', 'ignore', 'inherit'] });
  // What the compiler leaves behind is ten times the module.
  rmSync(join(modules, name, 'build', 'Release', 'obj.target'), { recursive: true, force: true });
}
