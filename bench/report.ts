// The figures as a Markdown table: medians over the rounds.
import type { Measure, Run } from './flows.ts';
import type { Result } from './main.ts';
import { ours } from './peers.ts';

interface Row {
  readonly measure: Measure;
  readonly what: string;
  readonly unit: 'ms' | 'MB';
  /** Measured many times a round: the 95th percentile says something too. */
  readonly isRepeated?: boolean;
}

export const rows: readonly Row[] = [
  { measure: 'initialize', what: 'start → ready for requests', unit: 'ms' },
  { measure: 'firstCompletion', what: 'start → first right completion', unit: 'ms' },
  { measure: 'complete', what: 'start → all references known', unit: 'ms' },
  { measure: 'longestWait', what: 'longest wait for a hover until then', unit: 'ms' },
  { measure: 'cpu', what: 'processor time of the server until then', unit: 'ms' },
  { measure: 'memory', what: 'memory after that', unit: 'MB' },
  { measure: 'key', what: 'key press in a link → list', unit: 'ms', isRepeated: true },
  { measure: 'hover', what: 'hover', unit: 'ms', isRepeated: true },
  { measure: 'definition', what: 'definition', unit: 'ms', isRepeated: true },
  { measure: 'references', what: 'references of the most linked note', unit: 'ms' },
  { measure: 'symbols', what: 'symbols of the workspace', unit: 'ms', isRepeated: true },
  { measure: 'problem', what: 'broken link typed → warning', unit: 'ms', isRepeated: true },
  { measure: 'rename', what: 'rename of the most linked note', unit: 'ms' },
  { measure: 'created', what: 'file created → in the list', unit: 'ms' },
  { measure: 'switch', what: '200 files changed → references right', unit: 'ms' },
];

/** The median over the rounds of what a share (0.5: the median) of the values does not exceed; `undefined` where nothing was right. */
export function median(runs: readonly Run[], measure: Measure, share = 0.5): number | undefined {
  const each = runs.flatMap((run) => quantile(run[measure]?.values ?? [], share) ?? []);
  return quantile(each, 0.5);
}

/** The results of one server, smallest vault first. */
export function resultsOf(results: readonly Result[], peer: string): Result[] {
  return results.filter((result) => result.peer === peer && result.runs.length > 0).sort((a, b) => a.notes - b.notes);
}

/** The size at which servers are held against each other: the largest up to 10,000, which all of them get through. */
export function mainSize(results: readonly Result[]): number {
  const sizes = results.map(({ notes }) => notes);
  return Math.max(...sizes.filter((notes) => notes <= 10_000), Math.min(...sizes));
}

/** All sizes of ours; of the others the main one, and how many times ours that is. */
export function table(results: readonly Result[]): string {
  const main = mainSize(results);
  const own = resultsOf(results, ours);
  const base = own.find(({ notes }) => notes === main);
  const others = results.filter(({ peer, notes, runs }) => peer !== ours && notes === main && runs.length > 0);
  const count = (notes: number) => notes.toLocaleString('en');
  const head = [
    'median, ms unless said',
    ...own.map(({ notes }) => `${ours}, ${count(notes)} notes`),
    ...others.map(({ peer, notes }) => `${peer}, ${count(notes)}`),
  ];
  const lines = rows.map((row) => [
    row.unit === 'MB' ? `${row.what}, MB` : row.isRepeated ? `${row.what} (and 95th percentile)` : row.what,
    ...own.map(({ runs }) => cell(runs, row)),
    ...others.map(
      ({ runs }) => `${cell(runs, row)}${times(median(runs, row.measure), base && median(base.runs, row.measure))}`,
    ),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [head, head.map((_, at) => (at ? '---:' : '---')), ...lines].map(line).join('\n');
}

function cell(runs: readonly Run[], { measure, isRepeated }: Row): string {
  const value = median(runs, measure);
  if (value === undefined) return '–';
  const [right, asked] = [sum(runs, measure, 'right'), sum(runs, measure, 'asked')];
  const high = isRepeated ? ` (${figure(median(runs, measure, 0.95)!)})` : '';
  return `${figure(value)}${high}${right < asked ? `, ${right} of ${asked} right` : ''}`;
}

function sum(runs: readonly Run[], measure: Measure, part: 'right' | 'asked'): number {
  return runs.reduce((total, run) => total + (run[measure]?.[part] ?? 0), 0);
}

function times(value: number | undefined, base: number | undefined): string {
  return value === undefined || !base ? '' : ` · ${figure(value / base)}×`;
}

export function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value < 10 ? 1 : 0);
}

function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
