// Where a link stands, in words: the reason after it in a list of related notes, else the sentence around it.
import { rowCells } from '../parse/blocks.ts';
import { withoutBlockId } from '../parse/blockText.ts';
import { marksLength } from '../parse/containerMarks.ts';
import { isInTable, type Link, type Note } from '../parse/note.ts';
import { plainText } from '../parse/plainText.ts';
import { aliasWords } from '../parse/wikilink.ts';
import { shortened } from '../render/excerpt.ts';
import { restOfLine } from '../text/lines.ts';
import { holds } from './definitionsFor.ts';
import { literalText } from './literalText.ts';

const longestSentence = 300;

/** The text after `- [[x]] - ` in plain words, or `undefined` where the link is no item of such a list. */
export function reasonAfter(text: string, link: Link): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', link.start - 1) + 1, link.start);
  if (!/^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+(?:\[[^\]]\][ \t]+)?$/.test(before)) return undefined;
  const reason = /^[ \t]*(?:[-–—:])[ \t]+(\S.*)/.exec(restOfLine(text, link.end))?.[1];
  return reason === undefined ? undefined : elsewhere(reason) || undefined;
}

/** The sentence around a link, in plain words; of a row of a table its cell. */
export function sentenceAround(note: Note, text: string, link: Link): string {
  const lineStart = text.lastIndexOf('\n', link.start - 1) + 1;
  const lineEnd = link.end + restOfLine(text, link.end).length;
  const cells = isInTable(note, link.start) ? rowCells(text, lineStart, lineEnd) : [];
  const cell = cells.find((one) => holds(one, link)) ?? { start: lineStart, end: lineEnd };
  const before = text.slice(cell.start, link.start);
  const stops = [...before.matchAll(/[.!?…]["»”)]?\s+/g)];
  const last = stops[stops.length - 1];
  const start = last ? last.index + last[0].length : 0;
  const tail = /[.!?…]["»”)]?(?=\s|$)/.exec(text.slice(link.end, cell.end));
  const end = tail ? link.end + tail.index + tail[0].length : cell.end;
  return shortened(elsewhere(text.slice(cell.start + Math.max(start, marksLength(before)), end)), longestSentence);
}

/** As it can stand in another note: in plain words, without footnotes and the id of its block. */
function elsewhere(written: string): string {
  const bare = withoutLinks(written).replace(/\[\^[^\]\s]+\]/g, '');
  return literalText(withoutBlockId(plainText(bare)));
}

/** Wiki-links as the words they show: in another note they could lead elsewhere. */
function withoutLinks(text: string): string {
  return text.replace(/(!?)\[\[([^\]|]*)(?:\\?\|([^\]]*))?\]\]/g, (_, mark: string, target: string, alias?: string) => {
    const name = target
      .replace(/#.*$/, '')
      .replace(/^.*\//, '')
      .replace(/\.(?:md|markdown)$/, '');
    return aliasWords({ alias, embed: mark !== '' }) || name.replace(/_+/g, ' ') || target.replace(/^.*#\^?/, '');
  });
}
