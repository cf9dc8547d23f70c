// Runs the workbench tests in real VS Code: `node test/workbench/run.mjs [--host NAME] [--only WORDS] [--extension DIR]`.
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/hosts.mjs';
import { temporary as leftovers } from '../../scripts/processGroup.mjs';
import { bundleSuite } from '../../scripts/suite.mjs';
import { launch, load, runSuite, startBrowser } from './launch.mjs';

const { values } = parseArgs({
  options: {
    /** `1.100.3`, `1.139.1`, `1.139.1 web`, `1.139.1 web memfs`; any part of the name will do. */
    host: { type: 'string', default: '' },
    /** Parts of the tests' names, with `|` between them. */
    only: { type: 'string', default: '' },
    extension: { type: 'string', default: root },
    vault: { type: 'string', default: join(root, 'sample') },
    /** Tells what the page and the extension host say. */
    verbose: { type: 'boolean', default: false },
  },
});

/** The last is as on vscode.dev: no process, no disk. The first two take longest, so they start first. */
const hosts = /** @type {const} */ ([
  { name: '1.100.3', version: '1.100.3', kind: 'node', memory: false },
  { name: '1.139.1', version: '1.139.1', kind: 'node', memory: false },
  { name: '1.139.1 web', version: '1.139.1', kind: 'web', memory: false },
  { name: '1.139.1 web memfs', version: '1.139.1', kind: 'web', memory: true },
]);
/** More at once do not end earlier on two cores, and tests begin to miss their deadlines. */
const atOnce = 2;
const testDeadline = 120_000;

const extension = resolve(values.extension);
const temporary = await mkdtemp(join(tmpdir(), 'research-notes-workbench-'));
leftovers.add(temporary);
const count = { passed: 0, failed: 0, skipped: 0 };
const started = Date.now();
const browser = await startBrowser();

/**
 * @param {string} host
 * @param {string} name
 * @param {() => Promise<unknown>} run
 */
async function check(host, name, run) {
  const begin = Date.now();
  const title = `${host} - ${name}`;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not done within ${testDeadline / 1000} s`)), testDeadline);
  });
  try {
    await Promise.race([run(), late]);
    count.passed++;
    console.log(`ok ${title} (${Date.now() - begin} ms)`);
    return true;
  } catch (error) {
    count.failed++;
    console.log(`not ok ${title} (${Date.now() - begin} ms)`);
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.log(text.replace(/^/gm, '    '));
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {typeof hosts[number]} host
 * @param {import('./registry.ts').WorkbenchTest[]} tests
 * @param {string} suite
 */
async function runHost({ name, version, kind, memory }, tests, suite) {
  const folder = join(temporary, name.replaceAll(' ', '-'), 'vault');
  await cp(values.vault, folder, { recursive: true });
  // The suite knows the disk only; in memory, and in the oldest VS Code, the other tests say enough.
  if (!memory && version !== hosts[0].version && !values.only) {
    const settled = await check(name, 'the suite inside the extension host ends', async () => {
      const say = (/** @type {string} */ text) => {
        if (/^ok /.test(text)) count.passed++;
        if (/^not ok /.test(text)) count.failed++;
        if (/^(not )?ok /.test(text)) console.log(text.replace(/^((?:not )?ok) /, `$1 ${name} - suite: `));
        else if (values.verbose || /^ {4}/.test(text)) console.log(text);
      };
      const code = await runSuite({ browser, version, kind, folder, extension, file: suite, say });
      if (code !== 0) throw new Error(`The suite ended with ${code}.`);
    });
    if (!settled && values.verbose) return;
  }

  const log = (/** @type {string} */ line) => console.log(`# ${name}: ${line}`);
  /** @type {import('./launch.mjs').Launched | undefined} */
  let launched;
  const opened = await check(name, 'the workbench opens the vault', async () => {
    launched = await launch({ browser, version, kind, memory, folder, extension, ...(values.verbose ? { log } : {}) });
    await launched.host.remember();
  });
  if (!opened || !launched) return;
  const { host, close } = launched;
  for (const test of tests) {
    if (!test.where(host)) {
      count.skipped++;
      console.log(`skip ${name} - ${test.name}`);
      continue;
    }
    const attempt = async () => {
      await host.restore();
      await test.run(host);
    };
    const passed = await check(name, test.name, () =>
      attempt().catch((error) => {
        // A window may lose the keyboard or a frame for a moment; what fails twice is wrong. It is said either way.
        console.log(`# ${name} - ${test.name}: once more, after: ${String(error).replaceAll('\n', '\n#   ')}`);
        return attempt();
      }),
    );
    if (!passed) console.log(`    picture: ${await host.screenshot(`failed ${test.name}`).catch(() => 'none')}`);
  }
  await close();
}

try {
  const files = (await readdir(join(root, 'test/workbench'))).filter((file) => file.endsWith('.test.ts')).sort();
  const imports = files.map((file) => `import './${file}';`);
  /** @type {{ tests: import('./registry.ts').WorkbenchTest[] }} */
  const { tests } = await load([...imports, `export { tests } from './registry.ts';`].join('\n'));
  const words = values.only.split('|');
  const chosen = tests.filter((test) => words.some((each) => test.name.includes(each)));
  const suite = await bundleSuite(extension);
  await rm(join(root, '.vscode-test/shots'), { recursive: true, force: true });
  await mkdir(join(root, '.vscode-test/shots'), { recursive: true });

  const waiting = hosts.filter(
    ({ name }) => name === values.host || (!isName(values.host) && name.includes(values.host)),
  );
  if (!waiting.length)
    throw new Error(`No host "${values.host}"; there is ${hosts.map(({ name }) => name).join(', ')}.`);
  const worker = async () => {
    for (let host = waiting.shift(); host; host = waiting.shift()) await runHost(host, chosen, suite);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
} catch (error) {
  count.failed++;
  console.log(error instanceof Error ? error.message : error);
} finally {
  await browser.close();
  await rm(temporary, { recursive: true, force: true });
}

/** @param {string} text */
function isName(text) {
  return hosts.some(({ name }) => name === text);
}

console.log(`# ${((Date.now() - started) / 1000).toFixed(1)} s`);
if (count.passed + count.failed === 0) count.failed++;
const skipped = count.skipped ? `, ${count.skipped} skipped` : '';
console.log(`${count.passed} passed, ${count.failed} failed${skipped}`);
process.exit(count.failed ? 1 : 0);
