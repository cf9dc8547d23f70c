// How many notes have a tag: what is offered where one is typed.
import type { Tag } from '../parse/note.ts';

export class TagCounts {
  private readonly counts = new Map<string, number>();

  /** Tag, as it is written -> how many notes have it. */
  get all(): ReadonlyMap<string, number> {
    return this.counts;
  }

  replace(old: readonly Tag[], next: readonly Tag[]): void {
    if (old.length === 0 && next.length === 0) return;
    this.add(old, -1);
    this.add(next, 1);
  }

  private add(tags: readonly Tag[], change: number): void {
    for (const name of new Set(tags.map((tag) => tag.name))) {
      const count = (this.counts.get(name) ?? 0) + change;
      if (count > 0) this.counts.set(name, count);
      else this.counts.delete(name);
    }
  }
}
