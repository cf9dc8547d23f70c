// Opens and closes the preview many times in a real VS Code: `npm run build && node scripts/previewCycles.mjs [CYCLES]`.
// Prints the heaps of the extension host and of the window and the memory of the server (KB); ends with 1 if one of them
// grew by a tenth after the first tenth of the cycles.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, startBrowser } from '../test/workbench/launch.mjs';
import { newest, root } from './hosts.mjs';
import { temporary as leftovers } from './processGroup.mjs';

const cycles = Number(process.argv[2] ?? 200);
const step = Math.ceil(cycles / 10);
const temporary = await mkdtemp(join(tmpdir(), 'research-notes-cycles-'));
leftovers.add(temporary);
const folder = join(temporary, 'vault');
await cp(join(root, 'sample'), folder, { recursive: true });
const browser = await startBrowser();
const { host, close } = await launch({ browser, folder, version: newest });
/** @type {Record<string, number>[]} */
const seen = [];
try {
  await host.execute('workbench.action.closeSidebar');
  await host.open('topics/vision/vit.md');
  for (let cycle = 0; cycle <= cycles; cycle++) {
    if (cycle % step === 0) {
      seen.push({ cycle, ...(await measure()) });
      console.log(JSON.stringify(seen.at(-1)));
    }
    await host.execute('researchNotes.openPreviewToSide');
    await host.webview().locator('h1').first().waitFor();
    await host.vscode(async (vscode) => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      const previews = tabs.filter(({ input }) =>
        /** @type {any} */ (input)?.viewType?.includes('researchNotes.preview'),
      );
      await vscode.window.tabGroups.close(previews);
    });
  }
} finally {
  await close();
  await browser.close();
  await rm(temporary, { recursive: true, force: true });
}
const [, first] = seen;
const last = seen.at(-1);
const grown = ['host', 'window', 'server'].filter((name) => (last?.[name] ?? 0) > 1.1 * (first?.[name] ?? 0));
console.log(grown.length ? `Grew by a tenth: ${grown.join(', ')}` : 'Nothing grew by a tenth.');
process.exit(grown.length ? 1 : 0);

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
