// A stretch of a note's text: the only way places are written below `lsp/`.

/** UTF-16 offsets into a note's text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is left of a stretch without others, which are ordered. */
export function without(span: Span, holes: readonly Span[]): Span[] {
  const parts: Span[] = [];
  let at = span.start;
  for (const hole of holes) {
    if (hole.end <= at || hole.start >= span.end) continue;
    if (hole.start > at) parts.push({ start: at, end: hole.start });
    at = Math.min(hole.end, span.end);
  }
  if (at < span.end) parts.push({ start: at, end: span.end });
  return parts;
}

/** A note and a UTF-16 offset in its text. */
export interface Place {
  readonly uri: string;
  readonly offset: number;
}
