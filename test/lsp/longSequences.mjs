// Ten thousand random operations: `npm run test:sequences [OPERATIONS [SEED]]`. A few run with the unit tests.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

const [operations = '10000', seed = '20261124'] = process.argv.slice(2);
const outfile = 'dist/test/sequences.js';
await build({
  entryPoints: ['test/lsp/sequences.test.ts'],
  outfile,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  logLevel: 'warning',
});
const env = { ...process.env, RESEARCH_NOTES_OPERATIONS: operations, RESEARCH_NOTES_SEED: seed };
process.exitCode = spawnSync(process.execPath, ['--test', outfile], { stdio: 'inherit', env }).status ?? 1;
