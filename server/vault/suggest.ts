// What a missing target may have meant (docs/links.md, section 6). Close names are often wrong, so these are only offered.
import { hasRussian, latinOf, otherLayout } from '../text/alphabets.ts';
import { foldLoosely, percentDecoded } from '../text/fold.ts';
import { dirname } from '../text/uri.ts';
import { wordsOf } from '../text/words.ts';
import { type File, isImagePath, isIndexName, nameKey, stemOf } from './files.ts';
import { popularity } from './popularity.ts';
import type { Vault } from './vault.ts';

export interface Suggestion {
  readonly file: File;
  /** True for a file of exactly the same name in another folder. */
  readonly sameName: boolean;
}

/** What may have been meant. */
export type Wanted = 'note' | 'markdown' | 'image' | 'file';

const isWanted: Readonly<Record<Wanted, (vault: Vault, file: File) => boolean>> = {
  note: (vault, file) => vault.isNote(file),
  markdown: (_, { markdown }) => markdown,
  image: (_, { path }) => isImagePath(path),
  file: () => true,
};

const most = 6;
/** The last answers of a vault, of which an editor asks for one with every move of the cursor in a link. */
const known = new WeakMap<Vault, { readonly nameChanges: number; readonly answers: Map<string, Suggestion[]> }>();
const mostKnown = 100;

/** Files that `target`, written in the note at `source`, may have meant; best first. */
export function suggest(vault: Vault, source: string, target: string, wanted: Wanted): Suggestion[] {
  let last = known.get(vault);
  if (last?.nameChanges !== vault.nameChanges || last.answers.size >= mostKnown) {
    last = { nameChanges: vault.nameChanges, answers: new Map() };
    known.set(vault, last);
  }
  const question = `${wanted}\n${source}\n${target}`;
  const answer = last.answers.get(question) ?? lookedUp(vault, source, target, wanted);
  last.answers.set(question, answer);
  return answer;
}

function lookedUp(vault: Vault, source: string, target: string, wanted: Wanted): Suggestion[] {
  const name = foldLoosely(nameKey(percentDecoded(target) ?? target));
  const words = longerWords(name);
  const latin = latinOf(name);
  const retyped = otherLayout(name);
  const folder = dirname(vault.files.get(source)?.path ?? '');
  const scored: { file: File; score: number; sameName: boolean }[] = [];
  for (const file of vault.files.all()) {
    if (!file.inWorkspace || file.uri === source || !isWanted[wanted](vault, file)) continue;
    const own = foldLoosely(nameKey(file.path));
    const short = foldLoosely(vault.shortName(file));
    const sameName = own === name || short === name;
    const said = foldedNames(vault, file);
    const shared = sharedWords(words, longerWords(`${short} ${said.join(' ')}`));
    const least = sameName || shared >= 0.5 ? 0 : 0.6;
    let similar = 0;
    for (const one of new Set([own, short, ...said]))
      similar = Math.max(similar, likeness(name, one, least), 0.9 * inOtherLetters(latin, retyped, one, least));
    if (similar < least) continue;
    let score = (sameName ? 3 : 0) + similar + shared;
    if (dirname(file.path) === folder) score += 0.3;
    else if (file.path.startsWith(`${folder}/`) || folder.startsWith(`${dirname(file.path)}/`)) score += 0.15;
    if (isIndexName(stemOf(file.path)) && sameName) score += 0.2;
    score += Math.min(0.1, popularity(vault, file) / 1000);
    scored.push({ file, score, sameName });
  }
  scored.sort((a, b) => b.score - a.score || (a.file.path < b.file.path ? -1 : 1));
  return scored.slice(0, most).map(({ file, sameName }) => ({ file, sameName }));
}

/** Names of a list most like `wanted`, best first: for headings and blocks. */
export function nearest<T>(items: readonly T[], wanted: string, nameOf: (item: T) => string, limit = 5): T[] {
  const key = foldLoosely(wanted);
  const words = longerWords(key);
  return items
    .map((item) => {
      const name = foldLoosely(nameOf(item));
      return { item, score: likeness(key, name) + sharedWords(words, longerWords(name)) };
    })
    .filter(({ score }) => score > 0.5)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ item }) => item);
}

/** The title and the aliases of a file, by which links find it too. */
function foldedNames(vault: Vault, file: File): string[] {
  const aliases = vault.note(file.uri)?.frontMatter?.aliases ?? [];
  return [vault.titleOf(file), ...aliases].map(foldLoosely);
}

/** The likeness of a name written in the other alphabet, or on the wrong keyboard layout. */
function inOtherLetters(latin: string, retyped: string | undefined, name: string, least: number): number {
  const typed = retyped === undefined ? 0 : likeness(retyped, name, least);
  return Math.max(typed, likeness(latin, hasRussian(name) ? latinOf(name) : name, least));
}

function longerWords(text: string): Set<string> {
  return new Set(wordsOf(text).filter((word) => word.length > 1));
}

/** The share of `wanted` that `others` has; a word counts where the other begins with it, less its ending. */
function sharedWords(wanted: ReadonlySet<string>, others: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0;
  let shared = 0;
  for (const word of wanted) {
    const stem = word.length > 5 ? word.slice(0, -2) : word;
    for (const other of others) {
      if (other.startsWith(stem)) {
        shared++;
        break;
      }
    }
  }
  return shared / wanted.size;
}

/**
 * 1 for equal names, 0 for nothing in common: the edit distance over the longer length.
 * @param least what is less alike may be called 0
 */
function likeness(a: string, b: string, least = 0): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0 || longest > 120) return 0;
  // Lengths alone already say that they are too different.
  if (Math.abs(a.length - b.length) > longest * 0.4) return 0;
  if (least > 0 && 1 - differentLetters(a, b) / longest < least) return 0;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = a.charCodeAt(row - 1) === b.charCodeAt(column - 1) ? 0 : 1;
      current.push(Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + change));
    }
    previous = current;
  }
  return 1 - previous[b.length]! / longest;
}

/** How often each UTF-16 unit stands in one name more than in the other; all 0 between two uses. */
const surplus = new Int16Array(0x10000);

/** So many letters at least must change, wherever they stand: never more than the edit distance, and told in one pass. */
function differentLetters(a: string, b: string): number {
  for (let at = 0; at < a.length; at++) surplus[a.charCodeAt(at)]!++;
  for (let at = 0; at < b.length; at++) surplus[b.charCodeAt(at)]!--;
  let more = 0;
  let fewer = 0;
  const take = (name: string) => {
    for (let at = 0; at < name.length; at++) {
      const code = name.charCodeAt(at);
      const count = surplus[code]!;
      if (count > 0) more += count;
      else fewer -= count;
      surplus[code] = 0;
    }
  };
  take(a);
  take(b);
  return Math.max(more, fewer);
}
