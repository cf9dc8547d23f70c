// Headings by their words: of one note, and of all notes for `[[##` and for the symbols of the workspace.
import type { Heading, Note } from '../parse/note.ts';
import { foreignSounds, otherLayout, soundOf, soundPattern } from '../text/alphabets.ts';
import { foldLoosely, isRespelled } from '../text/fold.ts';
import { dirname } from '../text/uri.ts';
import { spacedWords, wordsOf } from '../text/words.ts';
import type { Vault } from './vault.ts';
import { resembles } from './words.ts';

export interface FoundHeading {
  readonly note: Note;
  readonly heading: Heading;
  /** Lower is better. */
  readonly rank: number;
}

/** A way to look for headings. */
interface Look {
  /** No other heading can match. */
  readonly pattern: RegExp;
  /** -1 for a heading that does not match; lower is better. */
  rank(text: string): number;
}

/** The heading begins so; each word begins one of its words. */
const begins = 0;
const wordsBegin = 1;
/** In other letters; of the ways to read them, each has two. */
const otherLetters = 2;
const inside = 8;

/** Of fewer letters nobody can tell how they are meant. */
const fewestLetters = 3;

/** More than these are not ranked: the query says too little yet. */
const mostRanked = 5000;

/** The best headings for a query, best first; with nothing typed, those of the notes beside `source`. */
export function findHeadings(vault: Vault, query: string, limit: number, source?: string): FoundHeading[] {
  const found = look(vault, asTyped(query), query.trim() === '', source);
  if (found.some(({ rank }) => rank < inside)) return found.slice(0, limit);
  const guess = inOtherLetters(query);
  return [...(guess ? look(vault, guess, false, source) : []), ...found].slice(0, limit);
}

/** The headings of one note, best first; all of them where nothing is typed. */
export function headingsOf(note: Note, query: string): Heading[] {
  const typed = foldLoosely(query.trim());
  const words = wordsOf(typed);
  const ranked = (rank: (text: string) => number) =>
    note.headings
      .map((heading) => ({ heading, rank: rank(heading.text) }))
      .filter((one) => one.rank >= 0 && one.heading.text !== '')
      .sort((a, b) => a.rank - b.rank || a.heading.start - b.heading.start);
  const plain = ranked((text) => {
    const key = foldLoosely(text);
    if (typed === '' || key.startsWith(typed)) return begins;
    if (words.length > 0 && beginAll(spacedWords(key), words)) return wordsBegin;
    return key.includes(typed) ? inside : -1;
  });
  const headings = (found: typeof plain) => found.map(({ heading }) => heading);
  if (words.length === 0 || plain.some(({ rank }) => rank < inside)) return headings(plain);
  const guess = inOtherLetters(query);
  const guessed = new Set(headings([...(guess ? ranked((text) => guess.rank(text)) : []), ...plain]));
  if (guessed.size > 0) return [...guessed];
  const isLike = (own: string) => (word: string) => own.startsWith(word) || resembles(own, word);
  return headings(
    ranked((text) => {
      const own = wordsOf(text);
      return words.every((word) => own.some((one) => isLike(one)(word))) ? 0 : -1;
    }),
  );
}

function look(vault: Vault, { pattern, rank }: Look, isEmpty: boolean, source: string | undefined): FoundHeading[] {
  const folder = source === undefined ? undefined : dirname(vault.files.get(source)?.path ?? '');
  const found: { one: FoundHeading; far: number }[] = [];
  for (const note of vault.allNotes()) {
    const file = vault.files.get(note.uri);
    if (!file || !vault.isNote(file)) continue;
    const far = folder !== undefined && dirname(file.path) !== folder ? 1 : 0;
    if (isEmpty && far === 1) continue;
    for (const heading of note.headings) {
      const { text } = heading;
      // Folding every heading of the vault would cost more than looking for the letters in either case.
      if (text === '' || !(pattern.test(text) || (isRespelled(text) && pattern.test(foldLoosely(text))))) continue;
      const place = rank(text);
      if (place >= 0) found.push({ one: { note, heading, rank: place }, far });
    }
    if (found.length > mostRanked) break;
  }
  found.sort(
    (a, b) => a.one.rank - b.one.rank || a.far - b.far || a.one.heading.text.length - b.one.heading.text.length,
  );
  return found.map(({ one }) => one);
}

function asTyped(query: string): Look {
  const words = wordsOf(query);
  const phrase = words.join(' ');
  return {
    pattern: new RegExp(letterPattern(longestOf(words)), 'iu'),
    rank(text) {
      const key = spacedWords(text);
      if (key.startsWith(phrase)) return begins;
      if (beginAll(key, words)) return wordsBegin;
      return words.every((word) => key.includes(word)) ? inside : -1;
    },
  };
}

/** By their sound, as the other layout types them, and by the sound of that; in this order. */
function inOtherLetters(query: string): Look | undefined {
  const [words, others] = [query, otherLayout(query) ?? ''].map(wordsOf).map((list) => (isTelling(list) ? list : []));
  if (words!.length + others!.length === 0) return undefined;
  const heard = words!.map(soundsOf);
  const retyped = others!.map((word) => [word]);
  const heardRetyped = others!.map(soundsOf);
  const parts = [
    ...soundsOf(longestOf(words!)).map(soundPattern),
    ...soundsOf(longestOf(others!)).map(soundPattern),
    letterPattern(longestOf(others!)),
  ];
  const either = [...new Set(parts.filter((part) => part !== ''))].join('|');
  return {
    // Where words begin: most places are ruled out at once.
    pattern: new RegExp(`(?:^|[^a-zа-яё0-9])(?:${either})`, 'i'),
    rank(text) {
      const key = spacedWords(text);
      const sounds = key.replace(/[^ ]+/g, (word) => soundOf(word));
      const places = [placeOf(sounds, heard), placeOf(key, retyped), placeOf(sounds, heardRetyped)];
      const way = places.findIndex((place) => place >= 0);
      return way < 0 ? -1 : otherLetters + way * 2 + places[way]!;
    },
  };
}

function isTelling(words: readonly string[]): boolean {
  return longestOf(words).length >= fewestLetters;
}

/** 0 where the first word begins with what is looked for first, 1 where some words begin so, else -1. */
function placeOf(key: string, wanted: readonly (readonly string[])[]): number {
  if (wanted.length === 0) return -1;
  const spaced = ` ${key}`;
  if (!wanted.every((ways) => ways.some((way) => way !== '' && spaced.includes(` ${way}`)))) return -1;
  return wanted[0]!.some((way) => key.startsWith(way)) ? 0 : 1;
}

function beginAll(key: string, words: readonly string[]): boolean {
  const spaced = ` ${key}`;
  return words.every((word) => spaced.includes(` ${word}`));
}

function soundsOf(word: string): string[] {
  return [...new Set([soundOf(word), soundOf(word, true), ...foreignSounds(word)])].filter((sound) => sound !== '');
}

function longestOf(words: readonly string[]): string {
  return words.reduce((best, word) => (word.length > best.length ? word : best), '');
}

function letterPattern(word: string): string {
  return word.replace(/[её]/g, '[её]');
}
