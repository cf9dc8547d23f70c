// The views of the side bar, and "Why does this link go there?".
import assert from 'node:assert/strict';
import type { Host } from './host.ts';
import { test, testPerServer } from './registry.ts';

const probing = 'topics/vision/layer_probing.md';
const day = 'topics/conferences/reading_day_encoders.md';

async function rows(host: Host, view: string, title: string, part: string): Promise<string[]> {
  await host.execute(`researchNotes.${view}.focus`);
  return host.until(
    `“${part}” in ${title}`,
    () => host.tree(title),
    (all) => all.some((row) => row.includes(part)),
    20_000,
  );
}

test('the backlinks of a note show what others say about it, and lead there', async (host) => {
  await host.open(probing);
  const found = await rows(host, 'backlinks', 'Backlinks', 'Подробный разбор главного графика');
  assert.ok(
    found.some((row) => row.includes('День чтения') || row.includes(day)),
    found.join('\n'),
  );
  await host.page.locator('.pane .monaco-list-row', { hasText: 'Подробный разбор главного графика' }).first().click();
  await host.until(
    'the note that links',
    () => host.line(),
    (line) => line.includes('[[vision/layer_probing.md]]'),
  );
});

testPerServer('to the side, a page stands beside the editor, and a view is about its note', async (host) => {
  await host.open(probing);
  await host.execute('researchNotes.openPreview');
  await host.webview().locator('.lead').waitFor();
  // In the same group: the page is behind it.
  await host.open(day);
  await host.execute('researchNotes.openPreviewToSide');
  await host.expect(() => host.vscode((vscode) => vscode.window.tabGroups.all.length), 2);
  await host.expect(() => host.vscode((vscode) => vscode.window.visibleTextEditors.length), 1);
  await host.open(probing);
  await host.webview().locator('h1', { hasText: 'Пробы по слоям' }).click();
  await host.expect(() => host.vscode((vscode) => vscode.window.activeTextEditor === undefined), true);
  await rows(host, 'backlinks', 'Backlinks', 'Подробный разбор главного графика');
  // The page alone, and then with its note beside it again.
  await host.vscode((vscode) => vscode.window.tabGroups.close(vscode.window.tabGroups.all[0]!));
  await rows(host, 'backlinks', 'Backlinks', 'Подробный разбор главного графика');
  await host.webview().locator('h1').click();
  // Not by its key: in a browser the frame of a page keeps what looks like pasting.
  await host.command('Research Notes: Open Paper Preview to the Side');
  await host.expect(() => host.vscode((vscode) => vscode.window.tabGroups.all.length), 2);
  await host.expect(() => host.active(), probing);
});

testPerServer('a mention becomes a link by one click', async (host) => {
  await host.open('topics/optimizers/muon.md', '# $0');
  await host.press('Control+End');
  await host.type('\nО пробах по слоям сказано отдельно.\nПробы по слоям здесь ещё раз.');
  await host.execute('workbench.action.files.save');
  await host.execute('workbench.action.closeActiveEditor');
  await host.open(probing);
  await rows(host, 'unlinkedMentions', 'Unlinked Mentions', 'сказано отдельно');
  const row = host.page.locator('.pane .monaco-list-row', { hasText: 'сказано отдельно' }).first();
  await row.hover();
  await row.locator('.action-label[aria-label="Make It a Link"]').click();
  await host.until(
    'the link',
    () => host.text('topics/optimizers/muon.md'),
    (text) => /О \[\[[^|\]]*layer_probing(?:\.md)?\|пробах по слоям\]\] сказано отдельно\./.test(text),
  );
  // The view is still about the same note, whose other mentions are still there.
  await host.until(
    'the other rows',
    () => host.tree('Unlinked Mentions'),
    (all) => all.some((each) => each.includes('ещё раз')) && !all.some((each) => each.includes('сказано отдельно')),
  );
});

testPerServer("the vault's health lists what is wanted and where", async (host) => {
  await host.open('topics/sandbox/broken_links.md', '[[flash$0');
  await host.until(
    'the problems',
    () => host.problems(),
    (all) => all.length > 0,
    20_000,
  );
  await rows(host, 'vaultHealth', 'Vault Health', 'Notes that are wanted and not written');
});

testPerServer('a link says why it goes there', async (host) => {
  await host.open(day, '[[vision/layer$0_probing.md]] - ');
  // Titles are known once the vault is read.
  const isCounted = (items: string[]) => items.some((item) => /\d+\/\d+ · \d+\/\d+/.test(item));
  await host.until('the vault to be read', () => host.statusBar(), isCounted, 20_000);
  await host.fixes('[[vision/layer$0_probing.md]] - ');
  await host.fix('Why does this link go there?');
  await host.until(
    'the page',
    () =>
      host
        .webview()
        .locator('body')
        .innerText({ timeout: 1000 })
        .catch(() => ''),
    (text) =>
      text.includes('Why “vision/layer_probing.md” goes there') &&
      /It leads to Пробы по слоям: .*topics\/vision\/layer_probing\.md/.test(text),
  );
});
