// Lists the licences of all packages that the program runs with, from package-lock.json.
// npm run licenses            one line a licence, with how many packages
// npm run licenses -- --all   one line a package
import { readFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const rows = Object.entries(lock.packages)
  .filter(([path, item]) => path && !item.dev && !item.devOptional)
  .map(([path, { version, license = 'not stated' }]) => ({
    name: path.slice(path.lastIndexOf('node_modules/') + 13),
    version,
    license: String(license),
  }));

if (process.argv.includes('--all')) {
  for (const { name, version, license } of rows) console.log(`${license}\t${name}@${version}`);
} else {
  const counts = new Map();
  for (const { license } of rows) counts.set(license, (counts.get(license) ?? 0) + 1);
  for (const [license, count] of [...counts].sort((a, b) => b[1] - a[1]))
    console.log(`${String(count).padStart(4)}  ${license}`);
}
