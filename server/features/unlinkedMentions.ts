// The view of unlinked mentions: places in other notes that name this note and do not link to it.
import { isInTable, isOpaque, type Note } from '../parse/note.ts';
import { parseNote } from '../parse/parseNote.ts';
import { plainText } from '../parse/plainText.ts';
import { twoSides } from '../parse/wikilink.ts';
import type { Settings, ViewRow } from '../protocol.ts';
import { shortened } from '../render/excerpt.ts';
import { sentenceAround } from '../render/sentence.ts';
import { foldLoosely, foldWithPlaces } from '../text/fold.ts';
import { rangeOf } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { beginningOf, lemmasOf } from '../text/wordForms.ts';
import { type File, isIndexName, stemOf } from '../vault/files.ts';
import { type LinkStyle, styleFor, writeTarget } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { barAt, inBrackets, isTextFirst } from './newLink.ts';

/** The names of a note. */
export interface NamesToFind {
  readonly names: readonly (readonly NameWord[])[];
  /** Where one of them may begin in a folded text. */
  readonly beginnings: RegExp;
}

interface NameWord {
  /** Folded. */
  readonly text: string;
  readonly lemmas: ReadonlySet<string>;
  readonly isUnspaced: boolean;
}

/** So many places of one note are listed. */
const mostPlaces = 20;
/** A letter of a script that puts no spaces between words: a word of it may begin and end anywhere. */
const unspaced =
  '(?=[\\p{L}\\p{M}\\p{N}])[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]';
const unspacedHere = new RegExp(unspaced, 'uy');
const letter = `(?!${unspaced})[\\p{L}\\p{N}]`;
const spacedWord = `${letter}(?:(?!${unspaced})[\\p{L}\\p{M}\\p{N}])*`;
const word = new RegExp(`(?:${unspaced})+|${spacedWord}(?:['’]${spacedWord})*`, 'gu');
const wordHere = new RegExp(word, 'uy');
/** A mark that belongs to the letter before. */
const markHere = /\p{M}/uy;
/** Between the words of a name stand spaces, a dash or the like: no mark that ends a sentence or formats text. */
const gapHere = /[\s\u00a0_\p{Pd}&/’'«»"“”]{1,3}/uy;
/** A name that is shorter is a word of the language more often than a name (letters). */
const shortestName = 4;
/** One of these says as much as two letters of an alphabet. */
const syllable = /(?=\p{L})[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/gu;

/** The names that a text may call the note at `uri` by: title, title before a colon, aliases, file name. */
export function namesToFind(vault: Vault, uri: string): NamesToFind | undefined {
  const file = vault.files.get(uri);
  if (!file) return undefined;
  const title = vault.titleOf(file);
  const aliases = vault.note(uri)?.frontMatter?.aliases ?? [];
  const stem = isIndexName(stemOf(file.path)) ? [] : [stemOf(file.path).replace(/[_-]+/g, ' ')];
  const names = [title, title.split(/:\s|：/)[0]!, ...aliases, ...stem];
  const found = new Map<string, readonly NameWord[]>();
  const beginnings = new Set<string>();
  const unspacedBeginnings = new Set<string>();
  for (const name of names) {
    const words = [...foldLoosely(name).matchAll(word)].map(([text]) => text);
    const key = words.join(' ');
    if (lengthOf(words.join('')) < shortestName || found.has(key)) continue;
    const parts = words.map((text) => ({ text, lemmas: new Set(lemmasOf(text)), isUnspaced: isUnspacedAt(text, 0) }));
    found.set(key, parts);
    if (parts[0]!.isUnspaced) unspacedBeginnings.add(words[0]!);
    else beginnings.add(beginningOf(words[0]!));
  }
  if (found.size === 0) return undefined;
  // Of letters, digits and apostrophes: nothing that means something in a pattern.
  const anywhere = [...unspacedBeginnings];
  const atWords = beginnings.size
    ? [`(?<!(?!${unspaced})[\\p{L}\\p{M}\\p{N}]|${letter}['’])(?:${[...beginnings].join('|')})`]
    : [];
  return { names: [...found.values()], beginnings: new RegExp([...atWords, ...anywhere].join('|'), 'gu') };
}

function isUnspacedAt(text: string, at: number): boolean {
  unspacedHere.lastIndex = at;
  return unspacedHere.test(text);
}

/** In letters of an alphabet. */
function lengthOf(words: string): number {
  return words.length + (words.match(syllable)?.length ?? 0);
}

/**
 * Where the text of another note names it, in any form of its words; not in links, code, headings or comments.
 * @param text of the note at `source`
 */
export function placesIn(note: Note, text: string, { names, beginnings }: NamesToFind): Span[] {
  const original = foldWithPlaces(text);
  const folded = original.text;
  const places: Span[] = [];
  const isProse = proseOf(note, text);
  beginnings.lastIndex = 0;
  for (let found = beginnings.exec(folded); found; found = beginnings.exec(folded)) {
    const start = found.index;
    const end = Math.max(...names.map((name) => nameEnd(folded, start, name)));
    if (end < 0) continue;
    const span = { start: original.begin(start), end: original.end(end) };
    if (isProse(span)) places.push(span);
    beginnings.lastIndex = end;
  }
  return places;
}

/** Where the name that begins at `start` ends, or -1 where another word stands. */
function nameEnd(folded: string, start: number, name: readonly NameWord[]): number {
  let at = start;
  for (const [index, part] of name.entries()) {
    gapHere.lastIndex = at;
    if (index > 0) {
      if (gapHere.test(folded)) at = gapHere.lastIndex;
      else if (!part.isUnspaced && !name[index - 1]!.isUnspaced) return -1;
    }
    const end = part.isUnspaced ? unspacedEnd(folded, at, part.text) : wordEnd(folded, at, part);
    if (end < 0) return -1;
    at = end;
  }
  return at;
}

function unspacedEnd(folded: string, at: number, text: string): number {
  const end = at + text.length;
  markHere.lastIndex = end;
  return folded.startsWith(text, at) && !markHere.test(folded) ? end : -1;
}

function wordEnd(folded: string, at: number, { text, lemmas }: NameWord): number {
  wordHere.lastIndex = at;
  const found = wordHere.exec(folded)?.[0];
  if (found === undefined) return -1;
  return found === text || lemmasOf(found).some((lemma) => lemmas.has(lemma)) ? at + found.length : -1;
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
  const linked = linkedPlaces(note, text, places, ({ start, end }) => {
    const words = text.slice(start, end);
    if (words === written) return `[[${written}]]`;
    return `[[${twoSides(written, undefined, barAt(note, text, start), words, isTextFirst(settings))}]]`;
  });
  if (linked.length === 0) return undefined;
  const rows = linked.slice(0, mostPlaces).map(
    ({ place, newText }): ViewRow => ({
      ...labelOf(note, text, place),
      uri: note.uri,
      range: rangeOf(note.lines, place),
      link: { text: text.slice(place.start, place.end), newText },
    }),
  );
  const left = linked.length - rows.length;
  return {
    label: vault.titleOf(source),
    detail: vault.displayPath(source.path),
    icon: 'note',
    uri: note.uri,
    children: left > 0 ? [...rows, { label: '', icon: 'more', total: left }] : rows,
  };
}

/** The places where what would be written is read as a link: between the tags of an HTML block, for one, it is not. */
function linkedPlaces(
  note: Note,
  text: string,
  places: readonly Span[],
  write: (place: Span) => string,
): { place: Span; newText: string }[] {
  let changed = '';
  let done = 0;
  const written = places.map((place) => {
    const newText = write(place);
    changed += text.slice(done, place.start);
    const start = changed.length;
    changed += newText;
    done = place.end;
    return { place, newText, start, end: changed.length };
  });
  const ends = new Map(parseNote(note.uri, changed + text.slice(done)).links.map(({ start, end }) => [start, end]));
  return written.filter(({ start, end }) => ends.get(start) === end);
}

/** What may stand before the first word of a line. */
const marksBefore = /^([\s>]*(?:(?:[-*+]|\d+[.)])\s+)?(?:\[.\]\s+)?)[*_]*$/;
/** Around the words while their sentence is found and read: no text has these. */
const opening = '\ufdd0';
const closing = '\ufdd1';
/** So much of a sentence stands before the words: a side bar is narrow, and rows of one sentence shall differ (characters). */
const mostBefore = 40;
const longestLabel = 260;

/** The sentence, and where in it the words are. */
function labelOf(note: Note, text: string, { start, end }: Span): Pick<ViewRow, 'label' | 'highlight'> {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const before = text.slice(lineStart, start);
  const words = opening + text.slice(start, end) + closing;
  const line = before + words + text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  // A link that begins a line or an item is followed by its reason; a mention there begins the sentence itself.
  const isInRow = isInTable(note, start);
  const marks = isInRow ? undefined : marksBefore.exec(before)?.[1];
  const sentence =
    marks === undefined
      ? sentenceAround(line, before.length, before.length + words.length, isInRow)
      : plainText(line.slice(marks.length));
  const [, head, found, tail] = /^([^\ufdd0]*)\ufdd0(.+)\ufdd1([^\ufdd1]*)$/s.exec(sentence) ?? [];
  if (head === undefined) return { label: shortened(sentence.replace(/[\ufdd0\ufdd1]/g, ''), longestLabel) };
  const shown = head.length > mostBefore ? `…${head.slice(-mostBefore).replace(/^\S*\s+|^[\uDC00-\uDFFF]/, '')}` : head;
  const label = shortened(shown + found + tail, longestLabel);
  return { label, highlight: [shown.length, Math.min(label.length, shown.length + found!.length)] };
}

/** Says of places, which it is asked about in their order, whether they are prose: no heading, no part of a link or the like. */
function proseOf(note: Note, text: string): (place: Span) => boolean {
  const inHeading = overlapping(note.headings);
  const inLink = overlapping(note.links);
  const inLinkText = overlapping(linkTexts(note, text));
  return (place) => {
    if (isOpaque(note, place.start + 1) || text.slice(place.start, place.end).includes('\n')) return false;
    return !isPart(text, place) && !inHeading(place) && !inLink(place) && !inLinkText(place);
  };
}

/** Says of places, which it is asked about in their order, whether one of the spans, sorted by their starts, shares a part. */
function overlapping(spans: readonly Span[]): (place: Span) => boolean {
  let next = 0;
  let covered = 0;
  return ({ start, end }) => {
    for (; next < spans.length && spans[next]!.start < end; next++) covered = Math.max(covered, spans[next]!.end);
    return start < covered;
  };
}

/** The words between `<a href>` and `</a>`, or up to the end of the block, which are not in the span of the link. */
function linkTexts(note: Note, text: string): Span[] {
  const closing = /<\/a\s*>|\n[ \t]*\n/gi;
  let end = 0;
  return note.links.flatMap((link) => {
    if (link.syntax !== 'html' || link.embed) return [];
    if (end < link.end) {
      closing.lastIndex = link.end;
      end = closing.exec(text)?.index ?? text.length;
    }
    return [{ start: link.end, end }];
  });
}

/** What stands right before words that are a part of a path, an identifier, an address, a tag, a compound or a label. */
const partBefore = /(?:[/\\@#$%^&{=:+[\-\u2010\u2011]|(?<!\.)\.|[\p{L}\p{M}\p{N}]_+)$/u;
/** The same after them, or that they are called: `name.py`, `name()`, `name_x`. A dash with spaces is none of these. */
const partAfter = /^(?:[/\\@#$%&{}=+(\]\-\u2010\u2011]|\[(?!\^)|[.:](?=[\p{L}\p{N}:_/])|_+[\p{L}\p{N}])/u;
const address = /:\/\/|^[("'<]*(?:www\.|mailto:)/i;

/** True for words that are not whole ones of a sentence. */
function isPart(text: string, { start, end }: Span): boolean {
  // Marks of East Asia end an address, as no space does there.
  const before = /[^\s\u3000-\u303f\uff01-\uff0f\uff1a-\uff20]{0,300}$/.exec(
    text.slice(Math.max(0, start - 300), start),
  )![0];
  return partBefore.test(before) || partAfter.test(text.slice(end, end + 10)) || address.test(before);
}
