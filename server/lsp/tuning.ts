// How V8 spends its effort while a vault is read.
import { setFlagsFromString } from 'node:v8';

const isOldV8 = Number.parseInt(process.versions.v8, 10) < 12;
/** Reading fewer notes than this takes less time than compiling the code for it best. */
const manyNotes = 3000;

/**
 * Before V8 12 there is nothing between quick code and the best code. A thousand notes are read before the best code is
 * ready, and compiling it cost more than the reading (measured: half of all processor time). So functions prove themselves
 * longer before they are optimised, and less is inlined into them.
 */
export function optimiseLate(): void {
  // Newer ones have good code in between: the best is left to what runs for long (measured: a fifth of the time of a check).
  if (!isOldV8) return setFlagsFromString('--invocation-count-for-turbofan=100000');
  setFlagsFromString('--interrupt-budget=600000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=300');
}

/** For the same reason nothing is optimised before it is known how many notes there are, nor while few are read. */
export function waitForNotes(): void {
  if (isOldV8) setFlagsFromString('--no-opt');
}

/** @param notes how many are about to be read; 0 once they are */
export function readingNotes(notes: number): void {
  if (isOldV8 && (notes === 0 || notes > manyNotes)) setFlagsFromString('--opt');
}

/**
 * What an index keeps looks to the collector like a young generation that is too small. Left to itself it grew by 12 MB at
 * 1,000 notes and by 27 MB at 10,000, for a server that stays in memory; it saved a tenth of the time to read them.
 */
export function stayYoungAndSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  // So little is collected at a time that waking other threads costs more than they take over.
  setFlagsFromString('--no-parallel-scavenge');
}
