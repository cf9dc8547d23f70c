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

/** How values are read. */
interface FieldWords {
  readonly html: (value: string) => string;
  readonly plain: (value: string) => string;
}

/** For all values of a page: its links are looked through once, and only where a value holds one. */
export function fieldWords(context: PageContext): FieldWords {
  let links: ReadonlyMap<string, Link> | undefined;
  const linkOf = (written: string): Link | undefined => {
    links ??= linksByText(context);
    return links.get(written);
  };
  const read = (value: string, linkAs: (link: Link) => string, textAs: (text: string) => string) =>
    value
      .split(brackets)
      .map((part) => {
        const link = part.startsWith('[[') ? linkOf(part) : undefined;
        return link ? linkAs(link) : textAs(asName(part));
      })
      .join('');
  return {
    html: (value) => read(value, (link) => drawWikilink(context, link), escapeHtml),
    plain: (value) => read(value, (link) => linkWords(context, link, resolved(context, link)), String),
  };
}

/** Without marks, and no longer than a name; the space around it stays. */
function asName(part: string): string {
  return part.replace(/\S(?:.*\S)?/s, (words) => shortened(plainText(words), longest));
}

/** Only what the parser has found is a link, by its words: the values do not know where they stand. */
function linksByText({ note, text }: PageContext): Map<string, Link> {
  const links = new Map<string, Link>();
  for (const link of note.links) {
    const written = link.syntax === 'wiki' ? text.slice(link.start, link.end) : '';
    if (written !== '' && !links.has(written)) links.set(written, link);
  }
  return links;
}
