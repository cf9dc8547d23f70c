// Notices a server that no longer answers. It is asked after something was said, so that nothing is asked while nothing happens.

/** So long after something was said the server is asked (ms); all that is said meanwhile is one question. */
const rest = 2000;
/**
 * So long one waits for the answer, twice (ms): after a computer has slept, or the window was held up, the first time is over
 * at once, and the answer waits to be read. A slow disk may hold up a server that is well.
 */
const patience = 8000;

export interface PulseHost {
  /** Asks the server; rejected where it is gone, which others notice. */
  ping(): Promise<unknown>;
  /** It has not answered. */
  lost(): void;
}

export class Pulse {
  private readonly host: PulseHost;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isAsking = false;

  constructor(host: PulseHost) {
    this.host = host;
  }

  /** Something was said by either side. */
  beat(): void {
    if (!this.isAsking) this.timer ??= setTimeout(() => void this.ask(), rest);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private async ask(): Promise<void> {
    this.timer = undefined;
    this.isAsking = true;
    const answer = this.host.ping().then(
      () => true,
      () => true,
    );
    const wait = () =>
      new Promise<false>((done) => {
        this.timer = setTimeout(() => done(false), patience);
      });
    let isAlive = await Promise.race([answer, wait()]);
    if (!isAlive) isAlive = await Promise.race([answer, wait()]);
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isAsking = false;
    if (!isAlive) this.host.lost();
  }
}
