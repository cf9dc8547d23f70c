// The comment that silences a problem, where it changes nothing a reader sees: before the block that the problem
// stands in, in front matter before its line.
import type { TextEdit } from 'vscode-languageserver-types';
import { type Blocks, readBlocks } from '../parse/blocks.ts';
import { frontMatterEnd, haveSameValues } from '../parse/frontMatter.ts';
import type { Note } from '../parse/note.ts';
import { parseNote } from '../parse/parseNote.ts';
import { lineAt, lineSpan, lineStart } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { lineEnd, replacing } from './actionEdits.ts';
import { silencedLines } from './diagnostics.ts';

/** `undefined` where there is no harmless place, as in the first line of a callout. */
export function silencingComment(note: Note, text: string, problem: Span, code: string): TextEdit | undefined {
  if (problem.start < (note.frontMatter?.end ?? 0)) return yamlComment(note, text, problem, code);
  const { leaves } = blocksOf(text);
  const index = leaves.findIndex((end, at) => at % 2 === 1 && problem.start <= end);
  const isInside = index > 0 && leaves[index - 1]! <= problem.start;
  let line = lineAt(note.lines, isInside ? leaves[index - 1]! : problem.start);
  if (calloutHead.test(lineText(note, text, line))) {
    // A quote whose first line is something else is no callout any more; below it, only what has its mark stays in it.
    line++;
    if (line > lineAt(note.lines, problem.start) || !/^[ \t]*>/.test(lineText(note, text, line))) return undefined;
  }
  const at = lineStart(note.lines, line);
  for (const indent of indents(note, text, line)) {
    const newText = `${indent}<!-- research-notes-ignore-next-line ${code} -->${lineEnd(text)}`;
    if (isHarmless(note, text, at, newText, problem, code)) return replacing(note, { start: at, end: at }, newText);
  }
  return undefined;
}

/** Before the line, and not within a text of several lines. */
function yamlComment(note: Note, text: string, problem: Span, code: string): TextEdit | undefined {
  const line = lineAt(note.lines, problem.start);
  const at = lineStart(note.lines, line);
  const indent = /^[ \t]*/.exec(lineText(note, text, line))![0];
  const newText = `${indent}# research-notes-ignore-next-line ${code}${lineEnd(text)}`;
  const isSame = haveSameValues(text, text.slice(0, at) + newText + text.slice(at));
  if (!isSame || !isHarmless(note, text, at, newText, problem, code)) return undefined;
  return replacing(note, { start: at, end: at }, newText);
}

function blocksOf(text: string): Blocks {
  return readBlocks(text, frontMatterEnd(text) || (text.charCodeAt(0) === 0xfeff ? 1 : 0));
}

const calloutHead = /^[ \t]*(?:>[ \t]*)+\[![^\]]+\]/;
const quoteMarks = /^(?:[ \t]*>)*[ \t]*/;
const bullet = /^(?:[-*+]|\d{1,9}[.)])[ \t]+/;

/** What the comment may begin with. Before an item of a list it belongs to the item above, else it would end the list there. */
function* indents(note: Note, text: string, line: number): Generator<string> {
  const written = lineText(note, text, line);
  const indent = quoteMarks.exec(written)![0];
  const mark = bullet.exec(written.slice(indent.length));
  let before = line - 1;
  while (before > 0 && lineText(note, text, before).slice(indent.length).trim() === '') before--;
  const above = before < 0 ? '' : lineText(note, text, before);
  const isItem = above.startsWith(indent) && /^(?:[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])/.test(above.slice(indent.length));
  const inItem = mark && indent + ' '.repeat(mark[0].length);
  if (inItem && isItem) yield inItem;
  yield indent;
  // The item above may end in text without an indent.
  if (inItem && !isItem) yield inItem;
}

/** True if the note is read as before, and the problem is silenced. */
function isHarmless(note: Note, text: string, at: number, newText: string, problem: Span, code: string): boolean {
  const textAfter = text.slice(0, at) + newText + text.slice(at);
  const after = parseNote(note.uri, textAfter);
  const shifted = (offset: number) => (offset < at ? offset : offset + newText.length);
  const isSame = (before: readonly number[], now: readonly number[]) =>
    before.length === now.length && before.every((offset, index) => shifted(offset) === now[index]);
  const codes = silencedLines(after).get(lineAt(after.lines, shifted(problem.start)));
  return (
    codes?.includes(code) === true &&
    isSame(placesOf(note), placesOf(after)) &&
    // Where a list begins anew, its numbers do too.
    isSame(blocksOf(text).lists, blocksOf(textAfter).lists)
  );
}

/** Where everything stands that a comment in the wrong place would cut. */
function placesOf({ links, headings, blockIds, footnotes, tags, tables }: Note): number[] {
  return [
    ...links.flatMap(({ start, end }) => [start, end]),
    ...headings.flatMap(({ start, end }) => [start, end]),
    ...blockIds.flatMap(({ start, blockStart }) => [start, blockStart]),
    ...footnotes.flatMap(({ start, end }) => [start, end]),
    ...tags.map(({ start }) => start),
    ...tables,
  ];
}

function lineText(note: Note, text: string, line: number): string {
  const { start, end } = lineSpan(note.lines, line, text.length);
  return text.slice(start, end).replace(/[\r\n]+$/, '');
}
