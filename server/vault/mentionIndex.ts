// Which notes say a name in their links. The index holds names, never targets: where a link leads is for the resolver.
import type { Link, Note } from '../parse/note.ts';
import { fold, percentDecoded } from '../text/fold.ts';
import { withOne } from '../text/lasting.ts';
import { basename, dirname } from '../text/uri.ts';
import { isIndexName, nameKey } from './files.ts';

/** What is known of a text that links say. */
export interface WrittenTarget {
  /** How many wiki-links say it as their target. */
  readonly uses: number;
  /** `nameKey` of the text, and of all else that it may mean. */
  readonly keys: readonly string[];
}

/** A text that links say, taken apart once: links of the whole vault say the same few thousand texts. */
interface Said extends WrittenTarget {
  uses: number;
  /** Who says `keys`. */
  readonly sayers: readonly Sayers[];
}

/** Who says a key, and in which texts. */
interface Sayers {
  /** URIs of notes, each once. */
  notes: string[];
  texts: string[];
}

/** The key of an index by its folder: `topic/index`. No name holds a slash, so nothing else has such a key. */
export function keyInFolder(folder: string, key: string): string {
  return `${folder}/${key}`;
}

const nobody: readonly string[] = [];
/** So few texts that nobody says any longer cost less than looking for them. */
const fewTexts = 1000;

export class MentionIndex {
  /** By their key; one stays when no note says it any longer, since texts hold on to it. */
  private readonly sayers = new Map<string, Sayers>();
  private readonly said = new Map<string, Said>();
  /** About so many texts have been left behind: the keys that they say are said by no note any longer. */
  private leftBehind = 0;
  /** Keys that other notes say than when this was last asked; `undefined` until somebody asks. */
  private recounted: Set<string> | undefined;

  /** The notes that say a key. */
  of(key: string): readonly string[] {
    return this.sayers.get(key)?.notes ?? nobody;
  }

  /** Takes the keys that more or fewer notes say than when this was last asked: none the first time. */
  takeRecounted(): ReadonlySet<string> {
    const recounted = this.recounted ?? new Set<string>();
    if (recounted.size > 0 || !this.recounted) this.recounted = new Set();
    return recounted;
  }

  /** The texts by which links say one of these keys: a link that has none of them names something else. */
  textsOf(keys: Iterable<string>): Set<string> {
    const texts = new Set<string>();
    for (const key of keys) for (const text of this.sayers.get(key)?.texts ?? nobody) texts.add(text);
    return texts;
  }

  /** Every key that some note says. */
  *keys(): IterableIterator<string> {
    for (const [key, { notes }] of this.sayers) if (notes.length > 0) yield key;
  }

  /** `nameKey(target)`; what notes say recurs, so its keys are kept. */
  keyOf(target: string): string {
    return this.said.get(target)?.keys[0] ?? nameKey(target);
  }

  /** The keys under which a link looks for its target; several where its text may be read in more than one way. */
  keysOf({ target, alias }: Link): readonly string[] {
    // Of a text that is only asked about nothing is kept.
    const keysOf = (text: string) => this.said.get(text)?.keys ?? keysFor(text);
    const keys = target === '' ? nobody : keysOf(target);
    // `[[text|note#heading]]`: the right side may be the target.
    return alias ? [...keys, ...keysOf(alias)] : keys;
  }

  /** Adds a note of which nothing is in the index yet. */
  add(uri: string, note: Note): void {
    const { links } = note;
    // Counted, here and in `addTo`: walking a list by its iterator makes an object for every step.
    for (let index = 0; index < links.length; index++) {
      const { syntax, target, alias } = links[index]!;
      if (target !== '') {
        const said = this.take(target);
        addTo(said, uri);
        this.recount(said);
        if (syntax === 'wiki') said.uses++;
      }
      if (!alias) continue;
      const said = this.take(alias);
      addTo(said, uri);
      this.recount(said);
    }
  }

  private recount({ keys }: Said): void {
    if (this.recounted) for (const key of keys) this.recounted.add(key);
  }

  /** Exchanges what a note says; answers the keys that nobody said before, or nobody says any longer. */
  replace(uri: string, old: Note | undefined, note: Note | undefined): string[] {
    const before = this.keysIn(old);
    const after = this.keysIn(note);
    this.count(old, -1);
    this.count(note, 1);
    const onlyOne: string[] = [];
    for (const key of after) {
      if (before.has(key)) continue;
      const one = this.sayersOf(key);
      one.notes = withOne(one.notes, uri);
      this.recounted?.add(key);
      if (one.notes.length === 1) onlyOne.push(key);
    }
    for (const key of before) {
      if (after.has(key)) continue;
      const { notes, texts } = this.sayersOf(key);
      const index = notes.indexOf(uri);
      if (index >= 0) notes.splice(index, 1);
      this.recounted?.add(key);
      if (notes.length > 0) continue;
      onlyOne.push(key);
      this.leftBehind += texts.length;
    }
    // What there is has been said, however much was read: only what is left behind since calls for a look at all of it.
    if (this.leftBehind > this.said.size / 2 + fewTexts) this.dropUnsaid();
    return onlyOne;
  }

  /** Each letter of a link that is typed makes a text that is said for a moment. */
  private dropUnsaid(): void {
    const held = new Set<Sayers>();
    for (const said of this.said.values()) if (isSaid(said)) for (const one of said.sayers) held.add(one);
    for (const [text, said] of this.said) {
      if (isSaid(said)) continue;
      this.said.delete(text);
      for (const one of said.sayers) if (held.has(one)) one.texts.splice(one.texts.indexOf(text), 1);
    }
    for (const [key, one] of this.sayers) if (one.notes.length === 0 && !held.has(one)) this.sayers.delete(key);
    this.leftBehind = 0;
  }

  private keysIn(note: Note | undefined): Set<string> {
    const keys = new Set<string>();
    for (const { target, alias } of note?.links ?? [])
      for (const text of [target, alias]) if (text) for (const key of this.take(text).keys) keys.add(key);
    return keys;
  }

  /** What links say, each text once; some of the texts are said no longer. */
  targets(): ReadonlyMap<string, WrittenTarget> {
    return this.said;
  }

  private count(note: Note | undefined, change: number): void {
    for (const { syntax, target } of note?.links ?? [])
      if (syntax === 'wiki' && target !== '') this.take(target).uses += change;
  }

  private take(text: string): Said {
    const known = this.said.get(text);
    if (known) return known;
    const keys = keysFor(text);
    const said: Said = { uses: 0, keys, sayers: keys.map((key) => this.sayersOf(key)) };
    for (const one of said.sayers) one.texts = withOne(one.texts, text);
    this.said.set(text, said);
    return said;
  }

  private sayersOf(key: string): Sayers {
    const known = this.sayers.get(key);
    if (known) return known;
    const sayers: Sayers = { notes: [], texts: [] };
    this.sayers.set(key, sayers);
    return sayers;
  }
}

function isSaid({ uses, sayers }: Said): boolean {
  return uses > 0 || sayers.some(({ notes }) => notes.length > 0);
}

/** A note is added in one go: if it is in a list already, it is the last one there. */
function addTo(said: Said, uri: string): void {
  const { sayers } = said;
  for (let index = 0; index < sayers.length; index++) {
    const one = sayers[index]!;
    if (one.notes[one.notes.length - 1] !== uri) one.notes = withOne(one.notes, uri);
  }
}

function keysFor(text: string): readonly string[] {
  const names = keysOfName(text);
  if (!/[%#?:]|\.markdown$/.test(text)) return names;
  const keys = new Set(names);
  const add = (name: string) => {
    for (const key of keysOfName(name)) keys.add(key);
  };
  // `topic.markdown` may be a name that only looks like one with an ending.
  if (text.endsWith('.markdown')) keys.add(fold(basename(text)));
  // The right side of `[[text|note#heading]]` is taken apart before it is decoded.
  const hash = text.indexOf('#');
  for (const written of hash > 0 ? [text, text.slice(0, hash).trim()] : [text]) {
    for (const path of [written, percentDecoded(written)]) {
      if (path === undefined) continue;
      add(path);
      // `b.md?query` and `b.md:12` lead to `b.md`.
      add(path.replace(/[?].*$/, ''));
      add(path.replace(/:\d+(?::\d+)?$/, ''));
    }
  }
  const key = names[0]!;
  keys.delete('');
  keys.delete(key);
  return [key, ...keys];
}

/** `nameKey` first; for an index also the key by its folder. */
function keysOfName(name: string): readonly string[] {
  const key = nameKey(name);
  if (!isIndexName(key)) return [key];
  const folder = basename(dirname(name.replaceAll('\\', '/')));
  return folder === '' || folder === '.' || folder === '..' ? [key] : [key, keyInFolder(fold(folder), key)];
}
