// What goes wrong around the notes: events of files that never come, and a server that ends while one types.
import assert from 'node:assert/strict';
import { day, ready } from './day.ts';
import { endServer } from './endServer.ts';
import type { Host } from './host.ts';
import { signalServer } from './inside.ts';
import { oldest, test } from './registry.ts';

test('a server that ends while one types is followed by one that knows what is not saved', async (host) => {
  await host.open(day);
  await ready(host);
  await host.vscode(async (vscode) => {
    const { document } = vscode.window.activeTextEditor!;
    const edit = new vscode.WorkspaceEdit();
    const end = document.lineAt(document.lineCount - 1).range.end;
    edit.insert(document.uri, end, '\n[[no such note]] [[#Не сохранено]]\n\n## Не сохранено\n\nПока');
    await vscode.workspace.applyEdit(edit);
  });
  await host.cursor('Пока$0');
  await host.type(' сервер');
  assert.equal(await endServer(host), true);
  const ended = Date.now();
  await host.type('а нет: [[пробы по сл');
  const knows: Record<string, () => Promise<boolean>> = {
    'where a link to a heading leads that is not saved': () => leadsTo(host, '[[#Не сох', '## Не сохранено'),
    'what to offer for what was typed meanwhile': () => offers(host, '[[пробы по сл', 'Пробы по слоям'),
    'the problems of what is not saved': async () =>
      (await host.problems(day)).some(({ text }) => text === 'no such note'),
  };
  for (const [what, ask] of Object.entries(knows))
    await host.until(what, ask, (is) => is, Math.max(0, 3000 - (Date.now() - ended)));
  // What it marks lies where the editor has it: both have the same text.
  assert.match(await host.text(), /Пока сервера нет: \[\[пробы по сл/);
});

/** How the client and the process of a server live together is the same in every VS Code. */
const isProcess = (host: Host) => host.kind === 'node' && host.version !== oldest;
const encoders = 'topics/conferences/reading_day_encoders.md';
const moved = 'topics/conferences/moved.md';

/** Begins to move a note that others link to, as the explorer does, and waits for nothing. */
async function beginMove(host: Host): Promise<void> {
  await host.vscode(
    (vscode, from, to) => {
      const root = vscode.workspace.workspaceFolders![0]!.uri;
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(vscode.Uri.joinPath(root, from), vscode.Uri.joinPath(root, to));
      void vscode.workspace.applyEdit(edit);
    },
    encoders,
    moved,
  );
}

/** The note lies elsewhere, and no link was left behind. */
async function isMovedWhole(host: Host): Promise<void> {
  await host.page.locator('.monaco-dialog-box', { hasText: 'refactoring changes' }).waitFor();
  await host.page.locator('.monaco-dialog-box .monaco-button', { hasText: /^OK$/ }).click();
  await host.until(
    'the note in its new place',
    // A file may go between the list and the look.
    () => host.files.all().catch(() => undefined),
    (all) => all?.has(moved) === true && !all.has(encoders),
  );
  await ready(host);
  await host.expect(async () => (await host.problems()).filter(({ text }) => /reading_day_encoders/.test(text)), []);
  assert.match(await host.text('start.md'), /\(topics\/conferences\/moved\.md\)|\[\[[^\]]*moved/);
}

test(
  'a note that is moved while the server starts takes the links to it along',
  async (host) => {
    await host.open(day);
    await ready(host);
    const first = await host.vscode(signalServer, 'SIGKILL');
    const second = await host.vscode(signalServer, 'SIGSTOP', [first!]);
    await beginMove(host);
    await host.page.waitForTimeout(1000);
    assert.equal(await host.vscode(signalServer, 'SIGCONT'), second);
    await isMovedWhole(host);
    assert.deepEqual(await host.notifications(), []);
  },
  isProcess,
);

test(
  'a note is moved while the server ends: the next one is asked',
  async (host) => {
    await host.open(day);
    await ready(host);
    await host.vscode(signalServer, 'SIGSTOP');
    await beginMove(host);
    await host.page.waitForTimeout(500);
    await host.vscode(signalServer, 'SIGKILL');
    await isMovedWhole(host);
    assert.deepEqual(await host.notifications(), []);
  },
  isProcess,
);

test(
  'a server that ends again and again, also while it starts, is started when one asks for it',
  async (host) => {
    await host.open(day);
    await ready(host);
    const ended: string[] = [];
    for (let server: string | undefined = ''; server !== undefined; ) {
      assert.deepEqual(await host.notifications(), []);
      server = await host.vscode(signalServer, 'SIGKILL', ended);
      if (server) ended.push(server);
    }
    await host.until(
      'the word that none follows',
      () => host.notifications(),
      (all) => all.some((said) => /is not started again by itself/.test(said)),
    );
    assert.ok((await host.statusBar()).includes('Research Notes'));
    await host.page.locator('.notifications-toasts').getByText('Start again').click();
    await ready(host);
    await host.command('Research Notes: Restart Language Server');
    await host.until(
      'another server',
      () => host.vscode(signalServer, 'SIGCONT', ended),
      (server) => server !== undefined,
    );
    await ready(host);
  },
  isProcess,
);

test(
  'a server that hangs is replaced at a word, by one and not by two',
  async (host) => {
    await host.open(day);
    await ready(host);
    const first = await host.vscode(signalServer, 'SIGSTOP');
    // A second word while the next one starts changes nothing.
    for (let times = 0; times < 2; times++)
      await host.vscode((vscode) => void vscode.commands.executeCommand('researchNotes.restartServer'));
    const second = await host.vscode(signalServer, 'SIGCONT', [first!]);
    await host.until(
      'the end of the first',
      () => host.vscode(signalServer, 'SIGCONT'),
      (server) => server === second,
    );
    await ready(host);
    // The client would look after the old process by now.
    await host.page.waitForTimeout(4000);
    assert.equal(await host.vscode(signalServer, 'SIGCONT'), second);
    assert.deepEqual(await host.notifications(), []);
    await ready(host);
  },
  isProcess,
);

test(
  'what changed without an event is known after the window has the focus again',
  async (host) => {
    await host.open(day);
    await ready(host);
    // What is opened is a reason to look too, after a rest: that is over by then.
    await host.page.waitForTimeout(4000);
    await host.vscode((vscode) => {
      const { writeQuietly } = globalThis as unknown as { writeQuietly(path: string, text: string): void };
      writeQuietly(
        vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'focus.md').path,
        '# Focus\n\n[[written without a word]]\n',
      );
    });
    await host.page.waitForTimeout(1000);
    assert.deepEqual(await host.problems('focus.md'), []);
    await comeBack(host);
    await host.until(
      'the problem of the new note',
      () => host.problems('focus.md'),
      (all) => all.length === 1,
    );
    await host.files.remove('focus.md');
    await host.expect(() => host.problems('focus.md'), []);
  },
  // Only our file system in memory can keep a change to itself.
  (host) => host.memory,
);

/** The window loses the focus to another program and gets it again. Playwright's pages always believe that they have it. */
async function comeBack(host: Host): Promise<void> {
  for (const focused of [false, true]) {
    await host.page.evaluate((focused) => {
      const page = globalThis as unknown as { document: { hasFocus(): boolean }; dispatchEvent(event: unknown): void };
      page.document.hasFocus = () => focused;
      page.dispatchEvent(new Event(focused ? 'focus' : 'blur'));
    }, focused);
    await host.until(
      focused ? 'the focus' : 'the focus to go',
      () => host.vscode((vscode) => vscode.window.state.focused),
      (is) => is === focused,
    );
  }
}

/** Asks as the editor does; `false` where there is no answer yet. */
function leadsTo(host: Host, link: string, line: string): Promise<boolean> {
  return host.vscode(
    async (vscode, link, line) => {
      const { document } = vscode.window.activeTextEditor!;
      const at = document.positionAt(document.getText().indexOf(link) + link.length);
      const found = await vscode.commands.executeCommand<{ targetSelectionRange?: unknown }[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        at,
      );
      const [target] = found as {
        targetUri?: unknown;
        targetRange?: { start: { line: number } };
        range?: { start: { line: number } };
      }[];
      const range = target?.targetRange ?? target?.range;
      return range !== undefined && document.lineAt(range.start.line).text === line;
    },
    link,
    line,
  );
}

function offers(host: Host, typed: string, title: string): Promise<boolean> {
  return host.vscode(
    async (vscode, typed, title) => {
      const { document } = vscode.window.activeTextEditor!;
      const at = document.positionAt(document.getText().indexOf(typed) + typed.length);
      const { items } = await vscode.commands.executeCommand<{ items: { label: string | { label: string } }[] }>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at,
      );
      return items.some(({ label }) => (typeof label === 'string' ? label : label.label).startsWith(title));
    },
    typed,
    title,
  );
}
