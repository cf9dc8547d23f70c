// Opens and closes the preview many times, then changes its note many times, in a real VS Code:
// `npm run test:memory -- [CYCLES] [UPDATES]`. Prints the heaps of the extension host and of the window and the resident
// memory of the server (KB); ends with 1 if a heap grew by a tenth after the first tenth of the rounds. The server's heap
// cannot be seen from here: test/lsp/memory.test.ts measures it.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, startBrowser } from '../test/workbench/launch.mjs';
import { newest, root } from './hosts.mjs';
import { temporary as leftovers } from './processGroup.mjs';

const [cycles, updates] = [process.argv[2] ?? 200, process.argv[3] ?? 1000].map(Number);
const temporary = await mkdtemp(join(tmpdir(), 'research-notes-memory-'));
leftovers.add(temporary);
const folder = join(temporary, 'vault');
await cp(join(root, 'sample'), folder, { recursive: true });
const browser = await startBrowser();
const { host, close } = await launch({ browser, folder, version: newest });
let grown = 0;
try {
  await host.execute('workbench.action.closeSidebar');
  await host.open('topics/vision/vit.md');
  grown += await repeat('opened and closed', cycles, async () => {
    await openPreview();
    await host.vscode(async (vscode) => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      const previews = tabs.filter(({ input }) =>
        /** @type {any} */ (input)?.viewType?.includes('researchNotes.preview'),
      );
      await vscode.window.tabGroups.close(previews);
    });
  });
  await host.vscode(insertAtEnd, '\n\nUpdate 0.');
  await openPreview();
  grown += await repeat('updated', updates, async (round) => {
    await host.vscode(replaceLastLine, `Update ${round}.`);
    await host.webview().getByText(`Update ${round}.`, { exact: true }).waitFor();
  });
} finally {
  await close();
  await browser.close();
  await rm(temporary, { recursive: true, force: true });
}
process.exit(grown ? 1 : 0);

async function openPreview() {
  await host.execute('researchNotes.openPreviewToSide');
  await host.webview().locator('h1').first().waitFor();
}

/** Does it so often, and answers how many of the programs grew. @param {string} what @param {number} times @param {(round: number) => Promise<void>} run */
async function repeat(what, times, run) {
  const step = Math.max(1, Math.ceil(times / 10));
  /** @type {Record<string, number>[]} */
  const seen = [];
  for (let round = 1; round <= times; round++) {
    await run(round);
    if (round % step !== 0 && round !== times) continue;
    seen.push(await measure());
    console.log(what, round, JSON.stringify(seen.at(-1)));
  }
  const [first, last] = [seen[0], seen.at(-1)];
  const larger = ['host', 'window'].filter((name) => (last?.[name] ?? 0) > 1.1 * (first?.[name] ?? 0));
  console.log(
    `${what} ${times} times: ${larger.length ? `grew by a tenth: ${larger.join(', ')}` : 'nothing grew by a tenth'}`,
  );
  return larger.length;
}

/** Runs in the extension host. @param {typeof import('vscode')} vscode @param {string} text */
async function insertAtEnd(vscode, text) {
  const document = vscode.window.visibleTextEditors[0].document;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, text);
  await vscode.workspace.applyEdit(edit);
}

/** Runs in the extension host. @param {typeof import('vscode')} vscode @param {string} text */
async function replaceLastLine(vscode, text) {
  const document = vscode.window.visibleTextEditors[0].document;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, document.lineAt(document.lineCount - 1).range, text);
  await vscode.workspace.applyEdit(edit);
}

/** Memory after a collection of what is unused, in KB. */
async function measure() {
  const session = await host.page.context().newCDPSession(host.page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const inside = await host.vscode(async () => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    process.getBuiltinModule('node:vm').runInNewContext('gc')();
    const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs');
    const read = (/** @type {string} */ path) => {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return '';
      }
    };
    const server = readdirSync('/proc').find(
      (pid) =>
        read(`/proc/${pid}/cmdline`).includes('server/node.js') &&
        Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1]) === process.pid,
    );
    return {
      host: Math.round(process.memoryUsage().heapUsed / 1024),
      server: Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${server}/status`))?.[1] ?? 0),
    };
  });
  return { ...inside, window: Math.round(usedSize / 1024) };
}
