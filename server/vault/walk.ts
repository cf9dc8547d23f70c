// Walks over the whole vault that can pause: a generator yields after each note or name, and its caller lets requests be answered.

export type Walk<T> = Generator<undefined, T, undefined>;

/** Walks to the end in one go. */
export function finish<T>(walk: Walk<T>): T {
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value;
  }
}

/** Says now and then that it is time to pause, for steps so short that a pause after each would cost more than they do. */
export class Pace {
  private steps = 0;

  get isOver(): boolean {
    this.steps = (this.steps + 1) % 64;
    return this.steps === 0;
  }
}
