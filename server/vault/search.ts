// Finding a note by what a person remembers of it: words of its title, alias, file name or folder, in any script.
import { foldLoosely } from '../text/fold.ts';
import { dirname } from '../text/uri.ts';
import { type File, stemOf } from './files.ts';
import type { Vault } from './vault.ts';

export interface Found {
  readonly file: File;
  /** The name that matched: an alias where the title did not. */
  readonly name: string;
  /** Lower is better. */
  readonly rank: number;
}

/** What a file is searched by, prepared once: a pass over these is all that a key press costs. */
interface Entry {
  readonly file: File;
  /** As people write them; the title first. */
  readonly names: readonly string[];
  /** Folded, in the same order, each with a space in front of every word so that ` word` finds a word's start. */
  readonly keys: readonly string[];
  readonly path: string;
  /** All keys and the words of the path: what does not occur here occurs in none of them. */
  readonly all: string;
}

/** A query taken apart once, for all the entries it is held against. */
interface Query {
  readonly phrase: string;
  /** The phrase, and each of its words, with the space that marks a word's start. */
  readonly phraseStart: string;
  readonly wordStarts: readonly string[];
  readonly letters: string;
}

const wordBreak = /[^\p{L}\p{N}]+/gu;

/** The searchable files of a vault, kept up to date by telling it what changed. */
export class Search {
  private readonly entries = new Map<string, Entry>();
  private readonly stale = new Set<string>();
  private readonly vault: Vault;

  constructor(vault: Vault) {
    this.vault = vault;
  }

  /** The names of this file may have changed: they are taken anew before the next search. */
  touch(uri: string): void {
    this.stale.add(uri);
  }

  /** Takes the names of at most `most` touched files anew; `false` once none is left. */
  refresh(most = Number.POSITIVE_INFINITY): boolean {
    let done = 0;
    for (const uri of this.stale) {
      if (done++ >= most) return true;
      this.stale.delete(uri);
      this.update(uri);
    }
    return false;
  }

  private update(uri: string): void {
    const file = this.vault.files.get(uri);
    if (!file?.inWorkspace) {
      this.entries.delete(uri);
      return;
    }
    const note = this.vault.note(uri);
    const names: string[] = [];
    const keys: string[] = [];
    const stem = stemOf(file.path);
    for (const name of [
      this.vault.titleOf(file),
      ...(note?.frontMatter?.aliases ?? []),
      this.vault.shortName(file),
      stem,
    ]) {
      const key = searchKey(name);
      // `Foo Bar` and `foo-bar` are one name to a search.
      if (keys.includes(key)) continue;
      names.push(name);
      keys.push(key);
    }
    const path = foldLoosely(this.vault.displayPath(file.path));
    this.entries.set(uri, { file, names, keys, path, all: `${keys.join('')} ${path.replace(wordBreak, ' ')}` });
  }

  /**
   * The best files for a query, best first. One pass over the prepared keys.
   * @param accepts says which files are wanted at all.
   */
  find(query: string, source: string, limit: number, accepts: (file: File) => boolean): Found[] {
    this.refresh();
    const text = foldLoosely(query.trim()).replace(/\.(?:md|markdown)$/, '');
    const folder = dirname(this.vault.files.get(source)?.path ?? '');
    const words = text.split(wordBreak).filter(Boolean);
    if (text !== '' && words.length === 0) return [];
    const phrase = words.join(' ');
    const parts: Query = {
      phrase,
      phraseStart: ` ${phrase}`,
      wordStarts: words.map((word) => ` ${word}`),
      letters: words.join(''),
    };
    const isPath = text.includes('/');
    const pathText = text.replace(/^(?:\.{0,2}\/)+/, '');
    const found: Found[] = [];
    let worst = Number.POSITIVE_INFINITY;
    for (const entry of this.entries.values()) {
      const match = isPath ? matchPath(entry, pathText) : matchNames(entry, parts);
      if (!match || entry.file.uri === source) continue;
      const near = dirname(entry.file.path) === folder ? 0 : 1;
      const base = match.rank * 1000 + near * 100;
      if (base > worst) continue;
      if (!accepts(entry.file)) continue;
      const popularity = Math.min(99, this.vault.mentioning(foldedStem(entry.file)).length);
      found.push({ file: entry.file, name: entry.names[match.index]!, rank: base + 99 - popularity });
      if (found.length > limit * 4) {
        keepBest(found, limit);
        worst = found[found.length - 1]!.rank;
      }
    }
    keepBest(found, limit);
    return found;
  }
}

function keepBest(found: Found[], limit: number): void {
  found.sort(
    (a, b) => a.rank - b.rank || a.file.path.length - b.file.path.length || (a.file.path < b.file.path ? -1 : 1),
  );
  if (found.length > limit) found.length = limit;
}

function foldedStem(file: File): string {
  const name = file.key.slice(file.key.lastIndexOf('/') + 1);
  return file.markdown ? name.slice(0, name.lastIndexOf('.')) : name;
}

/** Folded, words separated by single spaces, a space before the first. */
function searchKey(name: string): string {
  return ` ${foldLoosely(name).replace(wordBreak, ' ').trim()}`;
}

interface Match {
  readonly rank: number;
  /** Which of the names matched. */
  readonly index: number;
}

function matchPath(entry: Entry, query: string): Match | undefined {
  const at = entry.path.indexOf(query);
  if (at < 0) return undefined;
  const boundary = at === 0 || entry.path.charCodeAt(at - 1) === 47;
  return { rank: boundary ? (at === 0 ? 0 : 1) : 4, index: 0 };
}

/** 0 the name begins so · 1 so does a word · 2 every word begins a word · 3 inside or over several names · 4 the path · 5 scattered letters. */
function matchNames(entry: Entry, query: Query): Match | undefined {
  if (query.phrase === '') return { rank: 1, index: 0 };
  const { all, keys } = entry;
  const { phrase, phraseStart, wordStarts, letters } = query;
  // Nearly every entry is turned away by these two looks.
  const hasWords = wordStarts.every((start) => all.includes(start));
  if (hasWords || all.includes(phrase)) {
    let best: Match | undefined;
    for (const [index, key] of keys.entries()) {
      let rank: number;
      if (key.startsWith(phrase, 1)) rank = key.length === phraseStart.length ? -1 : 0;
      else if (key.includes(phraseStart)) rank = 1;
      else if (hasWords && wordStarts.every((start) => key.includes(start))) rank = 2;
      else if (key.includes(phrase)) rank = 3;
      else continue;
      if (!best || rank < best.rank) best = { rank, index };
    }
    if (best) return best;
    if (hasWords && letters.length > 2) return { rank: wordStarts.length > 1 ? 3 : 4, index: 0 };
  }
  if (letters.length < 3) return undefined;
  for (const [index, key] of keys.entries()) if (scattered(key, letters)) return { rank: 5, index };
  return undefined;
}

/** True if the letters stand in the key in order, the first at a word's start and no gap longer than a word. */
function scattered(key: string, letters: string): boolean {
  let at = key.indexOf(` ${letters[0]}`);
  if (at < 0) return false;
  at += 2;
  for (let index = 1; index < letters.length; index++) {
    const next = key.indexOf(letters[index]!, at);
    if (next < 0 || next - at > 12) return false;
    at = next + 1;
  }
  return true;
}
