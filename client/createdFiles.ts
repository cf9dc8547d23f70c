// New files of an edit. The protocol makes an empty file and then writes into it, which VS Code takes back in two steps, and
// it keeps the file because it is not empty; made with its text, it comes and goes at once.
import { Uri, type WorkspaceEdit } from 'vscode';
import type { WorkspaceEdit as ServerEdit } from 'vscode-languageclient';

/** A file that is to be made, and its text. */
export interface CreatedFile {
  readonly uri: string;
  readonly text: string;
}

/** Takes the files that an edit makes and fills out of it; those that are asked about one by one stay. */
export function takeCreatedFiles<T extends ServerEdit>(edit: T): { rest: T; created: readonly CreatedFile[] } {
  const created = new Map<string, string | undefined>();
  for (const change of edit.documentChanges ?? [])
    if ('kind' in change && change.kind === 'create' && change.annotationId === undefined)
      created.set(change.uri, undefined);
  const rest = (edit.documentChanges ?? []).filter((change) => {
    if ('kind' in change) return true;
    const [insertion, ...more] = change.edits;
    const { uri } = change.textDocument;
    if (!created.has(uri) || !insertion || more.length > 0 || !('newText' in insertion)) return true;
    created.set(uri, insertion.newText);
    return false;
  });
  const isTaken = (uri: string) => created.get(uri) !== undefined;
  return {
    rest: edit.documentChanges
      ? {
          ...edit,
          documentChanges: rest.filter(
            (change) => !('kind' in change && change.kind === 'create' && isTaken(change.uri)),
          ),
        }
      : edit,
    created: [...created].flatMap(([uri, text]) => (text === undefined ? [] : [{ uri, text }])),
  };
}

/** Adds them after the changes of texts, so that none is left behind where those cannot be made. */
export function addCreatedFiles(edit: WorkspaceEdit, created: readonly CreatedFile[]): void {
  for (const { uri, text } of created) edit.createFile(Uri.parse(uri), { contents: new TextEncoder().encode(text) });
}
