// Finding a note by what a person remembers of it: words of its title, alias, file name or folder, in any script, in
// Russian or Latin letters, on either keyboard layout, with a slip of the finger.
import { hasRussian, otherLayout, soundOf } from '../text/alphabets.ts';
import { foldLoosely } from '../text/fold.ts';
import { dirname } from '../text/uri.ts';
import { spacedWords, wordsOf } from '../text/words.ts';
import { type File, isIndexName, nameKey, stemOf } from './files.ts';
import { Likely } from './likely.ts';
import { Unwritten } from './unwritten.ts';
import type { Vault } from './vault.ts';
import { type Word, Words } from './words.ts';

export interface Found {
  readonly file: File;
  /** The name that matched: an alias where the title did not. */
  readonly name: string;
  /** Lower is better. */
  readonly rank: number;
}

/** What a file is searched by. */
interface Entry {
  readonly id: number;
  readonly file: File;
  /** Its names, folded, one a line, a line break before each and after the last; words are separated by spaces. */
  readonly keys: string;
  /** The folded path as people write it. */
  readonly path: string;
  /** The key under which links mention it. */
  readonly mentioned: string;
}

/** How well an entry matches; lower is better. Names in other letters come after names as they are typed. */
const ranks = {
  exact: 0,
  nameBegins: 1,
  phrase: 2,
  words: 3,
  soundsBegin: 4,
  sounds: 5,
  spread: 6,
  inside: 7,
  initials: 8,
  resembles: 9,
} as const;

/** What a posting says about a word besides the entry that holds it. */
const isFirst = 1;
const isInName = 2;
const postingBits = 2;

/** Once so many are found, nothing is looked for that matches less well. */
const enough = 12;
/** So many names are taken at once by a search that nobody prepared. */
const fewNames = 1000;
/** So many files are taken while the names are not known. */
const mostWhileCold = 500;
/** So many files are looked at for nothing but filling a list. */
const mostUnasked = 500;
/** Recently opened notes that are remembered. */
const longestRecent = 50;

/** The searchable files of a vault, kept up to date by telling it what changed. */
export class Search {
  /** Names that are linked to and not written yet. */
  readonly unwritten: Unwritten;
  private readonly entries: (Entry | undefined)[] = [];
  private readonly ids = new Map<string, number>();
  private readonly words = new Words();
  private readonly initials = new Words();
  private lastFolder: { readonly path: string; readonly words: readonly string[] } = { path: '', words: [] };
  private readonly likely = new Likely();
  private readonly stale = new Set<string>();
  /** False until the names have been taken for the first time: before, only the names of files are looked through. */
  private isReady = false;
  /** Uris, the latest last. */
  private readonly recent = new Set<string>();
  private readonly followers: { touch(uri: string): void }[] = [];
  private readonly vault: Vault;
  /** Counts hits of a query by id without being cleared: each query has a higher ground. */
  private hits = new Int32Array(0);
  private ground = 1;

  constructor(vault: Vault) {
    this.vault = vault;
    this.unwritten = new Unwritten(vault);
    this.followers.push(this.unwritten);
  }

  /** The names of this file may have changed: they are taken anew before the next search. */
  touch(uri: string): void {
    this.stale.add(uri);
    for (const follower of this.followers) follower.touch(uri);
  }

  /** Lets another index hear of the same changes. */
  follow(follower: { touch(uri: string): void }): void {
    this.followers.push(follower);
  }

  /** The user has this note before them: of equal finds it comes earlier. */
  visit(uri: string): void {
    this.recent.delete(uri);
    this.recent.add(uri);
    if (this.recent.size > longestRecent) for (const oldest of this.recent) return void this.recent.delete(oldest);
  }

  /** Takes the names of at most `most` touched files anew; `true` while some are left. */
  refresh(most = Number.POSITIVE_INFINITY): boolean {
    // Names change with every note that is read: an index of them would be made twice.
    if (!this.isReady && !this.vault.isRead) return false;
    let done = 0;
    for (const uri of this.stale) {
      if (done++ >= most) break;
      this.stale.delete(uri);
      this.update(uri);
    }
    this.grow();
    if (this.stale.size === 0) this.isReady = true;
    return this.stale.size > 0;
  }

  private update(uri: string): void {
    const file = this.vault.files.get(uri);
    const id = this.ids.get(uri);
    const old = id === undefined ? undefined : this.entries[id];
    const entry = file?.inWorkspace ? this.entryOf(file, id ?? this.entries.length) : undefined;
    // Typing prose changes no name.
    if (old && entry && old.file === entry.file && old.keys === entry.keys && old.path === entry.path) return;
    if (old) {
      this.index(old, (words, word, posting) => words.remove(word, posting));
      this.likely.remove(old.id, old.file.path);
    }
    if (!entry) {
      if (id !== undefined) this.entries[id] = undefined;
      return;
    }
    this.ids.set(uri, entry.id);
    this.entries[entry.id] = entry;
    this.index(entry, (words, word, posting) => words.add(word, posting));
    this.likely.add(entry.id, entry.file.path, this.vault.mentioning(entry.mentioned).length);
  }

  private entryOf(file: File, id: number): Entry {
    const keys: string[] = [];
    for (const name of this.namesOf(file)) {
      const key = spacedWords(name);
      // `Foo Bar` and `foo-bar` are one name to a search.
      if (!keys.includes(key)) keys.push(key);
    }
    const path = foldLoosely(this.vault.displayPath(file.path));
    return { id, file, keys: `\n${keys.join('\n')}\n`, path, mentioned: nameKey(file.path) };
  }

  /** As people write them; the title first. */
  private namesOf(file: File): string[] {
    const { vault } = this;
    const aliases = vault.note(file.uri)?.frontMatter?.aliases ?? [];
    const names = [vault.titleOf(file), ...aliases];
    for (const name of [vault.shortName(file), stemOf(file.path)]) if (!names.includes(name)) names.push(name);
    return names;
  }

  /** Every word of an entry once, and the initials of its names. */
  private index(entry: Entry, visit: (words: Words, word: string, posting: number) => void): void {
    const found: string[] = [];
    const flags: number[] = [];
    for (const key of entry.keys.slice(1, -1).split('\n')) {
      const words = key.split(' ');
      let initials = '';
      for (let index = 0; index < words.length; index++) {
        const word = words[index]!;
        initials += word.charAt(0);
        const known = found.indexOf(word);
        const flag = isInName | (index === 0 ? isFirst : 0);
        if (known >= 0) flags[known]! |= flag;
        else if (word !== '') flags[found.push(word) - 1] = flag;
      }
      if (words.length > 1) visit(this.initials, initials, entry.id);
    }
    for (const word of this.folderWords(dirname(entry.path)))
      if (!found.includes(word)) flags[found.push(word) - 1] = 0;
    for (let index = 0; index < found.length; index++)
      visit(this.words, found[index]!, (entry.id << postingBits) | flags[index]!);
  }

  /** Files come folder by folder: the words of the last one are kept. */
  private folderWords(folder: string): readonly string[] {
    if (this.lastFolder.path !== folder) this.lastFolder = { path: folder, words: wordsOf(folder) };
    return this.lastFolder.words;
  }

  private grow(): void {
    if (this.entries.length <= this.hits.length) return;
    this.hits = new Int32Array(this.entries.length * 2);
    this.ground = 1;
  }

  /**
   * The best files for a query, best first. Costs what the found words hold, not what the vault holds.
   * @param accepts says which files are wanted at all.
   */
  find(query: string, source: string, limit: number, accepts: (file: File) => boolean): Found[] {
    this.refresh(this.isReady ? Number.POSITIVE_INFINITY : fewNames);
    const text = foldLoosely(query.trim()).replace(/\.(?:md|markdown)$/, '');
    const best = new Best(this.vault, source, limit, accepts, [...this.recent]);
    const words = wordsOf(text);
    if (!this.isReady) this.findFileNames(words, accepts, best);
    else if (text === '') this.findLikely(source, limit, best);
    else if (text.includes('/')) this.findPath(text.replace(/^(?:\.{0,2}\/)+/, ''), best);
    else this.findNames(query.trim(), words, best);
    return best.take().map(({ entry, rank }) => ({ file: entry.file, name: this.matchingName(entry, words), rank }));
  }

  private findFileNames(words: readonly string[], accepts: (file: File) => boolean, best: Best): void {
    let found = 0;
    for (const file of this.vault.files.all()) {
      if (!file.inWorkspace) continue;
      const inner = file.key.slice(this.vault.keyOf(file.root).length).replaceAll('ё', 'е');
      if (!words.every((word) => inner.includes(word)) || !accepts(file)) continue;
      const entry = this.entryOf(file, found);
      const begins = (word: string) => entry.keys.includes(`\n${word}`) || entry.keys.includes(` ${word}`);
      best.offer(entry, words.every(begins) ? ranks.nameBegins : ranks.spread);
      if (++found >= mostWhileCold) return;
    }
  }

  /** Where nothing is typed yet: some files that are near, opened lately or popular, and others until the list is full. */
  private findLikely(source: string, limit: number, best: Best): void {
    const offer = (id: number | undefined) => best.offer(id === undefined ? undefined : this.entries[id], ranks.phrase);
    for (const uri of this.recent) offer(this.ids.get(uri));
    const { vault } = this;
    for (const key of namesSaid(vault, source)) for (const { uri } of vault.files.named(key)) offer(this.ids.get(uri));
    for (const id of this.likely.for(dirname(vault.files.get(source)?.path ?? ''))) offer(id);
    const end = Math.min(this.entries.length, mostUnasked);
    for (let id = 0; id < end && best.count < limit; id++) offer(id);
  }

  private findPath(text: string, best: Best): void {
    for (const entry of this.entries) {
      const at = entry ? entry.path.indexOf(text) : -1;
      if (at < 0) continue;
      const boundary = at === 0 || entry!.path.charCodeAt(at - 1) === 47;
      best.offer(entry, at === 0 ? ranks.nameBegins : boundary ? ranks.phrase : ranks.inside);
    }
  }

  private findNames(typed: string, words: readonly string[], best: Best): void {
    const retyped = otherLayout(typed);
    const others = retyped === undefined ? [] : wordsOf(retyped);
    const isTyped = (found: readonly string[]) => found.length > 0;
    for (const [index, list] of [words, others].entries()) {
      if (!isTyped(list)) continue;
      if (index === 0) this.findWords(list, best);
      else this.findInOtherLetters(list, String, (word) => this.words.beginning(word), best);
      const sounding = (sound: string) => this.words.sounding(sound);
      this.findInOtherLetters(list, soundOf, sounding, best);
      const scientific = (word: string) => soundOf(word, true);
      if (list.every((word) => !hasRussian(word))) this.findInOtherLetters(list, scientific, sounding, best);
    }
    if (best.count < enough) for (const list of [words, others]) if (isTyped(list)) this.findLess(list, best);
  }

  /** The words as they are typed. */
  private findWords(words: readonly string[], best: Best): void {
    const phrase = words.join(' ');
    if (words.length === 1) {
      for (const word of this.words.beginning(phrase)) {
        const whole = word.text === phrase;
        for (const posting of word.postings) {
          const entry = this.entries[posting >> postingBits];
          const rank = posting & isFirst ? ranks.nameBegins : posting & isInName ? ranks.phrase : ranks.spread;
          const exact =
            whole && posting & isFirst && best.mayTake(ranks.exact) && entry?.keys.includes(`\n${phrase}\n`);
          best.offer(entry, exact ? ranks.exact : rank);
        }
      }
      return;
    }
    this.eachWithAll(
      words.map((word) => this.words.beginning(word)),
      (entry) => {
        const { keys } = entry;
        if (keys.includes(`\n${phrase}`))
          best.offer(entry, keys.includes(`\n${phrase}\n`) ? ranks.exact : ranks.nameBegins);
        else if (keys.includes(` ${phrase}`)) best.offer(entry, ranks.phrase);
        else {
          const holdsAll = (key: string) => words.every((word) => key.startsWith(word) || key.includes(` ${word}`));
          best.offer(entry, keys.split('\n').some(holdsAll) ? ranks.words : ranks.spread);
        }
      },
    );
  }

  /**
   * The same words in other letters, in the order they have as they are typed.
   * @param written how a word is written to be looked for
   */
  private findInOtherLetters(
    words: readonly string[],
    written: (word: string) => string,
    look: (text: string) => readonly Word[],
    best: Best,
  ): void {
    const texts = words.map((word) => written(word));
    if (texts.length > 1) {
      const phrase = texts.join(' ');
      const write = (key: string) =>
        key
          .split(' ')
          .map((word) => written(word))
          .join(' ');
      this.eachWithAll(texts.map(look), (entry) => {
        const begins =
          best.mayTake(ranks.soundsBegin) && entry.keys.split('\n').some((key) => write(key).startsWith(phrase));
        best.offer(entry, begins ? ranks.soundsBegin : ranks.sounds);
      });
      return;
    }
    for (const word of look(texts[0]!)) {
      for (const posting of word.postings) {
        const rank = posting & isFirst ? ranks.soundsBegin : posting & isInName ? ranks.sounds : ranks.spread;
        best.offer(this.entries[posting >> postingBits], rank);
      }
    }
  }

  /** Parts of words, initials, slips of the finger: only where little else was found. */
  private findLess(words: readonly string[], best: Best): void {
    const letters = words.join('');
    if (letters.length > 1) {
      this.eachWithAll(
        words.map((word) => this.words.holding(word)),
        (entry) => best.offer(entry, ranks.inside),
      );
      for (const word of this.initials.beginning(letters))
        for (const id of word.postings) best.offer(this.entries[id], ranks.initials);
    }
    if (letters.length < 3) return;
    // `percenc` for “perception encoder”: two words run together, each begun.
    for (let cut = 2; words.length === 1 && cut < letters.length - 1; cut++) {
      const parts = [letters.slice(0, cut), letters.slice(cut)];
      this.eachWithAll(
        parts.map((part) => this.words.beginning(part)),
        (entry) => best.offer(entry, ranks.initials),
      );
    }
    if (best.count >= enough) return;
    const lists = words.map((word) => [...this.words.beginning(word), ...this.words.resembling(word)]);
    this.eachWithAll(lists, (entry) => best.offer(entry, ranks.resembles));
  }

  /** Visits the entries that hold a word of every list. */
  private eachWithAll(lists: readonly (readonly Word[])[], visit: (entry: Entry) => void): void {
    if (lists.some((list) => list.length === 0)) return;
    if (this.ground > 1e9) {
      this.hits.fill(0);
      this.ground = 1;
    }
    const { hits, ground } = this;
    this.ground += lists.length + 1;
    for (const [index, list] of lists.entries()) {
      const wanted = index === 0 ? undefined : ground + index - 1;
      for (const word of list) {
        for (const posting of word.postings) {
          const id = posting >> postingBits;
          if (wanted === undefined ? hits[id]! < ground : hits[id] === wanted) hits[id] = ground + index;
        }
      }
    }
    const all = ground + lists.length - 1;
    const seen = new Set<number>();
    for (const word of lists[lists.length - 1]!) {
      for (const posting of word.postings) {
        const id = posting >> postingBits;
        if (hits[id] !== all || seen.has(id)) continue;
        seen.add(id);
        const entry = this.entries[id];
        if (entry) visit(entry);
      }
    }
  }

  /** The name to show: the first that holds what was typed, else the title. */
  private matchingName(entry: Entry, words: readonly string[]): string {
    const names = this.namesOf(entry.file);
    const begins = (name: string) => {
      const key = spacedWords(name);
      return words.every((word) => key.startsWith(word) || key.includes(` ${word}`));
    };
    return (
      names.find(begins) ?? names.find((name) => words.every((word) => spacedWords(name).includes(word))) ?? names[0]!
    );
  }
}

/** Keeps the best of what it is offered, each file once. */
class Best {
  private kept: { readonly entry: Entry; readonly rank: number }[] = [];
  private readonly seen = new Map<number, number>();
  private worst = Number.POSITIVE_INFINITY;
  private readonly folder: string;
  /** What links of the source say: notes that it is about are as near as those beside it. */
  private readonly said: ReadonlySet<string>;
  private readonly recency: Map<string, number>;
  private readonly source: string;
  private readonly limit: number;
  private readonly accepts: (file: File) => boolean;
  private readonly vault: Vault;

  constructor(
    vault: Vault,
    source: string,
    limit: number,
    accepts: (file: File) => boolean,
    recent: readonly string[],
  ) {
    this.source = source;
    this.folder = dirname(vault.files.get(source)?.path ?? '');
    this.said = namesSaid(vault, source);
    this.limit = limit;
    this.accepts = accepts;
    this.vault = vault;
    this.recency = new Map(recent.map((uri, index) => [uri, index + 1]));
  }

  get count(): number {
    return this.seen.size;
  }

  /** False where even the best of this kind would be turned away. */
  mayTake(kind: number): boolean {
    return kind * 100_000 <= this.worst;
  }

  /** @param kind one of `ranks`; of several for one file the lowest counts */
  offer(entry: Entry | undefined, kind: number): void {
    if (!entry || !this.mayTake(kind)) return;
    const known = this.seen.get(entry.id);
    if (known !== undefined && known <= kind) return;
    const base = kind * 100_000 + this.farness(entry);
    if (base > this.worst || entry.file.uri === this.source) return;
    const rank = base + this.unpopularity(entry) * 100 + 99 - this.recencyOf(entry);
    if (rank > this.worst || !this.accepts(entry.file)) return;
    this.seen.set(entry.id, kind);
    this.kept.push({ entry, rank });
    if (this.kept.length > this.limit * 8) this.cut();
  }

  take(): readonly { readonly entry: Entry; readonly rank: number }[] {
    this.cut();
    return this.kept;
  }

  private cut(): void {
    // What was offered again under a better rank is here twice.
    this.kept.sort((a, b) => a.rank - b.rank || comparePaths(a.entry.file, b.entry.file));
    const once = new Set<Entry>();
    this.kept = this.kept.filter(({ entry }) => !once.has(entry) && once.add(entry));
    if (this.kept.length < this.limit) return;
    this.kept.length = this.limit;
    this.worst = this.kept[this.limit - 1]!.rank;
  }

  private farness({ file, mentioned }: Entry): number {
    if (this.said.has(mentioned)) return 0;
    const { folder } = this;
    const isBeside = file.path.startsWith(folder) && file.path.indexOf('/', folder.length + 1) < 0;
    return isBeside && file.path.charCodeAt(folder.length) === 47 ? 0 : 10_000;
  }

  private unpopularity({ mentioned }: Entry): number {
    return 99 - Math.min(99, this.vault.mentioning(mentioned).length);
  }

  private recencyOf({ file }: Entry): number {
    return this.recency.size > 0 ? (this.recency.get(file.uri) ?? 0) : 0;
  }
}

/** The names of notes in the links of a note; not those that many notes have. */
function namesSaid(vault: Vault, uri: string): Set<string> {
  const said = new Set<string>();
  for (const { target } of vault.note(uri)?.links ?? []) {
    if (target === '') continue;
    const key = vault.keyOfTarget(target);
    if (!isIndexName(key)) said.add(key);
  }
  return said;
}

function comparePaths(a: File, b: File): number {
  return a.path.length - b.path.length || (a.path < b.path ? -1 : 1);
}
