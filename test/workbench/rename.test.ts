// Renaming and moving by keys, as people do it: links follow, one undo takes all of it back, and no is said in words.
import assert from 'node:assert/strict';
import type { Host } from './host.ts';
import { oldest, test, testPerServer } from './registry.ts';

const probing = 'topics/vision/layer_probing.md';
const day = 'topics/conferences/reading_day_encoders.md';

async function ready(host: Host): Promise<void> {
  const isCounted = (items: string[]) => items.some((item) => /\d+\/\d+ · \d+\/\d+/.test(item));
  await host.until('the vault to be read', () => host.statusBar(), isCounted, 20_000);
}

/** VS Code forgets how to undo closed files whose scheme it does not know, as that of a file system in memory. */
const undoes = (host: Host) => !host.memory;

/** The files that hold the words, as the editor has them: what is open and unsaved counts. */
async function holding(host: Host, words: string): Promise<string[]> {
  const open = await host.vscode((vscode) =>
    vscode.workspace.textDocuments.map((each): [string, string] => [
      vscode.workspace.asRelativePath(each.uri, false),
      each.getText(),
    ]),
  );
  // A file may be renamed while all are read.
  const files = await host.files.all().catch(() => host.files.all());
  const texts = new Map([...files].map(([path, data]) => [path, data.toString()]));
  for (const [path, text] of open) if (texts.has(path)) texts.set(path, text);
  return [...texts].flatMap(([path, text]) => (path.endsWith('.md') && text.includes(words) ? [path] : [])).sort();
}

async function problems(host: Host): Promise<string[]> {
  return (await host.problems()).map(({ file, code, text }) => `${file} ${code} ${text}`).sort();
}

/** The texts are changed before the file is renamed: only then is all of it done. */
async function isThere(host: Host, path: string): Promise<void> {
  await host.expect(async () => (await host.files.all().catch(() => new Map())).has(path), true);
}

/** Undoes with the keyboard where it is, and agrees to undo everywhere. */
async function undo(host: Host): Promise<void> {
  await host.press('Control+z');
  const everywhere = host.page.locator('.monaco-dialog-box .monaco-button', { hasText: /^(?:Undo in|Yes)/ }).first();
  await everywhere.click({ timeout: 10_000 }).catch(() => undefined);
}

/** The vault on disk is as it was, byte by byte, once all is saved. */
async function isAsBefore(host: Host, before: ReadonlyMap<string, Buffer>): Promise<void> {
  await host.execute('workbench.action.files.saveAll');
  await host.until(
    'every byte as before',
    async () => {
      const now = await host.files.all();
      const other = [...now].flatMap(([path, data]) => (before.get(path)?.equals(data) ? [] : [path]));
      return [...other, ...[...before.keys()].filter((path) => !now.has(path))];
    },
    (different) => different.length === 0,
  );
}

/** VS Code asks before it lets an extension change notes along with a move. */
async function agree(host: Host): Promise<void> {
  await host.page.locator('.monaco-dialog-box', { hasText: 'refactoring changes' }).waitFor();
  await host.page.locator('.monaco-dialog-box .monaco-button', { hasText: /^OK$/ }).click();
}

/** Types a new name into the box that F2 opens. */
async function newName(host: Host, box: string, name: string): Promise<void> {
  const input = host.page.locator(box).first();
  await input.waitFor();
  await input.fill(name);
  await host.press('Enter');
}

test(
  'renaming a note in the explorer: links follow, no new problem, one undo',
  async (host) => {
    await host.open(probing);
    await ready(host);
    const before = await host.files.all();
    const told = await problems(host);
    const sources = await holding(host, 'layer_probing');
    assert.equal(sources.length, 5);
    await host.execute('workbench.files.action.showActiveFileInExplorer');
    await host.page
      .locator('.explorer-folders-view .monaco-list-row.focused', { hasText: 'layer_probing.md' })
      .waitFor();
    await host.press('F2');
    await newName(host, '.explorer-folders-view .monaco-inputbox input', 'probes by layer.md');
    await agree(host);
    await host.expect(() => holding(host, 'layer_probing'), []);
    assert.deepEqual(await holding(host, 'probes by layer'), sources);
    assert.match(await host.text(day), /\[\[vision\/probes by layer\.md#Как ставить пробу\]\]/);
    await isThere(host, 'topics/vision/probes by layer.md');
    await host.expect(() => problems(host), told);
    await host.screenshot('renamed in the explorer');
    await host.page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'probes by layer.md' })
      .first()
      .click();
    await undo(host);
    await host.expect(() => holding(host, 'probes by layer'), []);
    await isAsBefore(host, before);
    await host.expect(() => problems(host), told);
  },
  undoes,
);

test(
  'renaming an image in the explorer: its sidecar goes along, one undo takes both back',
  async (host) => {
    await host.open(probing);
    await ready(host);
    const before = await host.files.all();
    const told = await problems(host);
    const image = 'media/attention_heatmap.png';
    await host.vscode(async (vscode, image) => {
      const root = vscode.workspace.workspaceFolders![0]!.uri;
      await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.joinPath(root, image));
    }, image);
    await host.page
      .locator('.explorer-folders-view .monaco-list-row.focused', { hasText: 'attention_heatmap.png' })
      .waitFor();
    await host.press('F2');
    await newName(host, '.explorer-folders-view .monaco-inputbox input', 'карта внимания.png');
    await agree(host);
    for (const ending of ['png', 'md', 'json']) await isThere(host, `media/карта внимания.${ending}`);
    const now = await host.files.all();
    assert.deepEqual(
      [...now.keys()].filter((path) => path.includes('attention_heatmap')),
      [],
    );
    assert.match(await host.text('media/карта внимания.md'), /\*\*File:\*\* карта внимания\.png/);
    await host.expect(() => problems(host), told);
    await host.screenshot('an image renamed in the explorer');
    await host.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'карта внимания.png' }).click();
    await undo(host);
    await isThere(host, image);
    await isAsBefore(host, before);
    await host.expect(() => problems(host), told);
  },
  (host) => undoes(host) && host.version !== oldest,
);

test(
  'F2 on a link renames the note, and one undo takes it back',
  async (host) => {
    await host.open(day, '[[vision/layer_pro$0bing.md]] - ');
    await ready(host);
    const before = await host.files.all();
    const sources = await holding(host, 'layer_probing');
    await host.press('F2');
    const input = host.page.locator('.rename-box input').first();
    await input.waitFor();
    assert.equal(await input.inputValue(), 'layer_probing');
    await host.screenshot('F2 on a link');
    await newName(host, '.rename-box input', 'пробы');
    await host.expect(() => holding(host, 'layer_probing'), []);
    assert.deepEqual(
      await holding(host, 'пробы.md'),
      sources.filter((path) => path !== 'topics/vision/index.md'),
    );
    assert.match(await host.text(day), /\[\[vision\/пробы\.md\]\] - /);
    await isThere(host, 'topics/vision/пробы.md');
    await host.focus();
    await undo(host);
    await host.expect(() => holding(host, 'layer_probing'), sources);
    await isAsBefore(host, before);
  },
  undoes,
);

test('Ctrl+Enter in the box of F2 shows the changes first, and nothing is done until they are taken', async (host) => {
  await host.open(day, '[[vision/layer_pro$0bing.md]] - ');
  await ready(host);
  const before = await host.files.all();
  await host.press('F2');
  const input = host.page.locator('.rename-box input').first();
  await input.waitFor();
  await input.fill('пробы');
  await host.press('Control+Enter');
  const panel = host.page.locator('.bulk-edit-panel');
  await panel.locator('.monaco-list-row', { hasText: 'reading_day_encoders.md' }).waitFor();
  await host.screenshot('the changes of F2');
  await isAsBefore(host, before);
  await panel.locator('.monaco-button', { hasText: 'Apply' }).click();
  await host.expect(() => holding(host, 'layer_probing'), []);
  await isThere(host, 'topics/vision/пробы.md');
});

test('changes of F2 that are looked at and not taken: the same move in the explorer changes the links', async (host) => {
  await host.open(day, '[[vision/layer_pro$0bing.md]] - ');
  await ready(host);
  await host.press('F2');
  const input = host.page.locator('.rename-box input').first();
  await input.waitFor();
  await input.fill('probes');
  await host.press('Control+Enter');
  const panel = host.page.locator('.bulk-edit-panel');
  await panel.locator('.monaco-list-row', { hasText: 'reading_day_encoders.md' }).waitFor();
  await panel.locator('.monaco-button', { hasText: 'Discard' }).click();
  await host.vscode(async (vscode, note) => {
    const root = vscode.workspace.workspaceFolders![0]!.uri;
    await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.joinPath(root, note));
  }, probing);
  await host.page.locator('.explorer-folders-view .monaco-list-row.focused', { hasText: 'layer_probing.md' }).waitFor();
  await host.press('F2');
  await newName(host, '.explorer-folders-view .monaco-inputbox input', 'probes.md');
  await agree(host);
  await host.expect(() => holding(host, 'layer_probing'), []);
  await isThere(host, 'topics/vision/probes.md');
});

testPerServer('F2 on a heading changes the links to it, wiki-links among them', async (host) => {
  await host.open(probing, '## Как ставить$0 пробу');
  await ready(host);
  await host.press('F2');
  await newName(host, '.rename-box input', 'Как учить пробу');
  await host.expect(() => holding(host, 'Как ставить пробу'), []);
  assert.deepEqual(await holding(host, '#Как учить пробу'), [day]);
});

testPerServer('F2 on a name of the front matter changes the links by it, and not the file', async (host) => {
  const named = 'topics/named.md';
  await host.files.write(named, '---\ntitle: Имя из шапки\naliases: [прозвище, "two: words"]\n---\n\nТекст.\n');
  await host.files.write(
    'topics/naming.md',
    '[[Имя из шапки]] [[прозвище|так]] ![[two: words]] `[[прозвище]]` [[нет такой]]\n',
  );
  await host.open(named, 'прозв$0ище');
  const known = () => host.problems('topics/naming.md').then((all) => all.map(({ code }) => code));
  await host.expect(known, ['missing-note']);
  const naming = () => host.text('topics/naming.md');
  await host.press('F2');
  await newName(host, '.rename-box input', 'C: диск');
  await host.expect(naming, '[[Имя из шапки]] [[C: диск|так]] ![[two: words]] `[[прозвище]]` [[нет такой]]\n');
  assert.match(await host.text(named), /aliases: \["C: диск", "two: words"\]/);
  await host.focus();
  await host.cursor('Имя $0из шапки');
  await host.press('F2');
  await newName(host, '.rename-box input', 'Имя другое');
  await host.expect(naming, '[[Имя другое]] [[C: диск|так]] ![[two: words]] `[[прозвище]]` [[нет такой]]\n');
  assert.match(await host.text(named), /^---\ntitle: Имя другое\n/);
  await isThere(host, named);
});

testPerServer('F2 on a target that nobody has written renames it in all notes that want it', async (host) => {
  await host.files.write('topics/wanting.md', '# W\n\n[[not written yet#part|x]] `[[not written yet]]`\n');
  await host.files.write('topics/wanting too.md', '[[Not written yet]] [t](not%20written%20yet.md)\n');
  await host.open('topics/wanting.md', '[[not wri$0tten');
  const wants = (text: string) => host.problems('').then((all) => all.filter((one) => one.text === text).length);
  await host.until(
    'both links to be reported',
    async () => (await wants('not written yet')) + (await wants('Not written yet')),
    (count) => count === 2,
  );
  await host.press('F2');
  await newName(host, '.rename-box input', 'задумано');
  await host.expect(() => host.text('topics/wanting.md'), '# W\n\n[[задумано#part|x]] `[[not written yet]]`\n');
  await host.until(
    'the other note',
    () => host.text('topics/wanting too.md'),
    (text) => text.startsWith('[[задумано]] '),
  );
});

testPerServer('a name that cannot be is refused in words, and nothing is changed', async (host) => {
  await host.open(day, '[[vision/layer_pro$0bing.md]] - ');
  await ready(host);
  const before = await host.files.all();
  await host.press('F2');
  await newName(host, '.rename-box input', 'vit');
  await host.until(
    'the reason',
    () => host.notifications(),
    (texts) => texts.some((text) => text.includes('“topics/vision/vit.md” exists already')),
  );
  await host.screenshot('a refused name');
  await isAsBefore(host, before);
});

testPerServer('Rename Note gives the file of the note another name', async (host) => {
  await host.open(probing, 'Проба это ма$0ленький');
  await ready(host);
  await host.command('Research Notes: Rename Note…');
  const input = host.page.locator('.quick-input-widget input').first();
  await host.until(
    'the old name',
    () => input.inputValue(),
    (value) => value === 'layer_probing',
  );
  // What cannot be is said while the box is open, and what was typed stays.
  await input.fill('vit');
  const problem = host.page.locator('.quick-input-widget .quick-input-message');
  await host.until(
    'the reason',
    () => problem.innerText(),
    (text) => text.includes('“topics/vision/vit.md” exists already. Choose another name.'),
  );
  await host.press('Enter');
  await host.expect(() => input.inputValue(), 'vit');
  await input.fill('probes');
  await host.press('Enter');
  await host.expect(() => host.active(), 'topics/vision/probes.md');
  await host.expect(() => holding(host, 'layer_probing'), []);
});

test('moving a folder of notes: links into it and out of it stay right', async (host) => {
  await host.open(probing);
  await ready(host);
  const moving = host.vscode(async (vscode) => {
    const root = vscode.workspace.workspaceFolders![0]!.uri;
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(vscode.Uri.joinPath(root, 'topics/vision'), vscode.Uri.joinPath(root, 'topics/seeing/images'));
    return vscode.workspace.applyEdit(edit);
  });
  await agree(host);
  assert.ok(await moving);
  await host.expect(() => holding(host, '[[vision/layer_probing.md'), []);
  assert.match(await host.text(day), /\[\[seeing\/images\/layer_probing\.md\]\] - /);
  assert.match(
    await host.text('topics/seeing/images/layer_probing.md'),
    /\(\.\.\/\.\.\/\.\.\/media\/quality_by_layer\.png\)/,
  );
  await host.until(
    'no new problem',
    () => problems(host),
    // The folder of the sandbox is broken on purpose.
    (all) => all.length > 0 && all.every((one) => one.startsWith('topics/sandbox/')),
  );
});

/** Begins a rename of the note of layer probing, by the link to it; `Enter` in the box goes on. */
async function beginRename(host: Host, name: string): Promise<void> {
  await host.open(day, '[[vision/layer_pro$0bing.md]] - ');
  await ready(host);
  await host.press('F2');
  const input = host.page.locator('.rename-box input').first();
  await input.waitFor();
  await input.fill(name);
}

async function isTold(host: Host, words: string): Promise<void> {
  await host.until(
    `the words “${words}”`,
    () => host.notifications(),
    (texts) => texts.some((text) => text.includes(words)),
  );
}

// Permissions on disk are seen by a server that is there, and those of a virtual file system through VS Code.
test(
  'a note that may not be written: the rename says so and changes nothing',
  async (host) => {
    const locked = 'topics/vision/index.md';
    const before = await host.files.all();
    await host.files.lock(locked);
    try {
      await beginRename(host, 'пробы');
      await host.press('Enter');
      await isTold(host, `“${locked}” is read-only, so nothing was changed. Make it writable and try again.`);
      await host.screenshot('a read-only note');
      await isAsBefore(host, before);
    } finally {
      await host.files.lock(locked, false);
    }
    await beginRename(host, 'пробы');
    await host.press('Enter');
    await host.expect(() => holding(host, 'layer_probing'), []);
  },
  (host) => host.memory || (host.kind === 'node' && host.version !== oldest),
);

test('a note that a setting makes read-only: the rename says so and changes nothing', async (host) => {
  const set = (globs: object | undefined) =>
    host.vscode(
      (vscode, globs) => vscode.workspace.getConfiguration('files').update('readonlyInclude', globs, true),
      globs,
    );
  await host.open(day);
  await ready(host);
  const before = await host.files.all();
  await set({ '**/vision/index.md': true });
  try {
    await beginRename(host, 'пробы');
    await host.press('Enter');
    await isTold(host, '“topics/vision/index.md” is read-only, so nothing was changed.');
    await isAsBefore(host, before);
  } finally {
    await set(undefined);
  }
});

testPerServer('a canvas follows F2 and a move in the explorer, also with changes that are not saved', async (host) => {
  const board = 'boards/map.canvas';
  const card = (name: string) =>
    `{\n\t"nodes":[\n\t\t{"id":"1","type":"file","file":"topics/vision/${name}.md"}\n\t]\n}`;
  await host.files.write(board, card('layer_probing'));
  await host.files.write('boards/about.md', '# Boards\n\n[[map.canvas]] [[not there]]\n');
  await host.open('boards/about.md');
  // Then the server knows of both.
  await host.expect(() => host.problems('boards/about.md').then((all) => all.map(({ text }) => text)), ['not there']);
  await beginRename(host, 'пробы');
  await host.press('Enter');
  await isThere(host, 'topics/vision/пробы.md');
  await host.expect(async () => (await host.files.all()).get(board)!.toString(), card('пробы'));

  await host.open(board);
  await host.press('Control+Home');
  await host.type(' ');
  await host.expect(() => host.text(board), ` ${card('пробы')}`);
  const moving = host.vscode(async (vscode) => {
    const root = vscode.workspace.workspaceFolders![0]!.uri;
    const edit = new vscode.WorkspaceEdit();
    const at = (name: string) => vscode.Uri.joinPath(root, `topics/vision/${name}.md`);
    edit.renameFile(at('пробы'), at('probes'));
    return vscode.workspace.applyEdit(edit);
  });
  await agree(host);
  assert.ok(await moving);
  await host.expect(() => host.text(board), ` ${card('probes')}`);
  await host.open(day, '[[vision/pro$0bes.md]] - ');
  await host.press('F2');
  await newName(host, '.rename-box input', 'layers');
  await host.expect(() => host.text(board), ` ${card('layers')}`);
  await isThere(host, 'topics/vision/layers.md');
  assert.deepEqual(await host.notifications(), []);
});

test('a closed note that changes on disk while the new name is typed: its links are found where they are now', async (host) => {
  await beginRename(host, 'пробы');
  const index = 'topics/vision/index.md';
  const text = (await host.files.all()).get(index)!.toString();
  await host.files.write(index, `<!-- Строка, которой не было -->\n\n[[layer_probing]] ${text}`);
  await host.press('Enter');
  await host.expect(() => holding(host, 'layer_probing'), []);
  const expected = `<!-- Строка, которой не было -->\n\n[[пробы]] ${text}`.replaceAll('layer_probing', 'пробы');
  await host.expect(async () => (await host.files.all()).get(index)!.toString(), expected);
});

/** Writes line after line to the beginning of a note, with a pause (ms) after each; `written` is what then stands there. */
function writeLines(host: Host, path: string, pause: number): { done: Promise<void>; written: string } {
  const lines = 20;
  const done = host.vscode(
    async (vscode, path, lines, pause) => {
      const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, path);
      for (let at = 0; at < lines; at++) {
        const edit = new vscode.WorkspaceEdit();
        edit.insert(uri, new vscode.Position(0, 0), `строка ${at}\n`);
        // VS Code refuses an edit of a text that is another one by now, the rename's as well as this one.
        if (!(await vscode.workspace.applyEdit(edit))) at--;
        if (pause) await new Promise((done) => setTimeout(done, pause));
      }
    },
    path,
    lines,
    pause,
  );
  return { done, written: Array.from({ length: lines }, (_, at) => `строка ${lines - 1 - at}\n`).join('') };
}

test('another note is written to while the rename is under way: all links follow, or none', async (host) => {
  const other = 'topics/vision/index.md';
  await host.open(other);
  await beginRename(host, 'пробы');
  const sources = await holding(host, 'layer_probing');
  const text = await host.text(other);
  const { done, written } = writeLines(host, other, 0);
  await host.press('Enter');
  await done;
  // It is over when the file has its new name, or when somebody says that nothing was done.
  const outcome = await host.until(
    'the end of the rename',
    async () => {
      const told = (await host.notifications()).some((said) => /changed|Try again|meantime/.test(said));
      return told ? 'refused' : (await host.files.all()).has('topics/vision/пробы.md') ? 'renamed' : 'under way';
    },
    (state) => state !== 'under way',
  );
  const renamed = outcome === 'renamed';
  await host.expect(() => holding(host, 'layer_probing'), renamed ? [] : sources);
  assert.equal(await host.text(other), written + (renamed ? text.replaceAll('layer_probing', 'пробы') : text));
});

test(
  'another note is written to while an action changes many: all links follow, or none',
  async (host) => {
    const other = 'many/other.md';
    const link = '- [[hub#Part]] - why\n';
    await host.files.write('many/hub.md', '# Узел\n\n## Часть {#Part}\n\nText.\n');
    for (let at = 0; at < 60; at++) await host.files.write(`many/note${at}.md`, `# ${at}\n\n${link}`);
    await host.files.write(other, `# Другая\n\n${link}`);
    await host.open(other);
    await host.open('many/hub.md', '## Ча$0сть');
    const title = 'Write the ids of headings as they should be, with the links to them';
    await host.until(
      'the links',
      async () =>
        (
          (await host.vscode((vscode) =>
            vscode.commands.executeCommand(
              'vscode.executeReferenceProvider',
              vscode.window.activeTextEditor!.document.uri,
              vscode.window.activeTextEditor!.selection.active,
            ),
          )) as unknown[]
        ).length,
      (count) => count >= 61,
    );
    await host.fixes();
    const { done, written } = writeLines(host, other, 20);
    await host.fix(title);
    await done;
    const outcome = await host.until(
      'the end of the action',
      async () => {
        const told = (await host.notifications()).some((said) => /changed|Try again|meantime/.test(said));
        return told ? 'refused' : (await host.text('many/hub.md')).includes('{#part}') ? 'done' : 'under way';
      },
      (state) => state !== 'under way',
    );
    const after = outcome === 'done' ? link.replace('Part', 'part') : link;
    assert.equal(await host.text(other), `${written}# Другая\n\n${after}`);
    assert.equal(await host.text('many/note7.md'), `# 7\n\n${after}`);
  },
  // It asks VS Code for references, which in memory never come back.
  (host) => !host.memory,
);

test(
  'a rename of 500 links, 50 of them in unsaved notes: all follow, and one undo brings back every byte',
  async (host) => {
    const pathOf = (at: number) => `many/part ${at % 20}/note${at}.md`;
    await host.files.write('many/hub.md', '# Узел\n');
    for (let at = 0; at < 125; at++) {
      const links = '- [[hub]] - why\r\n- [t](../hub.md "x") `[[hub]]` é ![[hub]]\r\n\r\n[[hub|Ёж]]\r\n';
      await host.files.write(pathOf(at), `😀 ${at}\r\n${links}`);
    }
    await host.open(pathOf(0), '- [[hu$0b]]');
    const references = () =>
      host.vscode(async (vscode) => {
        const { document, selection } = vscode.window.activeTextEditor!;
        const id = 'vscode.executeReferenceProvider';
        const found = await vscode.commands.executeCommand<unknown[]>(id, document.uri, selection.active);
        return found.length;
      });
    await host.until('all links', references, (count) => count >= 500);
    await host.vscode(
      async (vscode, paths) => {
        const root = vscode.workspace.workspaceFolders![0]!.uri;
        const edit = new vscode.WorkspaceEdit();
        for (const path of paths) {
          const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(root, path));
          edit.insert(document.uri, new vscode.Position(1, 2), '[[hub|не сохранено]] ');
        }
        await vscode.workspace.applyEdit(edit);
      },
      Array.from({ length: 50 }, (_, at) => pathOf(at + 1)),
    );
    /** The notes as a reader sees them: with what is typed and not saved. */
    const seen = async () => {
      const texts = new Map([...(await host.files.all())].map(([path, data]) => [path, data.toString()]));
      const open = await host.vscode((vscode) =>
        vscode.workspace.textDocuments.map((each): [string, string] => [
          vscode.workspace.asRelativePath(each.uri, false),
          each.getText(),
        ]),
      );
      for (const [path, text] of open) if (texts.has(path)) texts.set(path, text);
      return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
    };
    const before = await seen();
    assert.equal([...before.values()].filter((text) => text.includes('не сохранено')).length, 50);
    await host.press('F2');
    await newName(host, '.rename-box input', 'Узел');
    await isThere(host, 'many/Узел.md');
    const after = new Map(
      [...before].map(([path, text]) => {
        if (!path.startsWith('many/')) return [path, text];
        const links = text.replaceAll(/(?<!`)\[\[hub/g, '[[Узел').replace('../hub.md', '../Узел.md');
        return [path.replace('hub.md', 'Узел.md'), links];
      }),
    );
    const differing = (now: ReadonlyMap<string, string>, expected: ReadonlyMap<string, string>) =>
      [...new Set([...now.keys(), ...expected.keys()])].filter((path) => now.get(path) !== expected.get(path));
    await host.expect(async () => differing(await seen(), after), []);
    // VS Code saves what a rename has changed, and is not done before.
    const saved = async () => new Map([...(await host.files.all())].map(([path, data]) => [path, data.toString()]));
    await host.expect(async () => differing(await saved(), after), []);
    await host.focus();
    await undo(host);
    await host.expect(async () => differing(await seen(), before), []);
    await host.execute('workbench.action.files.saveAll');
    await host.expect(async () => differing(await saved(), before), []);
  },
  // Long, and the same wherever the notes lie on a disk.
  (host) => host.kind === 'node' && host.version !== oldest,
);
