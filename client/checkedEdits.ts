// The server's edits of renames and moves, and those it asks for itself, are held against the notes just before VS Code gets
// them, which checks nothing itself or too little.
import {
  type CancellationToken,
  commands,
  type Disposable,
  type FileWillRenameEvent,
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
import { checkNameRequest, type FileState, type RenameNoteParams, renameNoteRequest } from '../server/protocol.ts';
import { askAgain, sayAbsent } from './askServer.ts';
import { addCreatedFiles, takeCreatedFiles } from './createdFiles.ts';

/** An edit of the server's, with the closed notes that it was made for. */
export type BasedEdit = ServerEdit & { readonly basedOn?: readonly FileState[] };

/**
 * Moves that an edit of ours carries out: VS Code announces them once more, when all is said. Forgotten after a while, since an
 * edit that was given to VS Code may never be made.
 */
const underWay = new Map<string, { readonly since: number; readonly isMade: () => boolean }>();
const underWayFor = 120_000;

/** The box of F2 was left with the key that asks to see the changes first. */
let looksFirst = false;
/** The note that F2 was pressed in. Programs ask for the edit of a rename without that, and only to look at it. */
let renamedIn: TextDocument | undefined;

/** Takes the key of the box of F2 that shows the changes first: no provider is told which key it was. */
export function registerRenamePreview(): Disposable {
  return commands.registerCommand('researchNotes.acceptRenameWithPreview', async () => {
    looksFirst = true;
    await commands.executeCommand('acceptRenameInputWithPreview');
  });
}

/** @param client the client that this is the middleware of */
export function checkedEdits(client: () => BaseLanguageClient): Middleware {
  return {
    prepareRename(document, position, token, next) {
      looksFirst = false;
      renamedIn = document;
      return next(document, position, token);
    },
    async provideRenameEdits(document, position, newName, token) {
      const params = { ...placeOf(client(), document, position), newName };
      const ask = () => client().sendRequest<BasedEdit | null>('textDocument/rename', params, token);
      // While VS Code reads the closed notes of an edit, somebody may type in the open ones. It holds their versions against
      // an edit that is applied from here, and against the one of a provider nothing; its preview looks after itself.
      const use = looksFirst || renamedIn !== document ? given : renamed();
      renamedIn = undefined;
      // An answer of "no" would make VS Code ask its own Markdown next, which knows no wiki-links: it gets an empty edit.
      return (await checkedEdit(client(), ask, use, token)) ?? new WorkspaceEdit();
    },
    workspace: {
      willRenameFiles: (event) => editForMoves(client(), event),
      willCreateFiles: (event) =>
        askedEdit(
          client(),
          'workspace/willCreateFiles',
          client().code2ProtocolConverter.asWillCreateFilesParams(event),
          event.token,
        ),
      // The server says why it is not done.
      handleApplyEdit: async (params, next) =>
        (await areClosedAsTheyWere(params.edit)) && areOpenAsTheyWere(client(), params.edit)
          ? next(params, NoCancellation.None)
          : { applied: false },
    },
  };
}

/** Without a server that runs the client hears of no moves: they wait here for one that starts; else it is said that none follows. */
export function followMovesWithoutServer(client: BaseLanguageClient): Disposable {
  return workspace.onWillRenameFiles((event) => {
    if (!client.isRunning()) event.waitUntil(editForMoves(client, event));
  });
}

async function editForMoves(
  client: BaseLanguageClient,
  event: FileWillRenameEvent,
): Promise<WorkspaceEdit | undefined> {
  if (event.files.every((file) => takeUnderWay(moveKey(file.oldUri, file.newUri)))) return undefined;
  const params = client.code2ProtocolConverter.asWillRenameFilesParams(event);
  return askedEdit(client, 'workspace/willRenameFiles', params, event.token);
}

/** Asks for another name for the note's file, and gives it that name. */
export async function renameNote(client: BaseLanguageClient, uri: Uri, newName: string): Promise<void> {
  const params: RenameNoteParams = { uri: client.code2ProtocolConverter.asUri(uri), newName };
  await checkedEdit(client, () => client.sendRequest<BasedEdit | null>(renameNoteRequest, params), renamed());
}

/** Why the note cannot have that name; `undefined` where it can, or nothing is known. */
export async function nameProblem(client: BaseLanguageClient, uri: Uri, newName: string): Promise<string | undefined> {
  const params: RenameNoteParams = { uri: client.code2ProtocolConverter.asUri(uri), newName };
  return (await client.sendRequest<string | null>(checkNameRequest, params).catch(() => null)) ?? undefined;
}

/**
 * What is done with an edit of the notes as they are. VS Code gets the answer; `changed` is one that came too late, `failed`
 * one of which the user has been told.
 */
type Use = (edit: WorkspaceEdit, isCurrent: () => boolean) => WorkspaceEdit | Promise<undefined | 'changed' | 'failed'>;

export const given: Use = (edit) => edit;

function renamed(): Use {
  return applied(
    l10n.t('The note could not be renamed.'),
    l10n.t('The note could not be renamed, but links to it were changed. Undo takes them back.'),
  );
}

/** @param notDone and `halfDone`: what the user is told where VS Code does not carry the edit out */
export function applied(notDone: string, halfDone: string) {
  return async (edit: WorkspaceEdit, isCurrent: () => boolean): Promise<undefined | 'changed' | 'failed'> => {
    const after = textsAfter(edit);
    if (await workspace.applyEdit(edit, { isRefactoring: true })) return undefined;
    // The texts are changed first, and then a file that cannot be renamed or created may stop it.
    const isHalfDone = [...after].some(([document, text]) => document.getText() === text);
    // Where an open note is another one by now, VS Code has changed nothing.
    if (!isHalfDone && !isCurrent()) return 'changed';
    void window.showErrorMessage(isHalfDone ? halfDone : notDone);
    return 'failed';
  };
}

/** By their addresses. */
function openDocuments(): ReadonlyMap<string, TextDocument> {
  return new Map(workspace.textDocuments.map((each) => [each.uri.toString(), each]));
}

/** What the edit makes of the notes that are open. */
function textsAfter(edit: WorkspaceEdit): Map<TextDocument, string> {
  const after = new Map<TextDocument, string>();
  const open = openDocuments();
  for (const [uri, edits] of edit.entries()) {
    const document = open.get(uri.toString());
    if (!document || edits.length === 0) continue;
    let text = document.getText();
    // From the end, so that the places before stay where they are.
    for (const { range, newText } of [...edits].sort((a, b) => b.range.start.compareTo(a.range.start)))
      text = text.slice(0, document.offsetAt(range.start)) + newText + text.slice(document.offsetAt(range.end));
    after.set(document, text);
  }
  return after;
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
  const ask = () => client.sendRequest<BasedEdit | null>(method, params, token);
  return checkedEdit(client, ask, given, token);
}

/**
 * What `use` makes of the edit, if the notes are still those it was made for; asked for once more if not. Says why there is
 * none.
 */
export async function checkedEdit(
  client: BaseLanguageClient,
  ask: () => Promise<BasedEdit | null | undefined>,
  use: Use,
  token?: CancellationToken,
): Promise<WorkspaceEdit | undefined> {
  try {
    for (let tries = 0; tries < 2; tries++) {
      const answer = await askAgain(ask);
      if (!answer) return undefined;
      const { rest, created } = takeCreatedFiles(answer);
      const edit = await client.protocol2CodeConverter.asWorkspaceEdit(rest, token);
      addCreatedFiles(edit, created);
      if (!(await areClosedAsTheyWere(answer))) continue;
      if (token?.isCancellationRequested) return undefined;
      const isCurrent = () => areOpenAsTheyWere(client, answer);
      // Nothing is waited for from here on.
      if (!isCurrent()) continue;
      const moves = rememberMoves(answer, use === given ? whetherMade(edit) : () => true);
      const used = await use(edit, isCurrent);
      if (used !== 'changed' && used !== 'failed') return used;
      // Whoever makes these moves later is not us.
      for (const move of moves) underWay.delete(move);
      if (used === 'failed') return undefined;
    }
    sayThatNotesChanged();
  } catch (error) {
    if (token?.isCancellationRequested) return undefined;
    if (!client.isRunning())
      void sayAbsent(l10n.t('The language server is not running: nothing was changed in the notes.'));
    else if (error instanceof ResponseError) void window.showWarningMessage(error.message);
    else throw error;
  }
  return undefined;
}

export function sayThatNotesChanged(): void {
  void window.showWarningMessage(l10n.t('Notes changed while this was prepared, so nothing was done. Try again.'));
}

/** True if each open note has the version that the edit was made for. */
function areOpenAsTheyWere(client: BaseLanguageClient, edit: BasedEdit): boolean {
  const open = openDocuments();
  const find = (address: string) => open.get(client.protocol2CodeConverter.asUri(address).toString());
  for (const change of edit.documentChanges ?? []) {
    if (!('textDocument' in change)) continue;
    const { uri, version } = change.textDocument;
    const document = find(uri);
    if (version === null ? document?.isDirty : document?.version !== version) return false;
  }
  return true;
}

/** True if each closed note has the size and time that it had when the edit was made. */
async function areClosedAsTheyWere({ basedOn = [] }: BasedEdit): Promise<boolean> {
  const same = await Promise.all(basedOn.map(isAsItWas));
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

/**
 * Tells later whether the texts of an edit have been changed, which comes before its moves: who was given it may have only looked
 * at it.
 */
function whetherMade(edit: WorkspaceEdit): () => boolean {
  const after = textsAfter(edit);
  const open = openDocuments();
  const closed = new Set(edit.entries().flatMap(([uri]) => (open.has(uri.toString()) ? [] : uri.toString())));
  return () =>
    [...after].some(([document, text]) => document.getText() === text) ||
    workspace.textDocuments.some(({ uri, isDirty }) => isDirty && closed.has(uri.toString()));
}

/** True for a move that is ours; it is announced once. */
function takeUnderWay(move: string): boolean {
  const found = underWay.get(move);
  underWay.delete(move);
  return found?.isMade() === true;
}

function rememberMoves(edit: BasedEdit, isMade: () => boolean): string[] {
  const now = Date.now();
  const moves: string[] = [];
  for (const [key, { since }] of underWay) if (now - since > underWayFor) underWay.delete(key);
  for (const change of edit.documentChanges ?? []) {
    if ('kind' in change && change.kind === 'rename')
      moves.push(moveKey(Uri.parse(change.oldUri), Uri.parse(change.newUri)));
  }
  for (const move of moves) underWay.set(move, { since: now, isMade });
  return moves;
}

function moveKey(from: Uri, to: Uri): string {
  return `${from.toString()} ${to.toString()}`;
}
