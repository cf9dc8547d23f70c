// Runs compare.slow.ts: our resolver against the independent reader, on a real vault.
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
process.exitCode = spawnSync(process.execPath, ['--test', outfile], { stdio: 'inherit' }).status ?? 1;
