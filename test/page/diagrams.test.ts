// Diagrams: drawn when they come near the screen, within limits, and harmless whatever they say.
import assert from 'node:assert/strict';
import { exportedFile } from '../../client/preview/exportedFile.ts';
import { world } from '../fixture.ts';
import { test } from './registry.ts';
import { type Stage, stage } from './stage.ts';

async function open(browser: Parameters<Parameters<typeof test>[1]>[0], text: string): Promise<Stage> {
  const of = world('//- a.md\n');
  of.vault.set(of.uri('a.md'), text, true);
  const own = await stage(browser, { vault: of.vault, settings: of.settings });
  await own.show(of.uri('a.md'));
  return own;
}

test('a flow chart is drawn in the colours of the theme', async (browser) => {
  const own = await open(browser, '```mermaid\ngraph TD\n  A[Encoder] --> B[Layer 41]\n```\n');
  await own.page.locator('.diagram svg').waitFor();
  assert.match(await own.page.locator('.diagram').innerText(), /Encoder\s*Layer 41/);
  const look = (selector: string, name: string) =>
    own.page
      .locator(`.diagram ${selector}`)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), name);
  assert.notEqual(await look('.node rect', 'fill'), 'rgb(0, 0, 0)');
  assert.match(await look('.flowchart-link', 'stroke'), /^rgb/);
  assert.equal(await look('.flowchart-link', 'fill'), 'none');
  assert.deepEqual(own.errors, []);
});

test('a diagram runs nothing and leads nowhere', async (browser) => {
  const own = await open(
    browser,
    '```mermaid\n%%{init: {"securityLevel":"loose", "flowchart": {"htmlLabels": true}}}%%\ngraph TD\n  A["<img src=https://evil.example/x onerror=hacked=1>"] --> B\n  click A "javascript:hacked=1"\n  click B href "https://evil.example"\n```\n',
  );
  await own.page.locator('.diagram svg, .diagram-note').first().waitFor();
  const found = await own.page.evaluate(() => [
    document.querySelectorAll('.diagram a, .diagram foreignObject, .diagram image, .diagram script').length,
    (globalThis as { hacked?: unknown }).hacked,
  ]);
  assert.deepEqual(found, [0, undefined]);
  assert.deepEqual(own.strangers, []);
});

test('a diagram that cannot be drawn says so and stays readable', async (browser) => {
  const own = await open(browser, '```mermaid\nno such diagram\n```\n\nAfter.\n');
  await own.page.locator('.diagram-note').waitFor();
  assert.match(await own.page.innerText('main'), /no such diagram\s+After/);
});

test('a diagram is drawn once it can be, and its mistakes stay told while something beside it changes', async (browser) => {
  const of = world('//- a.md\n');
  const own = await stage(browser, { vault: of.vault, settings: of.settings });
  const note = (diagram: string, after: string) => `<div>\n\n\`\`\`mermaid\n${diagram}\n\`\`\`\n\n${after}\n\n</div>\n`;
  const show = (text: string) => {
    of.vault.set(of.uri('a.md'), text, true);
    return own.show(of.uri('a.md'));
  };
  await show(note('graph TD\n  A -->', 'One.'));
  await own.page.locator('.diagram-note').waitFor();
  await show(note('graph TD\n  A -->', 'Two.'));
  await own.page.locator('.diagram-note').waitFor();
  assert.match(await own.page.innerText('main'), /Two\./);
  await show(note('graph TD\n  A --> B', 'Two.'));
  await own.page.locator('.diagram svg').waitFor();
  assert.equal(await own.page.locator('.diagram-note, pre').count(), 0);
  for (const part of ['g', 'graph TD', 'graph TD\n  C', 'graph TD\n  C --> D']) await show(note(part, 'Two.'));
  await own.page.locator('.diagram', { hasText: 'D' }).waitFor();
});

test('what is wrong in a diagram is told whole, with the line that its author counts', async (browser) => {
  const wrong = async (lines: string[]) => {
    const own = await open(browser, `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`\n`);
    await own.page.locator('.diagram-note pre').waitFor();
    return own.page.locator('.diagram-note').innerText();
  };
  const message = /^diagramError:\nParse error on line (\d+):\n.*A --> B\[\[x\n-+\^\nExpecting '.+got '/;
  const line = async (...lines: string[]) => message.exec(await wrong(lines))?.[1];
  assert.equal(await line('graph TD', '  A --> B[[x'), '2');
  assert.equal(
    await line(
      '---',
      'title: T',
      '---',
      '%%{init: {"theme": "base"}}%%',
      '%% why',
      'graph TD',
      '',
      '  %% x',
      'A{q}',
      '',
      '  A --> B[[x',
      '%% after',
    ),
    '11',
  );
  assert.match(await wrong(['graph TD', '  A --> B[[x', '  C --> D', '']), /error on line 3:\n/);
  const long = await wrong(['%% a', 'sequenceDiagram', '  A->B: x', '  nonsense here']);
  assert.match(long, /error on line 4:\n.*nonsense here\n-+\^\nExpecting .*…, got 'NEWLINE'$/);
  assert.ok(long.length < 700, String(long.length));
  assert.match(await wrong(['%% a', 'pie', '  "a" : x']), /line 3/);
});

test('a diagram of a megabyte is left as text, and the rest is there at once', async (browser) => {
  const own = await open(browser, `\`\`\`mermaid\ngraph TD\n${'  A-->B\n'.repeat(100_000)}\`\`\`\n\nAfter.\n`);
  assert.match(await own.page.innerText('main'), /diagramLarge[\s\S]*After\./);
});

test('an export holds the diagrams that nobody scrolled to, as they look on the page', async (browser) => {
  const far = 'A line.\n\n'.repeat(200);
  const fence = (text: string) => `\`\`\`mermaid\n${text}\n\`\`\`\n\n`;
  const own = await open(browser, far + fence('graph TD\n  A[Encoder] --> B') + fence('no such diagram'));
  assert.equal(await own.page.locator('.diagram').count(), 0);
  await own.tell({ type: 'export', sign: 'sign' });
  while (!own.last('exported')) await own.page.waitForTimeout(50);
  const { html, title, language } = own.last('exported')!;
  const other = await own.page.context().newPage();
  await other.route('https://exported.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: exportedFile(title, language, [], html) }),
  );
  await other.goto('https://exported.test/');
  assert.match(await other.locator('.diagram').innerText(), /Encoder\s*B/);
  const fill = (page: typeof other) =>
    page
      .locator('.diagram .node rect')
      .first()
      .evaluate((element) => getComputedStyle(element).fill);
  assert.equal(await fill(other), await fill(own.page));
  assert.match(await other.innerText('main'), /diagramError[\s\S]*no such diagram/);
});
