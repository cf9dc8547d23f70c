// Headings of all notes by their words: for `[[##` and for the symbols of the workspace.
import type { Heading, Note } from '../parse/note.ts';
import { otherLayout } from '../text/alphabets.ts';
import { dirname } from '../text/uri.ts';
import { spacedWords, wordsOf } from '../text/words.ts';
import type { Vault } from './vault.ts';

export interface FoundHeading {
  readonly note: Note;
  readonly heading: Heading;
  /** 0 the heading begins so, 1 each word begins one of its words, 2 they stand inside. */
  readonly rank: number;
}

/** More than these are not ranked: the query says too little yet. */
const mostRanked = 5000;

/** The best headings for a query, best first; with nothing typed, those of the notes beside `source`. */
export function findHeadings(vault: Vault, query: string, limit: number, source?: string): FoundHeading[] {
  const found = look(vault, query, source);
  if (found.length === 0) {
    const retyped = otherLayout(query);
    if (retyped !== undefined) found.push(...look(vault, retyped, source));
  }
  return found.slice(0, limit);
}

function look(vault: Vault, query: string, source: string | undefined): FoundHeading[] {
  const folder = source === undefined ? undefined : dirname(vault.files.get(source)?.path ?? '');
  const words = wordsOf(query);
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best), '');
  // Folding every heading of the vault would cost more than looking for the letters in either case.
  const pattern = new RegExp(longest.replace(/[её]/g, '[её]'), 'iu');
  const phrase = words.join(' ');
  const found: { one: FoundHeading; far: number }[] = [];
  for (const note of vault.allNotes()) {
    const file = vault.files.get(note.uri);
    if (!file || !vault.isNote(file)) continue;
    const far = folder !== undefined && dirname(file.path) !== folder ? 1 : 0;
    if (longest === '' && far === 1) continue;
    for (const heading of note.headings) {
      if (!pattern.test(heading.text) || heading.text === '') continue;
      const rank = rankOf(` ${spacedWords(heading.text)}`, phrase, words);
      if (rank >= 0) found.push({ one: { note, heading, rank }, far });
    }
    if (found.length > mostRanked) break;
  }
  found.sort(
    (a, b) => a.one.rank - b.one.rank || a.far - b.far || a.one.heading.text.length - b.one.heading.text.length,
  );
  return found.map(({ one }) => one);
}

function rankOf(key: string, phrase: string, words: readonly string[]): number {
  if (key.startsWith(phrase, 1)) return 0;
  if (words.every((word) => key.includes(` ${word}`))) return 1;
  return words.every((word) => key.includes(word)) ? 2 : -1;
}
