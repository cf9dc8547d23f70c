// What the reader has folded and unfolded, kept over a reload of the window.

export class Folds {
  /** True if related notes are shown as the author's list. */
  readonly list: boolean;
  private readonly open: Map<string, boolean>;

  constructor(state: unknown) {
    const { folds, list } = (typeof state === 'object' && state !== null ? state : {}) as Record<string, unknown>;
    this.list = list === true;
    const entries = Array.isArray(folds)
      ? folds.filter((each) => Array.isArray(each) && typeof each[0] === 'string')
      : [];
    this.open = new Map(entries.map(([name, open]) => [name, open === true]));
  }

  restore(root: ParentNode): void {
    for (const details of root.querySelectorAll('details')) {
      const open = this.open.get(nameOf(details));
      if (open !== undefined) details.open = open;
    }
  }

  /** True if the target of an event is something that folds. */
  toggled(target: EventTarget | null): boolean {
    if (!(target instanceof HTMLDetailsElement)) return false;
    this.open.set(nameOf(target), target.open);
    return true;
  }

  state(): [string, boolean][] {
    return [...this.open].slice(-200);
  }
}

function nameOf(details: HTMLDetailsElement): string {
  return (details.querySelector('summary')?.textContent ?? '').trim().slice(0, 80);
}
