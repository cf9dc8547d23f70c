// Scrolling by the lines of the note: from the editor to the page and back, by block, with what lies between interpolated.
import type { Region, Shown } from './blocks.ts';

/** A line and where it stands, in pixels from the top of the document. */
interface Mark {
  readonly line: number;
  readonly top: number;
}

/** A user who does something on the page owns its motion for so long (ms). */
const owned = 800;

export class Scroll {
  private readonly regions: readonly Region[];
  private readonly tell: (line: number) => void;
  private readonly barHeight: () => number;
  private lastAction = 0;
  private waiting = false;

  constructor(regions: readonly Region[], barHeight: () => number, tell: (line: number) => void) {
    this.regions = regions;
    this.barHeight = barHeight;
    this.tell = tell;
    const act = () => {
      this.lastAction = Date.now();
    };
    for (const name of ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const) {
      addEventListener(name, act, { passive: true, capture: true });
    }
    addEventListener('scroll', () => this.scrolled(), { passive: true });
  }

  /** What the reader did is over: another note is shown. */
  release(): void {
    this.lastAction = 0;
  }

  /** Brings a line of the note to the top of the page. */
  toLine(line: number): void {
    // The reader is scrolling here: the editor only follows.
    if (Date.now() - this.lastAction < owned) return;
    const top = line <= 0 ? 0 : this.topOf(line);
    if (top !== undefined) scrollTo({ top, behavior: 'instant' });
  }

  /** The line at the top of the page. */
  line(): number {
    const top = scrollY;
    if (top < 4) return 0;
    const marks = this.marks();
    let before: Mark = { line: 0, top: 0 };
    for (const mark of marks) {
      if (mark.top > top) {
        const share = mark.top > before.top ? (top - before.top) / (mark.top - before.top) : 0;
        return Math.max(0, Math.floor(before.line + share * (mark.line - before.line)));
      }
      before = mark;
    }
    return before.line;
  }

  /** The block that holds a line. */
  blockOf(line: number): Shown | undefined {
    for (const region of this.regions) {
      const found = region.shown.find((shown) => shown.line <= line && line < Math.max(shown.end, shown.line + 1));
      if (found) return found;
    }
    return undefined;
  }

  private topOf(line: number): number | undefined {
    let before: Mark | undefined;
    for (const mark of this.marks()) {
      if (mark.line > line) {
        if (!before) return mark.top;
        const share = (line - before.line) / (mark.line - before.line);
        return before.top + share * (mark.top - before.top);
      }
      before = mark;
    }
    return before?.top;
  }

  /** Blocks, and the items and rows inside them, by line. A block that was moved up in the page is left out. */
  private marks(): Mark[] {
    const offset = scrollY - this.barHeight();
    const marks: Mark[] = [];
    for (const region of this.regions) {
      for (const { element, line, end } of region.shown) {
        if (end <= line) continue;
        const box = element.getBoundingClientRect();
        if (box.height === 0) continue;
        marks.push({ line, top: box.top + offset });
        for (const inner of element.querySelectorAll<HTMLElement>('[data-line]')) {
          const own = inner.getBoundingClientRect();
          const below = Number(inner.dataset.line);
          if (below > 0 && own.height > 0) marks.push({ line: line + below, top: own.top + offset });
        }
        marks.push({ line: end, top: box.bottom + offset });
      }
    }
    marks.sort((a, b) => a.line - b.line || a.top - b.top);
    // Only rising: what stands elsewhere than its line says would make the page jump.
    const rising: Mark[] = [];
    for (const mark of marks) if (!rising.length || mark.top >= rising.at(-1)!.top) rising.push(mark);
    return rising;
  }

  private scrolled(): void {
    if (this.waiting || Date.now() - this.lastAction > owned) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      // Momentum goes on without further actions.
      this.lastAction = Date.now();
      this.tell(this.line());
    });
  }
}
