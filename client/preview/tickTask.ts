// Ticking a task writes exactly one character, and only into the text that the page shows.
import { Range, type TextDocument, type Uri, WorkspaceEdit, workspace } from 'vscode';
import { boxIn } from './boxIn.ts';

/** What was drawn: the version of the open document (`null` for a closed note), or the line of an embedded one. */
export type Drawn = { readonly version: number | null } | { readonly was: string };

/** False where the note has changed since it was drawn, or has no task in that line. */
export async function tickTask(uri: Uri, line: number, drawn: Drawn): Promise<boolean> {
  const document = await workspace.openTextDocument(uri);
  const text = line >= 0 && line < document.lineCount ? document.lineAt(line).text : '';
  const box = boxIn(text);
  if (!box || !isCurrent(document, text, drawn)) return false;
  const edit = new WorkspaceEdit();
  edit.replace(uri, new Range(line, box.at, line, box.at + 1), box.isTicked ? ' ' : 'x');
  return workspace.applyEdit(edit);
}

function isCurrent(document: TextDocument, text: string, drawn: Drawn): boolean {
  if ('was' in drawn) return text === drawn.was;
  return drawn.version === null ? !document.isDirty : document.version === drawn.version;
}
