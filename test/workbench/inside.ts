// Functions that the tests send into the extension host. They travel as text: each sees its arguments and nothing else.
// None calls `openTextDocument`: VS Code keeps such a document for minutes, with its problems, though its file is deleted.
import type * as vscodeApi from 'vscode';

type VsCode = typeof vscodeApi;

export interface Problem {
  readonly file: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly message: string;
  readonly code: string;
  /** The text under the squiggle. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

export async function showNote(vscode: VsCode, file: string): Promise<void> {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, file);
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
  const isShown = () => vscode.window.activeTextEditor?.document.uri.toString() === uri.toString();
  for (let tries = 0; !isShown() && tries < 100; tries++) await new Promise((done) => setTimeout(done, 20));
}

/** Gives the place as the status bar says it: line and column, from 1. */
export function placeCursor(vscode: VsCode, before: string, after: string): string {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new Error('No note is open.');
  const start = editor.document.getText().indexOf(before + after);
  if (start < 0) throw new Error(`The note has no text "${before}${after}".`);
  const place = editor.document.positionAt(start + before.length);
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return [place.line + 1, place.character + 1].join(' ');
}

export async function textOf(vscode: VsCode, file: string): Promise<string> {
  if (!file) return vscode.window.activeTextEditor?.document.getText() ?? '';
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, file);
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  return open?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

export function lineWithCursor(vscode: VsCode): string {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return '';
  const { start, end } = editor.selection;
  const line = editor.document.lineAt(start).text;
  const selected = start.line === end.line ? line.slice(start.character, end.character) : '';
  const rest = line.slice(start.character + selected.length);
  return `${line.slice(0, start.character)}$0${selected && `${selected}$0`}${rest}`;
}

export function activeNote(vscode: VsCode): string {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri ? vscode.workspace.asRelativePath(uri, false) : '';
}

export async function problemsOf(vscode: VsCode, file: string, source: string): Promise<Problem[]> {
  const found: Problem[] = [];
  const textAt = async (uri: vscodeApi.Uri) => {
    const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
    if (open) return (range: vscodeApi.Range) => open.getText(range);
    const bytes = await vscode.workspace.fs.readFile(uri);
    const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
    return ({ start, end }: vscodeApi.Range) =>
      lines[start.line]?.slice(start.character, end.line === start.line ? end.character : undefined) ?? '';
  };
  for (const [uri, list] of vscode.languages.getDiagnostics()) {
    const path = vscode.workspace.asRelativePath(uri, false);
    const own = list.filter((each) => each.source === source);
    if ((file && path !== file) || own.length === 0) continue;
    // A note that moved away a moment ago still has its problems, and no text: whoever waits for them to go looks again.
    const text = await textAt(uri).catch(() => () => '');
    for (const { severity, message, code, range } of own) {
      found.push({
        file: path,
        severity: (['error', 'warning', 'info', 'hint'] as const)[severity],
        message,
        code: String(typeof code === 'object' ? code.value : (code ?? '')),
        text: text(range),
        line: range.start.line + 1,
      });
    }
  }
  return found.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

export async function closeEverything(vscode: VsCode): Promise<void> {
  // The window may be writing its own settings: only notes are anyone's to revert.
  const isNote = (document: vscodeApi.TextDocument) => vscode.workspace.getWorkspaceFolder(document.uri) !== undefined;
  for (const document of vscode.workspace.textDocuments.filter((each) => each.isDirty && isNote(each))) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  for (const id of ['closeAllEditors', 'closePanel', 'closeSidebar']) {
    await vscode.commands.executeCommand(`workbench.action.${id}`);
  }
  await vscode.commands.executeCommand('notifications.clearAll');
}

/** The notes that VS Code holds with another text than their file has, and whether it knows them to be unsaved. */
export async function otherThanFiles(vscode: VsCode): Promise<{ path: string; isDirty: boolean }[]> {
  const found: { path: string; isDirty: boolean }[] = [];
  for (const document of vscode.workspace.textDocuments) {
    if (!vscode.workspace.getWorkspaceFolder(document.uri)) continue;
    const bytes = await Promise.resolve(vscode.workspace.fs.readFile(document.uri)).catch(() => undefined);
    // Without a file a note is held for minutes once an edit of many files has touched it.
    if (bytes && new TextDecoder().decode(bytes) !== document.getText())
      found.push({ path: document.uri.path, isDirty: document.isDirty });
  }
  return found;
}

/**
 * Ends the language server as the system does when it is short of memory: without a word. False where there is none.
 * Such a system is slow, too: the extension host hears of the end after it has asked the server something more.
 * @param server the id of its process; `null` for a worker, which has none (what travels is JSON, which knows no `undefined`)
 */
export function endAtOnce(vscode: VsCode, server: string | null): boolean {
  const { startedWorkers = [] } = globalThis as { startedWorkers?: { terminate(): void }[] };
  // No other extension of the tests starts workers, which tell nobody of their end.
  if (server === null) {
    startedWorkers.at(-1)?.terminate();
    return startedWorkers.length > 0;
  }
  process.kill(Number(server), 'SIGKILL');
  for (const end = Date.now() + 200; Date.now() < end; );
  for (let asked = 0; asked < 3; asked++)
    vscode.commands.executeCommand('researchNotes.copyGithubMarkdown').then(undefined, () => undefined);
  return true;
}

/** Sends a signal to the process of the server as soon as there is one other than those; its id, or `undefined` after 5 s. */
export async function signalServer(
  _vscode: VsCode,
  signal: NodeJS.Signals,
  others: readonly string[] = [],
): Promise<string | undefined> {
  const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs');
  const read = (path: string) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  for (const end = Date.now() + 5000; Date.now() < end; ) {
    const server = readdirSync('/proc').find((name) => {
      if (!/^\d+$/.test(name) || others.includes(name)) return false;
      if (!read(`/proc/${name}/cmdline`).includes('server/node.js')) return false;
      return Number(/\) [^Z] (\d+)/.exec(read(`/proc/${name}/stat`))?.[1]) === process.pid;
    });
    if (server !== undefined) {
      process.kill(Number(server), signal);
      return server;
    }
    await new Promise((done) => setTimeout(done, 3));
  }
  return undefined;
}
