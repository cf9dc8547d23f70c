// Which kinds of problems can be fixed many at a time: those with a fix that nobody needs to choose.
import type { DiagnosticCode } from '../protocol.ts';

/** Problems whose preferred fix is the only one that can be meant: the one file of the same name, the one right path. */
export const fixableCodes: readonly DiagnosticCode[] = [
  'stale-todo',
  'imprecise-path',
  'case-mismatch',
  'missing-note',
  'missing-file',
  'missing-image',
];
/** What may be fixed without being asked for by name: nothing that leads anywhere else than before. */
export const safeCodes: readonly DiagnosticCode[] = ['stale-todo', 'imprecise-path', 'case-mismatch'];
