// A stretch of a note's text: the only way places are written below `lsp/`.

/** UTF-16 offsets into a note's text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A note and a UTF-16 offset in its text. */
export interface Place {
  readonly uri: string;
  readonly offset: number;
}
