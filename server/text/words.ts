// A text as its words: stretches of letters and digits of any script.

const wordBreak = /[^\p{L}\p{N}]+/gu;
/** Texts of ASCII and Russian letters in lower case, as nearly all names are: their words are told apart much faster. */
const plain = /^[\x00-\x40\x5b-\x7f\u0430-\u045f]*$/;
const plainBreak = /[^a-z0-9\u0430-\u045f]+/g;
const spacedAlready = /^[a-z0-9\u0430-\u045f]+(?: [a-z0-9\u0430-\u045f]+)*$/;

/** The words of a text with single spaces between them, and nothing else. */
export function spacedWords(text: string): string {
  if (spacedAlready.test(text)) return text;
  return text.replace(plain.test(text) ? plainBreak : wordBreak, ' ').trim();
}

export function wordsOf(text: string): string[] {
  const spaced = spacedWords(text);
  return spaced === '' ? [] : spaced.split(' ');
}
