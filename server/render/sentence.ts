// The words around a link: what its author says about it.
import { rowCells } from '../parse/blocks.ts';
import { withoutBlockId } from '../parse/blockText.ts';
import { marksLength } from '../parse/containerMarks.ts';
import { plainText } from '../parse/plainText.ts';
import { shortened } from './excerpt.ts';
import type { Readable } from './linkWords.ts';

/**
 * The reason after a link that begins a list item, the row of a table, else the sentence that holds it. Offsets are UTF-16.
 * @param isInRow whether the line is a row of a table: prose may begin with a bar, too
 * @param readable reads the text; without it links show what is written in them
 */
export function sentenceAround(
  text: string,
  start: number,
  end: number,
  isInRow: boolean,
  readable: Readable = (from, to) => text.slice(from, to),
): string {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - 300);
  const lineBreak = text.indexOf('\n', end);
  const lineEnd = Math.min(lineBreak < 0 ? text.length : lineBreak, end + 400);
  const before = text.slice(lineStart, start);
  const after = text.slice(end, lineEnd);
  const plain = (markdown: string) => withoutBlockId(plainText(markdown.replace(/<!--.*?-->/g, '')));
  if (isInRow) {
    const cells = rowCells(text, lineStart, lineEnd).map((cell) => plain(readable(cell.start, cell.end)));
    return shortened(cells.filter((cell) => cell !== '').join(' · '), 260);
  }
  if (/^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?(?:\[.\]\s+)?(?:\*\*)?$/.test(before)) {
    const dash = /^(?:\*\*)?\s*(?:[-–—]+|:)?\s*/.exec(after)![0].length;
    return shortened(plain(readable(end + dash, lineEnd)), 220);
  }
  // A full stop before a small letter or a bracket is an abbreviation's.
  let from = marksLength(before);
  for (const match of before.matchAll(/[.!?]\s+(?=[\p{Lu}\p{N}«"“])/gu)) from = match.index + match[0].length;
  if (/[.!?]\s+$/.test(before) && !/\p{Ll}{1,3}\.\s+$/u.test(before)) from = before.length;
  const stop = /[.!?](?=\s+[\p{Lu}\p{N}«"“]|\s*$)/u.exec(after);
  const to = stop ? end + stop.index + 1 : lineEnd;
  return shortened(plain(readable(lineStart + from, to)), 260);
}
