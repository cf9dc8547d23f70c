// An index of words: which entries hold a word that begins so, sounds so, or is spelt nearly so.
import { soundOf } from '../text/alphabets.ts';

/** A word and where it stands. */
export interface Word {
  readonly text: string;
  /** `soundOf(text)`. */
  readonly sound: string;
  /** What `add` was given, once an entry; in no particular order. */
  readonly postings: number[];
}

/** So many new words are put in their places one by one; more are sorted in with all the others. */
const few = 64;

export class Words {
  private readonly words = new Map<string, Word>();
  /** The same words, ordered by their text and by their sound. */
  private byText: Word[] = [];
  private bySound: Word[] = [];
  private added: Word[] = [];
  private removed = 0;

  /** @param posting a number of the caller's; `remove` must be given the same */
  add(text: string, posting: number): void {
    const known = this.words.get(text);
    if (known) {
      if (known.postings.length === 0) this.removed--;
      known.postings.push(posting);
      return;
    }
    const word: Word = { text, sound: soundOf(text), postings: [posting] };
    this.words.set(text, word);
    this.added.push(word);
  }

  remove(text: string, posting: number): void {
    const postings = this.words.get(text)?.postings;
    const at = postings?.indexOf(posting) ?? -1;
    if (!postings || at < 0) return;
    postings[at] = postings[postings.length - 1]!;
    postings.pop();
    if (postings.length === 0) this.removed++;
  }

  /** Words that begin with `prefix`; those that nobody holds any longer are among them, with no postings. */
  beginning(prefix: string): readonly Word[] {
    this.order();
    return stretch(this.byText, prefix, textOf);
  }

  /** Words that begin with a sound as `soundOf` gives it. */
  sounding(sound: string): readonly Word[] {
    this.order();
    return stretch(this.bySound, sound, soundIn);
  }

  /** Words that hold `part` anywhere. */
  holding(part: string): Word[] {
    this.order();
    return this.byText.filter((word) => word.text.includes(part));
  }

  /**
   * Words whose beginning is `typed` but for one slip of the finger (two in a long word), and words that hold its letters
   * in their order. Both begin with its first letter, or have it second.
   */
  resembling(typed: string): Word[] {
    this.order();
    const slips = typed.length >= 8 ? 2 : typed.length >= 4 ? 1 : 0;
    const first = stretch(this.byText, typed[0]!, textOf);
    const second = typed.length > 3 ? stretch(this.byText, typed[1]!, textOf) : [];
    return [
      ...first.filter(({ text }) => hasLetters(text, typed) || beginsNearly(text, typed, slips)),
      ...second.filter(({ text }) => beginsNearly(text, typed, slips)),
    ];
  }

  private order(): void {
    if (this.removed > 1000 && this.removed * 2 > this.words.size) this.dropUnused();
    if (this.added.length === 0) return;
    if (this.added.length <= few) {
      for (const word of this.added) {
        this.byText.splice(lowerBound(this.byText, word.text, textOf), 0, word);
        this.bySound.splice(lowerBound(this.bySound, word.sound, soundIn), 0, word);
      }
    } else {
      this.byText = [...this.words.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
      this.bySound = [...this.byText].sort((a, b) => (a.sound < b.sound ? -1 : a.sound > b.sound ? 1 : 0));
    }
    this.added = [];
  }

  private dropUnused(): void {
    for (const [text, word] of this.words) if (word.postings.length === 0) this.words.delete(text);
    const isUsed = (word: Word) => word.postings.length > 0;
    this.byText = this.byText.filter(isUsed);
    this.bySound = this.bySound.filter(isUsed);
    this.added = this.added.filter(isUsed);
    this.removed = 0;
  }
}

function textOf(word: Word): string {
  return word.text;
}

function soundIn(word: Word): string {
  return word.sound;
}

function lowerBound(words: readonly Word[], wanted: string, keyOf: (word: Word) => string): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(words[middle]!) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The words whose key begins with `prefix`. */
function stretch(words: readonly Word[], prefix: string, keyOf: (word: Word) => string): readonly Word[] {
  if (prefix === '') return [];
  const start = lowerBound(words, prefix, keyOf);
  // Nothing that begins so comes after this.
  const end = lowerBound(words, `${prefix}\uffff`, keyOf);
  return words.slice(start, end);
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
