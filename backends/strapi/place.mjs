// Puts this project into a folder of its own, beside the packages that it was installed with: Strapi writes into its project,
// and these files are to stay as they are.
//
//   node place.mjs PACKAGES FOLDER
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [packages, folder] = process.argv.slice(2);
if (!packages || !folder) {
  console.error('usage: node place.mjs PACKAGES FOLDER');
  process.exit(2);
}
for (const name of ['config', 'src', 'package.json']) cpSync(new URL(name, import.meta.url), join(folder, name), { recursive: true });
for (const name of ['public/uploads', 'database/migrations']) mkdirSync(join(folder, name), { recursive: true });
const link = join(folder, 'node_modules');
if (!existsSync(link)) symlinkSync(resolve(packages, 'node_modules'), link, 'junction');
