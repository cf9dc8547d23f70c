// Looks at the product: opens a folder with the extension, takes the steps of a file, writes pictures.
// node scripts/look.mjs [--folder DIR] [--file NOTE] [--host 1.139.1] [--kind node|web] [--memory] [--theme "Dark Modern"]
//   [--size 1400x900] [--scale 2] [--locale ru] [--settings JSON] [--extension DIR] [--out DIR] [--copy] [STEPS.mjs]
// STEPS.mjs: `export default async (host) => { await host.hover('[[perc$0'); await host.screenshot('hover'); }`; without it, one picture.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { launch, startBrowser } from '../test/workbench/launch.mjs';
import { exists, newest, root } from './hosts.mjs';
import { temporary as leftovers } from './processGroup.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string', default: join(root, 'sample') },
    file: { type: 'string' },
    host: { type: 'string', default: newest },
    kind: { type: 'string', default: 'node' },
    memory: { type: 'boolean', default: false },
    theme: { type: 'string', default: 'Default Light Modern' },
    size: { type: 'string', default: '1400x900' },
    scale: { type: 'string', default: '1' },
    locale: { type: 'string', default: 'en-US' },
    settings: { type: 'string', default: '{}' },
    extension: { type: 'string', default: root },
    out: { type: 'string', default: join(root, '.vscode-test/look') },
    /** Work on a copy: the steps may change notes. */
    copy: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

/** @param {string} message @returns {never} */
function stop(message) {
  console.error(message);
  process.exit(2);
}

const [width, height] = values.size.split('x').map(Number);
if (!width || !height) stop(`--size ${values.size}: say it as 1400x900.`);
if (values.kind !== 'node' && values.kind !== 'web') stop(`--kind ${values.kind}: node or web.`);
const stepsFile = positionals[0] && resolve(positionals[0]);
for (const path of [values.folder, ...(stepsFile ? [stepsFile] : [])]) {
  if (!(await exists(resolve(path)))) stop(`There is no ${path}.`);
}

const temporary = await mkdtemp(join(tmpdir(), 'research-notes-look-'));
leftovers.add(temporary);
let folder = resolve(values.folder);
if (values.copy) {
  const copy = join(temporary, basename(folder));
  await cp(folder, copy, { recursive: true });
  folder = copy;
}
const steps = stepsFile
  ? (await import(pathToFileURL(stepsFile).href)).default
  : (/** @type {import('../test/workbench/host.ts').Host} */ host) => host.screenshot('look');
const browser = await startBrowser();
let code = 0;
try {
  const { host, close } = await launch({
    browser,
    folder,
    version: values.host,
    kind: values.kind,
    memory: values.memory,
    locale: values.locale,
    size: { width, height },
    scale: Number(values.scale),
    extension: resolve(values.extension),
    // Both versions know the themes by this older name.
    settings: {
      'workbench.colorTheme': values.theme.replace(/^(Dark|Light) (Modern|\+)$/, 'Default $1 $2'),
      ...JSON.parse(values.settings),
    },
    shots: resolve(values.out),
    ...(values.verbose ? { log: console.log } : {}),
  });
  try {
    if (values.file) await host.open(values.file);
    const path = await steps(host);
    console.log(path ?? `Pictures are in ${host.shots}`);
  } catch (error) {
    console.error(`The steps failed (picture: ${await host.screenshot('failed').catch(() => 'none')}):`);
    throw error;
  } finally {
    await close();
  }
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  code = 1;
} finally {
  await browser.close();
  await rm(temporary, { recursive: true, force: true });
}
process.exit(code);
