// Link destinations, titles and labels of CommonMark 0.31: the parts that inline links and definitions share.

export interface Destination {
  /** Offsets of the destination without `<` and `>`. */
  readonly start: number;
  readonly end: number;
  /** Where reading goes on: after `>` if there was one. */
  readonly next: number;
}

/** The destination at `at`, or `undefined`. An unbracketed one may be empty. */
export function destinationAt(text: string, at: number, to: number): Destination | undefined {
  if (text.charCodeAt(at) === 60) {
    for (let end = at + 1; end < to; end++) {
      const code = text.charCodeAt(end);
      if (code === 10 || code === 13 || code === 60) return undefined;
      if (code === 62) return { start: at + 1, end, next: end + 1 };
      if (code === 92) end++;
    }
    return undefined;
  }
  let depth = 0;
  let end = at;
  for (; end < to; end++) {
    const code = text.charCodeAt(end);
    if (code <= 32 || code === 127) break;
    if (code === 92 && end + 1 < to && text.charCodeAt(end + 1) > 32) end++;
    else if (code === 40) {
      if (++depth > 32) return undefined;
    } else if (code === 41 && --depth < 0) break;
  }
  return depth > 0 ? undefined : { start: at, end: Math.min(end, to), next: Math.min(end, to) };
}

/** The offset after the title that begins at `at`, or -1 where none does. */
export function titleEnd(text: string, at: number, to: number): number {
  const open = text.charCodeAt(at);
  if (open !== 34 && open !== 39 && open !== 40) return -1;
  const close = open === 40 ? 41 : open;
  for (let end = at + 1; end < to; end++) {
    const code = text.charCodeAt(end);
    if (code === close) return end + 1;
    if (code === 40 && open === 40) return -1;
    if (code === 92) end++;
  }
  return -1;
}

/** The offset of the `]` that ends a link label opened before `at`, or -1. A label holds no bracket and is not blank. */
export function labelEnd(text: string, at: number, to: number): number {
  let blank = true;
  const limit = Math.min(to, at + 1000);
  for (let end = at; end < limit; end++) {
    const code = text.charCodeAt(end);
    if (code === 93) return blank ? -1 : end;
    if (code === 91) return -1;
    if (code === 92) end++;
    if (code > 32) blank = false;
  }
  return -1;
}

/** Labels match by this key (CommonMark, "matches"). */
export function labelKey(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();
}

export function skipWhite(text: string, at: number, to: number): number {
  let end = at;
  while (end < to && isWhite(text.charCodeAt(end))) end++;
  return end;
}

export function isWhite(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
