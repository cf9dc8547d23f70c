// What notes go by and what their links say: all of a note on which other notes may depend.
import { type Link, type Note, titleOf } from '../parse/note.ts';
import { fold } from '../text/fold.ts';
import { MentionIndex, type WrittenTarget } from './mentionIndex.ts';
import { NameIndex } from './nameIndex.ts';

/** So many new notes are taken in at once: at most a few milliseconds of work. */
const mostWaiting = 1000;

export class NoteIndex {
  private readonly titles = new NameIndex();
  private readonly aliases = new NameIndex();
  private readonly mentions = new MentionIndex();
  /**
   * Notes that have been added and not yet taken in. Long-lived lists that hold on to what was only just made cost the
   * collector so much that a thousand notes together take half the time (measured) of one after the other.
   */
  private waiting: Note[] = [];

  /** Adds a note of which nothing is in the index yet. */
  add(note: Note): void {
    this.waiting.push(note);
    if (this.waiting.length >= mostWaiting) this.takeWaiting();
  }

  /**
   * Exchanges a note.
   * @returns whether its title or aliases changed, and the keys that nobody said before or nobody says any longer
   */
  replace(uri: string, old: Note | undefined, note: Note | undefined): { renamed: boolean; onlyOne: string[] } {
    this.takeWaiting();
    const onlyOne = this.mentions.replace(uri, old, note);
    const titlesChanged = this.titles.replace(uri, old ? titleKeys(old) : [], note ? titleKeys(note) : []);
    const aliasesChanged = this.aliases.replace(uri, old ? aliasKeys(old) : [], note ? aliasKeys(note) : []);
    return { renamed: titlesChanged || aliasesChanged, onlyOne };
  }

  private takeWaiting(): void {
    if (this.waiting.length === 0) return;
    const { waiting } = this;
    this.waiting = [];
    for (const note of waiting) {
      this.mentions.add(note.uri, note);
      this.titles.replace(note.uri, [], titleKeys(note));
      this.aliases.replace(note.uri, [], aliasKeys(note));
    }
  }

  titled(foldedTitle: string): readonly string[] {
    this.takeWaiting();
    return this.titles.of(foldedTitle);
  }

  aliased(foldedAlias: string): readonly string[] {
    this.takeWaiting();
    return this.aliases.of(foldedAlias);
  }

  /** The notes with a link that says a key. */
  mentioning(key: string): readonly string[] {
    this.takeWaiting();
    return this.mentions.of(key);
  }

  /** As `MentionIndex.takeRecounted`. */
  takeRecounted(): ReadonlySet<string> {
    this.takeWaiting();
    return this.mentions.takeRecounted();
  }

  textsOf(keys: Iterable<string>): Set<string> {
    this.takeWaiting();
    return this.mentions.textsOf(keys);
  }

  mentionedKeys(): IterableIterator<string> {
    this.takeWaiting();
    return this.mentions.keys();
  }

  writtenTargets(): ReadonlyMap<string, WrittenTarget> {
    this.takeWaiting();
    return this.mentions.targets();
  }

  keysOf(link: Link): readonly string[] {
    return this.mentions.keysOf(link);
  }

  keyOfTarget(target: string): string {
    return this.mentions.keyOf(target);
  }
}

/** The folded title, if the note has one. */
export function titleKeys(note: Note): string[] {
  const title = titleOf(note);
  return title ? [fold(title)] : [];
}

/** The folded aliases, and the id. */
export function aliasKeys(note: Note): string[] {
  const { frontMatter } = note;
  if (!frontMatter || (frontMatter.aliases.length === 0 && frontMatter.id === undefined)) return [];
  const names = frontMatter.id === undefined ? frontMatter.aliases : [...frontMatter.aliases, frontMatter.id];
  return names.map(fold);
}
