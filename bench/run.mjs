// Builds the benchmark and runs it: `npm run bench`. What it can be told stands in bench/main.ts.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

await build({
  entryPoints: ['bench/main.ts', 'bench/floor.ts'],
  outdir: 'dist/bench',
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, ['dist/bench/main.js', ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
