// Work that nobody waits for stands back while somebody asks: one question is often followed by the next.

/** Nothing has been asked for so long (ms): nobody is at it. */
const quiet = 20;
/** However much is asked, the next slice of work begins after so long (ms). */
const longest = 50;

export class Attention {
  private end = Number.NEGATIVE_INFINITY;

  /** A request has come, or something was typed. */
  heard(): void {
    this.end = performance.now() + quiet;
  }

  /** Fulfilled at once where nobody is at it, else once nobody is, or after a twentieth of a second. */
  async quiet(): Promise<void> {
    const start = performance.now();
    for (;;) {
      const now = performance.now();
      const left = Math.min(this.end, start + longest) - now;
      if (left <= 0) return;
      await new Promise((done) => setTimeout(done, Math.ceil(left)));
    }
  }
}
