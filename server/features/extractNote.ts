// Extracting a selection or a section to a note of its own, which the place it stood in then links to.
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { lineWords } from '../parse/blockText.ts';
import { thematicBreak, withoutFurtherMarks } from '../parse/containerMarks.ts';
import { labelKey } from '../parse/destination.ts';
import { isIndentedCode, isOpaque, type Link, type Note, titleHeading } from '../parse/note.ts';
import { parseNote } from '../parse/parseNote.ts';
import { plainText } from '../parse/plainText.ts';
import { lineAt, lineBefore, lineCount, lineSpan } from '../text/lines.ts';
import { countUpTo, type Span, without } from '../text/span.ts';
import { basename, uriOf } from '../text/uri.ts';
import { nameKey } from '../vault/files.ts';
import { resolve } from '../vault/resolve.ts';
import { styleFor } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, creating, currentText, lineEnd, replacing } from './actionEdits.ts';
import {
  type DefinitionSpan,
  definitionsFor,
  definitionsOf,
  heldBy,
  holds,
  joinedDefinitions,
} from './definitionsFor.ts';
import { followMoved, type Replacement } from './followMoved.ts';
import { movedText } from './movedText.ts';
import { inBrackets } from './newLink.ts';
import { freePath } from './noteNames.ts';

/** False for a selection that begins in the front matter, is a heading alone, or holds a part of a link or of code, where no link could stand. */
export function isExtractable(note: Note, text: string, selection: Span): boolean {
  const { start, end } = trimmed(text, selection);
  if (headingAlone(note, text, selection) >= 0) return false;
  const cuts = (link: Link, at: number) => link.start < at && at < link.end;
  // Indented code is told by nothing but the indent before it, which stays.
  if (start >= end || isIndentedCode(note, start) || isOpaque(note, start) || isOpaque(note, end)) return false;
  return !note.links.some((link) => cuts(link, start) || cuts(link, end));
}

/**
 * The section that a cursor in its heading means, and a selection that is its heading and no more; `undefined` for the whole
 * note and for a part of a quote or list.
 */
export function extractableSection(note: Note, text: string, selection: Span): number | undefined {
  const index =
    selection.start === selection.end
      ? note.headings.findIndex(({ start, end }) => start <= selection.start && selection.start <= end)
      : headingAlone(note, text, selection);
  if (index < 0 || note.headings[index]!.contained) return undefined;
  return note.headings[index] === titleHeading(note) ? undefined : index;
}

/** The index of the heading that is all that is selected, white space aside; -1 for any other selection. */
function headingAlone(note: Note, text: string, selection: Span): number {
  const { start, end } = trimmed(text, selection);
  return note.headings.findIndex((heading) => heading.start === start && trimmed(text, heading).end === end);
}

/** A heading in a quote or list ends no section around it: half of the quote would stay. */
function wholeSection(note: Note, index: number): Span {
  const { level, start } = note.headings[index]!;
  const next = note.headings.find((heading, at) => at > index && !heading.contained && heading.level <= level);
  return { start, end: next?.start ?? note.length };
}

/**
 * @param span a selection (UTF-16 offsets); where `extractableSection` finds a section for it, that is taken
 * @returns `undefined` where there is nothing to extract, or no name for the new note
 */
export function extractNote(vault: Vault, note: Note, span: Span, options: ActionOptions): WorkspaceEdit | undefined {
  const text = currentText(vault, note);
  const file = vault.files.get(note.uri);
  if (text === undefined || !file) return undefined;
  const section = extractableSection(note, text, span);
  const taken = section === undefined ? trimmed(text, span) : trimmed(text, wholeSection(note, section));
  const labels = sharedDefinitions(note, text, taken);
  const left = labels.left.map((one) => wholeLines(text, one));
  const said = without(taken, left).map(({ start, end }) => text.slice(start, end));
  if (said.every((part) => part.trim() === '')) return undefined;
  const heading = note.headings.find(({ start }) => start === taken.start);
  const name = nameFor(vault, note, taken, heading?.text, firstWords(said), options);
  if (!name) return undefined;
  const { title, path } = name;
  const to = { uri: uriOf(path), path, title };
  const lineBreak = lineEnd(text);
  // Of a section the heading stays, so that links to it stay good; the new note has it as its title.
  const bodyStart = heading ? heading.end : taken.start;
  const moving = { start: bodyStart, end: taken.end };
  const move = (part: Span) => movedText(vault, note, text, part, to, true, options);
  const written = (definitions: readonly DefinitionSpan[], textOf: (one: Span) => string) =>
    joinedDefinitions(
      definitions.map((one) => ({ kind: one.kind, text: textOf(one) })),
      lineBreak,
    );
  const body = withoutFurtherMarks(
    lineBefore(note.lines, text, moving.start),
    without(moving, left).map(move).join(''),
  );
  const raised = heading ? raise(body.replace(/^[\r\n]+/, ''), heading.level - 1) : body;
  const known = [
    `# ${heading?.raw || title || basename(path)}`,
    '',
    raised.trimEnd(),
    ...(labels.copied.length > 0 ? ['', written(labels.copied, move)] : []),
    '',
  ]
    .join(lineBreak)
    .replace(/\r?\n/g, lineBreak);
  const ending = styleFor(options.settings, options.style).ending;
  const link = `[[${inBrackets(ending ? basename(path) : basename(path).replace(/\.md$/, ''))}]]`;
  const moved = followMoved(vault, note, moving, labels, to, known, options);
  const kept = written(labels.kept, (one) => changed(text, one, moved.staying));
  const between = lineBreak + lineBreak;
  // Definitions take whole lines; where the line goes on they stand at the end of the note.
  const goesOn = /^[ \t]*[^\s]/.test(text.slice(taken.end));
  const after = /^[ \t]*\r?\n[ \t]*\S/.test(text.slice(taken.end)) ? lineBreak : '';
  const rest = kept === '' || goesOn ? '' : between + kept + after;
  const edit: TextEdit = heading
    ? replacing(note, { start: heading.end, end: taken.end }, between + link + rest)
    : replacing(note, taken, itemMark(note, text, taken) + link + rest);
  const removed = withoutBlankEnd(text, labels.gone, taken.end);
  const textEnd = text.trimEnd().length;
  const end = Math.min(textEnd, removed.at(-1)?.end === text.length ? removed.at(-1)!.start : textEnd);
  const own = [edit];
  if (kept !== '' && goesOn) own.push(replacing(note, { start: end, end }, between + kept));
  own.push(
    ...removed.map((one) => replacing(note, one, one.end === text.length && text.endsWith('\n') ? lineBreak : '')),
  );
  const edits = new Map([[note.uri, own], ...moved.edits, [note.uri, [...own, ...(moved.edits.get(note.uri) ?? [])]]]);
  return creating(to.uri, moved.text, edits, options);
}

const mark = /^(?:[-*+]|\d{1,9}[.)])[ \t]+/;
/** So far above an item its list is looked for (lines). */
const farthest = 100;

/** The mark of the first item that is taken, where others of its list stay: the link is an item between them. */
function itemMark(note: Note, text: string, { start, end }: Span): string {
  const own = mark.exec(text.slice(start, start + 20))?.[0];
  const before = lineBefore(note.lines, text, start);
  if (own === undefined || before.replaceAll('>', '').trim() !== '') return '';
  const quotes = new RegExp(`^(?: {0,3}> ?){${before.split('>').length - 1}}`);
  const line = (number: number) => {
    if (number < 0 || number >= lineCount(note.lines)) return '';
    const span = lineSpan(note.lines, number, text.length);
    const written = text.slice(span.start, span.end).replace(/[\r\n]+$/, '');
    // A line of fewer quotes is none of this list.
    return quotes.test(written) ? written.replace(quotes, '') : '';
  };
  const isItem = (written: string) => mark.test(written.trimStart()) && !thematicBreak.test(written);
  const first = lineAt(note.lines, start);
  if (thematicBreak.test(line(first))) return '';
  let above = first - 1;
  // What an item holds is indented.
  while (first - above < farthest && /^[ \t]+\S/.test(line(above)) && !isItem(line(above))) above--;
  return isItem(line(above)) || isItem(line(lineAt(note.lines, end) + 1)) ? own : '';
}

/**
 * Title and path of the new note. A heading is the title that its author chose. The first words may be those of a link in the
 * text to a note that nobody has written yet, which must not become this one: then a number tells them apart.
 * @returns `undefined` where no legal name can be made
 */
function nameFor(
  vault: Vault,
  note: Note,
  taken: Span,
  heading: string | undefined,
  words: string,
  options: ActionOptions,
): { title: string; path: string } | undefined {
  const wanted = heading
    ? []
    : note.links.filter(
        (link) => holds(taken, link) && resolve(vault, note.uri, link, options.settings.links).tier === 'missing',
      );
  const names = new Set(wanted.flatMap((link) => vault.keysOf(link)));
  for (let count = 1; ; count++) {
    const title = heading || (count === 1 ? words : `${words} ${count}`);
    // The path takes the number by itself: of a long title it would be cut off.
    const path = freePath(vault, note.uri, heading || words, count);
    if (!path) return undefined;
    if (!names.has(nameKey(title)) && !names.has(nameKey(basename(path)))) return { title, path };
  }
}

/** The beginning of the text that moves, as the name of its note. */
function firstWords(parts: readonly string[]): string {
  for (const [line] of parts.join('').matchAll(/[^\r\n]+/g)) {
    const words = thematicBreak.test(line) ? '' : plainText(lineWords(line).replace(/\[\^[^\]]*\]/g, ''));
    if (words !== '') return words.slice(0, 60).trim();
  }
  return '';
}

function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return { start, end };
}

/** Headings of the body come up by as many levels as their section did. */
function raise(body: string, levels: number): string {
  if (levels === 0) return body;
  // Behind a line of its own nothing is taken for front matter.
  const text = `\n${body}`;
  let raised = '';
  let at = 0;
  for (const { start, contained } of parseNote('', text).headings) {
    const marks = contained ? null : /^[ \t]*(#+)/.exec(text.slice(start, start + 20));
    if (!marks) continue;
    const end = start + marks[0].length;
    raised += text.slice(at, end - Math.min(levels, marks[1]!.length - 1));
    at = end;
  }
  return (raised + text.slice(at)).slice(1);
}

interface SharedDefinitions {
  /** Stand outside of the extracted text, which uses them. */
  readonly copied: readonly DefinitionSpan[];
  /** Stand in the extracted text, and the rest of the note uses them. */
  readonly kept: readonly DefinitionSpan[];
  /** Those of them that the extracted text itself does not use. */
  readonly left: readonly Span[];
  /** The whole lines of copied ones that nothing uses any more where they stand. */
  readonly gone: readonly Span[];
}

function sharedDefinitions(note: Note, text: string, taken: Span): SharedDefinitions {
  const isInside = (place: Span) => holds(taken, place);
  const kept = definitionsFor(note, text, (place) => !isInside(place)).filter(isInside);
  const used = usedDefinitions(note, text, taken, kept);
  const copied = used.filter((one) => !isInside(one));
  return { copied, kept, left: notIn(used, kept), gone: unusedLines(note, text, taken, copied) };
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

/** Lines that go, as stretches apart from one another; where they end the note, with the blank lines before them. */
function withoutBlankEnd(text: string, lines: readonly Span[], from: number): Span[] {
  const joined: Span[] = [];
  for (const one of lines) {
    const last = joined.at(-1);
    if (last && one.start <= last.end)
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, one.end) };
    else joined.push(one);
  }
  const last = joined.at(-1);
  if (last?.end !== text.length) return joined;
  const start = Math.max(text.slice(0, last.start).trimEnd().length, from <= last.start ? from : 0);
  return [...joined.slice(0, -1), { start, end: last.end }];
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

/** A stretch of the text with the changes that lie in it. */
function changed(text: string, { start, end }: Span, changes: readonly Replacement[]): string {
  let written = '';
  let at = start;
  for (const change of [...changes].sort((a, b) => a.start - b.start)) {
    if (change.start < at || change.end > end) continue;
    written += text.slice(at, change.start) + change.newText;
    at = change.end;
  }
  return written + text.slice(at, end);
}
