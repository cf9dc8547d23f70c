// Measures key press to painted, in our preview and in VS Code's own, in one run: `npm run build && node scripts/previewLatency.mjs [KB …]`.
// Prints the median and the 95th percentile in ms for notes of 10, 100 and 300 KB; ends with 1 if either takes more than half as long.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, startBrowser } from '../test/workbench/launch.mjs';
import { newest } from './hosts.mjs';
import { temporary as leftovers } from './processGroup.mjs';

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 300];
const keys = 20;
/** Rare letters, so that nothing else in the note can be taken for what was typed. */
const start = 'zqzq';

const temporary = await mkdtemp(join(tmpdir(), 'research-notes-latency-'));
leftovers.add(temporary);
const folder = join(temporary, 'vault');
await mkdir(folder);
for (const size of sizes) await writeFile(join(folder, `note${size}.md`), note(size * 1024));
await writeFile(join(folder, 'other.md'), '# Other\n\n## Overview\n\nWords.\n');
const browser = await startBrowser();
let slow = 0;
const { host, close } = await launch({
  browser,
  folder,
  version: newest,
  settings: { 'editor.wordWrap': 'on', 'editor.minimap.enabled': false, 'editor.wordBasedSuggestions': 'off' },
});
try {
  await host.execute('workbench.action.closeSidebar');
  console.log(
    '| note | ours p50 | p95 | VS Code p50 | p95 | ratio of p50 | of p95 |\n| --- | --- | --- | --- | --- | --- | --- |',
  );
  for (const size of sizes) {
    const ours = await tryTwice(() => measure(size, 'researchNotes.openPreviewToSide', 'main'));
    const theirs = await tryTwice(() => measure(size, 'markdown.showPreviewToSide', 'body'));
    const ratios = [0.5, 0.95].map((share) => at(ours, share) / at(theirs, share));
    if (ratios.some((ratio) => ratio > 0.5)) slow++;
    const cells = [
      `${size} KB`,
      ...[ours, theirs].flatMap((times) => [at(times, 0.5), at(times, 0.95)]),
      ...ratios.map((ratio) => ratio.toFixed(2)),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
} finally {
  await close();
  await browser.close();
  await rm(temporary, { recursive: true, force: true });
}
process.exit(slow ? 1 : 0);

/** @param {number} size @param {string} command @param {string} root the element that holds the note in the preview */
async function measure(size, command, root) {
  // Without a question about what was typed before.
  await host.closeAll();
  await host.open(`note${size}.md`, `${start}$0`);
  await host.execute(command);
  const page = host.webview();
  await page.locator(root, { hasText: start }).first().waitFor();
  await host.page.waitForTimeout(1500);
  await page.locator('body').evaluate(
    (_, { root, start }) => {
      /** @type {Record<string, number>} */
      const painted = {};
      Object.assign(globalThis, { painted });
      const pattern = new RegExp(`${start}[a-z]*`);
      const see = (/** @type {MutationRecord[]} */ records) => {
        for (const { target, addedNodes } of records) {
          for (const node of [target, ...addedNodes]) {
            const text =
              node.nodeType === 3 || /^(?:P|SPAN)$/.test(node.nodeName)
                ? (pattern.exec(node.textContent ?? '')?.[0] ?? '')
                : '';
            if (!text || painted[text]) continue;
            painted[text] = Infinity;
            // In the frame, and after it.
            requestAnimationFrame(() => setTimeout(() => (painted[text] = Date.now())));
          }
        }
      };
      new MutationObserver(see).observe(document.querySelector(root) ?? document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    },
    { root, start },
  );
  await host.execute('workbench.action.focusFirstEditorGroup');
  await host.focus();
  const times = [];
  let typed = start;
  for (let key = 0; key < keys; key++) {
    const letter = String.fromCharCode(97 + (key % 26));
    typed += letter;
    const before = Date.now();
    await host.page.keyboard.press(letter);
    const text = typed;
    const done = await host.until(
      `“${text}” in the preview`,
      () => page.locator('body').evaluate((_, text) => /** @type {any} */ (globalThis).painted[text] ?? null, text),
      (value) => typeof value === 'number' && Number.isFinite(value),
      20_000,
    );
    times.push(Number(done) - before);
    await host.page.waitForTimeout(450);
  }
  return times.sort((a, b) => a - b);
}

/** The window now and then takes the keyboard elsewhere. @template T @param {() => Promise<T>} run */
async function tryTwice(run) {
  return run().catch(run);
}

/** @param {number[]} sorted @param {number} share */
function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Sections with prose, a list, a table, code and links, up to a length. @param {number} length */
function note(length) {
  const parts = ['# A long note\n\n## Overview\n\nWhat it is about.\n'];
  let size = 0;
  for (let section = 0; size < length; section++) {
    const prose = `Words of section ${section}, with *emphasis*, a [[other]] and \`code\`. `.repeat(6);
    const text = `\n## Section ${section}\n\n${prose}\n\n- one\n- two [[other#Overview]]\n- three\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n\n\`\`\`js\nconst value = ${section};\n\`\`\`\n`;
    parts.push(text);
    size += text.length;
  }
  parts.splice(Math.floor(parts.length / 2), 0, `\nHere one types ${start}\n`);
  return parts.join('');
}
