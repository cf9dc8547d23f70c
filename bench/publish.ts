// Puts the table into the README, between its two marks, and the picture beside the other pictures.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Result } from './main.ts';
import { picture } from './picture.ts';

const marks = /(<!-- figures of `npm run bench` -->\n)[\s\S]*?(<!-- end of the figures -->)/;

export function publish(results: readonly Result[], table: string): void {
  const readme = readFileSync('README.md', 'utf8');
  if (!marks.test(readme)) throw new Error('README.md has no marks for the figures');
  const machine = `Node ${process.version.slice(1)} on ${cpus().length} cores, files in the memory of the system.`;
  // A function, since `$` in a replacement would mean something.
  writeFileSync(
    'README.md',
    readme.replace(marks, (_, before, after) => `${before}\n${table}\n\n${machine}\n\n${after}`),
  );
  writeFileSync('docs/images/benchmark.svg', picture(results));
}
