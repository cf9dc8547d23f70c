// Opens a small vault and a large one in a real VS Code: `npm run build && node scripts/largeVault.mjs [NOTES]`.
// Prints what the status item says while notes are read and after; key press to list in ms while five letters are typed
// after `[[`; and how busy the server and our part of the extension host are while nobody does anything. Ends with 1 if a
// key press takes half as long again as in the small vault, or if one of the two is busy for a hundredth of the time.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, load, startBrowser } from '../test/workbench/launch.mjs';
import { newest } from './hosts.mjs';
import { temporary as leftovers } from './processGroup.mjs';

const large = Number(process.argv[2] ?? 100_000);
const small = 1000;
const words = 8;
const letters = 5;
const idleSeconds = 10;

/** @type {typeof import('../bench/vault.ts')} */
const { planVault, writeVault } = await load(`export * from '../../bench/vault.ts';`);
const temporary = await mkdtemp(join(tmpdir(), 'research-notes-large-'));
leftovers.add(temporary);
const browser = await startBrowser();
let failed = false;
/** @type {number[]} */
const medians = [];
try {
  for (const count of [small, large]) {
    const folder = join(temporary, `notes${count}`);
    await mkdir(folder);
    const vault = planVault(count);
    writeVault(vault, folder, 'wiki');
    medians.push(await look(folder, vault));
  }
} finally {
  await browser.close();
  await rm(temporary, { recursive: true, force: true });
}
const ratio = medians[1] / medians[0];
console.log(`Key press to list, ${large} beside ${small} notes: ${ratio.toFixed(2)} (at most 1.5)`);
process.exit(failed || ratio > 1.5 ? 1 : 0);

/** Answers the median of key press to list. @param {string} folder @param {import('../bench/vault.ts').PlannedVault} vault */
async function look(folder, vault) {
  const count = vault.notes.length;
  const started = Date.now();
  const { host, close } = await launch({
    browser,
    folder,
    version: newest,
    patience: 120_000,
    settings: { 'editor.wordBasedSuggestions': 'off' },
  });
  try {
    await host.execute('workbench.action.closeSidebar');
    const note = /** @type {import('../bench/vault.ts').PlannedNote} */ (vault.notes[7]);
    await host.open(note.path);
    const said = await statusUntilRead(host);
    console.log(`${count} notes, ${((Date.now() - started) / 1000).toFixed(1)} s after the start: ${said.join(' → ')}`);
    await idle(host, count);
    const times = await keyPresses(host, vault);
    const sorted = [...times].sort((a, b) => a - b);
    const at = (/** @type {number} */ share) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
    console.log(
      `${count} notes, key press to list: ${at(0.5)} ms p50, ${at(0.95)} ms p95, ${times.length} key presses`,
    );
    return at(0.5);
  } finally {
    await close();
  }
}

/** What the status item said, one after the other, until it counts links. @param {import('../test/workbench/host.ts').Host} host */
async function statusUntilRead(host) {
  const item = host.page.locator('.statusbar-item[id^="research-notes"]').first();
  /** @type {string[]} */
  const said = [];
  await host.until(
    'the status item to count links',
    async () => (await item.getAttribute('aria-label', { timeout: 60_000 }).catch(() => '')) ?? '',
    (label) => {
      const text = label.replace(/^Research Notes\. /, '');
      if (text && said.at(-1) !== text) said.push(text);
      return /\d+ of \d+/.test(text);
    },
    180_000,
  );
  return said.length > 4 ? [...said.slice(0, 2), '…', ...said.slice(-2)] : said;
}

/** @param {import('../test/workbench/host.ts').Host} host @param {number} count */
async function idle(host, count) {
  // What follows the reading, such as the problems of all notes, is work of its own.
  await host.page.waitForTimeout(count / 5 + 5000);
  const server = serverOf(await host.vscode(() => process.pid));
  const before = ticks(server);
  await host.vscode(startProfile);
  await host.page.waitForTimeout(idleSeconds * 1000);
  const shares = {
    // The clock of /proc ticks a hundred times a second.
    server: (ticks(server) - before) / 100 / idleSeconds,
    // VS Code and its own extensions are busy there too, looking for open ports for example.
    'our part of the extension host': (await host.vscode(endProfile, 'client/node.js')) / idleSeconds,
  };
  for (const [name, share] of Object.entries(shares)) {
    console.log(`${count} notes, ${name} busy while idle: ${(share * 100).toFixed(1)} % (at most 1 %)`);
    if (!(share <= 0.01)) failed = true;
  }
}

/** Runs in the extension host. */
async function startProfile() {
  const { Session } = process.getBuiltinModule('node:inspector/promises');
  const session = new Session();
  session.connect();
  Object.assign(globalThis, { profiled: session });
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
}

/** Runs in the extension host: the seconds that a script was at work, with all that it called. @param {typeof import('vscode')} _ @param {string} script */
async function endProfile(_, script) {
  const session = /** @type {any} */ (globalThis).profiled;
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const own = new Set();
  // Parents come before their children.
  for (const { id, callFrame, children } of profile.nodes) {
    if (own.has(id) || callFrame.url.includes(script)) for (const each of [id, ...(children ?? [])]) own.add(each);
  }
  return profile.samples.reduce(
    (/** @type {number} */ sum, /** @type {number} */ id, /** @type {number} */ at) =>
      own.has(id) ? sum + profile.timeDeltas[at] / 1e6 : sum,
    0,
  );
}

/** How long a process has kept a processor busy. @param {number} pid */
function ticks(pid) {
  const fields = procFile(pid, 'stat')
    .replace(/^.*\) /, '')
    .split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** The language server that an extension host has started. @param {number} parent */
function serverOf(parent) {
  const found = readdirSync('/proc').find(
    (pid) =>
      procFile(pid, 'cmdline').includes('server/node.js') &&
      Number(/\) \S (\d+)/.exec(procFile(pid, 'stat'))?.[1]) === parent,
  );
  if (!found) throw new Error('The extension host has started no server.');
  return Number(found);
}

/** Empty where the process is gone. @param {number | string} pid @param {string} name */
function procFile(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

/** Types `[[` and letters of titles. @param {import('../test/workbench/host.ts').Host} host @param {import('../bench/vault.ts').PlannedVault} vault */
async function keyPresses(host, vault) {
  // The page itself takes the time: of the key, and of the next change of the rows.
  await host.page.evaluate(() => {
    const seen = { key: 0, list: 0 };
    Object.assign(globalThis, { seen });
    addEventListener('keydown', () => Object.assign(seen, { key: performance.now(), list: 0 }), { capture: true });
    new MutationObserver((records) => {
      const inList = records.some(({ target }) =>
        /** @type {Element} */ (target).closest?.('.suggest-widget .monaco-list-rows'),
      );
      if (inList && seen.list === 0) requestAnimationFrame(() => (seen.list ||= performance.now()));
    }).observe(document.body, { subtree: true, childList: true });
  });
  const titles = vault.notes.map(({ title }) => title.toLowerCase()).filter((title) => /^[a-z]{5}/.test(title));
  const step = Math.max(1, Math.floor(titles.length / words));
  /** @type {number[]} */
  const times = [];
  for (let word = 0; word < words; word++) {
    const title = /** @type {string} */ (titles[word * step]);
    await host.execute('cursorBottom');
    await host.press('Enter');
    await host.type('[[');
    await host.suggestions();
    for (const letter of title.slice(0, letters)) {
      await host.page.waitForTimeout(300);
      await host.page.keyboard.press(letter);
      const seen = await host.until(
        'the list to follow the key',
        () => host.page.evaluate(() => /** @type {any} */ (globalThis).seen),
        ({ key, list }) => list > key,
        20_000,
      );
      times.push(seen.list - seen.key);
    }
    const found = await host.suggestions((rows) => rows.length > 0);
    if (!found.some(({ label }) => label.toLowerCase().startsWith(title.slice(0, letters)))) {
      failed = true;
      console.log(`“${title.slice(0, letters)}” did not find a title that begins so: ${found[0]?.label}`);
    }
    await host.press('Escape', 'Escape');
  }
  return times;
}
