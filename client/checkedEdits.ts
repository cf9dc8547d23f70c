// The server's edits of renames and moves, and those it asks for itself, are held against the notes just before VS Code gets
// them, which checks nothing itself or too little.
import {
  type CancellationToken,
  l10n,
  type Position,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import {
  type BaseLanguageClient,
  type Middleware,
  CancellationToken as NoCancellation,
  ResponseError,
  type WorkspaceEdit as ServerEdit,
} from 'vscode-languageclient';
import { type FileState, type RenameNoteParams, renameNoteRequest } from '../server/protocol.ts';

/** An edit of the server's, with the closed notes that it was made for. */
export type BasedEdit = ServerEdit & { readonly basedOn?: readonly FileState[] };

/** Moves that an edit of ours carries out: VS Code announces them once more, when all is said. Forgotten after a while. */
const underWay = new Map<string, number>();
const underWayFor = 120_000;

/** @param client the client that this is the middleware of */
export function checkedEdits(client: () => BaseLanguageClient): Middleware {
  return {
    async provideRenameEdits(document, position, newName, token) {
      const params = { ...placeOf(client(), document, position), newName };
      // An answer of "no" would make VS Code ask its own Markdown next, which knows no wiki-links: it gets an empty edit.
      return (await askedEdit(client(), 'textDocument/rename', params, token)) ?? new WorkspaceEdit();
    },
    workspace: {
      async willRenameFiles(event) {
        if (event.files.every((file) => underWay.delete(moveKey(file.oldUri, file.newUri)))) return undefined;
        const params = client().code2ProtocolConverter.asWillRenameFilesParams(event);
        return askedEdit(client(), 'workspace/willRenameFiles', params, event.token);
      },
      willCreateFiles: (event) =>
        askedEdit(
          client(),
          'workspace/willCreateFiles',
          client().code2ProtocolConverter.asWillCreateFilesParams(event),
          event.token,
        ),
      // The server says why it is not done.
      handleApplyEdit: async (params, next) =>
        (await isCurrent(client(), params.edit)) ? next(params, NoCancellation.None) : { applied: false },
    },
  };
}

/** Asks for another name for the note's file, and gives it that name. */
export async function renameNote(client: BaseLanguageClient, uri: Uri, newName: string): Promise<void> {
  const params: RenameNoteParams = { uri: client.code2ProtocolConverter.asUri(uri), newName };
  const edit = await askedEdit(client, renameNoteRequest, params);
  if (edit && !(await workspace.applyEdit(edit))) {
    void window.showErrorMessage(l10n.t('The note could not be renamed.'));
  }
}

function placeOf(client: BaseLanguageClient, document: TextDocument, position: Position) {
  return client.code2ProtocolConverter.asTextDocumentPositionParams(document, position);
}

function askedEdit(
  client: BaseLanguageClient,
  method: string,
  params: object,
  token?: CancellationToken,
): Promise<WorkspaceEdit | undefined> {
  return checkedEdit(client, () => client.sendRequest<BasedEdit | null>(method, params, token), token);
}

/** The edit, if the notes are still those it was made for; asked for once more if not. Says why there is none. */
export async function checkedEdit(
  client: BaseLanguageClient,
  ask: () => Promise<BasedEdit | null | undefined>,
  token?: CancellationToken,
): Promise<WorkspaceEdit | undefined> {
  try {
    for (let tries = 0; tries < 2; tries++) {
      const edit = await ask();
      if (!edit) return undefined;
      if (!(await isCurrent(client, edit))) continue;
      rememberMoves(edit);
      return await client.protocol2CodeConverter.asWorkspaceEdit(edit, token);
    }
    sayThatNotesChanged();
  } catch (error) {
    if (token?.isCancellationRequested) return undefined;
    if (!(error instanceof ResponseError)) throw error;
    void window.showWarningMessage(error.message);
  }
  return undefined;
}

export function sayThatNotesChanged(): void {
  void window.showWarningMessage(l10n.t('Notes changed while this was prepared, so nothing was done. Try again.'));
}

/** True if each open note has the version, and each closed one the size and time, that the edit was made for. */
async function isCurrent(client: BaseLanguageClient, edit: BasedEdit): Promise<boolean> {
  const open = new Map(workspace.textDocuments.map((each) => [each.uri.toString(), each]));
  const find = (address: string) => open.get(client.protocol2CodeConverter.asUri(address).toString());
  for (const change of edit.documentChanges ?? []) {
    if (!('textDocument' in change)) continue;
    const { uri, version } = change.textDocument;
    const document = find(uri);
    if (version === null ? document?.isDirty : document?.version !== version) return false;
  }
  const same = await Promise.all((edit.basedOn ?? []).map(isAsItWas));
  return !same.includes(false);
}

async function isAsItWas({ uri, size, mtime }: FileState): Promise<boolean> {
  try {
    const found = await workspace.fs.stat(Uri.parse(uri, true));
    return found.size === size && found.mtime === mtime;
  } catch {
    return false;
  }
}

function rememberMoves(edit: BasedEdit): void {
  const now = Date.now();
  for (const [key, since] of underWay) if (now - since > underWayFor) underWay.delete(key);
  for (const change of edit.documentChanges ?? []) {
    if ('kind' in change && change.kind === 'rename')
      underWay.set(moveKey(Uri.parse(change.oldUri), Uri.parse(change.newUri)), now);
  }
}

function moveKey(from: Uri, to: Uri): string {
  return `${from.toString()} ${to.toString()}`;
}
