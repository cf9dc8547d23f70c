// What a reader does with the page: by mouse and by keyboard, wide and narrow, in every theme.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { world } from '../fixture.ts';
import { test } from './registry.ts';
import { type Stage, type StageOptions, stage, type ThemeName } from './stage.ts';

/** A note with every part. */
const everything = `
//- a.md
---
authors: [A One, B Two, C Three, D Four]
---
# A paper about everything

## Overview

What it is about, with [a link](b.md) and https://arxiv.org/abs/2504.13181.

![First](x.png)

*A caption with $x^2$*

![Second](x.png)

![](gone.png)

![far](https://e.org/far.png)

## Text

[[b]] and [[gone]], [[b#Nothing]], ==mark==, \`code\`, ~~no~~ #tag <kbd>K</kbd>[^1]

> [!warning] Take care
> Words.

> [!note]- Folded
> Words.

| a | b |
|---|--:|
| 1 | 2 |

\`\`\`js
const a = 'b'; // c
\`\`\`

$$
\\frac12
$$

- [ ] open
- [x] done

![[b]]

[^1]: A note.

## Related

- [[b]] - the reason
- [[c]] - another
- [[gone]] - not there

## Sources

1. Paper https://arxiv.org/abs/2504.13181
2. Code https://github.com/a/b
//- b.md
# Bee

## Overview

About bees.

![](x.png)

[[a]] in a sentence.
//- c.md
# Sea

About the sea.
//- index.md
- [[a]]
//- x.png
`;

/** The line of the first note that begins so. */
function lineOf(start: string): number {
  return everything
    .slice(everything.indexOf('\n', 1) + 1)
    .split('\n')
    .findIndex((line) => line.startsWith(start));
}

async function open(
  browser: Parameters<Parameters<typeof test>[1]>[0],
  options: Partial<StageOptions> = {},
): Promise<Stage> {
  const of = world(everything);
  const own = await stage(browser, { vault: of.vault, settings: of.settings, ...options });
  of.vault.lendFacts(of.uri('x.png'), { kind: 'image', size: 1, width: 640, height: 480, data: undefined });
  await own.show(of.uri('a.md'));
  await own.showAround();
  await own.page.waitForFunction(() => document.querySelector('.katex') && document.querySelector('.hljs-keyword'));
  return own;
}

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

for (const theme of ['Dark Modern', 'Light Modern', 'High Contrast', 'High Contrast Light'] as ThemeName[]) {
  test(`axe-core finds nothing serious, ${theme}`, async (browser) => {
    const own = await open(browser, { theme });
    await own.page.evaluate(axe);
    const found = await own.page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: {
          run(): Promise<{
            violations: { id: string; impact: string; nodes: { html: string; any: { message: string }[] }[] }[];
          }>;
        };
      };
      const { violations } = await axe.run();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`).join(' | ')}`,
        );
    });
    assert.deepEqual(found, []);
  });
}

for (const width of [300, 400, 560, 960, 1400]) {
  test(`nothing is wider than the page at ${width} pixels`, async (browser) => {
    const own = await open(browser, { width });
    const wide = await own.page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('main, .rail, .card, figure, .source')]
        .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
        .map((element) => element.className || element.nodeName),
    );
    assert.deepEqual(wide, []);
  });
}

test('at a zoom of 200 % everything is there, can be reached and read', async (browser) => {
  // A window of 1400 by 900 pixels.
  const own = await open(browser, { width: 700, height: 450, zoom: 2 });
  const { page } = own;
  const cut = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll<HTMLElement>('main, .bar, .rail, .card, figure, .source')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      .map((element) => element.className || element.nodeName),
  );
  assert.deepEqual(cut, []);
  const bar = await page.locator('.bar').boundingBox();
  assert.ok(bar!.height < 0.15 * 450, `the bar takes ${bar!.height} of 450 pixels`);
  for (const each of await page.locator('.bar button').all()) {
    const box = await each.boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= 700, await each.evaluate((button) => button.outerHTML));
  }
  await page.locator('figure img').first().press('Enter');
  const shown = (await page.locator('.lightbox img').boundingBox())!;
  assert.ok(shown.height > 100 && shown.y + shown.height <= 450, JSON.stringify(shown));
  await page.keyboard.press('Escape');
  const link = page.locator('main p a.note', { hasText: 'a link' });
  await link.scrollIntoViewIfNeeded();
  // A card goes when the page is scrolled.
  await page.waitForTimeout(100);
  await link.hover();
  await page.waitForTimeout(450);
  await own.answerCard();
  const card = (await page.locator('.hover-card').boundingBox())!;
  assert.ok(card.x >= 0 && card.x + card.width <= 700, JSON.stringify(card));
  assert.ok(card.y >= 0 && card.y + card.height <= 450, JSON.stringify(card));
});

test('nothing moves for readers who want no motion', async (browser) => {
  const moving = (own: Stage) =>
    own.page.evaluate(() => ({
      // A fade that the reader's own scrolling drives is no motion of its own.
      animated: document.getAnimations().filter((each) => each.timeline instanceof DocumentTimeline).length,
      styled: [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, scrollBehavior } = getComputedStyle(element);
        return transitionDuration !== '0s' || scrollBehavior === 'smooth';
      }).length,
    }));
  assert.deepEqual(await moving(await open(browser, { reducedMotion: true })), { animated: 0, styled: 0 });
  assert.notEqual((await moving(await open(browser, { reducedMotion: false }))).styled, 0);
});

test('back and forward, by the keyboard and by the mouse', async (browser) => {
  const own = await open(browser);
  const asked = () => own.said.filter(({ type }) => type === 'back' || type === 'forward').map(({ type }) => type);
  await own.page.keyboard.press('Alt+ArrowLeft');
  await own.page.keyboard.press('Alt+ArrowRight');
  for (const button of [3, 4]) {
    await own.page.evaluate((which) => {
      document.querySelector('main')!.dispatchEvent(new MouseEvent('mouseup', { button: which, bubbles: true }));
    }, button);
  }
  assert.deepEqual(asked(), ['back', 'forward', 'back', 'forward']);
});

test('what the reader has opened and folded is so again after a reload, and changes nothing else', async (browser) => {
  const folds = ['<details>', '<details>', '<details open>', '<details open>']
    .map((tag, at) => `${tag}\n<summary>More</summary>\n\nInside ${at}.\n\n</details>\n`)
    .join('\n');
  const of = world(`//- a.md\n# A\n\n${folds}//- b.md\n# B\n\n${folds}`);
  const show = async (own: Stage, path: string) => {
    await own.show(of.uri(path));
    // Elements tell in a turn of their own that they are open.
    await own.page.waitForTimeout(50);
    return own.page
      .locator('main .body details')
      .evaluateAll((all) => all.map((each) => (each as HTMLDetailsElement).open));
  };
  const written = [false, false, true, true];
  const wanted = [false, true, false, true];
  const options = { vault: of.vault, settings: of.settings };
  const first = await stage(browser, options);
  assert.deepEqual(await show(first, 'a.md'), written);
  await first.page.locator('main .body summary').nth(1).click();
  await first.page.locator('main .body summary').nth(2).press('Enter');
  assert.deepEqual(await show(first, 'b.md'), written);
  assert.deepEqual(await show(first, 'a.md'), wanted);
  // While the note is edited, too.
  of.vault.set(
    of.uri('a.md'),
    `# A\n\nNew.\n\n${folds.replace('Inside 1', 'In it').replace('Inside 2', 'In it')}`,
    true,
  );
  assert.deepEqual(await show(first, 'a.md'), wanted);
  const state = await first.page.evaluate(() => (globalThis as unknown as { savedState: unknown }).savedState);
  assert.deepEqual(await show(await stage(browser, { ...options, state }), 'a.md'), wanted);
  // What the author changes counts where the reader has said nothing.
  const next = await stage(browser, options);
  assert.deepEqual(await show(next, 'b.md'), written);
  of.vault.set(of.uri('b.md'), `# B\n\n${folds.replaceAll('<details open>', '<details>')}`, true);
  assert.deepEqual(await show(next, 'b.md'), [false, false, false, false]);
  for (const wrong of [{ folds: [['x', true]] }, { folds: [[of.uri('a.md'), [{ region: 1 }]]] }, { folds: 7 }])
    assert.deepEqual(await show(await stage(browser, { ...options, state: wrong }), 'a.md'), written);
});

test('the outline stands beside the text where there is room, and before it folded where there is none', async (browser) => {
  const wide = await open(browser, { width: 1200 });
  const sources = (own: Stage) => own.page.locator('.outline a', { hasText: 'Sources' });
  assert.equal(await wide.page.locator('aside .outline').count(), 1);
  assert.equal(await sources(wide).isVisible(), true);
  const narrow = await open(browser, { width: 700 });
  assert.equal(await narrow.page.locator('main .outline').count(), 1);
  assert.equal(await sources(narrow).isVisible(), false);
  await narrow.page.locator('.outline summary').press('Enter');
  assert.equal(await sources(narrow).isVisible(), true);
  await narrow.page.setViewportSize({ width: 1200, height: 900 });
  await narrow.page.locator('aside .outline').waitFor();
});

test('links, tasks, missing things and other hosts tell the host what is meant', async (browser) => {
  const own = await open(browser);
  const { page } = own;
  const last = () => own.said.findLast(({ type }) => type !== 'scrolled');
  await page.locator('main p a.note', { hasText: 'a link' }).click();
  assert.deepEqual(last(), { type: 'open', uri: 'file:///v/b.md', line: -1, at: '', beside: false });
  await page.locator('main p a.note', { hasText: 'a link' }).click({ modifiers: ['Control'] });
  assert.equal((last() as { beside?: boolean }).beside, true);
  await page.locator('.chip').first().click();
  assert.deepEqual(last(), { type: 'external', url: 'https://arxiv.org/abs/2504.13181' });
  await page.locator('input[data-task]').first().click();
  assert.deepEqual(last(), { type: 'toggle', of: 'file:///v/a.md', line: lineOf('- [ ] open'), version: 1 });
  assert.equal(await page.locator('input[data-task]').first().isChecked(), false);
  await page.locator('a.missing').first().click();
  assert.deepEqual(last(), { type: 'fix', of: 'file:///v/a.md', line: lineOf('[[b]] and [[gone]]'), character: 12 });
  await page.locator('figure .missing button').click();
  assert.deepEqual(last(), { type: 'fix', of: 'file:///v/a.md', line: lineOf('![](gone.png)'), character: 4 });
  await page.locator('button', { hasText: 'Load' }).click();
  assert.deepEqual(last(), { type: 'remote' });
  await page.locator('.card a.note', { hasText: 'Sea' }).click();
  assert.equal((last() as { uri?: string }).uri, 'file:///v/c.md');
  await page.locator('.health').click();
  assert.deepEqual(last(), { type: 'problems' });
});

test('pictures and links that are written as HTML are those of Markdown, and reach no further', async (browser) => {
  const html = `<p><img src="x%20y.png" width=50> <img src='it&#39;s.png'> <img src=x.png/></p>

<a href="b.md#Two">note</a> <a href=b.md title="t">plain</a> <a href="#s">here</a> <a href="f.pdf">file</a>
<a href="gone.md">gone</a> <a href="https://e.org/">web</a>

<a href="../../etc/passwd">out</a> <a href="file:///etc/passwd">no</a> <a href="javascript:hacked=1">never</a>
<img src="../../etc/x.png"> <img src="file:///etc/x.png"> <img src="f.pdf"> <img src="b.md">
`;
  const of = world(
    `//- a.md\n# A\n\n${html}\n## S\n//- b.md\n# B\n\n## Two\n//- x y.png\n//- x.png\n//- it's.png\n//- f.pdf\n`,
  );
  const own = await stage(browser, { vault: of.vault, settings: of.settings });
  await own.show(of.uri('a.md'));
  const { page } = own;
  const images = await page
    .locator('main img')
    .evaluateAll((all) =>
      all.map((each) => [(each as HTMLElement).dataset.image, each.getAttribute('src')?.startsWith(location.origin)]),
    );
  assert.deepEqual(images, [
    ['file:///v/x%20y.png', true],
    ['file:///v/it%27s.png', true],
    ['file:///v/x.png', true],
    ...Array.from({ length: 4 }, () => [undefined, undefined]),
  ]);
  const click = async (words: string) => {
    own.said.length = 0;
    await page.locator('main a', { hasText: words }).click();
    return own.said.find(({ type }) => type !== 'scrolled');
  };
  const open = { type: 'open', line: -1, at: '', beside: false };
  assert.deepEqual(await click('note'), { ...open, uri: 'file:///v/b.md', line: 2, at: 'two' });
  assert.deepEqual(await click('plain'), { ...open, uri: 'file:///v/b.md' });
  assert.deepEqual(await click('here'), { ...open, uri: 'file:///v/a.md', line: 10, at: 's' });
  assert.deepEqual(await click('file'), { type: 'file', uri: 'file:///v/f.pdf' });
  assert.equal((await click('gone'))?.type, 'fix');
  assert.deepEqual(await click('web'), { type: 'external', url: 'https://e.org/' });
  for (const words of ['out', 'no', 'never'])
    assert.equal(await page.locator('main a', { hasText: new RegExp(`^${words}$`) }).getAttribute('href'), null);
  assert.deepEqual(own.strangers, []);
});

test('a task in a numbered list keeps its number, and a mark cannot be ticked', async (browser) => {
  const of = world('//- a.md\n1. [ ] one\n2. [/] two\n\n- [-] three\n');
  const own = await stage(browser, { vault: of.vault, settings: of.settings });
  await own.show(of.uri('a.md'));
  const style = (selector: string) =>
    own.page.locator(selector).evaluateAll((all) => all.map((each) => getComputedStyle(each).listStyleType));
  assert.deepEqual(await style('main ol > li'), ['decimal', 'decimal']);
  assert.deepEqual(await style('main ul > li'), ['none']);
  await own.page.locator('.task-mark').first().click();
  assert.equal(own.last('toggle'), undefined);
  assert.equal(await own.page.locator('main ul s').innerText(), 'three');
});

test('the lines of a task begin below one another, and its box is named after its own words', async (browser) => {
  const long = 'many words that say what is to be done '.repeat(4).trim();
  const of = world(
    `//- a.md\n- [ ] ${long}\n  - [ ] ${long}\n\n1. [x] ${long}\n\ntext\n\n- [-] ${long}\n\n- [ ] ${long}\n`,
  );
  const own = await stage(browser, { vault: of.vault, settings: of.settings, width: 420 });
  await own.show(of.uri('a.md'));
  const offsets = await own.page.locator('main li.task').evaluateAll((items) =>
    items.map((item) => {
      const words = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
      while (words.nextNode() && !words.currentNode.textContent?.includes('many'));
      const range = document.createRange();
      const text = words.currentNode as Text;
      const from = text.data.indexOf('many');
      range.setStart(text, from);
      range.setEnd(text, text.length);
      const [first, second] = [...range.getClientRects()];
      return Math.abs(first!.left - second!.left);
    }),
  );
  assert.equal(offsets.length, 5);
  for (const offset of offsets) assert.ok(offset < 2, offsets.join());
  for (const label of await own.page.locator('main input').evaluateAll((all) => all.map((one) => one.ariaLabel)))
    assert.equal(label, long);
});

test('a task of an embedded note is ticked there', async (browser) => {
  const of = world('//- a.md\n# A\n\n- [ ] own\n\n![[b]]\n//- b.md\n# B\n\n- [x] theirs\n- more\n');
  const own = await stage(browser, { vault: of.vault, settings: of.settings });
  await own.show(of.uri('a.md'));
  await own.page.locator('.embed input').click();
  assert.deepEqual(own.last('tick'), { type: 'tick', uri: 'file:///v/b.md', line: 2, was: '- [x] theirs' });
  assert.equal(own.last('toggle'), undefined);
  await own.page.locator('.embed li').last().dblclick();
  assert.deepEqual(own.last('reveal'), { type: 'reveal', of: 'file:///v/a.md', line: 4 });
});

test('a reader rests on a link and sees the card', async (browser) => {
  const own = await open(browser);
  await own.page.locator('main p a.note', { hasText: 'a link' }).hover();
  await own.page.waitForFunction(() => true);
  await own.page.waitForTimeout(450);
  await own.answerCard();
  assert.match(await own.page.locator('.hover-card').innerText(), /Bee\s+About bees\./);
  await own.page.keyboard.press('Escape');
  assert.equal(await own.page.locator('.hover-card').isVisible(), false);
});

test('a link to a section asks for the card of the section', async (browser) => {
  const of = world('//- a.md\nSee [[b#Part]].\n//- b.md\n# Bee\n\nFirst.\n\n## Part\n\nOf the part.\n');
  const own = await stage(browser, { vault: of.vault, settings: of.settings });
  await own.show(of.uri('a.md'));
  await own.page.locator('main a.note').hover();
  await own.page.waitForTimeout(450);
  await own.answerCard();
  assert.match(await own.page.locator('.hover-card').innerText(), /Bee › Part\s+Of the part\./);
});

test('the lightbox by keyboard', async (browser) => {
  const own = await open(browser);
  await own.page.locator('figure img').first().focus();
  await own.page.keyboard.press('Enter');
  const shown = own.page.locator('.lightbox');
  assert.match(await shown.innerText(), /Fig\. 1\./);
  await own.answerCard();
  assert.match(await shown.innerText(), /x\.png · 640 × 480 px · 1 B · used in 2 notes/);
  await own.page.keyboard.press('ArrowRight');
  assert.match(await shown.innerText(), /Fig\. 2\..*Second/s);
  await own.page.keyboard.press('+');
  assert.match((await shown.locator('img').getAttribute('style')) ?? '', /scale\(1\.25\)/);
  await own.page.keyboard.press('Escape');
  assert.equal(await shown.isVisible(), false);
});

test('every action by keyboard: the tabulator reaches all that can be clicked', async (browser) => {
  const own = await open(browser);
  const missed = await own.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main a, main button, main input, .bar button, .rail a, figure img')]
      .filter((element) => element.offsetParent !== null && element.tabIndex < 0)
      .map((element) => element.outerHTML.slice(0, 120)),
  );
  assert.deepEqual(missed, []);
});

test('cards or the author’s list, kept for the next time', async (browser) => {
  const own = await open(browser);
  assert.equal(await own.page.locator('.as-list').isVisible(), false);
  await own.page.locator('.switch-part').nth(1).click();
  assert.match(await own.page.locator('.as-list').innerText(), /Bee - the reason/);
  const state = await own.page.evaluate(() => (globalThis as unknown as { savedState: unknown }).savedState);
  assert.equal((state as { list: boolean }).list, true);
});

test('the outline jumps and follows', async (browser) => {
  const own = await open(browser, { height: 400 });
  await own.page.locator('.outline a', { hasText: 'Sources' }).click();
  await own.page.waitForFunction(() => document.querySelector('.outline [aria-current]')?.textContent === 'Sources');
});

test('what is exported has neither controls nor addresses of this machine', async (browser) => {
  const own = await open(browser);
  await own.tell({ type: 'export', sign: 'SIGN' });
  const { html, images, title } = own.last('exported')!;
  assert.equal(title, 'A paper about everything');
  assert.equal(images[0], 'file:///v/x.png');
  assert.match(html, /src="SIGN0x"/);
  assert.doesNotMatch(html, /<button|file:\/\/|stage\.test|data-/);
});

test('a notice for every state', async (browser) => {
  const own = await open(browser);
  for (const notice of ['loading', 'restarting', 'stopped', 'large', 'absent'] as const) {
    await own.tell({ type: 'notice', notice });
    assert.equal(await own.page.locator('.notice').isVisible(), true);
  }
  await own.tell({ type: 'notice', notice: 'large' });
  await own.page.locator('.notice button').click();
  assert.deepEqual(own.said.at(-1), { type: 'large' });
  await own.tell({ type: 'notice', notice: 'none' });
  assert.equal(await own.page.locator('.notice').isVisible(), false);
  assert.equal(await own.page.locator('.head h1').count(), 1);
});
