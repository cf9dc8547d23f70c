// When the disk is looked at again: soon after somebody asks, seldom, and never by itself.

/** Whoever opens a note or comes back to the window wants something else first (ms). */
const delay = 250;
/** Between two looks lies at least this (ms) … */
const shortestRest = 1000;
/** … and so many times what the last one took: a large vault on a slow disk is looked at less often. */
const restPerLook = 20;
/** … but no longer than this (ms): one that took long may have waited for a disk that was away, or a computer that slept. */
const longestRest = 120_000;

export class Lookout {
  private readonly look: () => Promise<void>;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isLooking = false;
  private isAskedAgain = false;
  private rest = 0;
  private end = 0;

  /** @param look does not throw */
  constructor(look: () => Promise<void>) {
    this.look = look;
  }

  /** Asked as often as one likes: what happened before the question will have been seen, by one look for all questions. */
  ask(): void {
    if (this.isLooking) this.isAskedAgain = true;
    else if (!this.timer) {
      // A clock that was set back must not put the look off.
      const left = Math.min(this.rest, this.end + this.rest - Date.now());
      this.timer = setTimeout(() => void this.run(), Math.max(delay, left));
    }
  }

  /** Everything has been read, which took so long (ms): for as long nothing is looked for. */
  hasRead(took: number): void {
    this.end = Date.now();
    this.rest = restOf(took);
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    this.isLooking = true;
    const start = Date.now();
    await this.look();
    this.end = Date.now();
    this.rest = restOf((this.end - start) * restPerLook);
    this.isLooking = false;
    if (!this.isAskedAgain) return;
    this.isAskedAgain = false;
    this.ask();
  }
}

function restOf(wanted: number): number {
  return Math.min(longestRest, Math.max(shortestRest, wanted));
}
