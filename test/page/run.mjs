// Runs the tests of the preview's page in a real Chromium: `node test/page/run.mjs [WORDS]`, after a build.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/hosts.mjs';
import { load, startBrowser } from '../workbench/launch.mjs';

const words = process.argv.slice(2).join(' ');
const here = join(root, 'test/page');
// The control of the hostile inputs: the page without its sanitiser, so that the policy alone has to hold.
await build({
  entryPoints: [join(root, 'client/preview/page/main.ts')],
  outfile: join(root, 'dist/test/unsafe.js'),
  bundle: true,
  format: 'iife',
  target: 'chrome128',
  logLevel: 'error',
  plugins: [
    {
      name: 'no sanitiser',
      setup: (setup) => setup.onResolve({ filter: /\/sanitize\.ts$/ }, () => ({ path: join(here, 'unsafe.ts') })),
    },
  ],
});
const files = (await readdir(here)).filter((file) => file.endsWith('.test.ts')).sort();
const imports = files.map((file) => `import '../page/${file}';`);
/** @type {{ tests: import('./registry.ts').PageTest[] }} */
const { tests } = await load([...imports, `export { tests } from '../page/registry.ts';`].join('\n'));
const browser = await startBrowser();
let passed = 0;
let failed = 0;
for (const test of tests.filter(({ name }) => name.includes(words))) {
  const begin = Date.now();
  try {
    await test.run(browser);
    passed++;
    console.log(`ok ${test.name} (${Date.now() - begin} ms)`);
  } catch (error) {
    failed++;
    console.log(`not ok ${test.name} (${Date.now() - begin} ms)`);
    console.log((error instanceof Error ? (error.stack ?? error.message) : String(error)).replace(/^/gm, '    '));
  } finally {
    for (const context of browser.contexts()) await context.close();
  }
}
await browser.close();
if (passed + failed === 0) failed++;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
