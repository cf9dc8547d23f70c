// A region of the page as a row of blocks. Blocks whose key stays keep their elements; only changed ones are patched.
import morphdom from 'morphdom';
import type { PreviewBlock } from '../../../server/protocol.ts';
import type { Sanitize } from './sanitize.ts';

/** A block on the page and the lines of the note it stands for. */
export interface Shown {
  readonly element: HTMLElement;
  readonly key: string;
  line: number;
  end: number;
}

export interface RegionOptions {
  readonly sanitize: Sanitize;
  /** Brings new elements to life: pictures, formulas, links. */
  readonly enliven: (element: HTMLElement) => void;
  /** True for a fold that the reader has opened or folded. */
  readonly isReaders: (details: Element) => boolean;
}

export class Region {
  readonly root: HTMLElement;
  shown: readonly Shown[] = [];
  private readonly options: RegionOptions;

  constructor(root: HTMLElement, options: RegionOptions) {
    this.root = root;
    this.options = options;
  }

  /** Shows these blocks. One without HTML is on the page already. */
  show(blocks: readonly PreviewBlock[]): void {
    const kept = new Map<string, Shown[]>();
    for (const each of this.shown) {
      const same = kept.get(each.key);
      if (same) same.push(each);
      else kept.set(each.key, [each]);
    }
    const next: (Shown | undefined)[] = blocks.map(({ key, line, end }) => {
      const old = kept.get(key)?.shift();
      if (old) Object.assign(old, { line, end });
      return old;
    });
    const gone = [...kept.values()].flat();
    const leaving = new Set(gone);
    for (const [index, block] of blocks.entries()) {
      if (next[index]) continue;
      const element = this.made(block);
      if (!element) continue;
      // The block that stood in this place, if it goes: it is changed rather than replaced.
      const old = this.neighbour(next, index, leaving);
      let own = element;
      if (old) {
        leaving.delete(old);
        own = old.element;
        this.patch(own, element);
      } else this.options.enliven(element);
      next[index] = { element: own, key: block.key, line: block.line, end: block.end };
    }
    for (const { element } of leaving) element.remove();
    this.place(next.filter((each) => each !== undefined));
  }

  /** A block without HTML has a twin on the page. */
  private made({ key, html }: PreviewBlock): HTMLElement | undefined {
    if (html === undefined) {
      const twin = this.shown.find((each) => each.key === key)?.element.cloneNode(true);
      return twin instanceof HTMLElement ? twin : undefined;
    }
    const element = document.createElement('div');
    element.className = 'block';
    element.append(this.options.sanitize(html));
    return element;
  }

  /** The leaving block that stood right after the block before. */
  private neighbour(
    next: readonly (Shown | undefined)[],
    index: number,
    leaving: ReadonlySet<Shown>,
  ): Shown | undefined {
    const before = index > 0 ? next[index - 1] : undefined;
    const at = before ? this.shown.findIndex(({ element }) => element === before.element) + 1 : 0;
    const old = this.shown[at];
    return old && leaving.has(old) ? old : undefined;
  }

  private patch(old: HTMLElement, fresh: HTMLElement): void {
    this.options.enliven(fresh);
    morphdom(old, fresh, {
      childrenOnly: true,
      onBeforeElUpdated: (from, to) => {
        if (to.matches('pre.diagram-source')) {
          // The new one waits to be drawn; the old one may have failed, or wait with another text.
          from.replaceWith(to);
          return false;
        }
        if (from.isEqualNode(to)) return false;
        // What the reader opened stays open, and what the reader folded stays folded.
        if (this.options.isReaders(from)) to.toggleAttribute('open', from.hasAttribute('open'));
        return true;
      },
    });
  }

  /** Puts the elements into their order, moving as few as can be. */
  private place(next: Shown[]): void {
    let at: ChildNode | null = this.root.firstChild;
    for (const { element } of next) {
      if (element === at) at = at.nextSibling;
      else this.root.insertBefore(element, at);
    }
    while (at) {
      const after: ChildNode | null = at.nextSibling;
      at.remove();
      at = after;
    }
    this.shown = next;
  }
}
