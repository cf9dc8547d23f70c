// Work over many notes gives way now and then, so that other requests are answered meanwhile.
import type { Walk } from '../vault/walk.ts';

/** Work longer than this is interrupted (ms). */
const longest = 25;
/** So is work that nobody waits for (ms). */
export const shortSlice = 5;

/** The clock of one piece of work. */
export class Slices {
  private readonly turn: () => Promise<void>;
  private readonly length: number;
  private start = Date.now();

  /**
   * @param turn ends the current turn of the event loop
   * @param length of a slice (ms)
   */
  constructor(turn: () => Promise<void>, length = longest) {
    this.turn = turn;
    this.length = length;
  }

  get isOver(): boolean {
    return Date.now() - this.start > this.length;
  }

  /** Lets others go first; then the next slice begins. */
  async giveWay(): Promise<void> {
    await this.turn();
    this.start = Date.now();
  }
}

/** Visits all, giving way between slices. */
export async function eachInSlices<T>(items: Iterable<T>, visit: (item: T) => void, slices: Slices): Promise<void> {
  for (const item of items) {
    visit(item);
    if (slices.isOver) await slices.giveWay();
  }
}

/** So many files are asked about at once: Node's file system answers a question in one go. */
const askedAtOnce = 64;

/**
 * Asks about all in batches, giving way between slices, and visits each with its answer.
 * @param goOn `false` ends it
 */
export async function askInSlices<T, Answer>(
  items: Iterable<T>,
  ask: (batch: readonly T[]) => Promise<readonly Answer[]>,
  visit: (item: T, answer: Answer) => void,
  slices: Slices,
  goOn: () => boolean = () => true,
): Promise<void> {
  let batch: T[] = [];
  const askNow = async () => {
    const answers = await ask(batch);
    for (const [index, item] of batch.entries()) visit(item, answers[index]!);
    batch = [];
    if (slices.isOver) await slices.giveWay();
  };
  for (const item of items) {
    batch.push(item);
    if (batch.length < askedAtOnce) continue;
    await askNow();
    if (!goOn()) return;
  }
  if (batch.length > 0) await askNow();
}

/** Walks to the end, or as long as `goOn` says so after giving way: `undefined` where it was given up. */
export async function walkInSlices<T>(
  walk: Walk<T>,
  turn: () => Promise<void>,
  goOn: () => boolean = () => true,
): Promise<T | undefined> {
  const slices = new Slices(turn);
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value;
    if (!slices.isOver) continue;
    await slices.giveWay();
    if (!goOn()) return undefined;
  }
}

export interface BacklogHost {
  visit(uri: string): void;
  /** This note is looked at before those that wait already. */
  isUrgent(uri: string): boolean;
  /** Before others are let go first: they wait for what it waits for. */
  pause?(): void | Promise<void>;
  /** Nothing waits any more. */
  end?(): void;
  turn(): Promise<void>;
}

/** Notes that wait to be looked at, each once. */
export class Backlog {
  private readonly host: BacklogHost;
  private readonly urgent = new Set<string>();
  private readonly waiting = new Set<string>();
  private working = false;
  private run: Promise<void> = Promise.resolve();

  constructor(host: BacklogHost) {
    this.host = host;
  }

  /** Fulfilled once all that waits has been looked at. */
  add(uris: Iterable<string>): Promise<void> {
    for (const uri of uris) (this.host.isUrgent(uri) ? this.urgent : this.waiting).add(uri);
    if (!this.working && this.isLeft) this.run = this.work();
    return this.run;
  }

  /** This note has been looked at already. */
  delete(uri: string): void {
    this.urgent.delete(uri);
    this.waiting.delete(uri);
  }

  /** All of it will be asked for anew. */
  clear(): void {
    this.urgent.clear();
    this.waiting.clear();
  }

  private async work(): Promise<void> {
    this.working = true;
    const slices = new Slices(this.host.turn, shortSlice);
    while (this.isLeft) {
      const notes = this.urgent.size > 0 ? this.urgent : this.waiting;
      // One walk for all: to begin anew for each would step over all that were deleted before it.
      for (const uri of notes) {
        this.delete(uri);
        this.host.visit(uri);
        if (slices.isOver) {
          await this.host.pause?.();
          await slices.giveWay();
        }
        if (notes !== this.urgent && this.urgent.size > 0) break;
      }
    }
    this.host.end?.();
    // In the same turn as the last look at what waits: nothing can be added in between and be forgotten.
    this.working = false;
  }

  private get isLeft(): boolean {
    return this.urgent.size > 0 || this.waiting.size > 0;
  }
}
