// A text as its words, folded loosely: stretches of letters and digits of any script.
import { foldLoosely } from './fold.ts';

const wordBreak = /[^\p{L}\p{N}]+/gu;
/** Texts of ASCII and Russian letters in lower case, as nearly all names are: their words are told apart much faster. */
const plain = /^[\x00-\x40\x5b-\x7f\u0430-\u045f]*$/;
const plainBreak = /[^a-z0-9\u0430-\u045f]+/g;
const spacedAlready = /^[a-z0-9\u0430-\u045f]+(?: [a-z0-9\u0430-\u045f]+)*$/;

/** The words of a text with single spaces between them, and nothing else. */
export function spacedWords(text: string): string {
  const folded = foldLoosely(text);
  if (spacedAlready.test(folded)) return folded;
  return folded.replace(plain.test(folded) ? plainBreak : wordBreak, ' ').trim();
}

export function wordsOf(text: string): string[] {
  const spaced = spacedWords(text);
  return spaced === '' ? [] : spaced.split(' ');
}
