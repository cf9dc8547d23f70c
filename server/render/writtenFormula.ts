// Formulas as they are written in a note: `$…$`, `$$…$$` and fences of `math`. The parser knows where they are, the text which they are.
import { leadingMarks } from '../parse/containerMarks.ts';
import { isIndentedCode, isInTable, type Note } from '../parse/note.ts';
import { formulas, isFormula } from '../parse/plainText.ts';
import { lineBefore } from '../text/lines.ts';
import type { Span } from '../text/span.ts';

/** The span is that of the formula with its dollars, or of the fence. */
export interface WrittenFormula extends Span {
  readonly tex: string;
  readonly display: boolean;
}

/** The formula at `offset`, its edges included. */
export function formulaAt(note: Note, text: string, offset: number): WrittenFormula | undefined {
  for (let index = 0; index < note.opaque.length; index += 2) {
    const start = note.opaque[index]!;
    const end = note.opaque[index + 1]!;
    if (start > offset) break;
    const found = end < offset ? undefined : (formulaIn(note, text, start, end) ?? fenceIn(note, text, start, end));
    if (found && offset <= found.end) return found;
  }
  return undefined;
}

/** The formula that a stretch of `Note.opaque` is, if it is one. */
export function formulaIn(note: Note, text: string, start: number, end: number): WrittenFormula | undefined {
  if (text.charCodeAt(start) !== 36 || isIndentedCode(note, start)) return undefined;
  const written = text.slice(start, end).trimEnd();
  const marks = written.startsWith('$$') ? 2 : 1;
  if (written.length < 2 * marks + 1 || !written.endsWith(marks === 2 ? '$$' : '$')) return undefined;
  // In a quote each line begins with its mark, which is no part of the formula.
  const tex = withoutQuoteMarks(written.slice(marks, -marks));
  return { start, end: start + written.length, tex: asInCell(note, start, tex).trim(), display: marks === 2 };
}

/** Words of a title with what its formulas and the text around them become. What has the look of money is text. */
export function withFormulas(words: string, draw: (tex: string) => string, plain: (text: string) => string): string {
  let result = '';
  let at = 0;
  for (const { 0: written, 1: tex, index } of words.matchAll(formulas)) {
    if (!isFormula(tex!)) continue;
    result += plain(words.slice(at, index)) + draw(tex!);
    at = index + written.length;
  }
  return result + plain(words.slice(at));
}

const mathFence = /^(`{3,}|~{3,})[ \t]*math[ \t]*(?:\r\n|\n|\r)/;

function fenceIn(note: Note, text: string, start: number, end: number): WrittenFormula | undefined {
  const opening = mathFence.exec(text.slice(start, Math.min(end, start + 100)));
  if (!opening || isIndentedCode(note, start)) return undefined;
  // Code among words begins with backticks, too.
  const before = lineBefore(note.lines, text, start);
  if (leadingMarks(before) !== before) return undefined;
  const inside = text.slice(start + opening[1]!.length, end).replace(/[\s>]*(?:`{3,}|~{3,})\s*$/, '');
  return { start, end, tex: withoutQuoteMarks(inside).trim().slice('math'.length).trim(), display: true };
}

function withoutQuoteMarks(written: string): string {
  return written.replace(/(\r\n|\n|\r)[ \t]*(?:>[ \t]?)+/g, '$1');
}

/** In a table `\|` is a pipe before anything else is read (GFM): `$\|x\|$` is an absolute value there, no norm. */
function asInCell(note: Note, start: number, tex: string): string {
  return tex.includes('\\|') && isInTable(note, start) ? tex.replaceAll('\\|', '|') : tex;
}
