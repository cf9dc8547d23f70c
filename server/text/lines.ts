// Line starts of a text, and offsets to LSP positions and back.
import type { Position, Range } from 'vscode-languageserver-types';
import type { Span } from './span.ts';

/**
 * UTF-16 offsets at which the lines of a text start; a line ends with LF, CRLF or CR, as in LSP. They are kept for every
 * note, so they are the units of a string, which takes a quarter of what a list of numbers takes; a typed array would cost
 * more than it holds. Only the starts of a long text are a list.
 */
export type LineStarts = string | readonly number[];

/** The largest offset that is one unit of a string. */
const largestUnit = 0xffff;
/** So many arguments fit on any stack. */
const mostArguments = 4096;

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
  // A copy has no spare room at its end.
  return starts[starts.length - 1]! > largestUnit ? starts.slice() : inUnits(starts);
}

function inUnits(starts: readonly number[]): string {
  if (starts.length <= mostArguments) return String.fromCharCode(...starts);
  return inUnits(starts.slice(0, mostArguments)) + inUnits(starts.slice(mostArguments));
}

export function lineCount(lines: LineStarts): number {
  return lines.length;
}

/** The offset at which a line starts that is there. */
export function lineStart(lines: LineStarts, line: number): number {
  return typeof lines === 'string' ? lines.charCodeAt(line) : lines[line]!;
}

/** A line that is there, with what ends it. */
export function lineSpan(lines: LineStarts, line: number, textLength: number): Span {
  const end = line + 1 < lines.length ? lineStart(lines, line + 1) : textLength;
  return { start: lineStart(lines, line), end };
}

const toLineEnd = /[^\r\n]*/y;

/** What stands from `offset` to the end of its line. */
export function restOfLine(text: string, offset: number): string {
  toLineEnd.lastIndex = offset;
  return toLineEnd.exec(text)![0];
}

/** What stands before `offset` in its line. */
export function lineBefore(lines: LineStarts, text: string, offset: number): string {
  return text.slice(lineStart(lines, lineAt(lines, offset)), offset);
}

/** The number of the line that holds `offset`, from 0. */
export function lineAt(lines: LineStarts, offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStart(lines, middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function positionAt(lines: LineStarts, offset: number): Position {
  const line = lineAt(lines, offset);
  return { line, character: offset - lineStart(lines, line) };
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
  const start = lineStart(lines, position.line);
  const end = position.line + 1 < lines.length ? lineStart(lines, position.line + 1) - 1 : textLength;
  const offset = Math.max(start, Math.min(start + position.character, end));
  return offset === end && text?.charCodeAt(offset - 1) === 13 && text.charCodeAt(offset) === 10 ? offset - 1 : offset;
}

/** What a range holds of the text that `lines` was made of. */
export function textIn(text: string, lines: LineStarts, { start, end }: Range): string {
  return text.slice(offsetAt(lines, start, text.length), offsetAt(lines, end, text.length));
}
