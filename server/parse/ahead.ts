// Finding what closes a construct without looking twice over the same text.

/** Looks ahead in a stretch of text; hostile input with many openings and no closing stays linear. */
export class Ahead {
  /** Made when it is first needed: most stretches open nothing. */
  private found: Map<string, number> | undefined;
  private readonly text: string;

  constructor(text: string, to: number) {
    // Cut, so that no search runs on into the rest of the note: many short stretches would each read all of it.
    this.text = to < text.length ? text.slice(0, to) : text;
  }

  /** The offset of the next `needle` at or after `from` that ends by the end of the stretch, or -1. */
  find(needle: string, from: number): number {
    const known = this.found?.get(needle);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const at = this.text.indexOf(needle, from);
    this.found ??= new Map();
    this.found.set(needle, at);
    return at;
  }
}
