// Reference definitions `[label]: target "title"` at the start of a paragraph (CommonMark, "Link reference definitions").
import { destinationAt, labelEnd, titleEnd } from './destination.ts';

export interface Definition {
  readonly label: string;
  /** UTF-16 offsets in the note. */
  readonly start: number;
  readonly end: number;
  readonly targetStart: number;
  readonly targetEnd: number;
}

/**
 * The definition that begins at `from`, the start of a line, in a paragraph's joined text; how many lines it takes and
 * where the next line starts. `undefined` where none begins there.
 */
export function definitionAt(
  joined: Joined,
  from: number,
): { definition: Definition; lines: number; next: number } | undefined {
  const source = joined.text;
  if (source.charCodeAt(from) !== 91) return undefined;
  const second = source.charCodeAt(from + 1);
  if (second === 91 || second === 94) return undefined;
  const close = labelEnd(source, from + 1, source.length);
  if (close < 0 || source.charCodeAt(close + 1) !== 58) return undefined;
  const at = skipOneBreak(source, close + 2);
  const destination = at < source.length ? destinationAt(source, at, source.length) : undefined;
  if (!destination || (destination.next === at && source.charCodeAt(at) !== 60)) return undefined;
  let end = lineRest(source, destination.next);
  const titleAt = skipOneBreak(source, destination.next);
  if (titleAt > destination.next) {
    const afterTitle = titleEnd(source, titleAt, source.length);
    const titleLine = afterTitle < 0 ? -1 : lineRest(source, afterTitle);
    if (titleLine >= 0) end = titleLine;
  }
  if (end < 0) return undefined;
  let lines = 1;
  for (let index = from; index < end; index++) if (source.charCodeAt(index) === 10) lines++;
  return {
    definition: {
      label: source.slice(from + 1, close),
      start: joined.offset(from),
      end: joined.offset(end),
      targetStart: joined.offset(destination.start),
      targetEnd: joined.offset(destination.end),
    },
    lines,
    next: end + 1,
  };
}

/** Lines of a block as one text, and the way from its offsets back to the note's. */
export interface Joined {
  readonly text: string;
  offset(at: number): number;
}

/** The lines of a block as one text, with LF between them, and the way back to offsets in the note. */
export function joinSegments(text: string, segments: readonly number[]): Joined {
  let joined = '';
  const starts: number[] = [];
  for (let index = 0; index < segments.length; index += 2) {
    if (index) joined += '\n';
    starts.push(joined.length);
    joined += text.slice(segments[index]!, segments[index + 1]!);
  }
  const offset = (at: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return Math.min(segments[low * 2]! + at - starts[low]!, segments[low * 2 + 1]!);
  };
  return { text: joined, offset };
}

/** Past spaces and at most one line break. */
function skipOneBreak(source: string, from: number): number {
  let breaks = 0;
  let at = from;
  for (; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === 10 && ++breaks > 1) break;
    if (code !== 10 && code !== 32 && code !== 9) break;
  }
  return at;
}

/** The end of the line if nothing but spaces stands from `at` to it, else -1. */
function lineRest(source: string, at: number): number {
  for (let end = at; end < source.length; end++) {
    const code = source.charCodeAt(end);
    if (code === 10) return end;
    if (code !== 32 && code !== 9) return -1;
  }
  return source.length;
}
