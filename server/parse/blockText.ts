// The text of a block that an id names, as it reads by itself.
import { lineBefore } from '../text/lines.ts';
import { type Span, without } from '../text/span.ts';
import { marksLength, withoutFurtherMarks } from './containerMarks.ts';
import type { BlockId, Note } from './note.ts';

/** The block without its id, and without the marks of what it stands in. */
export function blockText(note: Note, text: string, block: BlockId): string {
  const { blockStart, blockEnd } = block;
  const parts = without({ start: blockStart, end: blockEnd }, [idSpan(text, block)]);
  const said = parts.map(({ start, end }) => text.slice(start, end)).join('');
  return withoutFurtherMarks(lineBefore(note.lines, text, blockStart), said);
}

/** What a line says, without its marks and the id of its block. */
export function lineWords(line: string): string {
  return withoutBlockId(line.slice(marksLength(line)).trim());
}

/** The last words of a block without its id. */
export function withoutBlockId(text: string): string {
  const id = /(?:^|\s)\^[\p{L}\p{N}_-]+$/u.exec(text);
  return id ? text.slice(0, id.index).trimEnd() : text;
}

/** True for an id in its block, as at the end of an item's words or of a quote; one that stands below its block names a list, a quote or the like. */
export function isIdInside({ start, blockEnd }: BlockId): boolean {
  return start <= blockEnd;
}

/** A block id with the white space before it. */
export function idSpan(text: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && /\s/.test(text[from - 1]!)) from--;
  return { start: from, end };
}
