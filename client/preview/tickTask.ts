// Ticking a task writes exactly one character, and only into the text that the page shows.
import { Range, type Uri, WorkspaceEdit, workspace } from 'vscode';

const taskBox = /^((?:\s*>)*\s*(?:[-*+]|\d{1,9}[.)])\s+\[)([ xX])\](?=\s|$)/;

/**
 * False where the note has changed since it was drawn, or has no task in that line.
 * @param version of the open document that was drawn; `null` for a closed note
 */
export async function tickTask(uri: Uri, line: number, version: number | null): Promise<boolean> {
  const document = await workspace.openTextDocument(uri);
  const isCurrent = version === null ? !document.isDirty : document.version === version;
  const match = line >= 0 && line < document.lineCount ? taskBox.exec(document.lineAt(line).text) : null;
  if (!isCurrent || !match) return false;
  const at = match[1]!.length;
  const edit = new WorkspaceEdit();
  edit.replace(uri, new Range(line, at, line, at + 1), match[2] === ' ' ? 'x' : ' ');
  return workspace.applyEdit(edit);
}
