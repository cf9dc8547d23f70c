// Scrolling by lines, both ways, over pictures, tables, code, formulas and embeds.
import assert from 'node:assert/strict';
import { world } from '../fixture.ts';
import { test } from './registry.ts';
import { stage } from './stage.ts';

const part = (at: number) => `## Part ${at}

Words of the part, enough of them to fill a line or two of the page at the width that it has here, and a few more.

![Figure](x.png)

*A caption*

| a | b |
|---|---|
${'| one | two |\n'.repeat(6)}
\`\`\`js
${'const line = 1;\n'.repeat(12)}\`\`\`

$$
\\int_0^1 x^2 dx
$$

![[b]]

${Array.from({ length: 8 }, (_, item) => `- item ${item} of ${at}\n`).join('')}
`;

test('fifty lines from the editor and back, within one block, without an echo', async (browser) => {
  const text = `# Title\n\n${Array.from({ length: 8 }, (_, at) => part(at)).join('')}`;
  const of = world(`//- a.md\n${text}//- b.md\n# Other\n\nEmbedded words.\n//- x.png\n`);
  const uri = of.uri('a.md');
  of.vault.lendFacts(of.uri('x.png'), { kind: 'image', size: 1, width: 640, height: 480, data: undefined });
  const own = await stage(browser, { vault: of.vault, settings: of.settings, height: 500 });
  await own.show(uri);
  await own.page.waitForFunction(() => document.querySelector('.katex'));
  const lines = text.split('\n').length;
  let seed = 7;
  for (let turn = 0; turn < 50; turn++) {
    seed = (seed * 16807) % 2147483647;
    const line = seed % (lines - 40);
    own.said.length = 0;
    await own.tell({ type: 'scroll', line });
    assert.equal(own.last('scrolled'), undefined, 'the page answers its own scrolling');
    // A reader's wheel makes the page tell where it stands.
    await own.page.mouse.move(500, 300);
    await own.page.mouse.wheel(0, 1);
    for (let tries = 0; !own.last('scrolled') && tries < 100; tries++) await own.page.waitForTimeout(20);
    const back = own.last('scrolled')?.line ?? -1;
    assert.ok(Math.abs(back - line) <= 2, `line ${line} of ${lines} came back as ${back}`);
    // The reader's turn is over: time is ours, so nobody has to wait for it.
    await own.page.evaluate(() => {
      const real = Date.now;
      const later = real() + 1000;
      Date.now = () => Math.max(later, real() + 1000);
    });
  }
});

test('while the reader scrolls the page, the editor does not move it', async (browser) => {
  const of = world(`//- a.md\n# T\n\n${'Words.\n\n'.repeat(200)}`);
  const own = await stage(browser, { vault: of.vault, settings: of.settings, height: 500 });
  await own.show(of.uri('a.md'));
  await own.page.mouse.move(500, 300);
  await own.page.mouse.wheel(0, 600);
  await own.page.waitForFunction(() => scrollY > 500);
  await own.tell({ type: 'scroll', line: 0 });
  assert.ok((await own.page.evaluate(() => scrollY)) > 500);
});

test('right after a click on a link, the page of another note begins at its line', async (browser) => {
  const of = world(
    `//- a.md\n[[b#Far]]\n//- b.md\n# B\n\n${'Words.\n\n'.repeat(100)}## Far\n\n${'Words.\n\n'.repeat(100)}`,
  );
  const own = await stage(browser, { vault: of.vault, settings: of.settings, height: 500 });
  await own.show(of.uri('a.md'));
  await own.page.locator('main p a.note').click();
  const line = own.last('open')!.line;
  assert.equal(line, 202);
  await own.show(of.uri('b.md'));
  await own.tell({ type: 'scroll', line });
  assert.ok((await own.page.evaluate(() => scrollY)) > 1000);
});

test('the block of the cursor is marked, a double click goes to its line', async (browser) => {
  const of = world('//- a.md\n# T\n\nOne.\n\n- a\n- b\n');
  const own = await stage(browser, { vault: of.vault, settings: of.settings });
  await own.show(of.uri('a.md'));
  await own.tell({ type: 'cursor', line: 5 });
  assert.equal((await own.page.locator('.at-cursor').innerText()).replace(/\s+/g, ' ').trim(), 'a b');
  await own.page.locator('li', { hasText: 'b' }).dblclick();
  assert.deepEqual(own.last('reveal'), { type: 'reveal', of: of.uri('a.md'), line: 5 });
});
