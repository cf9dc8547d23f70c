// Opens a folder with the extension in a real workbench and gives a `Host`; used by the tests and by scripts/look.mjs.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { ensureChromium, root } from '../../scripts/hosts.mjs';
import { startServer } from '../../scripts/server.mjs';

const here = join(root, 'test/workbench');
// A failing test names the line of the TypeScript.
process.setSourceMapsEnabled(true);

/**
 * Bundles TypeScript of this folder for Node and imports it.
 * @template T
 * @param {string} source
 * @returns {Promise<T>}
 */
export async function load(source) {
  const folder = join(root, 'dist/test/workbench');
  const outfile = join(folder, `run-${process.pid}-${Math.random().toString(36).slice(2)}.mjs`);
  const input = { contents: source, resolveDir: here, loader: /** @type {const} */ ('ts') };
  try {
    await build({
      stdin: input,
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: 'inline',
      // Libraries in the old format ask for modules of Node as they run.
      banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(outfile, { force: true });
  }
}

/** @returns {Promise<import('playwright-core').Browser>} */
export async function startBrowser() {
  const quiet = [
    'disable-gpu',
    'disable-quic',
    'no-first-run',
    'disable-background-networking',
    'disable-component-update',
    'disable-sync',
  ];
  return chromium.launch({
    executablePath: await ensureChromium(),
    args: ['--no-sandbox', ...quiet.map((flag) => `--${flag}`)],
  });
}

/**
 * @typedef {object} LaunchOptions
 * @property {import('playwright-core').Browser} browser
 * @property {string} version of VS Code
 * @property {'node' | 'web'} [kind] the extension host: `main` in Node, or `browser` in the web worker
 * @property {boolean} [memory] the folder as a virtual workspace, memfs:/NAME
 * @property {string} folder
 * @property {string} [extension] the folder of the extension, this project if not told
 * @property {Record<string, unknown>} [settings]
 * @property {string} [locale] the browser's language, which the workbench follows
 * @property {{ width: number, height: number }} [size]
 * @property {number} [scale] device pixels for a CSS pixel
 * @property {string} [shots] the folder for screenshots
 * @property {number} [patience]
 * @property {(line: string) => void} [log] hears what the page and the extension host say
 *
 * @typedef {{ host: import('./host.ts').Host, close: () => Promise<void> }} Launched
 */

/**
 * @param {LaunchOptions} options
 * @returns {Promise<Launched>}
 */
export async function launch(options) {
  const { browser, version, kind = 'node', memory = false, locale = 'en-US', patience = 20_000 } = options;
  const folder = resolve(options.folder);
  const folders = [resolve(options.extension ?? root), join(here, 'bridge')];
  const { Host, Jobs } = await load(`export * from './host.ts'; export * from './jobs.ts';`);
  const jobs = new Jobs();
  /** @type {(() => Promise<unknown> | void)[]} */
  const undo = [() => jobs.stop()];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const runner = { 'researchNotesTest.runner': await jobs.start() };
    const settings = { ...testSettings, ...(await placeOf(folders, kind)), ...runner, ...options.settings };
    const server = await startServer({ version, settings, folders });
    undo.push(server.stop);

    let workspace = folder;
    if (memory) {
      // The `folder` of the address is always a folder of the server. A .code-workspace file on the server may name
      // folders of any scheme: this is how a memfs: folder opens, with no other folder beside it.
      const name = basename(folder);
      jobs.memory = await contents(folder, `/${name}`);
      workspace = join(server.data, `${name}.code-workspace`);
      await writeFile(workspace, JSON.stringify({ folders: [{ uri: `memfs:/${name}` }] }));
    }
    const shots = options.shots ?? join(root, '.vscode-test/shots');
    const context = await browser.newContext({
      viewport: options.size ?? { width: 1280, height: 800 },
      deviceScaleFactor: options.scale ?? 1,
      locale,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    undo.push(() => context.close());
    const [language] = locale.split('-');
    // As a language pack does it: the workbench's own words stay English, those of extensions are of that language.
    if (language !== 'en') await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${language}';`);
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    if (options.log) page.on('console', (message) => options.log?.(`${message.type()}: ${message.text()}`));

    const host = new Host({ page, jobs, version, kind, memory, folder, shots, patience });
    try {
      await page.goto(server.url(workspace), { timeout: 30_000 });
      await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 30_000 });
    } catch (error) {
      const picture = await host.screenshot('not-opened').catch(() => 'none');
      const why = error instanceof Error ? error.message : error;
      throw new Error(`The workbench ${host.name} did not open (picture: ${picture}): ${why}`);
    }
    return { host, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Runs a module exporting `run()` inside the extension host, as @vscode/test-electron does on the desktop.
 * The window is one of an extension in development: no bridge, no notifications, no dialogs.
 * @param {Pick<LaunchOptions, 'browser' | 'version' | 'kind' | 'folder' | 'extension'> & { file: string, say: (text: string) => void }} options
 * @returns {Promise<number>} the suite's exit code
 */
export async function runSuite({ browser, version, kind = 'node', folder, extension = root, file, say }) {
  const settings = { ...testSettings, ...(await placeOf([extension], kind)) };
  const server = await startServer({ version, settings, driver: true });
  const page = await browser.newPage();
  const remote = (/** @type {string} */ path) => `vscode-remote://127.0.0.1:${server.port}${resolve(path)}`;
  let timer;
  try {
    const ended = new Promise((done, fail) => {
      timer = setTimeout(() => fail(new Error('The suite in the extension host did not end within 60 s.')), 60_000);
      void page.exposeFunction('codeAutomationExit', done);
    });
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) =>
      say(args.join(' ')),
    );
    await page.goto(
      server.url(resolve(folder), [
        ['skipWelcome', 'true'],
        ['extensionDevelopmentPath', remote(extension)],
        ['extensionTestsPath', remote(file)],
      ]),
    );
    return await ended;
  } finally {
    clearTimeout(timer);
    await page.close();
    await server.stop();
  }
}

/** The editor as on the desktop, where the web differs, and nothing that moves under a test. */
const testSettings = {
  'files.autoSave': 'off',
  'editor.cursorBlinking': 'solid',
  'workbench.editor.enablePreview': false,
  'workbench.reduceMotion': 'on',
  'explorer.confirmDelete': false,
  'explorer.confirmDragAndDrop': false,
};

/**
 * The setting that puts extensions into the extension host of that kind. (The payload's `extensionDevelopmentKind`
 * does it only for extensions that have no `main`.)
 * @param {string[]} folders
 * @param {'node' | 'web'} kind
 */
async function placeOf(folders, kind) {
  /** @type {Record<string, string[]>} */
  const places = {};
  for (const folder of folders) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => {
      throw new Error(`No extension in ${folder}: it has no package.json.`);
    });
    const { publisher, name } = JSON.parse(text);
    places[`${publisher}.${name}`] = [kind === 'web' ? 'web' : 'workspace'];
  }
  return { 'remote.extensionKind': places };
}

/**
 * @param {string} folder
 * @param {string} prefix
 * @returns {Promise<[string, string][]>} each file's path and its bytes in base64
 */
async function contents(folder, prefix) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => [prefix + path.slice(folder.length), (await readFile(path)).toString('base64')]),
  );
}
