// Values of the front matter as they are read: wiki-links lead to their notes, all else is plain text.
import type { Link } from '../../parse/note.ts';
import { plainText } from '../../parse/plainText.ts';
import { shortened } from '../excerpt.ts';
import { linkWords } from '../linkWords.ts';
import { type PageContext, resolved } from './context.ts';
import { drawWikilink } from './drawing.ts';
import { escapeHtml } from './html.ts';

const brackets = /(\[\[[^\]\n]*\]\])/;
/** Longer values are no names. */
const longest = 80;

/** A value as HTML. */
export function drawField(context: PageContext, value: string): string {
  return partsOf(context, value)
    .map((part) => (typeof part === 'string' ? escapeHtml(part) : drawWikilink(context, part)))
    .join('');
}

/** A value as plain text. */
export function fieldWords(context: PageContext, value: string): string {
  return partsOf(context, value)
    .map((part) => (typeof part === 'string' ? part : linkWords(context, part, resolved(context, part))))
    .join('');
}

/** Only what the parser has found is a link, by its words: the values do not know where they stand. */
function partsOf({ note, text }: PageContext, value: string): (string | Link)[] {
  return value.split(brackets).map((part) => {
    const link = part.startsWith('[[')
      ? note.links.find(({ syntax, start, end }) => syntax === 'wiki' && text.slice(start, end) === part)
      : undefined;
    return link ?? part.replace(/\S(?:.*\S)?/s, (words) => shortened(plainText(words), longest));
  });
}
