// Finding what closes a construct without looking twice over the same text.

/** Looks ahead in a stretch of text; hostile input with many openings and no closing stays linear. */
export class Ahead {
  /** What was looked for, and where the next one is (-1: there is none); so few that a list is quicker than a map. */
  private readonly needles: string[] = [];
  private readonly found: number[] = [];
  private readonly text: string;

  constructor(text: string, to: number) {
    // Cut, so that no search runs on into the rest of the note: many short stretches would each read all of it.
    this.text = to < text.length ? text.slice(0, to) : text;
  }

  /** The offset of the next `needle` at or after `from` that ends by the end of the stretch, or -1. */
  find(needle: string, from: number): number {
    const known = this.needles.indexOf(needle);
    if (known >= 0) {
      const at = this.found[known]!;
      if (at < 0 || at >= from) return at;
    }
    const at = this.text.indexOf(needle, from);
    if (known >= 0) this.found[known] = at;
    else {
      this.needles.push(needle);
      this.found.push(at);
    }
    return at;
  }
}
