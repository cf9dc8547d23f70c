// A note's text with our own syntax taken out, for markdown-it: each wiki-link, formula, tag and block id that our parser
// found becomes a sign that means nothing in Markdown, so the renderer cannot see a link where the parser sees none.
import { furtherMarks, leadingMarks, withoutFurtherMarks } from '../../parse/containerMarks.ts';
import { type BlockId, isIndentedCode, type Link, type Note, type Tag } from '../../parse/note.ts';
import { lineAt, lineBefore, lineStart } from '../../text/lines.ts';
import { formulaIn } from '../writtenFormula.ts';

/** What a sign stands for. */
export type Piece =
  | { readonly kind: 'link'; readonly link: Link }
  | { readonly kind: 'address'; readonly link: Link }
  /** Code of Templater, without the marks of what it stands in. */
  | { readonly kind: 'template'; readonly code: string }
  | { readonly kind: 'math'; readonly tex: string; readonly display: boolean }
  | { readonly kind: 'tag'; readonly tag: Tag }
  | { readonly kind: 'block'; readonly id: BlockId };

export interface Masked {
  /** As many lines as the stretch that was masked. */
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** What stood where each piece stands now. */
  readonly sources: readonly string[];
  /** The signs: one opens the number of a piece, one closes it, one stands for a line that is taken out. */
  readonly signs: Signs;
  /** The line of the note that the text begins with. */
  readonly firstLine: number;
}

export interface Signs {
  readonly open: string;
  readonly close: string;
  readonly nothing: string;
}

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly piece: Piece | undefined;
}

/** Masks `text` from `from` to `to` (UTF-16 offsets). */
export function mask(note: Note, text: string, from: number, to: number): Masked {
  const signs = unusedSigns(text);
  const pieces: Piece[] = [];
  const sources: string[] = [];
  let masked = '';
  let at = from;
  let lastEnd = 0;
  for (const { start, end, piece } of cuts(note, text, from, to)) {
    // What lies inside another piece goes with it.
    if (start < at || end > to) continue;
    masked += text.slice(at, start);
    const cut = text.slice(start, end);
    let sign = '';
    if (piece) {
      sign = `${signs.open}${pieces.push(piece) - 1}${signs.close}`;
      sources.push(cut);
    } else if (mayBeginBlock(note, text, start, lastEnd)) sign = signs.nothing;
    const indent = piece && piece.kind !== 'template' ? undefined : indentOfBlock(note, text, start, end);
    if (indent === undefined) masked += sign + emptyLines(cut, signs.nothing + signs.nothing);
    else masked += (piece ? `<pre><code>${sign}</code></pre>` : hiddenBlock) + emptyLines(cut, indent + hiddenBlock);
    at = end;
    lastEnd = end;
  }
  return { text: masked + text.slice(at, to), pieces, sources, signs, firstLine: lineAt(note.lines, from) };
}

function cuts(note: Note, text: string, from: number, to: number): Cut[] {
  const found: Cut[] = [];
  const add = (start: number, end: number, piece: Piece | undefined) => {
    if (start >= from && end <= to && end > start) found.push({ start, end, piece });
  };
  for (const link of note.links) {
    if (link.syntax === 'wiki') add(link.start, link.end, { kind: 'link', link });
    else if (link.syntax === 'html') {
      const end = Math.max(link.targetEnd, link.fragmentEnd);
      // An address over two lines is none of a file.
      if (!/[\r\n]/.test(text.slice(link.targetStart, end))) add(link.targetStart, end, { kind: 'address', link });
    }
  }
  for (let index = 0; index < note.hidden.length; index += 2)
    add(note.hidden[index]!, note.hidden[index + 1]!, undefined);
  for (let index = 0; index < note.opaque.length; index += 2) {
    const start = note.opaque[index]!;
    const end = note.opaque[index + 1]!;
    const formula = formulaIn(note, text, start, end);
    if (text.startsWith('<%', start) && !isIndentedCode(note, start)) {
      const code = withoutFurtherMarks(lineBefore(note.lines, text, start), text.slice(start, end));
      add(start, end, { kind: 'template', code });
    } else if (formula) add(start, formula.end, { kind: 'math', tex: formula.tex, display: formula.display });
  }
  for (const tag of note.tags)
    if (tag.start >= (note.frontMatter?.end ?? 0)) add(tag.start, tag.end, { kind: 'tag', tag });
  for (const id of note.blockIds) add(id.start, id.end, { kind: 'block', id });
  for (const heading of note.headings) {
    if (heading.id === undefined) continue;
    const mark = text.indexOf('}', heading.textEnd);
    if (mark >= 0 && mark < heading.end) add(heading.textEnd, mark + 1, undefined);
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * Whether what is taken out leaves a sign: without it what follows could begin a block, also together with a mark before it, and
 * a line of it alone would be blank.
 * @param lastEnd where the last cut ends: a line needs but one sign
 */
function mayBeginBlock(note: Note, text: string, start: number, lastEnd: number): boolean {
  const line = lineStart(note.lines, lineAt(note.lines, start));
  if (line < lastEnd) return false;
  const before = text.slice(line, start);
  return /^(?:\d{1,9}|[-+*_=#~`:|<]*)$/.test(before.slice(leadingMarks(before).length));
}

/**
 * Whether a line begins inside of what was taken out: its line break was the author's in a formula, a link or a comment, and is
 * none of the page's. Two signs say so, as one stands where something was taken out of a line's start.
 */
export function isInsideCut(line: string, { nothing }: Signs): boolean {
  return line.startsWith(nothing + nothing);
}

/** The line breaks of a stretch, with what stands for an empty line after each: an empty one would end the paragraph. */
function emptyLines(cut: string, nothing: string): string {
  return (cut.match(/\r\n|\n|\r/g) ?? []).map((line) => line + nothing).join('');
}

/** A block that shows nothing. Blank lines would make the list around them a loose one. */
const hiddenBlock = '<!---->';

/**
 * What goes before each further line of a comment or of code of Templater, of whole lines, so that the quotes and the items it stands in go on;
 * `undefined` for inline content.
 */
function indentOfBlock(note: Note, text: string, start: number, end: number): string | undefined {
  if (!/[\r\n]/.test(text.slice(start, end))) return undefined;
  const before = lineBefore(note.lines, text, start);
  const isAlone = leadingMarks(before) === before && /^[ \t]*(?:[\r\n]|$)/.test(text.slice(end, end + 1000));
  return isAlone ? furtherMarks(before) : undefined;
}

/** Characters that the text does not use: two for private use, and a symbol, beside which emphasis begins and ends. */
function unusedSigns(text: string): Signs {
  const open = unused(text, 0xe000);
  return { open, close: unused(text, open.charCodeAt(0) + 1), nothing: unused(text, 0x2800) };
}

function unused(text: string, from: number): string {
  for (let code = from; ; code++) {
    const sign = String.fromCharCode(code);
    if (!text.includes(sign)) return sign;
  }
}

/** Splits text at its signs: strings and pieces in turn. */
export function unmasked(text: string, { pieces, signs }: Masked): (string | Piece)[] {
  if (!text.includes(signs.open) && !text.includes(signs.nothing)) return [text];
  const parts: (string | Piece)[] = [];
  let at = 0;
  for (let open = text.indexOf(signs.open); open >= 0; open = text.indexOf(signs.open, at)) {
    const close = text.indexOf(signs.close, open);
    if (close < 0) break;
    const piece = pieces[Number(text.slice(open + 1, close))];
    if (open > at) parts.push(text.slice(at, open).replaceAll(signs.nothing, ''));
    if (piece) parts.push(piece);
    at = close + 1;
  }
  if (at < text.length) parts.push(text.slice(at).replaceAll(signs.nothing, ''));
  return parts;
}

/** The text as it was written, for code and the like, where a sign should not be but is. */
export function restored(text: string, { sources, signs }: Masked): string {
  if (!text.includes(signs.open) && !text.includes(signs.nothing)) return text;
  return text
    .replaceAll(signs.nothing, '')
    .replace(new RegExp(`${signs.open}(\\d+)${signs.close}`, 'g'), (sign, index) => sources[Number(index)] ?? sign);
}
