// Finding what closes a construct without looking twice over the same text.

/** Looks ahead in a stretch of text; hostile input with many openings and no closing stays linear. */
export class Ahead {
  private readonly found = new Map<string, number>();
  private readonly text: string;
  private readonly to: number;

  constructor(text: string, to: number) {
    this.text = text;
    this.to = to;
  }

  /** The offset of the next `needle` at or after `from` that ends by the end of the stretch, or -1. */
  find(needle: string, from: number): number {
    const known = this.found.get(needle);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const at = this.text.indexOf(needle, from);
    const result = at < 0 || at + needle.length > this.to ? -1 : at;
    this.found.set(needle, result);
    return result;
  }
}
