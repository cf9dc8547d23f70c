// Comparing names (docs/links.md, "Comparing names"): one key for all the spellings that mean the same.

/** ASCII and the Russian part of Unicode: always in NFC, and lower case is all there is to fold. */
const plain = /^[\x00-\x7f\u0400-\u045f]*$/;

/** NFC and locale-independent case folding. `ё` and `е` stay different. */
export function fold(name: string): string {
  if (plain.test(name)) return name.toLowerCase();
  return name.normalize('NFC').toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ').normalize('NFC');
}

/** As `fold`, and `ё` = `е`: for headings and for search. */
export function foldLoosely(text: string): string {
  const folded = fold(text);
  return folded.includes('ё') ? folded.replaceAll('ё', 'е') : folded;
}

/** The percent-decoded form, or `undefined` where it is the same or is not valid. */
export function percentDecoded(text: string): string | undefined {
  if (!text.includes('%')) return undefined;
  try {
    const decoded = decodeURIComponent(text);
    return decoded === text ? undefined : decoded;
  } catch {
    return undefined;
  }
}
