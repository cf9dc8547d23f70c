// Finding what closes a construct without looking twice over the same text.

/** Looks ahead in a stretch of text; hostile input with many openings and no closing stays linear. */
export class Ahead {
  /** What was looked for, and where the next one is (-1: there is none); so few that a list is quicker than a map. */
  private readonly needles: string[] = [];
  private readonly found: number[] = [];
  private count = 0;
  private text = '';

  /** Begins a new stretch: the first `to` characters of a text. One reader serves all the stretches of a note. */
  begin(text: string, to: number): void {
    // Cut, so that no search runs on into the rest of the note: many short stretches would each read all of it.
    this.text = to < text.length ? text.slice(0, to) : text;
    this.count = 0;
  }

  /** The offset of the next `needle` at or after `from` that ends by the end of the stretch, or -1. */
  find(needle: string, from: number): number {
    let known = 0;
    while (known < this.count && this.needles[known] !== needle) known++;
    if (known < this.count) {
      const at = this.found[known]!;
      if (at < 0 || at >= from) return at;
    } else this.needles[this.count++] = needle;
    const at = this.text.indexOf(needle, from);
    this.found[known] = at;
    return at;
  }
}
