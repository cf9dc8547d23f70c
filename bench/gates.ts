// What must hold however fast the machine is: ratios within one run.
import type { Measure } from './flows.ts';
import type { Result } from './main.ts';
import { floor, ours } from './peers.ts';
import { median, resultsOf } from './report.ts';

export interface Gate {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
}

/** Below this (ms) only the clock and the pipe are measured. */
const least = 0.5;

export function gates(results: readonly Result[]): Gate[] {
  const found: Gate[] = [];
  const own = resultsOf(results, ours);
  const add = (name: string, value: number | undefined, base: number | undefined, limit: number) => {
    if (value !== undefined && base !== undefined && base > 0) found.push({ name, value: value / base, limit });
  };
  for (const [at, large] of own.entries()) {
    const small = own[at - 1];
    if (!small) continue;
    const sizes = `${large.notes} to ${small.notes} notes`;
    const grows = (measure: Measure, limit: number) => {
      const [value, base] = [median(large.runs, measure), median(small.runs, measure)];
      add(`${measure}, ${sizes}`, value, base && Math.max(base, least), limit);
    };
    grows('key', 3);
    grows('hover', 3);
    grows('definition', 3);
    grows('problem', 1.5);
    const perNote = ({ notes, runs }: Result) => (median(runs, 'complete') ?? 0) / notes;
    // What a start costs by itself is spread over more notes, so this is usually below one.
    add(`loading for each note, ${sizes}`, perNote(large), perNote(small), 1.5);
  }
  for (const { notes, runs } of own) {
    const other = resultsOf(results, floor).find((result) => result.notes === notes);
    if (!other || notes < 10_000) continue;
    add(`processor time beside the floor, ${notes} notes`, median(runs, 'cpu'), median(other.runs, 'cpu'), 1.5);
    add(`memory beside the floor, ${notes} notes`, median(runs, 'memory'), median(other.runs, 'memory'), 1);
  }
  return found;
}
