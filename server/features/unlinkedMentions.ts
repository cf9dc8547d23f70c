// The view of unlinked mentions: places in other notes that name this note and do not link to it.
import type { Note } from '../parse/note.ts';
import { isOpaque } from '../parse/note.ts';
import type { Settings, ViewRow } from '../protocol.ts';
import { sentenceAround } from '../render/sentence.ts';
import { foldLoosely } from '../text/fold.ts';
import { rangeOf } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { type File, isIndexName, stemOf } from '../vault/files.ts';
import { type LinkStyle, styleFor, writeTarget } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { inBrackets } from './newLink.ts';

/** A name of the note as the words it is made of, folded. */
export type NameWords = readonly string[];

/** So many places of one note are listed. */
const mostPlaces = 20;
const word = /[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*/gu;
/** The longest ending that a form of a word may have, in letters. */
const longestEnding = 3;
const shortestStem = 4;

/** The names that a text may call the note at `uri` by: title, title before a colon, aliases, file name. */
export function namesToFind(vault: Vault, uri: string): NameWords[] {
  const file = vault.files.get(uri);
  if (!file) return [];
  const title = vault.titleOf(file);
  const aliases = vault.note(uri)?.frontMatter?.aliases ?? [];
  const stem = isIndexName(stemOf(file.path)) ? [] : [stemOf(file.path).replace(/[_-]+/g, ' ')];
  const names = [title, title.split(/:\s/)[0]!, ...aliases, ...stem];
  const found = new Map<string, NameWords>();
  for (const name of names) {
    const words = wordsOf(name);
    // One short word is a word of the language more often than a name.
    if (words.length === 0 || (words.length === 1 && words[0]!.length < shortestStem)) continue;
    found.set(words.join(' '), words);
  }
  return [...found.values()];
}

/**
 * Where the text of another note names it, in any form of its words; not in links, code, headings or comments.
 * @param text of the note at `source`
 */
export function placesIn(note: Note, text: string, names: readonly NameWords[]): Span[] {
  const folded = foldLoosely(text);
  // Folding keeps lengths for nearly every text; where it does not, places would be wrong.
  if (folded.length !== text.length || names.length === 0) return [];
  if (!names.some(([first]) => folded.includes(first!.slice(0, stemLength(first!))))) return [];
  const places: Span[] = [];
  const tokens = [...folded.matchAll(word)];
  for (let index = 0; index < tokens.length; index++) {
    for (const name of names) {
      if (!name.every((part, at) => index + at < tokens.length && isFormOf(tokens[index + at]![0], part))) continue;
      const last = tokens[index + name.length - 1]!;
      const span = { start: tokens[index]!.index, end: last.index + last[0].length };
      if (isProse(note, text, span)) places.push(span);
      index += name.length - 1;
      break;
    }
  }
  return places;
}

/** The row of a note with its places, each of which can become a link. */
export function mentionRow(
  vault: Vault,
  target: File,
  note: Note,
  text: string,
  places: readonly Span[],
  settings: Settings,
  counted: LinkStyle,
): ViewRow | undefined {
  const source = vault.files.get(note.uri);
  if (!source || places.length === 0) return undefined;
  const written = inBrackets(writeTarget(vault, note.uri, target, styleFor(settings, counted)));
  const rows = places.slice(0, mostPlaces).map(({ start, end }): ViewRow => {
    const words = text.slice(start, end);
    return {
      label: sentenceAround(text, start, end, words),
      uri: note.uri,
      range: rangeOf(note.lines, { start, end }),
      link: { text: words, newText: words === written ? `[[${written}]]` : `[[${written}|${words}]]` },
    };
  });
  const left = places.length - rows.length;
  return {
    label: vault.titleOf(source),
    detail: vault.displayPath(source.path),
    icon: 'note',
    uri: note.uri,
    children: left > 0 ? [...rows, { label: '', icon: 'more', total: left }] : rows,
  };
}

function wordsOf(name: string): NameWords {
  return [...foldLoosely(name).matchAll(word)].map(([found]) => found);
}

/** Russian and English change the ends of words: what is left of both after an ending must be the same. */
function isFormOf(token: string, part: string): boolean {
  if (token === part) return true;
  const stem = stemLength(part);
  if (stem < shortestStem || token.length > stem + longestEnding) return false;
  return token.length >= stem && token.startsWith(part.slice(0, stem));
}

/** How much of a word all its forms share; a name with digits has no forms. */
function stemLength(part: string): number {
  if (/\d/.test(part) || part.length < shortestStem) return part.length;
  const ending = /[аеиоуыэюяьй]{1,2}$/.exec(part)?.[0].length ?? (/(?:es|ed|s)$/.exec(part)?.[0].length || 0);
  return Math.max(shortestStem, part.length - ending);
}

function isProse(note: Note, text: string, { start, end }: Span): boolean {
  if (isOpaque(note, start + 1) || text.slice(start, end).includes('\n')) return false;
  if (note.headings.some((heading) => heading.start < end && start < heading.end)) return false;
  return !note.links.some((link) => link.start < end && start < link.end);
}
