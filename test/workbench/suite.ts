// A small suite inside the extension host, for every host there is: desktop VS Code, the server's Node, the web worker.
// It asks as other extensions do, by the `vscode.execute…Provider` commands; keys and pixels are for the other tests.
import * as vscode from 'vscode';

const extensionId = 'research-notes.research-notes';
const note = 'topics/conferences/reading_day_encoders.md';
const tests: [name: string, run: () => Promise<void>][] = [];

export async function run(): Promise<void> {
  const failures: string[] = [];
  for (const [name, test] of tests) {
    try {
      await test();
      console.log(`ok ${name}`);
    } catch (error) {
      failures.push(name);
      console.log(`not ok ${name}`);
      console.log(`    ${error instanceof Error ? error.message : error}`);
    }
  }
  if (failures.length) throw new Error(`${failures.length} failed: ${failures.join('; ')}`);
}

tests.push([
  'the extension activates',
  async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    if (!extension) throw new Error(`${extensionId} is not installed`);
    await extension.activate();
  },
]);

tests.push([
  'a missing note is a problem',
  async () => {
    const { document } = await open('topics/sandbox/broken_links.md', '[[flash$0');
    // Nothing is called missing before the vault is read: from here on the other tests need not wait.
    await until(async () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .filter((each) => each.source === 'research-notes' && document.getText(each.range) === 'flash_atention.md'),
    );
  },
]);

tests.push([
  'a link leads to its note',
  async () => {
    const { document, at } = await open(note, '[[vision/layer$0_probing.md]] - ');
    const found = await until(() =>
      vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        at,
      ),
    );
    const [target] = found.map((each) => ('targetUri' in each ? each.targetUri : each.uri));
    if (!target?.path.endsWith('/topics/vision/layer_probing.md')) throw new Error(`It leads to ${target}`);
  },
]);

tests.push([
  'a link shows a card',
  async () => {
    const { document, at } = await open(note, '[[vision/layer$0_probing.md]] - ');
    const hovers = await until(() =>
      vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at),
    );
    const text = hovers.flatMap((hover) =>
      hover.contents.map((each) => (typeof each === 'string' ? each : each.value)),
    );
    if (!text.join('\n').includes('Пробы по слоям')) throw new Error(`The card says ${JSON.stringify(text)}`);
  },
]);

tests.push([
  'a note is offered by its title',
  async () => {
    const { document } = await open(note, 'День чтения$0');
    const edit = new vscode.WorkspaceEdit();
    const end = document.lineAt(document.lineCount - 1).range.end;
    edit.insert(document.uri, end, '[[пробы по сл');
    await vscode.workspace.applyEdit(edit);
    const list = await until(async () => {
      const answer = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        document.lineAt(document.lineCount - 1).range.end,
        '[',
      );
      return answer.items;
    });
    await vscode.commands.executeCommand('workbench.action.files.revert');
    const labels = list.map(({ label }) => (typeof label === 'string' ? label : label.label));
    if (!labels.some((label) => label.startsWith('Пробы по слоям'))) throw new Error(JSON.stringify(labels));
  },
]);

tests.push([
  'the task finds what the editor finds',
  async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    // Without Node there is no program to run.
    if (typeof process === 'undefined' || folder?.uri.scheme !== 'file') return;
    const [task] = await until(() => vscode.tasks.fetchTasks({ type: 'research-notes' }));
    const ended = new Promise<number | undefined>((done) => {
      vscode.tasks.onDidEndTaskProcess((event) => {
        if (event.execution.task.definition.type === 'research-notes') done(event.exitCode);
      });
    });
    const started = new Promise<boolean>((done) => {
      vscode.tasks.onDidStartTaskProcess(() => done(true));
      setTimeout(() => done(false), 10_000);
    });
    await vscode.tasks.executeTask(task!);
    if (!(await started))
      return console.log('    this VS Code has no terminal to run a task in, so that was not tried');
    const code = await ended;
    if (code !== 1) throw new Error(`It ended with ${code}`);
  },
]);

/** Opens a note and finds the place marked `$0` in a piece of its text. */
async function open(file: string, piece: string) {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('No folder is open.');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, file));
  await vscode.window.showTextDocument(document);
  const [before = '', after = ''] = piece.split('$0');
  const start = document.getText().indexOf(before + after);
  if (start < 0) throw new Error(`${file} has no text "${before}${after}".`);
  return { document, at: document.positionAt(start + before.length) };
}

/** The first answer that is not empty: the server may still be reading the vault. */
async function until<T>(ask: () => PromiseLike<T[]>): Promise<T[]> {
  const end = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer.length > 0) return answer;
    if (Date.now() > end) throw new Error('No answer within 10 s.');
    await new Promise((done) => setTimeout(done, 50));
  }
}
