// The definitions of footnotes and references where a part of a note moves to a note of its own: which are copied with it,
// which stay, and which go.
import { labelKey } from '../parse/destination.ts';
import type { Note } from '../parse/note.ts';
import { countUpTo, type Span } from '../text/span.ts';
import { type DefinitionSpan, definitionsFor, definitionsOf, heldBy, holds } from './definitionsFor.ts';

interface SharedDefinitions {
  /** Stand outside of the extracted text, which uses them. */
  readonly copied: readonly DefinitionSpan[];
  /** Stand in the extracted text, and the rest of the note uses them. */
  readonly kept: readonly DefinitionSpan[];
  /** Those of them that the extracted text itself does not use, as whole lines. */
  readonly left: readonly Span[];
  /** The whole lines of copied ones that nothing needs any more where they stand. */
  readonly gone: readonly Span[];
}

/** @param taken the stretch that is extracted */
export function sharedDefinitions(note: Note, text: string, taken: Span): SharedDefinitions {
  const isInside = (place: Span) => holds(taken, place);
  const kept = definitionsFor(note, text, (place) => !isInside(place)).filter(isInside);
  const used = usedDefinitions(note, text, taken, kept);
  const copied = used.filter((one) => !isInside(one));
  const left = notIn(used, kept).map((one) => wholeLines(text, one));
  return { copied, kept, left, gone: unusedLines(note, text, taken, copied) };
}

/** What the text that moves needs: what only definitions use that stay behind is no need of it. */
function usedDefinitions(note: Note, text: string, taken: Span, kept: readonly DefinitionSpan[]): DefinitionSpan[] {
  const usedOutside = (definitions: readonly Span[]) => {
    const isInDefinition = heldBy(definitions);
    return definitionsFor(note, text, (place) => holds(taken, place) && !isInDefinition(place));
  };
  return usedOutside(notIn(usedOutside(definitionsOf(note, text)), kept));
}

/** The lines of the copied definitions that nothing needs any more where they stand. */
function unusedLines(note: Note, text: string, taken: Span, copied: readonly DefinitionSpan[]): Span[] {
  const all = definitionsOf(note, text);
  const holdsAnother = ({ start, end }: Span) => countUpTo(all, end - 1) > countUpTo(all, start);
  const mayGo = copied.filter((one) => !holdsAnother(one) && isRemovable(note, text, taken, one));
  if (mayGo.length === 0) return [];
  const isLeaving = heldBy(mayGo);
  const isStaying = (place: Span) => !holds(taken, place) && !isLeaving(place);
  const needed = definitionsFor(note, text, isStaying);
  // Readers that know no wiki-links find by a definition where one leads.
  const wikiLinks = note.links.filter((link) => link.syntax === 'wiki' && isStaying(link));
  const inside = new Set(
    wikiLinks.map(({ start, end }) => labelKey(text.slice(start, end).replace(/^!?\[\[|\]\]$/g, ''))),
  );
  return notIn(needed, mayGo)
    .filter((one) => one.kind === 'footnote' || !inside.has(one.key))
    .map((one) => wholeLines(text, one));
}

/** The definitions that are none of the others. */
function notIn(others: readonly DefinitionSpan[], definitions: readonly DefinitionSpan[]): DefinitionSpan[] {
  const starts = new Set(others.map(({ start }) => start));
  return definitions.filter(({ start }) => !starts.has(start));
}

/** True for a definition without which all else in the note is read as before. */
function isRemovable(note: Note, text: string, taken: Span, one: DefinitionSpan): boolean {
  const lines = wholeLines(text, one);
  // Of one that the selection cuts in two a half moves as it is.
  const isApart = one.end <= taken.start || one.start >= taken.end;
  return isApart && !isNamed(note, one) && isWhole(text, lines) && !isSilenced(note, text, one) && !parts(text, lines);
}

/** True where the comment in the line above silences it, and would silence the next line then. */
function isSilenced(note: Note, text: string, { start }: Span): boolean {
  const above = note.remarks[countUpTo(note.remarks, start) - 1];
  return above?.kind === 'ignore-next-line' && /^[ \t]*\r?\n[ \t]*$/.test(text.slice(above.end, start));
}

/** True where what stands below would belong to a list or footnote above. */
function parts(text: string, { end }: Span): boolean {
  return /^\s*?(?:[ \t]+\S|(?:[-*+]|\d{1,9}[.)])[ \t])/.test(text.slice(end, end + 200));
}

/** True where links may lead to a part of a stretch. */
function isNamed(note: Note, span: Span): boolean {
  const isInside = (parts: readonly Pick<Span, 'start'>[]) =>
    countUpTo(parts, span.end) > countUpTo(parts, span.start - 1);
  return isInside(note.blockIds) || isInside(note.headings) || isInside(note.anchors);
}

/** True for lines of which nothing is left. */
function isWhole(text: string, { start, end }: Span): boolean {
  return (start === 0 || text[start - 1] === '\n') && (end === text.length || text[end - 1] === '\n');
}

/** A definition with its lines, where nothing but white space stands around it; of blank lines those above stay. */
function wholeLines(text: string, { start, end }: Span): Span {
  const above = text.slice(Math.max(0, start - 200), start);
  const before = /(?:^|\n)[ \t]*$/.exec(above);
  const after = (/\n[ \t]*\r?\n[ \t]*$/.test(above) ? /^(?:[ \t]*(?:\r?\n|$))+/ : /^[ \t]*(?:\r?\n|$)/).exec(
    text.slice(end, end + 200),
  );
  if (!before || !after) return { start, end };
  return { start: start - before[0].length + (before[0].startsWith('\n') ? 1 : 0), end: end + after[0].length };
}
