// Takes the pictures of README.md in a real VS Code, on a copy of sample/: `npm run build && node scripts/readmePictures.mjs [NAME …]`.
// With names, only those are taken: completion, hover, problems, paper, related, preview, status. They go to docs/images/.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, startBrowser } from '../test/workbench/launch.mjs';
import { newest, root } from './hosts.mjs';
import { temporary as leftovers } from './processGroup.mjs';

/** @typedef {import('../test/workbench/host.ts').Host} Host */
/** @typedef {{ x: number, y: number, width: number, height: number }} Clip */

const out = join(root, 'docs/images');
const light = 'Default Light Modern';
const dark = 'Default Dark Modern';
const day = 'topics/conferences/reading_day_encoders.md';
const settings = {
  'editor.minimap.enabled': false,
  'editor.lightbulb.enabled': 'off',
  'editor.stickyScroll.enabled': false,
  'editor.wordWrap': 'on',
  'breadcrumbs.enabled': false,
  'workbench.layoutControl.enabled': false,
  'workbench.activityBar.location': 'hidden',
  'editor.hover.above': false,
};

/**
 * Each takes its steps and answers which part of the window is worth showing, if not all of it.
 * @type {Record<string, { theme: string, size: { width: number, height: number }, steps: (host: Host) => Promise<Clip | undefined> }>}
 */
const pictures = {
  completion: {
    theme: light,
    size: { width: 1200, height: 760 },
    async steps(host) {
      await host.execute('workbench.action.closeSidebar');
      await host.open(day, 'Что читаем в следующий раз$0');
      await ready(host);
      await host.execute('revealLine', { lineNumber: 33, at: 'top' });
      await host.press('Enter');
      await host.type('[[пр', 80);
      await host.suggestions((rows) => rows[0]?.label.startsWith('Пробы по слоям') === true);
      await host.suggestionCard();
      await pictureShown(host, '.suggest-details img');
    },
  },
  hover: {
    theme: dark,
    size: { width: 1100, height: 700 },
    async steps(host) {
      await host.open(day);
      await ready(host);
      await host.cursor('[[vision/layer_pro$0bing.md]] - ');
      await host.execute('revealLine', { lineNumber: 33, at: 'top' });
      await host.hover();
      await pictureShown(host, '.monaco-hover img');
      // VS Code opens hovers 250 pixels high; the lower edge can be drawn down, as here.
      const box = await host.page
        .locator('.monaco-resizable-hover:visible, .monaco-hover:visible')
        .first()
        .boundingBox();
      if (!box) throw new Error('The hover is gone.');
      await host.page.mouse.move(box.x + 60, box.y + box.height - 1);
      await host.page.mouse.down();
      await host.page.mouse.move(box.x + 60, box.y + box.height + 195, { steps: 8 });
      await host.page.mouse.up();
      await host.page.mouse.move(box.x + 500, box.y + 180, { steps: 8 });
    },
  },
  problems: {
    theme: light,
    size: { width: 1200, height: 760 },
    async steps(host) {
      await host.execute('workbench.action.closeSidebar');
      await host.open('topics/sandbox/broken_links.md');
      await ready(host);
      await host.execute('workbench.actions.view.problems');
      await host.page.locator('.markers-panel .monaco-list-row').first().waitFor();
      await host.focus();
      await host.fixes('[[flash_ate$0ntion.md]]');
    },
  },
  paper: {
    theme: dark,
    size: { width: 1480, height: 900 },
    async steps(host) {
      await paperPreview(host);
      await host.webview().locator('figure img').first().waitFor();
      await host.page.waitForTimeout(800);
    },
  },
  related: {
    theme: light,
    size: { width: 1480, height: 900 },
    async steps(host) {
      await paperPreview(host);
      await host.execute('revealLine', { lineNumber: 36, at: 'top' });
      await host
        .webview()
        .locator('body')
        .evaluate(() => document.querySelector('.sources')?.scrollIntoView({ block: 'end' }));
    },
  },
  preview: {
    theme: dark,
    size: { width: 1200, height: 700 },
    async steps(host) {
      await host.execute('workbench.action.closeSidebar');
      await host.open(day, '## Утро: ViT и CLIP$0');
      await ready(host);
      await host.execute('markdown.showPreviewToSide');
      await host.webview().locator('img').first().waitFor();
      await host.execute('workbench.action.focusFirstEditorGroup');
      await host.page.waitForTimeout(1000);
      await host.execute('revealLine', { lineNumber: 10, at: 'top' });
      await host.webview().locator('a', { hasText: 'siglip' }).first().waitFor();
    },
  },
  status: {
    theme: light,
    size: { width: 1200, height: 700 },
    async steps(host) {
      await host.open(day);
      const item = host.page.locator('.statusbar-item', { hasText: /\d+\/\d+/ }).last();
      await ready(host);
      await item.hover();
      const tooltip = host.page
        .locator('.workbench-hover-container .monaco-hover', { hasText: 'Links start from' })
        .last();
      await tooltip.waitFor();
      const box = await tooltip.boundingBox();
      const left = Math.max(0, (box?.x ?? 600) - 40);
      const top = Math.max(0, (box?.y ?? 300) - 40);
      return { x: left, y: top, width: 1200 - left, height: 700 - top };
    },
  },
};

/** The note in a narrow editor, and its page beside it. @param {Host} host */
async function paperPreview(host) {
  await host.execute('workbench.action.closeSidebar');
  await host.open(day, '## Утро: ViT и CLIP$0');
  await ready(host);
  await host.execute('researchNotes.openPreviewToSide');
  await host.webview().locator('.card').first().waitFor();
  for (let step = 0; step < 4; step++) await host.execute('workbench.action.decreaseViewWidth');
  await host.execute('revealLine', { lineNumber: 0, at: 'top' });
}

/** The status item has its counts once the vault is read. @param {Host} host */
async function ready(host) {
  const isRead = (/** @type {string[]} */ items) => items.some((item) => /\d+\/\d+/.test(item));
  await host.until('the vault to be read', () => host.statusBar(), isRead, 20_000);
}

/** Waits until the picture is loaded, not only its place. @param {Host} host @param {string} where */
async function pictureShown(host, where) {
  await host.page.locator(where).first().waitFor();
  await host.page.waitForFunction((selector) => document.querySelector(selector)?.naturalWidth > 0, where);
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in pictures));
if (unknown.length) {
  console.error(`No picture ${unknown.join(', ')}; there is ${Object.keys(pictures).join(', ')}.`);
  process.exit(2);
}
const temporary = await mkdtemp(join(tmpdir(), 'research-notes-pictures-'));
leftovers.add(temporary);
await mkdir(out, { recursive: true });
const browser = await startBrowser();
try {
  for (const [name, { theme, size, steps }] of Object.entries(pictures)) {
    if (names.length && !names.includes(name)) continue;
    const folder = join(temporary, name, 'sample');
    await cp(join(root, 'sample'), folder, { recursive: true });
    const { host, close } = await launch({
      browser,
      folder,
      version: newest,
      size,
      settings: { ...settings, 'workbench.colorTheme': theme },
    });
    try {
      // In the corner where it begins, the pointer would light up the window's edge.
      await host.page.mouse.move(size.width / 3, size.height - 60);
      const clip = await steps(host);
      // Widgets fade in, and lists settle a moment after their rows are there.
      await host.page.waitForTimeout(700);
      const path = join(out, `${name}.png`);
      await host.page.screenshot({ path, animations: 'disabled', ...(clip ? { clip } : {}) });
      console.log(path);
    } finally {
      await close();
    }
  }
} finally {
  await browser.close();
  await rm(temporary, { recursive: true, force: true });
}
process.exit(0);
