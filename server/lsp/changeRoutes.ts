// The routes of what changes many notes at once: renames, and files that are moved, created or deleted. What they do is
// loaded with the first of them: most sessions rename nothing.
import type { Connection, WorkspaceEdit } from 'vscode-languageserver';
import { checkNameRequest, type RenameNoteParams, renameNoteRequest } from '../protocol.ts';
import { canonicalUri, pathOf } from '../text/uri.ts';
import type { Answer, PlaceOf } from './routes.ts';
import type { Session } from './session.ts';

export function serveChanges(connection: Connection, session: Session, answer: Answer, place: PlaceOf): void {
  const changes = () => import('./changes.ts');
  const urisOf = (files: readonly { readonly uri: string }[]) => files.map(({ uri }) => canonicalUri(uri));
  connection.onPrepareRename((params) => {
    const at = place(params);
    return answer('prepareRename', async () => (await changes()).renameRange(session, at));
  });
  connection.onRenameRequest((params) => {
    const at = place(params);
    const note = session.vault.note(at.uri);
    return answer('rename', async () => (await changes()).renameAt(session, at, note, params.newName));
  });
  connection.onRequest(renameNoteRequest, ({ uri, newName }: RenameNoteParams) =>
    answer('renameNote', async () => (await changes()).renameNote(session, pathOf(canonicalUri(uri)), newName)),
  );
  connection.onRequest(checkNameRequest, ({ uri, newName }: RenameNoteParams) =>
    answer('checkName', async () => (await changes()).nameProblem(session, pathOf(canonicalUri(uri)), newName)),
  );
  connection.workspace.onWillRenameFiles(({ files }) => {
    const renames = files.map(({ oldUri, newUri }) => ({ from: canonicalUri(oldUri), to: canonicalUri(newUri) }));
    return answer('willRenameFiles', async () => (await changes()).willRename(session, renames));
  });
  connection.workspace.onWillCreateFiles(({ files }) =>
    answer('willCreateFiles', async () => (await changes()).willCreate(session, urisOf(files))),
  );
  connection.workspace.onWillDeleteFiles(({ files }) =>
    answer<WorkspaceEdit>('willDeleteFiles', async () => (await changes()).willDelete(session, urisOf(files))),
  );
}
