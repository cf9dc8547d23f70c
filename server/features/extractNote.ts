// Extracting a selection or a section to a note of its own, which the place it stood in then links to.
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { lineWords } from '../parse/blockText.ts';
import { thematicBreak, withoutFurtherMarks } from '../parse/containerMarks.ts';
import { isIndentedCode, isOpaque, type Link, type Note, titleHeading } from '../parse/note.ts';
import { parseNote } from '../parse/parseNote.ts';
import { plainText } from '../parse/plainText.ts';
import { readable } from '../render/linkWords.ts';
import { lineAt, lineBefore, lineCount, lineSpan } from '../text/lines.ts';
import { type Span, without } from '../text/span.ts';
import { basename, uriOf } from '../text/uri.ts';
import { nameKey } from '../vault/files.ts';
import { resolve } from '../vault/resolve.ts';
import { styleFor } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, creating, currentText, lineEnd, replacing } from './actionEdits.ts';
import { type DefinitionSpan, holds, joinedDefinitions } from './definitionsFor.ts';
import { followMoved, type Replacement } from './followMoved.ts';
import { movedText } from './movedText.ts';
import { inBrackets } from './newLink.ts';
import { freePath } from './noteNames.ts';
import { sharedDefinitions } from './sharedDefinitions.ts';

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
  const definitions = sharedDefinitions(note, text, taken);
  const words = readable({ vault, note, text }, options.settings);
  const read = without(taken, definitions.left).map(({ start, end }) => words(start, end));
  if (read.every((part) => part.trim() === '')) return undefined;
  const heading = note.headings.find(({ start }) => start === taken.start);
  const name = nameFor(vault, note, taken, heading?.text, firstWords(read), options);
  if (!name) return undefined;
  const { title, path } = name;
  const to = { uri: uriOf(path), path, title };
  const lineBreak = lineEnd(text);
  // Of a section the heading stays, so that links to it stay good; the new note has it as its title.
  const moving = { start: heading ? heading.end : taken.start, end: taken.end };
  const move = (part: Span) => movedText(vault, note, text, part, to, true, options);
  const written = (some: readonly DefinitionSpan[], textOf: (one: Span) => string) =>
    joinedDefinitions(
      some.map((one) => ({ kind: one.kind, text: textOf(one) })),
      lineBreak,
    );
  const body = withoutFurtherMarks(
    lineBefore(note.lines, text, moving.start),
    without(moving, definitions.left).map(move).join(''),
  );
  const raised = heading ? raise(body.replace(/^[\r\n]+/, ''), heading.level - 1) : body;
  const known = [
    `# ${heading?.raw || title || basename(path)}`,
    '',
    raised.trimEnd(),
    ...(definitions.copied.length > 0 ? ['', written(definitions.copied, move)] : []),
    '',
  ]
    .join(lineBreak)
    .replace(/\r?\n/g, lineBreak);
  const ending = styleFor(options.settings, options.style).ending;
  const link = `[[${inBrackets(ending ? basename(path) : basename(path).replace(/\.md$/, ''))}]]`;
  const moved = followMoved(vault, note, moving, definitions, to, known, options);
  const before = heading ? lineBreak + lineBreak : itemMark(note, text, taken);
  const kept = written(definitions.kept, (one) => changed(text, one, moved.staying));
  const own = ownEdits(note, text, moving, before + link, kept, definitions.gone);
  const edits = new Map([[note.uri, own], ...moved.edits, [note.uri, [...own, ...(moved.edits.get(note.uri) ?? [])]]]);
  return creating(to.uri, moved.text, edits, options);
}

/**
 * What changes in the note itself.
 * @param link what stands in place of the text that moves
 * @param kept the definitions of that text that stay, as they are written then
 * @param gone lines elsewhere that go
 */
function ownEdits(
  note: Note,
  text: string,
  moving: Span,
  link: string,
  kept: string,
  gone: readonly Span[],
): TextEdit[] {
  const lineBreak = lineEnd(text);
  const removed = joinedLines(text, gone, moving);
  const last = removed.at(-1);
  const isEndGone = last?.end === text.length;
  const edits = removed.map((one) =>
    replacing(note, one, one.end === text.length && text.endsWith('\n') ? lineBreak : ''),
  );
  if (kept === '') return [replacing(note, moving, link), ...edits];
  const below = lineBreak + lineBreak + kept;
  const after = text.slice(moving.end);
  // Definitions take whole lines; where the line goes on they stand at the end of the note.
  if (/^[ \t]*\S/.test(after)) {
    const textEnd = text.trimEnd().length;
    const end = isEndGone ? Math.min(textEnd, last.start) : textEnd;
    return [replacing(note, moving, link), replacing(note, { start: end, end }, below), ...edits];
  }
  const isBlankNext = !/^[ \t]*\r?\n[ \t]*\S/.test(after);
  return [replacing(note, moving, link + below + (isBlankNext ? '' : lineBreak)), ...edits];
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

/**
 * The beginning of the text that moves, as the name of its note.
 * @param parts of the text, with the words of its links
 */
function firstWords(parts: readonly string[]): string {
  for (const [line] of parts.join('').matchAll(/[^\r\n]+/g)) {
    const words = thematicBreak.test(line) ? '' : plainText(lineWords(line).replace(/\[\^[^\]]*\]/g, ''));
    // A title is no sentence.
    if (words !== '')
      return words
        .slice(0, 60)
        .replace(/(?<!\.)\.\s*$/, '')
        .trim();
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

/** Lines that go, as stretches apart from one another; where they end the note, with the blank lines up to what moves. */
function joinedLines(text: string, lines: readonly Span[], moving: Span): Span[] {
  const joined: Span[] = [];
  for (const one of lines) {
    const last = joined.at(-1);
    if (last && one.start <= last.end)
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, one.end) };
    else joined.push(one);
  }
  const last = joined.at(-1);
  if (last?.end !== text.length) return joined;
  const textEnd = text.slice(0, last.start).trimEnd().length;
  // What moves has an edit of its own.
  const start = moving.end <= last.start ? Math.max(textEnd, moving.end) : textEnd;
  return [...joined.slice(0, -1), { start, end: last.end }];
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
