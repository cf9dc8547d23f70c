// A table of contents between two comments: made once, then brought up to date.
import type { TextEdit } from 'vscode-languageserver-types';
import { type Note, titleHeading } from '../parse/note.ts';
import { lineBefore } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { headingSlugs } from '../vault/fragments.ts';
import { lineEnd, replacing } from './actionEdits.ts';
import { literalText } from './literalText.ts';

const begin = '<!-- toc -->';
const end = '<!-- /toc -->';

const mark = /^([ \t]*)<!--\s*(toc|\/toc|toc stop|tocstop)\s*-->/gm;

/** The stretch from one comment to the other, or `undefined` where the note has no table. */
export function tableSpan(note: Note, text: string): Span | undefined {
  let start = -1;
  for (const { 0: found, 1: indent, 2: word, index } of text.matchAll(mark)) {
    const at = index + indent!.length;
    const after = index + found.length;
    // In a block of code or in a comment around it, a mark is only shown.
    if (!isComment(note, at, after)) continue;
    if (word !== 'toc') {
      if (start >= 0) return { start, end: after };
    } else if (start < 0 && /^[ \t]*(?:[\r\n]|$)/.test(text.slice(after, after + 200))) start = at;
  }
  return undefined;
}

/** True if just this stretch is no prose: a comment, and no line of code. */
function isComment({ opaque }: Note, start: number, end: number): boolean {
  for (let index = 0; index < opaque.length && opaque[index]! <= start; index += 2) {
    if (opaque[index] === start) return opaque[index + 1] === end;
  }
  return false;
}

/** `undefined` where there is nothing to list, or the table is as it should be. */
export function tableOfContents(note: Note, text: string): TextEdit | undefined {
  const lineBreak = lineEnd(text);
  const title = titleHeading(note);
  const slugs = headingSlugs(note);
  const listed = note.headings.flatMap((heading, index) =>
    // What a quote or a list holds is no section of the note.
    heading === title || heading.contained || heading.text === ''
      ? []
      : [{ heading, slug: heading.id ?? slugs[index]! }],
  );
  if (listed.length === 0) return undefined;
  const above: number[] = [];
  const lines = listed.map(({ heading, slug }) => {
    while (above.length > 0 && above[above.length - 1]! >= heading.level) above.pop();
    // Not by the level itself: below one that is left out, the row would be code.
    return `${'  '.repeat(above.push(heading.level) - 1)}- [${literalText(heading.text)}](#${slug})`;
  });
  const rows = [begin, '', ...lines, '', end];
  const span = tableSpan(note, text);
  if (span) {
    // In an item of a list it stays there.
    const indent = lineBefore(note.lines, text, span.start);
    const table = rows.map((row, index) => (index === 0 || row === '' ? row : indent + row)).join(lineBreak);
    return text.slice(span.start, span.end) === table ? undefined : replacing(note, span, table);
  }
  const table = rows.join(lineBreak);
  const between = lineBreak + lineBreak;
  const below = title && !title.contained ? title.end : undefined;
  const at = below ?? listed[0]!.heading.start;
  return replacing(note, { start: at, end: at }, below === undefined ? table + between : between + table);
}
