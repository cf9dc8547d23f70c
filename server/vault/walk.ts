// Walks over the whole vault that can pause: a generator yields after each note or name, and its caller lets requests be answered.

export type Walk<T> = Generator<undefined, T, undefined>;

/** Walks to the end in one go. */
export function finish<T>(walk: Walk<T>): T {
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value;
  }
}
