// Finding a note by what a person remembers of it: words of its title, alias, file name or folder, in any script, in
// Russian or Latin letters, on either keyboard layout, with a slip of the finger.
import { areOtherLetters, foreignSounds, hasRussian, otherLayout, soundOf } from '../text/alphabets.ts';
import { foldLoosely } from '../text/fold.ts';
import { dirname, dottedPath, isInside } from '../text/uri.ts';
import { spacedWords, wordsOf } from '../text/words.ts';
import { Best } from './best.ts';
import { type File, isIndexName, stemOf } from './files.ts';
import { Likely } from './likely.ts';
import { Standings, standingsEnd } from './standings.ts';
import { Unwritten } from './unwritten.ts';
import type { Vault } from './vault.ts';
import { type Word, Words } from './words.ts';

export interface Found {
  readonly file: File;
  /** The name that matched: an alias where the title did not. */
  readonly name: string;
  /** How well the name matches, whatever else speaks for the file; lower is better. */
  readonly kind: number;
  /** True where no word begins as it is typed: other letters, another layout, parts of words or a slip are taken for it. */
  readonly isGuess: boolean;
}

/** What a file is searched by. */
interface Entry {
  readonly id: number;
  readonly file: File;
  /** Its names, folded, one a line, a line break before each and after the last; words are separated by spaces. */
  readonly keys: string;
  /** The folded path as people write it. */
  readonly path: string;
}

/**
 * How well an entry matches; lower is better. First comes what is typed, then the same word in the other alphabet, then what
 * the keys write on the other layout, then the letters amid a word, two guesses at once, and what is only like it. Where
 * there is one `…Begins`, a word of the name follows, and then words of several names and of the folder.
 */
const ranks = {
  exact: 0,
  nameBegins: 1,
  wordsBegin: 2,
  phrase: 3,
  words: 4,
  spread: 5,
  soundsBegin: 6,
  foreignBegins: 9,
  layoutBegins: 12,
  inside: 15,
  layoutSoundsBegin: 16,
  initials: 19,
  resembles: 20,
  layoutResembles: 21,
} as const;
/** What follows a `…Begins`. */
const inName = 1;
const elsewhere = 2;

const kinds = 22;

/** A query that is being answered. */
interface Asked {
  readonly best: Best<Entry>;
  readonly accepts: (file: File) => boolean;
  /** Of `Search.seen`. */
  readonly ground: number;
  /** How many entries were taken. */
  count: number;
}

/** What a posting says about a word besides the entry that holds it. */
const isFirst = 1;
const isInName = 2;
/** The word is all of a name. */
const isWhole = 4;
const postingBits = 3;

/** Once so many are found, nothing is looked for that matches less well. */
const enough = 12;
/** So few letters begin something by chance in other letters too: guesses are made only where nothing else is found. */
const fewLetters = 4;
/** So many names are taken at once by a search that nobody prepared. */
const fewNames = 500;
/** So many changed files are taken by one search: more of them are found by their old names for a moment. */
const mostStale = 4000;
/** So many files are taken while the names are not known. */
const mostWhileCold = 500;
/** So many files are looked at for nothing but filling a list. */
const mostUnasked = 500;

/** The searchable files of a vault, kept up to date by telling it what changed. */
export class Search {
  /** Names that are linked to and not written yet. */
  readonly unwritten: Unwritten;
  private readonly entries: (Entry | undefined)[] = [];
  private readonly ids = new Map<string, number>();
  /** Places in `entries` of files that are gone. */
  private readonly freeIds: number[] = [];
  private readonly words = new Words();
  private readonly initials = new Words();
  private lastFolder: { readonly path: string; readonly words: readonly string[] } = { path: '', words: [] };
  private readonly likely = new Likely();
  private readonly stale = new Set<string>();
  /** False until the names have been taken for the first time: before, only the names of files are looked through. */
  private isReady = false;
  private readonly standings: Standings;
  private readonly followers: { touch(uri: string): void }[] = [];
  private readonly vault: Vault;
  /** Counts hits of a query by id without being cleared: each query has a higher ground. */
  private hits = new Int32Array(0);
  private ground = 1;
  /** As `hits`: by how good a name each entry was found. */
  private seen = new Int32Array(0);
  private seenGround = 1;

  constructor(vault: Vault) {
    this.vault = vault;
    this.unwritten = new Unwritten(vault);
    this.standings = new Standings(vault);
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
    this.standings.visit(uri);
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
    this.recount();
    this.grow();
    const isDone = this.stale.size === 0;
    this.words.settle(isDone);
    this.initials.settle(isDone);
    if (isDone) this.isReady = true;
    return !isDone;
  }

  /** Links have come and gone: files that they name are more or less popular now. */
  private recount(): void {
    const { files } = this.vault;
    const recount = (file: File) => {
      const id = this.ids.get(file.uri);
      if (id !== undefined && this.entries[id]) this.standings.recount(id, file);
    };
    for (const key of this.vault.takeRecounted()) {
      const folder = dirname(key);
      for (const file of files.named(key)) recount(file);
      for (const file of files.indexesOf(folder === '/' ? key : folder)) recount(file);
    }
  }

  private update(uri: string): void {
    const file = this.vault.files.get(uri);
    const id = this.ids.get(uri);
    const old = id === undefined ? undefined : this.entries[id];
    const entry = file?.inWorkspace ? this.entryOf(file, id ?? this.freeIds.pop() ?? this.entries.length) : undefined;
    const count = entry ? this.standings.set(entry.id, entry.file) : 0;
    // Typing prose changes no name.
    if (old && entry && old.file === entry.file && old.keys === entry.keys && old.path === entry.path) return;
    if (old) {
      this.index(old, (words, word, posting) => words.remove(word, posting));
      this.likely.remove(old.id, old.file.path);
    }
    if (!entry) {
      if (id === undefined) return;
      this.entries[id] = undefined;
      this.ids.delete(uri);
      this.freeIds.push(id);
      return;
    }
    this.ids.set(uri, entry.id);
    this.entries[entry.id] = entry;
    this.index(entry, (words, word, posting) => words.add(word, posting));
    this.likely.add(entry.id, entry.file.path, count);
  }

  private entryOf(file: File, id: number): Entry {
    const keys: string[] = [];
    for (const name of this.namesOf(file)) {
      const key = spacedWords(name);
      // `Foo Bar` and `foo-bar` are one name to a search.
      if (!keys.includes(key)) keys.push(key);
    }
    const path = foldLoosely(this.vault.displayPath(file.path));
    return { id, file, keys: `\n${keys.join('\n')}\n`, path };
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
        const flag = isInName | (index === 0 ? isFirst : 0) | (words.length === 1 ? isWhole : 0);
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
    this.seen = new Int32Array(this.entries.length * 2);
    this.seenGround = 1;
  }

  /**
   * The best files for a query, best first. Costs what the found words hold, not what the vault holds.
   * @param source the note that asks: offered when something is typed that it says, and after all others
   * @param accepts says which files are wanted at all.
   */
  find(query: string, source: string, limit: number, accepts: (file: File) => boolean): Found[] {
    this.refresh(this.isReady ? mostStale : fewNames);
    const { vault } = this;
    const folder = dirname(vault.files.get(source)?.path ?? '');
    const dotted = dottedPath(folder, query.trim());
    const typed = dotted?.rest ?? query.trim();
    const text = foldLoosely(typed).replace(/\.(?:md|markdown)$/, '');
    const words = wordsOf(text);
    const isThere = dotted ? this.liesIn(folder, dotted.folder) : () => true;
    const wanted = (file: File) => (text !== '' || file.uri !== source) && isThere(file) && accepts(file);
    // One more: the asking note may be among the best, and comes last.
    const best = new Best<Entry>(limit + 1);
    if (this.isReady) this.findAsked(typed, text, words, source, dotted?.folder, limit, this.ask(best, wanted));
    else this.findFileNames(words, source, wanted, best);
    const finds = best
      .take()
      .map(({ entry, rank }) => ({
        file: entry.file,
        name: this.matchingName(entry, words),
        kind: Math.floor(rank / standingsEnd),
        isGuess: rank >= ranks.soundsBegin * standingsEnd,
      }))
      .sort((a, b) => Number(a.file.uri === source) - Number(b.file.uri === source))
      .slice(0, limit);
    return this.stale.size === 0 ? finds : finds.filter(({ file }) => vault.files.get(file.uri) === file);
  }

  /** Behind `../` stands what lies there, whatever else may be called so; who leaves the workspace folder does not come back. */
  private liesIn(from: string, folder: string | undefined): (file: File) => boolean {
    const home = this.vault.folderOf(from)?.path;
    const left = folder === undefined || home === undefined || isInside(home, folder) ? undefined : home;
    return ({ path }) =>
      folder !== undefined && isInside(folder, path) && (left === undefined || !isInside(left, path));
  }

  private findFileNames(
    words: readonly string[],
    source: string,
    accepts: (file: File) => boolean,
    best: Best<Entry>,
  ): void {
    const folder = dirname(this.vault.files.get(source)?.path ?? '');
    let found = 0;
    for (const file of this.vault.files.all()) {
      if (!file.inWorkspace) continue;
      const inner = file.key.slice(this.vault.keyOf(file.root).length).replaceAll('ё', 'е');
      if (!words.every((word) => inner.includes(word)) || !accepts(file)) continue;
      const entry = this.entryOf(file, found);
      const begins = (word: string) => entry.keys.includes(`\n${word}`) || entry.keys.includes(` ${word}`);
      const kind = words.every(begins) ? ranks.nameBegins : ranks.spread;
      best.offer(entry, kind * standingsEnd + this.standings.whileCold(file, folder));
      if (++found >= mostWhileCold) return;
    }
  }

  private ask(best: Best<Entry>, accepts: (file: File) => boolean): Asked {
    if (this.seenGround > 1e9) {
      this.seen.fill(0);
      this.seenGround = 1;
    }
    const ground = this.seenGround;
    this.seenGround += kinds;
    return { best, accepts, ground, count: 0 };
  }

  private findAsked(
    typed: string,
    text: string,
    words: readonly string[],
    source: string,
    below: string | undefined,
    limit: number,
    asked: Asked,
  ): void {
    const { vault } = this;
    const idOf = (uri: string) => this.ids.get(uri);
    const said = [...namesSaid(vault, source)].flatMap((key) =>
      vault.files.named(key).map(({ uri }) => idOf(uri) ?? -1),
    );
    const folder = dirname(vault.files.get(source)?.path ?? '');
    this.standings.ask(folder, said, idOf);
    try {
      if (text === '' && below !== undefined) return this.findBelow(below, folder, asked);
      if (text === '') return this.findLikely(folder, said, limit, asked);
      if (text.includes('/')) this.findPath(text.replace(/^\/+/, ''), below, asked);
      // `vision/pro` is no part of a path, but its words are of one.
      if (asked.count === 0) this.findNames(typed, words, asked);
    } finally {
      this.standings.forget();
    }
  }

  /** @param kind one of `ranks`; of several for one file the lowest counts */
  private offer(asked: Asked, id: number, kind: number): void {
    const { best, ground } = asked;
    const rank = kind * standingsEnd + this.standings.of(id);
    if (!best.mayTake(rank)) return;
    // The better the kind, the higher it is marked, and all of this query higher than those before.
    const before = this.seen[id]!;
    const mark = ground + kinds - 1 - kind;
    if (before >= mark) return;
    const entry = this.entries[id];
    if (!entry || !best.wants(entry, rank) || !asked.accepts(entry.file)) return;
    this.seen[id] = mark;
    if (before < ground) asked.count++;
    best.offer(entry, rank);
  }

  /** False where even the best of this kind would be turned away. */
  private mayTake({ best }: Asked, kind: number): boolean {
    return best.mayTake(kind * standingsEnd);
  }

  /** Where nothing is typed yet: some files that are near, opened lately or popular, and others until the list is full. */
  private findLikely(folder: string, said: readonly number[], limit: number, asked: Asked): void {
    const offer = (id: number | undefined) => {
      if (id !== undefined && id >= 0) this.offer(asked, id, ranks.phrase);
    };
    for (const uri of this.standings.visited()) offer(this.ids.get(uri));
    for (const id of said) offer(id);
    for (const id of this.likely.for(folder)) offer(id);
    const end = Math.min(this.entries.length, mostUnasked);
    for (let id = 0; id < end && asked.count < limit; id++) offer(id);
  }

  /** What lies in a folder, then what lies deeper; who goes up from a folder wants least what lies in that one. */
  private findBelow(below: string, folder: string, asked: Asked): void {
    for (const entry of this.entries) {
      if (!entry || !isInside(below, entry.file.path)) continue;
      const own = dirname(entry.file.path);
      const isBehind = below !== folder && isInside(folder, own);
      this.offer(asked, entry.id, own === below ? ranks.nameBegins : isBehind ? ranks.spread : ranks.phrase);
    }
  }

  /** @param below the folder that the path begins in, where one is typed */
  private findPath(text: string, below: string | undefined, asked: Asked): void {
    const pathOf = ({ file, path }: Entry) => {
      if (below === undefined) return path;
      return isInside(below, file.path) ? foldLoosely(file.path.slice(below.length).replace(/^\//, '')) : '';
    };
    const offer = (entry: Entry | undefined) => {
      const path = entry ? pathOf(entry) : '';
      const at = path.indexOf(text);
      if (path === '' || at < 0) return;
      const end = at + text.length;
      const isWhole = end === path.length || (path.charCodeAt(end) === 46 && path.indexOf('.', end + 1) < 0);
      if (at === 0) this.offer(asked, entry!.id, isWhole ? ranks.exact : ranks.nameBegins);
      else if (path.charCodeAt(at - 1) !== 47) this.offer(asked, entry!.id, ranks.inside);
      else this.offer(asked, entry!.id, isWhole ? ranks.wordsBegin : ranks.phrase);
    };
    const words = wordsOf(text);
    // Of words between others all the letters are typed.
    const lists = words.map((word, index) =>
      index < words.length - 1 ? this.words.exactly(word) : this.words.beginning(word),
    );
    if (words.length > 0) this.eachWithAll(lists, offer);
    // The first word may be the end of another, and what follows a dot is no word of a note.
    if (asked.count < enough) for (const entry of this.entries) offer(entry);
  }

  private findNames(typed: string, words: readonly string[], asked: Asked): void {
    if (words.length > 0) {
      this.findWords(words, asked);
      this.findSounds(words, ranks.soundsBegin, asked);
    }
    const { length } = words.join('');
    // Of two letters nobody can tell of which language they are.
    if (length > 2) this.findForeign(words, asked);
    const mayGuess = () => length > fewLetters || asked.count === 0;
    const retyped = otherLayout(typed);
    const others = retyped === undefined ? [] : wordsOf(retyped);
    if (others.length > 0 && mayGuess()) {
      this.findInOtherLetters(others, String, (word) => this.words.beginning(word), ranks.layoutBegins, asked);
      // Two guesses at once: of three letters they find anything.
      if (mayGuess() && others.join('').length > 2) this.findSounds(others, ranks.layoutSoundsBegin, asked);
    }
    if (words.length > 0 && asked.count < enough) this.findParts(words, asked);
    if (words.length > 0 && asked.count < enough && mayGuess()) this.findAlike(words, ranks.resembles, asked);
    if (others.length > 0 && asked.count === 0) this.findParts(others, asked);
    if (others.length > 0 && asked.count === 0) this.findAlike(others, ranks.layoutResembles, asked);
  }

  /** The words as they are typed. */
  private findWords(words: readonly string[], asked: Asked): void {
    const phrase = words.join(' ');
    if (words.length === 1) {
      for (const word of this.words.beginning(phrase)) {
        const exact = word.text === phrase ? isWhole : 0;
        for (const posting of word.postings) {
          const begins = posting & exact ? ranks.exact : ranks.nameBegins;
          const kind = posting & isFirst ? begins : posting & isInName ? ranks.phrase : ranks.spread;
          this.offer(asked, posting >> postingBits, kind);
        }
      }
      return;
    }
    this.eachWithAll(
      words.map((word) => this.words.beginning(word)),
      ({ id, keys }) => {
        if (!asked.best.mayTake(ranks.exact * standingsEnd + this.standings.of(id))) return;
        if (keys.includes(`\n${phrase}`))
          this.offer(asked, id, keys.includes(`\n${phrase}\n`) ? ranks.exact : ranks.nameBegins);
        else if (beginsEach(keys, words)) this.offer(asked, id, ranks.wordsBegin);
        else if (keys.includes(` ${phrase}`)) this.offer(asked, id, ranks.phrase);
        else {
          const holdsAll = (key: string) => words.every((word) => key.startsWith(word) || key.includes(` ${word}`));
          this.offer(asked, id, keys.split('\n').some(holdsAll) ? ranks.words : ranks.spread);
        }
      },
    );
  }

  /** The same words in the other alphabet, by their sound. */
  private findSounds(words: readonly string[], from: number, asked: Asked): void {
    const look = (sound: string, typed: string) => this.inOtherLetters([sound], typed, words.length > 1);
    this.findInOtherLetters(words, soundOf, look, from, asked);
    const scientific = (word: string) => soundOf(word, true);
    if (words.every((word) => !hasRussian(word))) this.findInOtherLetters(words, scientific, look, from, asked);
  }

  /** Words of another language as they are written in the other alphabet; each may also be as it sounds. */
  private findForeign(words: readonly string[], asked: Asked): void {
    if (!this.mayTake(asked, ranks.foreignBegins)) return;
    const sounds = words.map(foreignSounds);
    if (sounds.every((list) => list.length === 0)) return;
    const look = (_: string, typed: string) => {
      const all = [soundOf(typed), ...sounds[words.indexOf(typed)]!];
      return this.inOtherLetters(all, typed, words.length > 1);
    };
    this.findInOtherLetters(words, soundOf, look, ranks.foreignBegins, asked);
  }

  /** Of one alphabet what sounds alike is another word: `kv` and `Qwen`. */
  private inOtherLetters(sounds: readonly string[], typed: string, orTyped: boolean): Word[] {
    const isOther = ({ text }: Word) => areOtherLetters(text, typed) || (orTyped && text.startsWith(typed));
    return sounds.flatMap((sound) => this.words.sounding(sound).filter(isOther));
  }

  /**
   * Words in other letters than they are typed, in the order they have as they are typed.
   * @param written how a word is written to be looked for
   * @param from the best of their ranks
   */
  private findInOtherLetters(
    words: readonly string[],
    written: (word: string) => string,
    look: (text: string, word: string) => readonly Word[],
    from: number,
    asked: Asked,
  ): void {
    if (!this.mayTake(asked, from)) return;
    const texts = words.map((word) => written(word));
    const lists = texts.map((text, index) => look(text, words[index]!));
    if (texts.length > 1) {
      const write = (key: string) => key.replace(/[^ \n]+/g, (word) => written(word));
      this.eachWithAll(lists, ({ id, keys }) => {
        if (!asked.best.mayTake(from * standingsEnd + this.standings.of(id))) return;
        this.offer(asked, id, beginsEach(write(keys), texts) ? from : from + inName);
      });
      return;
    }
    for (const word of lists[0]!) {
      for (const posting of word.postings) {
        const place = posting & isFirst ? 0 : posting & isInName ? inName : elsewhere;
        this.offer(asked, posting >> postingBits, from + place);
      }
    }
  }

  /** Parts of words, and initials: only where little else was found. */
  private findParts(words: readonly string[], asked: Asked): void {
    const letters = words.join('');
    if (letters.length < 2) return;
    this.eachWithAll(
      words.map((word) => this.words.holding(word)),
      ({ id }) => this.offer(asked, id, ranks.inside),
    );
    for (const word of this.initials.beginning(letters))
      for (const id of word.postings) this.offer(asked, id, ranks.initials);
  }

  /** Words that sound alike, words run together, slips of the finger: where as good as nothing else was found. */
  private findAlike(words: readonly string[], kind: number, asked: Asked): void {
    const { words: index } = this;
    const letters = words.join('');
    this.eachWithAll(
      words.map((word) => index.sounding(soundOf(word))),
      ({ id }) => this.offer(asked, id, kind),
    );
    if (letters.length < 3) return;
    // `percenc` for “perception encoder”: two words run together, each begun.
    for (let cut = 2; words.length === 1 && cut < letters.length - 1; cut++) {
      const parts = [letters.slice(0, cut), letters.slice(cut)];
      this.eachWithAll(
        parts.map((part) => index.beginning(part)),
        ({ id }) => this.offer(asked, id, kind),
      );
    }
    if (asked.count >= enough) return;
    const lists = words.map((word) => [...index.beginning(word), ...index.resembling(word)]);
    this.eachWithAll(lists, ({ id }) => this.offer(asked, id, kind));
  }

  /** Visits the entries that hold a word of every list, each once. */
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
    for (const word of lists[lists.length - 1]!) {
      for (const posting of word.postings) {
        const id = posting >> postingBits;
        if (hits[id] !== all) continue;
        hits[id] = all + 1;
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

/** True if the words of one of the names begin, one after the other from its first, with `words`. */
function beginsEach(keys: string, words: readonly string[]): boolean {
  return keys.split('\n').some((key) => {
    let at = 0;
    return words.every((word) => {
      if (at < 0 || !key.startsWith(word, at)) return false;
      at = key.indexOf(' ', at) + 1 || -1;
      return true;
    });
  });
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
