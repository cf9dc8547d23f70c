// The preview in the window: it follows the note and the typing, survives the server and the window, and writes one character.
import assert from 'node:assert/strict';
import { endServer } from './endServer.ts';
import type { Host } from './host.ts';
import { oldest, test, testPerServer } from './registry.ts';

const day = 'topics/conferences/reading_day_encoders.md';
const probing = 'topics/vision/layer_probing.md';

/** Opens the note and the preview beside it, and waits for its title. */
async function preview(host: Host, note: string, title: string, cursor?: string): Promise<void> {
  await host.execute('workbench.action.closeSidebar');
  await host.open(note, cursor);
  await host.execute('researchNotes.openPreviewToSide');
  await titled(host, title);
}

/**
 * In the browser, VS Code 1.100 starts a new service worker for each webview, and a webview waits until the one before has
 * let go of its own: half a minute now and then, with VS Code's own Markdown preview too. Later versions have one for all.
 */
const patience = ({ version }: Host) => (version === '1.100.3' ? { timeout: 45_000 } : {});

async function titled(host: Host, title: string): Promise<void> {
  await host.webview().locator('h1', { hasText: title }).first().waitFor(patience(host));
}

test('preview: shows the paper, follows the typing and the note that is opened', async (host) => {
  await preview(host, day, 'День чтения', 'Порядок оказался удачным$0');
  const page = host.webview();
  await page.locator('figure img').first().waitFor();
  assert.match(await page.locator('.lead').innerText(), /За день прочли четыре статьи/);
  assert.match(await page.locator('figcaption').first().innerText(), /Рис\. 1\. График, вокруг которого шёл спор/);
  await host.until(
    'the picture from the folder above',
    () =>
      page
        .locator('figure img')
        .first()
        .evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
    (width) => width > 0,
  );
  await page.locator('.card', { hasText: 'Подробный разбор главного графика' }).waitFor();

  await host.focus();
  await host.type(' как никогда');
  await page.locator('.lead', { hasText: 'Порядок оказался удачным как никогда' }).waitFor();

  await page.locator('.card-title', { hasText: 'Пробы по слоям' }).click();
  await titled(host, 'Пробы по слоям');
  await host.expect(() => host.active(), probing);
});

testPerServer('preview: embeds and cards show what is typed in other notes and not saved yet', async (host) => {
  await host.open('topics/vision/vit.md');
  await host.vscode(async (vscode) => {
    const document = vscode.window.activeTextEditor!.document;
    const at = document.positionAt(document.getText().indexOf(' ^data-hunger'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, at, ' Ещё не сохранено.');
    await vscode.workspace.applyEdit(edit);
  });
  await preview(host, day, 'День чтения');
  await host.webview().locator('.embed', { hasText: 'Ещё не сохранено.' }).waitFor();
});

test('preview: ends of lines are kept once VS Code is told to keep them', async (host) => {
  await host.files.write('lines.md', '# Lines\n\nOne\ntwo.\n');
  await preview(host, 'lines.md', 'Lines');
  const breaks = host.webview().locator('main p br');
  await host.webview().locator('main p', { hasText: 'two.' }).waitFor();
  assert.equal(await breaks.count(), 0);
  const set = (value: boolean | undefined) =>
    host.vscode(
      (vscode, value) => vscode.workspace.getConfiguration('markdown.preview').update('breaks', value, true),
      value,
    );
  await set(true);
  await breaks.waitFor({ state: 'attached' });
  await set(undefined);
  await breaks.waitFor({ state: 'detached' });
});

test('preview: the tab of a locked page has the title of its note, also after a rename', async (host) => {
  await host.files.write('locked.md', 'A paper of its own.\n');
  await preview(host, 'locked.md', 'locked');
  await host.execute('researchNotes.lockPreview');
  const tabs = () =>
    host.vscode((vscode) => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)));
  await host.expect(async () => (await tabs()).includes('[Preview] locked'), true);
  await host.vscode(async (vscode) => {
    const { uri } = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .map(({ input }) => input as { uri?: import('vscode').Uri })
      .find(({ uri }) => uri?.path.endsWith('locked.md')) as { uri: import('vscode').Uri };
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, vscode.Uri.joinPath(uri, '../other.md'));
    await vscode.workspace.applyEdit(edit);
  });
  await titled(host, 'other');
  await host.expect(async () => (await tabs()).includes('[Preview] other'), true);
});

testPerServer('preview: a tick changes one character of the note', async (host) => {
  await host.files.write('tasks.md', '# Tasks\n\n- [ ] first\n- [x] second\n');
  await preview(host, 'tasks.md', 'Tasks');
  await host.webview().locator('input[type=checkbox]').first().click();
  await host.expect(() => host.text('tasks.md'), '# Tasks\n\n- [x] first\n- [x] second\n');
  await host.webview().locator('input[type=checkbox]:checked').nth(1).click();
  await host.expect(() => host.text('tasks.md'), '# Tasks\n\n- [x] first\n- [ ] second\n');
});

testPerServer('preview: a tick in an embedded note changes that note', async (host) => {
  await host.files.write('tasks.md', '# Tasks\n\n- [ ] first\n');
  await host.files.write('all.md', '# All\n\n![[tasks]]\n');
  await preview(host, 'all.md', 'All');
  await host.webview().locator('.embed input').click();
  await host.webview().locator('.embed input:checked').waitFor();
  assert.equal(await host.text('tasks.md'), '# Tasks\n\n- [x] first\n');
  await host.webview().locator('.embed input:checked').click();
  await host.webview().locator('.embed input:not(:checked)').waitFor();
});

testPerServer('preview: the page follows the editor’s scrolling, and the editor the page’s', async (host) => {
  const text = `# Long\n\n${Array.from({ length: 120 }, (_, at) => `Paragraph ${at}.\n\n`).join('')}`;
  await host.files.write('long.md', text);
  await preview(host, 'long.md', 'Long');
  await host.focus();
  await host.execute('revealLine', { lineNumber: 121, at: 'top' });
  const top = () =>
    host
      .webview()
      .locator('html')
      .evaluate((html) => (html as unknown as { scrollTop: number }).scrollTop);
  const offset = await host.until('the page to follow', top, (value) => value > 1000);
  assert.ok(offset > 0);
  const box = await host.page.locator('iframe.webview:visible').last().boundingBox();
  await host.page.mouse.move(box!.x + box!.width / 2, box!.y + 300);
  await host.page.mouse.wheel(0, -1500);
  await host.until(
    'the editor to follow',
    () => host.vscode((vscode) => vscode.window.visibleTextEditors[0]?.visibleRanges[0]?.start.line ?? -1),
    (line) => line >= 0 && line < 110,
  );
});

test('preview: the page stays where it is when its pictures are loaded', async (host) => {
  const words = Array.from({ length: 120 }, (_, at) => `Paragraph ${at}.\n\n`).join('');
  await host.files.write('far.md', `# Far\n\n${words}![F](https://e.invalid/x.png)\n`);
  await host.open('far.md');
  await host.execute('researchNotes.openPreview');
  await titled(host, 'Far');
  const load = host.webview().locator('button', { hasText: 'Load' });
  await load.scrollIntoViewIfNeeded();
  await host.page.mouse.move(500, 400);
  await host.page.mouse.wheel(0, 5000);
  await load.click();
  await host
    .webview()
    .locator('img.remote')
    .waitFor({ state: 'attached', ...patience(host) });
  await host.until(
    'the page to stand where it stood',
    () =>
      host
        .webview()
        .locator('html')
        .evaluate((html) => (html as unknown as { scrollTop: number }).scrollTop),
    (top) => top > 1000,
  );
});

test('preview: when the server is killed the page stays, says so, and lives on', async (host) => {
  await preview(host, day, 'День чтения', 'Порядок оказался удачным$0');
  const page = host.webview();
  // The next server may be there before anybody looks at the page again.
  await page.locator('body').evaluate((body) => {
    const look = () => {
      if (body.querySelector('.notice-restarting')) Reflect.set(body, 'hasSaid', true);
    };
    new (Reflect.get(globalThis, 'MutationObserver'))(look).observe(body, {
      subtree: true,
      childList: true,
      attributes: true,
    });
  });
  assert.equal(await endServer(host), true);
  const hasSaid = () => page.locator('body').evaluate((body) => Reflect.get(body, 'hasSaid') === true);
  await host.expect(hasSaid, true);
  assert.match(await page.locator('.lead').innerText(), /За день прочли/);
  await page.locator('.notice').waitFor({ state: 'hidden', timeout: 20_000 });
  await host.focus();
  await host.type(' снова');
  await page.locator('.lead', { hasText: 'удачным снова' }).waitFor();
});

test(
  'preview: a reload of the window brings the preview back, locked to its note',
  async (host) => {
    await preview(host, day, 'День чтения');
    await host.webview().locator('.icon-lock').click();
    await host.webview().locator('.icon-lock[aria-pressed="true"]').waitFor();
    await host.execute('workbench.action.focusFirstEditorGroup');
    await host.open(probing);
    await titled(host, 'День чтения');
    // Not the browser's own: the workbench writes down what is open when it is asked to go.
    void host.execute('workbench.action.reloadWindow').catch(() => undefined);
    await host.page.waitForEvent('load', { timeout: 30_000 });
    await host.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 30_000 });
    await titled(host, 'День чтения');
    await host.webview().locator('.icon-lock[aria-pressed="true"]').waitFor();
  },
  // The vault in memory is gone with the window.
  (host) => !host.memory,
);

test(
  'preview: a reload of the window brings back the line and what was folded',
  async (host) => {
    const paragraphs = Array.from({ length: 80 }, (_, at) => `Paragraph ${at}.\n\n`).join('');
    await host.files.write('folded.md', `# Folded\n\n> [!note]- Aside\n> Hidden words.\n\n${paragraphs}`);
    await preview(host, 'folded.md', 'Folded');
    await host.webview().locator('summary', { hasText: 'Aside' }).click();
    await host.webview().getByText('Hidden words').waitFor();
    await host.webview().locator('.icon-lock').click();
    await host.webview().locator('.icon-lock[aria-pressed="true"]').waitFor();
    // Another note in the editor: nothing but the preview itself can then know the line.
    await host.execute('workbench.action.focusFirstEditorGroup');
    await host.open(probing);
    const shown = host.webview().getByText('Paragraph 50.');
    const box = await host.page.locator('iframe.webview:visible').last().boundingBox();
    await host.page.mouse.move(box!.x + box!.width / 2, box!.y + 300);
    const top = () => shown.evaluate((element) => element.getBoundingClientRect().top);
    await host.until(
      'the fiftieth paragraph at the top',
      async () => {
        const now = await top();
        await host.page.mouse.wheel(0, now - 60);
        return now;
      },
      (now) => now > 40 && now < 100,
    );
    // The page writes its state down when the scrolling rests, and a busy window keeps it a while later.
    await host.page.waitForTimeout(1500);
    void host.execute('workbench.action.reloadWindow').catch(() => undefined);
    await host.page.waitForEvent('load', { timeout: 30_000 });
    await host.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 30_000 });
    await titled(host, 'Folded');
    await host.until('the same line at the top', top, (now) => now > -20 && now < 160);
    assert.equal(await host.webview().getByText('Hidden words').isVisible(), true);
  },
  (host) => host.version !== oldest && !host.memory,
);

testPerServer(
  'preview: back and forward go through the notes that were read, with an editor beside and without',
  async (host) => {
    await preview(host, day, 'День чтения');
    const page = () => host.webview();
    const read = async () => {
      await page().locator('.card-title', { hasText: 'Пробы по слоям' }).click();
      await titled(host, 'Пробы по слоям');
      await page().locator('h1').first().click();
      await host.press('Alt+ArrowLeft');
      await titled(host, 'День чтения');
      await host.press('Alt+ArrowRight');
      await titled(host, 'Пробы по слоям');
    };
    await read();
    const shown = () =>
      host.vscode((vscode) => vscode.window.visibleTextEditors.map(({ document }) => document.uri.path));
    await host.until('the editor to follow', shown, ([path]) => path?.endsWith(probing) === true);
    await host.press('Alt+ArrowLeft');
    await titled(host, 'День чтения');
    await host.until('the editor to follow', shown, ([path]) => path?.endsWith(day) === true);
    await host.execute('workbench.action.focusSecondEditorGroup');
    await host.execute('workbench.action.closeEditorsInOtherGroups');
    await host.until(
      'the preview alone',
      () => host.page.locator('.editor-group-container').count(),
      (count) => count === 1,
    );
    await read();
  },
);

test(
  'preview: a note of more than a megabyte waits until it is asked for',
  async (host) => {
    await host.files.write('huge.md', `# Huge\n\n${'Many words of a long note.\n\n'.repeat(42_000)}`);
    await preview(host, day, 'День чтения');
    await host.open('huge.md');
    await host.webview().locator('.notice-large').waitFor(patience(host));
    // The page of the note before is gone: nothing on it is this note's.
    assert.equal(await host.webview().locator('main p').count(), 0);
    // Typing goes on as if there were no preview: nothing is drawn, no key is lost, and completion answers at once.
    await host.focus();
    await host.cursor('# Huge$0');
    await host.type(' words typed one after another [[day');
    await host.expect(async () => (await host.suggestions()).length > 0, true);
    await host.press('Escape');
    assert.match(await host.text('huge.md'), /^# Huge words typed one after another \[\[day/);
    assert.equal(await host.webview().locator('main p').count(), 0);
    await host.webview().locator('.notice-large').waitFor();
  },
  // Long, and the same in every host.
  (host) => host.version !== oldest && !host.memory,
);

test(
  'preview: exported, it is one file with its pictures inside',
  async (host) => {
    await preview(host, day, 'День чтения');
    await host.webview().locator('.card').first().waitFor();
    void host.execute('researchNotes.exportHtml').catch(() => undefined);
    await host.page.locator('.quick-input-widget input').first().waitFor();
    await host.press('Enter');
    const text = await host.until(
      'the exported file',
      () =>
        host.vscode(async (vscode, note) => {
          const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, note.replace(/\.md$/, '.html'));
          return Promise.resolve(vscode.workspace.fs.readFile(uri)).then(
            (bytes) => new TextDecoder().decode(bytes),
            () => '',
          );
        }, day),
      (found) => found !== '',
    );
    assert.match(text, /Content-Security-Policy" content="default-src 'none'/);
    assert.match(text, /<figure[^>]*><img[^>]* src="data:image\/png;base64,/);
    assert.doesNotMatch(text, /<script|file:|vscode-resource/);
  },
  (host) => !host.memory,
);
