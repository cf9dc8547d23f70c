// A table of contents between two comments: made once, then brought up to date.
import type { TextEdit } from 'vscode-languageserver-types';
import type { Note } from '../parse/note.ts';
import type { Span } from '../text/span.ts';
import { headingSlugs } from '../vault/fragments.ts';
import { lineEnd, replacing } from './actionEdits.ts';

const begin = '<!-- toc -->';
const end = '<!-- /toc -->';

/** The stretch from one comment to the other, or `undefined` where the note has no table. */
export function tableSpan(text: string): Span | undefined {
  const match = /^[ \t]*<!--\s*toc\s*-->[ \t]*\r?$([\s\S]*?)^[ \t]*<!--\s*(?:\/toc|toc stop|tocstop)\s*-->/m.exec(text);
  return match ? { start: match.index, end: match.index + match[0].length } : undefined;
}

/** `undefined` where there is nothing to list, or the table is as it should be. */
export function tableOfContents(note: Note, text: string): TextEdit | undefined {
  const lineBreak = lineEnd(text);
  const title = note.headings[0]?.level === 1 ? note.headings[0] : undefined;
  const slugs = headingSlugs(note);
  const listed = note.headings.flatMap((heading, index) =>
    heading === title || heading.text === '' ? [] : [{ heading, slug: heading.id ?? slugs[index]! }],
  );
  if (listed.length === 0) return undefined;
  const top = Math.min(...listed.map(({ heading }) => heading.level));
  const lines = listed.map(
    ({ heading, slug }) =>
      `${'  '.repeat(heading.level - top)}- [${heading.text.replace(/[\\[\]]/g, '\\$&')}](#${slug})`,
  );
  const table = [begin, '', ...lines, '', end].join(lineBreak);
  const span = tableSpan(text);
  if (span) return text.slice(span.start, span.end) === table ? undefined : replacing(note, span, table);
  const at = title ? title.end : note.headings[0]!.start;
  const between = lineBreak + lineBreak;
  return replacing(note, { start: at, end: at }, title ? between + table : table + between);
}
