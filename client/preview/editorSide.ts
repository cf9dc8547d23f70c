// The editor that stands beside a preview: where it is, and scrolling and revealing in it without an echo.
import {
  Range,
  Selection,
  type TextDocument,
  type TextEditor,
  TextEditorRevealType,
  type Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';

/** After the page has scrolled the editor, its own news are no wish of the reader's for so long (ms). */
const echo = 250;

export class EditorSide {
  private readonly note: () => Uri;
  private readonly previewColumn: () => ViewColumn | undefined;
  private quietUntil = 0;

  constructor(note: () => Uri, previewColumn: () => ViewColumn | undefined) {
    this.note = note;
    this.previewColumn = previewColumn;
  }

  isOwn(document: TextDocument): boolean {
    return document.uri.toString() === this.note().toString();
  }

  /** The visible editor of the note. */
  editor(): TextEditor | undefined {
    return window.visibleTextEditors.find(({ document }) => this.isOwn(document));
  }

  /** The column of an editor of notes that the preview does not cover. */
  column(): ViewColumn | undefined {
    const own = this.editor() ?? window.visibleTextEditors.find(({ document }) => document.languageId === 'markdown');
    return own?.viewColumn !== this.previewColumn() ? own?.viewColumn : undefined;
  }

  /** The first visible line of the note's editor; `undefined` while the page itself has just moved it. */
  topLine(editor: TextEditor | undefined): number | undefined {
    if (!editor || !this.isOwn(editor.document) || Date.now() < this.quietUntil) return undefined;
    const first = editor.visibleRanges[0];
    return first && Math.min(first.start.line, editor.document.lineCount - 1);
  }

  scrollTo(line: number): void {
    const editor = this.editor();
    if (!editor || line < 0) return;
    this.quietUntil = Date.now() + echo;
    const at = Math.min(line, editor.document.lineCount - 1);
    editor.revealRange(new Range(at, 0, at, 0), TextEditorRevealType.AtTop);
  }

  /** Shows the note's editor with the cursor at a place. */
  async reveal(line: number, character: number): Promise<void> {
    const document = await workspace.openTextDocument(this.note());
    const at = Math.max(line, 0);
    const place = document.validateRange(new Range(at, Math.max(character, 0), at, Math.max(character, 0)));
    const other = this.previewColumn() === ViewColumn.One ? ViewColumn.Beside : ViewColumn.One;
    this.quietUntil = Date.now() + echo;
    const viewColumn = this.editor()?.viewColumn ?? this.column() ?? other;
    const editor = await window.showTextDocument(document, { viewColumn });
    editor.selection = new Selection(place.start, place.start);
    editor.revealRange(place, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
