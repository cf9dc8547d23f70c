// Renames and moves in the explorer of a real VS Code, on a copy of a real vault: no problem more than before, and one undo
// brings every byte back. What is renamed is found by counting: no name of the vault stands here. Part of
//   npm run test:corpora    (CORPUS=FOLDER takes another vault)
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../../scripts/hosts.mjs';
import { launch, startBrowser } from '../workbench/launch.mjs';

/** @typedef {import('../workbench/host.ts').Host} Host */

const source = process.env.CORPUS ?? join(root, '../shared/corpora/tg-note-kb');
const skip = existsSync(source) ? false : `${source} is not here`;
const kinds = /** @type {const} */ (['node', 'web']);

for (const kind of kinds) {
  describe(`the explorer on a real vault, ${kind} host`, { skip }, () => {
    const temporary = mkdtempSync(join(tmpdir(), 'research-notes-corpora-'));
    const folder = join(temporary, 'vault');
    /** @type {import('playwright-core').Browser} */
    let browser;
    /** @type {import('../workbench/launch.mjs').Launched} */
    let launched;

    before(async () => {
      cpSync(source, folder, { recursive: true });
      execFileSync('chmod', ['-R', 'u+w', folder]);
      git(folder, 'init', '--quiet');
      git(folder, 'add', '--all', '--force');
      git(folder, '-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '--quiet', '--message=x');
      browser = await startBrowser();
      launched = await launch({ browser, version: '1.139.1', kind, folder, patience: 60_000 });
    });
    after(async () => {
      await launched?.close();
      await browser?.close();
      rmSync(temporary, { recursive: true, force: true });
    });

    const most = skip ? undefined : mostWanted(source);
    test('the note that most notes link to', () => check(launched.host, folder, most?.note, 'Новое имя.md'));
    test('its folder', () => check(launched.host, folder, most && dirname(most.note), 'new folder'));
    test('the image that most notes show', () => check(launched.host, folder, most?.image, 'новая картинка'));
  });
}

/**
 * Renames in the explorer, agrees, looks, and takes it back.
 * @param {Host} host
 * @param {string} folder
 * @param {string | undefined} path
 * @param {string} newName an image keeps its ending
 */
async function check(host, folder, path, newName) {
  assert.ok(path);
  const name = extname(path) && !extname(newName) ? newName + extname(path) : newName;
  // The extension begins with the first note; the one that is renamed is not open.
  await host.open(readdirSync(folder).find((one) => one.endsWith('.md')) ?? '');
  await host.until(
    'the vault to be read',
    async () => (await problems(host)).length,
    (count) => count > 100,
  );
  const told = await settled(host);
  console.log(`# ${host.name}: ${basename(path)}: ${said(told)}`);
  await showInExplorer(host, path);
  await host.press('F2');
  const input = host.page.locator('.explorer-folders-view .monaco-inputbox input').first();
  await input.waitFor();
  await input.fill(name);
  const began = Date.now();
  await host.press('Enter');
  await host.page.locator('.monaco-dialog-box', { hasText: 'refactoring changes' }).waitFor();
  const asked = Date.now() - began;
  await host.page.locator('.monaco-dialog-box .monaco-button', { hasText: /^OK$/ }).click();
  const now = join(dirname(path), name);
  await host.until('the new name', async () => existsSync(join(folder, now)), Boolean);
  // Messages name the place that was renamed, too.
  const renamed = told.map((one) => one.replaceAll(path, now));
  const later = await settled(host);
  const fresh = without(later, renamed);
  console.log(
    `# ${host.name}: to ${name}: asked after ${asked} ms, ${said(later)}; ${git(folder, 'status', '--short').split('\n').length} files`,
  );
  await host.screenshot(`corpora ${basename(path)}`);
  assert.deepEqual(fresh, [], 'no new problem');
  await showInExplorer(host, now);
  await host.press('Control+z');
  const everywhere = host.page.locator('.monaco-dialog-box .monaco-button', { hasText: /^(?:Undo in|Yes)/ }).first();
  await everywhere.click({ timeout: 5000 }).catch(() => undefined);
  await host.until('the old name', async () => existsSync(join(folder, path)), Boolean);
  await host.execute('workbench.action.files.saveAll');
  await host.until(
    'every byte as before',
    async () => git(folder, 'status', '--short'),
    (status) => status === '',
  );
  assert.deepEqual(without(await settled(host), told), [], 'the problems as before');
  await host.execute('workbench.action.closeAllEditors');
}

/**
 * Where the keyboard then is.
 * @param {Host} host
 * @param {string} path
 */
async function showInExplorer(host, path) {
  await host.vscode(async (vscode, path) => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (folder) await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.joinPath(folder.uri, path));
  }, path);
  await host.page.locator('.explorer-folders-view .monaco-list-row.focused', { hasText: basename(path) }).waitFor();
}

/**
 * `path code message` of every problem, ordered.
 * @param {Host} host
 * @returns {Promise<string[]>}
 */
async function problems(host) {
  const found = await host.vscode((vscode) =>
    vscode.languages.getDiagnostics().flatMap(([uri, list]) => {
      const path = vscode.workspace.asRelativePath(uri, false);
      const own = list.filter((each) => each.source === 'research-notes');
      return own.map(({ code, message }) => `${path} ${typeof code === 'object' ? code.value : code} ${message}`);
    }),
  );
  return found.sort();
}

/** The problems once they have stayed the same for two seconds. @param {Host} host */
async function settled(host) {
  let last = await problems(host);
  for (let quiet = 0; quiet < 4; quiet++) {
    await host.page.waitForTimeout(500);
    const now = await problems(host);
    if (JSON.stringify(now) !== JSON.stringify(last)) quiet = -1;
    last = now;
  }
  return last;
}

/** What is in the first list and not in the second, each as often. @param {string[]} list @param {string[]} others */
function without(list, others) {
  const left = [...others];
  return list.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** How many of each code. @param {string[]} list */
function said(list) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const one of list) {
    const code = /\.md (\S+) /.exec(one)?.[1] ?? '?';
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return JSON.stringify(counts);
}

/**
 * The note and the image that most links name, each by a file name that nothing else has.
 * @param {string} folder
 */
function mostWanted(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const uses = new Map();
  for (const path of paths.filter((one) => one.endsWith('.md'))) {
    const text = readFileSync(join(folder, path), 'utf8');
    for (const [, target] of text.matchAll(/(?:\[\[|\]\()([^\]|#)\s]+)/g)) {
      const name = basename(target ?? '');
      uses.set(name, (uses.get(name) ?? 0) + 1);
    }
  }
  const best = (/** @type {RegExp} */ ending) => {
    const own = paths.filter(
      (path) => ending.test(path) && paths.filter((one) => basename(one) === basename(path)).length === 1,
    );
    const count = (/** @type {string} */ path) => uses.get(basename(path)) ?? 0;
    return own.reduce((a, b) => (count(b) > count(a) ? b : a));
  };
  return { note: best(/\.md$/), image: best(/\.(?:jpe?g|png)$/) };
}

/** @param {string} folder @param {string[]} args */
function git(folder, ...args) {
  return execFileSync('git', ['-c', 'core.quotePath=false', ...args], { cwd: folder, encoding: 'utf8' }).trim();
}
