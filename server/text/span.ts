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

/** How many of the stretches, which are in their order, begin at an offset or before it. */
export function countUpTo(spans: readonly Pick<Span, 'start'>[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A note and a UTF-16 offset in its text. */
export interface Place {
  readonly uri: string;
  readonly offset: number;
}
