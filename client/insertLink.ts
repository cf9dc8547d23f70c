// *Insert link*: a picker over the server's search, which writes the link at every cursor.
import {
  CancellationTokenSource,
  l10n,
  type QuickPickItem,
  Selection,
  type TextDocument,
  type TextEditor,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type SearchItem, type SearchParams, searchRequest } from '../server/protocol.ts';
import { sayAbsent } from './askServer.ts';
import { linkAround, linkAtSelection } from './linkAtSelection.ts';

interface NoteItem extends QuickPickItem {
  /** Absent where there is nothing to take. */
  readonly link?: string;
}

export async function insertLink(client: BaseLanguageClient): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) {
    void window.showInformationMessage(l10n.t('Open a note first: the link is written at the cursor.'));
    return;
  }
  const link = await pickLink(client, editor);
  if (link !== undefined) await writeLink(editor, link);
}

/** Lets the user look for a note; `undefined` if none was taken. */
function pickLink(client: BaseLanguageClient, editor: TextEditor): Promise<string | undefined> {
  const picker = window.createQuickPick<NoteItem>();
  // The order is the server's. This switch is not in the public types, but every VS Code we support has it.
  (picker as { sortByLabel?: boolean }).sortByLabel = false;
  picker.title = l10n.t('Insert link to a note');
  picker.placeholder = l10n.t('Title, alias or file name, in any script');
  picker.value = initialQuery(editor);

  let latest: CancellationTokenSource | undefined;
  const search = async () => {
    latest?.cancel();
    const own = new CancellationTokenSource();
    latest = own;
    picker.busy = true;
    try {
      const params: SearchParams = { uri: editor.document.uri.toString(), query: picker.value };
      const found = await client.sendRequest<SearchItem[] | null>(searchRequest, params, own.token);
      if (latest !== own) return;
      picker.items = found?.length ? found.map(noteItem) : [{ label: l10n.t('No note found'), alwaysShow: true }];
    } catch {
      // A cancelled search has a successor; a failed one is in the log, and the list stays as it was.
      if (latest !== own || client.isRunning()) return;
      picker.hide();
      void sayAbsent();
    } finally {
      own.dispose();
      if (latest === own) picker.busy = false;
    }
  };

  return new Promise((resolve) => {
    picker.onDidChangeValue(search);
    picker.onDidAccept(() => {
      const taken = picker.selectedItems[0] ?? picker.activeItems[0];
      if (taken?.link === undefined) return;
      resolve(taken.link);
      picker.hide();
    });
    picker.onDidHide(() => {
      latest?.cancel();
      latest = undefined;
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
    void search();
  });
}

function initialQuery(editor: TextEditor): string {
  const { document, selection } = editor;
  if (!selection.isEmpty) return selection.isSingleLine ? document.getText(selection).trim() : '';
  const { line, character } = selection.active;
  return linkAround(document.lineAt(line).text, character, isAliasFirst(document))?.query ?? '';
}

function isAliasFirst(document: TextDocument): boolean {
  return workspace.getConfiguration('researchNotes.links', document).get('pipeOrder') === 'aliasFirst';
}

function noteItem({ title, path, link }: SearchItem): NoteItem {
  // `$(` would be read as an icon.
  return { label: plain(title), description: plain(path), alwaysShow: true, link };
}

function plain(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}

async function writeLink(editor: TextEditor, link: string): Promise<void> {
  const { document } = editor;
  const aliasFirst = isAliasFirst(document);
  const written = await editor.edit((edit) => {
    for (const selection of editor.selections) {
      const line = selection.end.line;
      const start = selection.isSingleLine ? selection.start.character : selection.end.character;
      const text = document.lineAt(line).text;
      const selected = document.getText(selection);
      const at = linkAtSelection(link, text, start, selection.end.character, selected, aliasFirst);
      edit.replace(new Selection(line, at.start, line, at.end), at.text);
    }
  });
  if (!written) {
    void window.showErrorMessage(l10n.t('The link could not be written: the document cannot be edited.'));
    return;
  }
  // What was replaced is left selected by the editor; the next word goes behind the link.
  editor.selections = editor.selections.map((selection) => new Selection(selection.end, selection.end));
}
