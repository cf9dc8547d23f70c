// Which findings are new: those that an older reading, of a file or of a Git revision, did not have.
import { createHash } from 'node:crypto';
import type { Finding } from './readVault.ts';

/** A finding without its line, so that text above it may grow: its code, its note, and the text it marks. */
export type Print = string;

/** Print -> how often it was found. */
export type Baseline = ReadonlyMap<Print, number>;

/** @param path the note's path as the baseline names it; @param marked the text under the finding's range */
export function printOf(finding: Finding, path: string, marked: string): Print {
  const parts = [String(finding.diagnostic.code), path, marked];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 24);
}

export function baselineOf(prints: readonly Print[]): Baseline {
  const counts = new Map<Print, number>();
  for (const print of prints) counts.set(print, (counts.get(print) ?? 0) + 1);
  return counts;
}

/** Of several findings alike, as many are new as there are more of them than before. */
export function newFindings<T>(findings: readonly T[], printOfEach: (finding: T) => Print, baseline: Baseline): T[] {
  const left = new Map(baseline);
  return findings.filter((finding) => {
    const print = printOfEach(finding);
    const count = left.get(print) ?? 0;
    if (count > 0) left.set(print, count - 1);
    return count === 0;
  });
}

/** One print a line, sorted, so that a change is a small difference in Git. */
export function writeBaseline(prints: readonly Print[]): string {
  return `${JSON.stringify({ version: 1, findings: [...prints].sort() }, undefined, 1)}\n`;
}

/** `undefined` for a text that is no baseline. */
export function readBaseline(text: string): Baseline | undefined {
  try {
    const { version, findings } = JSON.parse(text) as { version?: unknown; findings?: unknown };
    if (version !== 1 || !Array.isArray(findings)) return undefined;
    return baselineOf(findings.filter((print) => typeof print === 'string'));
  } catch {
    return undefined;
  }
}
