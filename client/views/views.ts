// The views of the side bar, and the command that makes a mention a link.
import { commands, type Disposable, type Event, l10n, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ViewKind, ViewRow } from '../../server/protocol.ts';
import { workspacePlace } from '../workspacePlace.ts';
import { NoteView, rangeOf } from './noteView.ts';

/** @param noteOfPage the URI of the note that a page in sight shows */
export function registerViews(
  client: BaseLanguageClient,
  onVaultChanged: Event<void>,
  noteOfPage: () => string | undefined,
): Disposable[] {
  const view = (kind: ViewKind, empty: string) => new NoteView({ kind, client, onVaultChanged, noteOfPage, empty });
  return [
    view('backlinks', l10n.t('No other note links here.')),
    view('unlinkedMentions', l10n.t('No other note names this one without a link.')),
    view('outgoingLinks', l10n.t('This note links nowhere.')),
    view('vaultHealth', l10n.t('Nothing to mend.')),
    commands.registerCommand('researchNotes.linkMention', (row: unknown) => linkMention(row as ViewRow | undefined)),
  ];
}

/**
 * Writes the link in place of the words, if they are still there. The note in the editor stays, since the view is about it:
 * its next row may be the next link.
 */
async function linkMention(row: ViewRow | undefined): Promise<void> {
  const place = row?.uri === undefined ? undefined : workspacePlace(row.uri);
  if (!row?.link || !row.range || !place) return;
  const range = rangeOf(row.range);
  const document = await workspace.openTextDocument(Uri.parse(row.uri!));
  if (document.getText(range) !== row.link.text) {
    void window.showWarningMessage(l10n.t('The note has changed, so nothing was done. Look at the view again.'));
    return;
  }
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, range, row.link.newText);
  // As with a rename, a note that had nothing unsaved is saved.
  await workspace.applyEdit(edit, { isRefactoring: true });
}
