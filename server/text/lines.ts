// Line starts of a text, and offsets to LSP positions and back.
import type { Position, Range } from 'vscode-languageserver-types';
import type { Span } from './span.ts';

/** UTF-16 offsets at which the lines of a text start; a line ends with LF, CRLF or CR, as in LSP. */
export type LineStarts = readonly number[];

export function lineStarts(text: string): LineStarts {
  const starts = [0];
  if (text.indexOf('\r') < 0) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  } else {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
      if (code === 10 || code === 13) starts.push(at + 1);
    }
  }
  // A copy has no spare room at its end; a typed array would cost more than it holds.
  return starts.slice();
}

/** The number of the line that holds `offset`, from 0. */
export function lineAt(lines: LineStarts, offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function positionAt(lines: LineStarts, offset: number): Position {
  const line = lineAt(lines, offset);
  return { line, character: offset - lines[line]! };
}

export function rangeOf(lines: LineStarts, span: Span): Range {
  return { start: positionAt(lines, span.start), end: positionAt(lines, span.end) };
}

/**
 * The offset of a position; one past the end of the text or of its line is moved to that end.
 * @param text where it is at hand: only it tells that a line ends with CRLF, between which no position lies
 */
export function offsetAt(lines: LineStarts, position: Position, textLength: number, text?: string): number {
  if (position.line >= lines.length) return textLength;
  const start = lines[position.line]!;
  const end = position.line + 1 < lines.length ? lines[position.line + 1]! - 1 : textLength;
  const offset = Math.max(start, Math.min(start + position.character, end));
  return offset === end && text?.charCodeAt(offset - 1) === 13 && text.charCodeAt(offset) === 10 ? offset - 1 : offset;
}

/** What a range holds of the text that `lines` was made of. */
export function textIn(text: string, lines: LineStarts, { start, end }: Range): string {
  return text.slice(offsetAt(lines, start, text.length), offsetAt(lines, end, text.length));
}
