// What is tried on a real vault: compare.slow.ts, our resolver against the independent reader, and explorer.mjs, renames in
// a real VS Code.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

const outfile = 'dist/test/corpora.js';
await build({
  entryPoints: ['test/corpora/compare.slow.ts'],
  outfile,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
});
process.exitCode =
  spawnSync(process.execPath, ['--test', outfile, 'test/corpora/explorer.mjs'], { stdio: 'inherit' }).status ?? 1;
