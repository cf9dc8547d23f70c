// "Why does this link go there?": the answer as a page of its own beside the note.
import { commands, type Disposable, EventEmitter, l10n, Uri, ViewColumn, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type ExplainLinkParams, explainLinkRequest } from '../server/protocol.ts';
import { askServer } from './askServer.ts';

const scheme = 'research-notes-answer';
/** One page, written anew for each question. */
const page = Uri.from({ scheme, path: '/Why.md' });

export function registerExplainLink(client: BaseLanguageClient): Disposable[] {
  let answer = '';
  const changed = new EventEmitter<Uri>();
  return [
    changed,
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => answer,
    }),
    commands.registerCommand('researchNotes.explainLink', async () => {
      const editor = window.activeTextEditor;
      if (!editor) return;
      const { line, character } = editor.selection.active;
      const params: ExplainLinkParams = { uri: editor.document.uri.toString(), line, character };
      const found = await askServer<string | null>(client, explainLinkRequest, params);
      if (found === undefined) return;
      if (found === null) {
        void window.showInformationMessage(l10n.t('Put the cursor on a link first.'));
        return;
      }
      answer = found;
      changed.fire(page);
      // Drawn by VS Code's own Markdown support, and locked, else it would follow the editor; where that is switched off, as text.
      const drawn = commands.executeCommand('markdown.showLockedPreviewToSide', page);
      await drawn.then(undefined, () =>
        window.showTextDocument(page, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true }),
      );
    }),
  ];
}
