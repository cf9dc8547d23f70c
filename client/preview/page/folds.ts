// What the reader has folded and unfolded, kept for each note over a reload of the window.
import type { Region } from './blocks.ts';

/** A fold by its region and its number there: words may recur, and change. */
interface Fold {
  readonly region: string;
  readonly index: number;
  readonly open: boolean;
}

/** So many notes are remembered, the last ones. */
const mostNotes = 50;

export class Folds {
  /** True if related notes are shown as the author's list. */
  readonly list: boolean;
  private readonly regions: Readonly<Record<string, Region>>;
  /** By the URI of the note. */
  private readonly kept: Map<string, readonly Fold[]>;
  /** Those that the reader has opened or folded. */
  private readonly readers = new WeakSet<Element>();

  /** @param state what `state` told before, or anything else */
  constructor(regions: Readonly<Record<string, Region>>, state: unknown) {
    this.regions = regions;
    const { folds, list } = (typeof state === 'object' && state !== null ? state : {}) as Record<string, unknown>;
    this.list = list === true;
    this.kept = new Map(Array.isArray(folds) ? folds.filter(isEntry) : []);
  }

  /** A click, or a key that is one. What opens by itself is no wish of the reader's. */
  clicked(target: Element | undefined): void {
    const details = target?.closest('summary')?.parentElement;
    if (details) this.readers.add(details);
  }

  isReaders(details: Element): boolean {
    return this.readers.has(details);
  }

  /** After a region was drawn for the first time. */
  restore(uri: string, region: string): void {
    const all = this.regions[region]?.root.getElementsByTagName('details');
    for (const fold of this.kept.get(uri) ?? []) {
      const details = fold.region === region ? all?.[fold.index] : undefined;
      if (!details) continue;
      details.open = fold.open;
      this.readers.add(details);
    }
  }

  /** Remembers the folds of a note that is shown. */
  keep(uri: string): void {
    const drawn = Object.entries(this.regions).filter(([, { shown }]) => shown.length > 0);
    const names = new Set(drawn.map(([name]) => name));
    const folds = (this.kept.get(uri) ?? []).filter(({ region }) => !names.has(region));
    for (const [region, { root }] of drawn)
      for (const [index, details] of [...root.getElementsByTagName('details')].entries())
        if (this.readers.has(details)) folds.push({ region, index, open: details.open });
    this.kept.delete(uri);
    if (folds.length > 0) this.kept.set(uri, folds);
  }

  state(uri: string): [string, readonly Fold[]][] {
    this.keep(uri);
    return [...this.kept].slice(-mostNotes);
  }
}

function isEntry(entry: unknown): entry is [string, readonly Fold[]] {
  return Array.isArray(entry) && typeof entry[0] === 'string' && Array.isArray(entry[1]) && entry[1].every(isFold);
}

function isFold(fold: unknown): fold is Fold {
  const { region, index, open } = (typeof fold === 'object' && fold !== null ? fold : {}) as Record<string, unknown>;
  return typeof region === 'string' && Number.isInteger(index) && typeof open === 'boolean';
}
