// The best of many finds, best first, without putting all of them in order.
import type { File } from './files.ts';

/** A file that was found. */
export interface Find<T> {
  readonly entry: T;
  /** Lower is better. */
  readonly rank: number;
}

/** Keeps the best of what it is offered, each once. */
export class Best<T extends { readonly file: File }> {
  private kept: Find<T>[] = [];
  private worst: Find<T> | undefined;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** False for a rank at which nothing is wanted any longer. */
  mayTake(rank: number): boolean {
    return this.worst === undefined || rank <= this.worst.rank;
  }

  /** False for an entry that `offer` would turn away. */
  wants(entry: T, rank: number): boolean {
    const { worst } = this;
    return !worst || rank < worst.rank || (rank === worst.rank && comparePaths(entry.file, worst.entry.file) <= 0);
  }

  /** @param entry may be offered again under a better rank: then that one counts */
  offer(entry: T, rank: number): void {
    if (!this.wants(entry, rank)) return;
    this.kept.push({ entry, rank });
    if (this.kept.length > this.limit * 8) this.cut();
  }

  take(): readonly Find<T>[] {
    this.cut();
    return this.kept;
  }

  private cut(): void {
    this.kept.sort((a, b) => a.rank - b.rank || comparePaths(a.entry.file, b.entry.file));
    const once = new Set<T>();
    this.kept = this.kept.filter(({ entry }) => !once.has(entry) && once.add(entry));
    if (this.kept.length < this.limit) return;
    this.kept.length = this.limit;
    this.worst = this.kept[this.limit - 1];
  }
}

function comparePaths(a: File, b: File): number {
  return a.path.length - b.path.length || (a.path < b.path ? -1 : 1);
}
