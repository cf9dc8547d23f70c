// Typing: only the block that changed is touched, and what the reader has done to the page stays.
import assert from 'node:assert/strict';
import { type World, world } from '../fixture.ts';
import { test } from './registry.ts';
import { type Stage, stage } from './stage.ts';

const note = `# Title

First paragraph.

![Figure](x.png)

*A caption*

<details>

<summary>More</summary>

Inside.

</details>

Middle.

- one
- two

$x^2$ and \`\`code\`\`

\`\`\`js
const a = 1;
\`\`\`

Last paragraph.
`;

async function open(
  browser: Parameters<Parameters<typeof test>[1]>[0],
): Promise<{ own: Stage; of: World; uri: string }> {
  const of = world(`//- a.md\n${note}//- x.png\n`);
  const own = await stage(browser, { vault: of.vault, settings: of.settings });
  const uri = of.uri('a.md');
  await own.show(uri);
  // Formulas and colours are drawn; images are there.
  await own.page.waitForFunction(() => document.querySelector('.katex') && document.querySelector('.hljs-keyword'));
  return { own, of, uri };
}

/** Begins to count what is changed outside of the blocks whose text holds `word`. */
async function watch({ page }: Stage, word: string): Promise<() => Promise<string[]>> {
  await page.evaluate((word) => {
    const seen: string[] = ((globalThis as { seen?: string[] }).seen = []);
    new MutationObserver((records) => {
      for (const { target, type, attributeName } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const block = element?.closest('.block');
        if (block?.textContent?.includes(word)) continue;
        seen.push(`${type} ${attributeName ?? ''} ${element?.className || element?.nodeName}`);
      }
    }).observe(document.querySelector('main')!, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  }, word);
  return () => page.evaluate(() => (globalThis as { seen?: string[] }).seen ?? []);
}

test('typing in a block changes nothing outside of it', async (browser) => {
  const { own, of, uri } = await open(browser);
  const seen = await watch(own, 'Middle');
  for (const text of ['Middle. a', 'Middle. ab', 'Middle. abc']) {
    of.vault.set(uri, note.replace('Middle.', text), true);
    await own.show(uri);
  }
  assert.match(await own.page.innerText('main'), /Middle\. abc/);
  assert.deepEqual(await seen(), []);
});

test('a new line above moves no element', async (browser) => {
  const { own, of, uri } = await open(browser);
  await own.page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('main *')) element.dataset.was = 'here';
  });
  of.vault.set(uri, note.replace('First', '\n\nFirst'), true);
  await own.show(uri);
  assert.equal(await own.page.evaluate(() => document.querySelectorAll('main .block *:not([data-was])').length), 0);
});

test('an open fold, the selection and the scrolled place stay', async (browser) => {
  const { own, of, uri } = await open(browser);
  await own.page.setViewportSize({ width: 1000, height: 300 });
  await own.page.locator('summary').click();
  await own.page.evaluate(() => {
    scrollTo(0, 200);
    getSelection()!.selectAllChildren(
      [...document.querySelectorAll('main p')].find((each) => each.textContent === 'Last paragraph.')!,
    );
  });
  of.vault.set(uri, note.replace('Middle.', 'Middle more.').replace('Inside.', 'Inside and out.'), true);
  await own.show(uri);
  const state = await own.page.evaluate(() => [
    document.querySelector('details')!.open,
    String(getSelection()),
    scrollY,
  ]);
  assert.deepEqual(state, [true, 'Last paragraph.', 200]);
  assert.match(await own.page.innerText('details'), /Inside and out/);
});

test('pictures take their room before they are loaded', async (browser) => {
  const of = world(`//- a.md\n# T\n\n${'![F](x.png)\n\nWords.\n\n'.repeat(13)}//- x.png\n`);
  const uri = of.uri('a.md');
  of.vault.lendFacts(of.uri('x.png'), { kind: 'image', size: 1, width: 640, height: 480, data: undefined });
  const own = await stage(browser, { vault: of.vault, settings: of.settings, imageDelay: 400 });
  await own.show(uri);
  await own.page.waitForTimeout(100);
  await own.page.evaluate(() => {
    const shifts: number[] = ((globalThis as { shifts?: number[] }).shifts = []);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift' });
  });
  const height = await own.page.evaluate(() => document.documentElement.scrollHeight);
  await own.page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLImageElement>('main img')].every(
      (image) => image.complete && image.naturalWidth > 0,
    ),
  );
  await own.page.waitForTimeout(100);
  assert.equal(await own.page.evaluate(() => document.documentElement.scrollHeight), height);
  assert.deepEqual(await own.page.evaluate(() => (globalThis as { shifts?: number[] }).shifts), []);
});

test('a thousand updates leave no more behind than one', async (browser) => {
  const { own, of, uri } = await open(browser);
  const nodes = async (): Promise<number> => {
    const session = await own.page.context().newCDPSession(own.page);
    await session.send('HeapProfiler.collectGarbage');
    await session.send('Performance.enable');
    const { metrics } = await session.send('Performance.getMetrics');
    const value = (name: string) => metrics.find((metric) => metric.name === name)!.value;
    return value('JSHeapUsedSize') + value('Nodes') * 500;
  };
  const type = async (from: number, to: number) => {
    const messages = Array.from({ length: to - from }, (_, at) => {
      of.vault.set(
        uri,
        note.replace('Middle.', `Middle ${from + at}.`).replace('const a', `const a${from + at}`),
        true,
      );
      return own.message(uri);
    });
    await own.tellAll(messages);
  };
  await type(0, 100);
  const before = await nodes();
  await type(100, 1100);
  const after = await nodes();
  assert.ok(after < before * 1.1, `${before} -> ${after}`);
});
