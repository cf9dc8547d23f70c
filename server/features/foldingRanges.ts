// What can be folded: front matter, sections, lists, quotes with callouts, tables, code and math.
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import { isOpaque, type Note } from '../parse/note.ts';
import { lineAt, lineCount, lineSpan, lineStart } from '../text/lines.ts';
import { sectionSpan } from '../vault/fragments.ts';
import type { Vault } from '../vault/vault.ts';

/** `undefined` where the text of the note is not at hand. */
export function foldingRanges(vault: Vault, uri: string): FoldingRange[] | undefined {
  const note = vault.note(uri);
  const text = vault.text(uri);
  if (!note || text === undefined) return undefined;
  const folds = new Folds(note, text);
  for (let index = 0; index < note.opaque.length; index += 2)
    folds.addSpan(
      note.opaque[index]!,
      note.opaque[index + 1]!,
      note.frontMatter && index === 0 ? 'imports' : undefined,
    );
  for (const index of note.headings.keys()) {
    const { start, end } = sectionSpan(note, index);
    folds.addSpan(start, end);
  }
  folds.addLists();
  folds.addRuns((line) => /^\s{0,3}>/.test(line));
  for (let index = 0; index < note.tables.length; index += 2)
    folds.addSpan(note.tables[index]!, note.tables[index + 1]!);
  return folds.found.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

class Folds {
  readonly found: FoldingRange[] = [];
  private readonly note: Note;
  private readonly lines: readonly string[];
  /** First and last line of what was found, as one number. */
  private readonly seen = new Set<number>();

  constructor(note: Note, text: string) {
    this.note = note;
    this.lines = Array.from({ length: lineCount(note.lines) }, (_, line) => {
      const { start, end } = lineSpan(note.lines, line, text.length);
      return text.slice(start, end).trimEnd();
    });
  }

  addSpan(start: number, end: number, kind?: 'imports'): void {
    this.add(lineAt(this.note.lines, start), lineAt(this.note.lines, Math.max(start, end - 1)), kind);
  }

  /** Neighbouring lines of one kind. */
  addRuns(belongs: (line: string) => boolean): void {
    let first = -1;
    for (let line = 0; line <= this.lines.length; line++) {
      if (line < this.lines.length && belongs(this.lines[line]!) && !this.isOpaque(line)) {
        if (first < 0) first = line;
      } else if (first >= 0) {
        this.add(first, line - 1);
        first = -1;
      }
    }
  }

  /** An item folds over all that is indented below it. */
  addLists(): void {
    const open: { indent: number; line: number }[] = [];
    const close = (indent: number, last: number) => {
      while (open.length > 0 && open[open.length - 1]!.indent >= indent) this.add(open.pop()!.line, last);
    };
    let last = 0;
    for (const [line, text] of this.lines.entries()) {
      if (text === '') continue;
      const indent = /^[ \t]*/.exec(text)![0].replaceAll('\t', '    ').length;
      if (!this.isOpaque(line)) {
        close(indent, last);
        if (/^\s*(?:[-*+]|\d+[.)])\s/.test(text)) open.push({ indent, line });
      }
      last = line;
    }
    close(0, last);
  }

  private isOpaque(line: number): boolean {
    return isOpaque(this.note, lineStart(this.note.lines, line) + 1);
  }

  /** Blank lines at the end stay in sight. */
  private add(first: number, lastLine: number, kind?: 'imports'): void {
    let last = lastLine;
    while (last > first && this.lines[last] === '') last--;
    const key = first * this.lines.length + last;
    if (last <= first || this.seen.has(key)) return;
    this.seen.add(key);
    this.found.push({
      startLine: first,
      endLine: last,
      ...(kind === undefined ? {} : { kind: FoldingRangeKind.Imports }),
    });
  }
}
