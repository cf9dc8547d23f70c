// Pasting and dropping: images get a file, a name and a caption; links of copied text go on leading where they led.
import assert from 'node:assert/strict';
import { day, ready } from './day.ts';
import type { Host } from './host.ts';
import { test, testPerServer } from './registry.ts';

const title = '# День чтения: четыре статьи о зрительных энкодерах';
/** One red point. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
/** Source of the page that makes a picture of it. */
const bytes = `Uint8Array.from(atob('${png}'), (letter) => letter.charCodeAt(0))`;

/** Puts a picture on the clipboard of the page, as a screenshot tool does. */
async function copyPicture(host: Host): Promise<void> {
  await host.page.evaluate(`(async () => {
    const picture = new Blob([${bytes}], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
  })()`);
}

/** Drops a file from outside of the window on the text that the locator finds, with Shift, as VS Code asks for it. */
async function dropFile(host: Host, name: string, type: string, on: string): Promise<void> {
  const place = await host.page.locator('.view-line', { hasText: on }).first().boundingBox();
  assert.ok(place);
  const at = { clientX: place.x + 3, clientY: place.y + place.height / 2, shiftKey: true };
  const editor = host.page.locator('.editor-instance .monaco-editor').first();
  const dataTransfer = await host.page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([${bytes}], ${JSON.stringify(name)}, { type: ${JSON.stringify(type)} }));
    return data;
  })()`);
  for (const event of ['dragenter', 'dragover', 'drop'])
    await editor.dispatchEvent(event, { ...at, dataTransfer, bubbles: true, cancelable: true });
}

/** The pictures of the vault that were not there before, each with its bytes. */
async function fresh(host: Host, before: ReadonlyMap<string, Buffer>): Promise<string[]> {
  const now = await host.files.all();
  return [...now].flatMap(([path, data]) => (before.has(path) ? [] : [`${path} ${data.toString('base64')}`]));
}

test('a picture from the clipboard becomes a file beside the others, and its caption waits to be written', async (host) => {
  await host.open(day, `${title}$0`);
  await ready(host);
  const before = await host.files.all();
  await host.press('End', 'Enter', 'Enter');
  await copyPicture(host);
  await host.focus();
  await host.press('Control+v');
  await host.expect(() => host.line(), '![$0](../../media/reading_day_encoders-1.png)');
  // The browser writes the picture anew on its way through the clipboard.
  await host.until(
    'the file',
    () => fresh(host, before),
    ([file, ...more]) => /^media\/reading_day_encoders-1\.png iVBORw0KGgo/.test(file ?? '') && more.length === 0,
  );
  await host.type('Точка');
  await host.screenshot('a pasted picture');
  assert.match(await host.text(), /!\[Точка\]\(\.\.\/\.\.\/media\/reading_day_encoders-1\.png\)/);
});

testPerServer('a picture that is dropped from outside gets a file of its own, too', async (host) => {
  await host.open(day, `${title}$0`);
  await ready(host);
  const before = await host.files.all();
  await dropFile(host, 'my plot.png', 'image/png', 'За день прочли');
  // The picture of the test before may be told to be gone a little later: its number is not taken then.
  const link = /!\[\]\(\.\.\/\.\.\/(media\/reading_day_encoders-[12]\.png)\)/;
  const text = await host.until(
    'the picture',
    () => host.text(),
    (text) => link.test(text),
  );
  await host.expect(() => fresh(host, before), [`${link.exec(text)![1]} ${png}`]);
  await host.screenshot('a dropped picture');
});

testPerServer('links of copied text lead where they led when they are pasted into another folder', async (host) => {
  const links = '[[../vision/clip.md|CLIP]] [vit](../vision/vit.md) ![](../../media/loss_by_scale.png) [[siglip]]';
  await host.files.write('topics/sandbox/copied.md', `# Copied\n\n${links}\n`);
  await host.open('topics/sandbox/copied.md', '$0[[../vision/clip.md');
  await ready(host);
  await host.press('Shift+End', 'Control+c');
  await host.open('start.ru.md');
  await host.press('Control+End', 'Enter', 'Control+v');
  const moved = '[[clip.md|CLIP]] [vit](topics/vision/vit.md) ![](media/loss_by_scale.png) [[siglip]]';
  await host.expect(() => host.line(), `${moved}$0`);
  await host.screenshot('pasted links');
});

testPerServer('lines with links are pasted as VS Code pastes lines', async (host) => {
  const copied = 'topics/sandbox/copied.md';
  await host.files.write(copied, '# Copied\n\n[vit](../vision/vit.md)\n[clip](../vision/clip.md)\n');
  await host.files.write('pasted.md', 'abcd\nefgh\n');
  await host.open(copied, '[v$0it]');
  await host.until(
    'the links to be known',
    () => host.statusBar(),
    (items) => items.includes('2/2'),
  );
  // Nothing is selected: the line goes above the one with the cursor.
  await host.press('Control+c');
  await host.open('pasted.md', 'ab$0cd');
  await host.press('Control+v');
  await host.expect(() => host.text('pasted.md'), '[vit](topics/vision/vit.md)\nabcd\nefgh\n');
  // Each of two cursors gets a line.
  await host.open(copied, '$0[vit]');
  await host.press('Shift+ArrowDown', 'Shift+End', 'Control+c');
  await host.open('pasted.md', 'abcd$0');
  await host.execute('editor.action.insertCursorBelow');
  await host.press('Control+v');
  await host.expect(
    () => host.text('pasted.md'),
    '[vit](topics/vision/vit.md)\nabcd[vit](../vision/vit.md)\nefgh[clip](../vision/clip.md)\n',
  );
});

/** Drags a file of the explorer onto the end of a line of the note, with Shift, as VS Code asks for it. */
async function dragFromExplorer(host: Host, path: string, on: string): Promise<void> {
  await host.vscode(async (vscode, path) => {
    const root = vscode.workspace.workspaceFolders![0]!.uri;
    await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.joinPath(root, path));
  }, path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const row = host.page.locator('.explorer-folders-view .monaco-list-row.focused', { hasText: name });
  const line = host.page.locator('.view-line', { hasText: on }).first();
  // Both are drawn anew now and then, and have no place meanwhile.
  const boxes = () => Promise.all([row.locator('.label-name').boundingBox(), line.boundingBox()]);
  const [from, to] = await host.until('the places', boxes, ([from, to]) => from !== null && to !== null);
  assert.ok(from && to);
  const { mouse, keyboard } = host.page;
  await mouse.move(from.x + 10, from.y + from.height / 2);
  await mouse.down();
  await keyboard.down('Shift');
  // An editor takes a drag only once it has moved over it for a while.
  for (const x of [5, 4, 3, 2, 1, 0]) await mouse.move(to.x + 3 + x, to.y + to.height / 2, { steps: 3 });
  await mouse.up();
  await keyboard.up('Shift');
}

test('files that are dragged from the explorer become links, as the vault writes them', async (host) => {
  await host.open(day, `${title}$0`);
  await ready(host);
  await host.press('End', 'Enter', 'Enter');
  await host.type('x1');
  await dragFromExplorer(host, 'topics/vision/clip.md', 'x1');
  await host.until(
    'the link',
    () => host.text(),
    (text) => text.includes('[[clip.md]]x1'),
  );
  await dragFromExplorer(host, 'media/loss_by_scale.png', 'x1');
  await host.until(
    'the image',
    () => host.text(),
    (text) => text.includes('![](../../media/loss_by_scale.png)'),
  );
  await host.screenshot('files dragged from the explorer');
});
