// An index of words: which entries hold a word that begins so, sounds so, or is spelt nearly so.
import { soundOf } from '../text/alphabets.ts';
import { withOne } from '../text/lasting.ts';

/** A word and where it stands. */
export interface Word {
  readonly text: string;
  /** What `add` was given, once an entry; in no particular order. */
  postings: number[];
}

/** So many new words are put in their places one by one; more are sorted in with all the others. */
const few = 64;
/** So many new words are put in their places before more are added. */
const many = 4000;

export class Words {
  private readonly words = new Map<string, Word>();
  private readonly byText = new Ordered((word) => word.text);
  private readonly bySound = new Ordered((word) => soundOf(word.text));
  private removed = 0;

  /** @param posting a number of the caller's; `remove` must be given the same */
  add(text: string, posting: number): void {
    const known = this.words.get(text);
    if (known) {
      if (known.postings.length === 0) this.removed--;
      known.postings = withOne(known.postings, posting);
      return;
    }
    const word: Word = { text, postings: [posting] };
    this.words.set(text, word);
    this.byText.add(word);
    this.bySound.add(word);
  }

  remove(text: string, posting: number): void {
    const postings = this.words.get(text)?.postings;
    const at = postings?.indexOf(posting) ?? -1;
    if (!postings || at < 0) return;
    postings[at] = postings[postings.length - 1]!;
    postings.pop();
    if (postings.length === 0) this.removed++;
  }

  /** Puts new words in their places, if they are many or `all` shall be: the first search would do it in one go. */
  settle(all: boolean): void {
    this.byText.settle(all);
    this.bySound.settle(all);
  }

  /** The word itself, if it is known. */
  exactly(text: string): readonly Word[] {
    const word = this.words.get(text);
    return word ? [word] : [];
  }

  /** Words that begin with `prefix`; those that nobody holds any longer are among them, with no postings. */
  beginning(prefix: string): readonly Word[] {
    this.dropUnused();
    return this.byText.beginning(prefix);
  }

  /** Words that begin with a sound as `soundOf` gives it. */
  sounding(sound: string): readonly Word[] {
    this.dropUnused();
    return this.bySound.beginning(sound);
  }

  /** Words that hold `part` anywhere. */
  holding(part: string): Word[] {
    this.dropUnused();
    return this.byText.all().filter((word) => word.text.includes(part));
  }

  /** Words that `resembles` says to be like what is typed. */
  resembling(typed: string): Word[] {
    const first = this.beginning(typed[0]!);
    const second = typed.length > 3 ? this.beginning(typed[1]!) : [];
    const isLike = ({ text }: Word) => resembles(text, typed);
    return [...first.filter(isLike), ...second.filter(isLike)];
  }

  private dropUnused(): void {
    if (this.removed <= 1000 || this.removed * 2 <= this.words.size) return;
    for (const [text, word] of this.words) if (word.postings.length === 0) this.words.delete(text);
    this.byText.dropUnused();
    this.bySound.dropUnused();
    this.removed = 0;
  }
}

/** Words in the order of a key, which is made when it is first needed. */
class Ordered {
  private words: Word[] = [];
  /** The keys of `words`. */
  private keys: string[] = [];
  private added: Word[] = [];
  private readonly keyOf: (word: Word) => string;

  constructor(keyOf: (word: Word) => string) {
    this.keyOf = keyOf;
  }

  add(word: Word): void {
    this.added.push(word);
  }

  settle(all: boolean): void {
    if (all || this.added.length >= many) this.order();
  }

  all(): readonly Word[] {
    this.order();
    return this.words;
  }

  /** The words whose key begins with `prefix`; none for an empty one. */
  beginning(prefix: string): readonly Word[] {
    this.order();
    if (prefix === '') return [];
    // Nothing that begins so comes after the second of these.
    return this.words.slice(lowerBound(this.keys, prefix), lowerBound(this.keys, `${prefix}\uffff`));
  }

  dropUnused(): void {
    this.order();
    const isUsed = (_: unknown, index: number) => this.words[index]!.postings.length > 0;
    this.keys = this.keys.filter(isUsed);
    this.words = this.words.filter(isUsed);
  }

  private order(): void {
    if (this.added.length === 0) return;
    if (this.added.length <= few) {
      for (const word of this.added) {
        const key = this.keyOf(word);
        const at = lowerBound(this.keys, key);
        this.words.splice(at, 0, word);
        this.keys.splice(at, 0, key);
      }
    } else this.merge();
    this.added = [];
  }

  /** Each stretch of what is in order already is copied as a whole. */
  private merge(): void {
    const pairs = this.added.map((word) => ({ word, key: this.keyOf(word) }));
    pairs.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    const words: Word[] = [];
    const keys: string[] = [];
    let done = 0;
    const copy = (end: number) => {
      for (; done < end; done++) {
        words.push(this.words[done]!);
        keys.push(this.keys[done]!);
      }
    };
    for (const { word, key } of pairs) {
      copy(lowerBound(this.keys, key, done));
      words.push(word);
      keys.push(key);
    }
    copy(this.keys.length);
    this.words = words;
    this.keys = keys;
  }
}

function lowerBound(keys: readonly string[], wanted: string, from = 0): number {
  let low = from;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * True for a word whose beginning is `typed` but for one slip of the finger (two in a long word), or that holds its letters
 * in their order. The first letter is the same, or with a slip the second one of `typed`.
 */
export function resembles(word: string, typed: string): boolean {
  const slips = typed.length >= 8 ? 2 : typed.length >= 4 ? 1 : 0;
  if (word[0] === typed[0] && hasLetters(word, typed)) return true;
  return (word[0] === typed[0] || (typed.length > 3 && word[0] === typed[1])) && beginsNearly(word, typed, slips);
}

/** True if the letters stand in the word in order. */
function hasLetters(word: string, letters: string): boolean {
  if (letters.length < 3) return false;
  let at = 0;
  for (const letter of letters) {
    at = word.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** True if some beginning of the word differs from `typed` by at most `slips` letters changed, left out, added or swapped. */
function beginsNearly(word: string, typed: string, slips: number): boolean {
  if (slips === 0 || word.length + slips < typed.length) return false;
  const width = Math.min(word.length, typed.length + slips);
  let before: number[] = [];
  let previous = Array.from({ length: width + 1 }, (_, index) => index);
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= width; column++) {
      const same = typed.charCodeAt(row - 1) === word.charCodeAt(column - 1);
      let cost = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (same ? 0 : 1));
      const swapped =
        row > 1 &&
        column > 1 &&
        typed.charCodeAt(row - 1) === word.charCodeAt(column - 2) &&
        typed.charCodeAt(row - 2) === word.charCodeAt(column - 1);
      if (swapped) cost = Math.min(cost, before[column - 2]! + 1);
      current.push(cost);
      if (cost < least) least = cost;
    }
    if (least > slips) return false;
    before = previous;
    previous = current;
  }
  return previous.some((cost) => cost <= slips);
}
