// Comparing names (docs/links.md, "Comparing names"): one key for all the spellings that mean the same.

/** ASCII and the Russian part of Unicode: always in NFC, and lower case is all there is to fold. */
const plain = /^[\x00-\x7f\u0400-\u045f]*$/;

/** NFC and locale-independent case folding. `ё` and `е` stay different. */
export function fold(name: string): string {
  if (plain.test(name)) return name.toLowerCase();
  return name.normalize('NFC').toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ').normalize('NFC');
}

/** Letters that `fold` writes with others, not only in lower case: also a letter with a mark after it, as macOS spells it. */
const respelled = /[ßẞİ\p{M}\u1100-\u11ff]/u;

/** True for a text that may have other letters once it is folded: whoever looks for some must look there. */
export function isRespelled(text: string): boolean {
  return respelled.test(text);
}

/** As `fold`, and `ё` = `е`: for headings and for search. */
export function foldLoosely(text: string): string {
  const folded = fold(text);
  return folded.includes('ё') ? folded.replaceAll('ё', 'е') : folded;
}

/** A folded text, and where its characters come from: folding makes some longer and some shorter. */
export interface FoldedText {
  readonly text: string;
  /** The offset in the original text where the character at an offset of `text` begins. */
  begin(offset: number): number;
  /** The offset in the original text where the character before an offset of `text` ends. */
  end(offset: number): number;
}

/** A letter with its marks, or one letter that is not `plain`. */
const cluster = /[^\p{M}]\p{M}+|[^\x00-\x7f\u0400-\u045f]/gu;

/** As `foldLoosely`, letter by letter. */
export function foldWithPlaces(text: string): FoldedText {
  /** Clusters that changed their length: where they end in the folded and in the original text. */
  const ends: number[] = [];
  const sources: number[] = [];
  const starts: number[] = [];
  let folded = '';
  let done = 0;
  for (const { 0: found, index } of plain.test(text) ? [] : text.matchAll(cluster)) {
    const letters = foldLoosely(found);
    if (letters === found) continue;
    folded += lowered(text.slice(done, index));
    done = index + found.length;
    if (letters.length !== found.length) starts.push(folded.length);
    folded += letters;
    if (letters.length === found.length) continue;
    ends.push(folded.length);
    sources.push(done);
  }
  folded += lowered(text.slice(done));
  /** The last of these clusters that begins before or at an offset, or -1. */
  const before = (offset: number) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const originOf = (at: number, offset: number) => (at < 0 ? offset : sources[at]! + offset - ends[at]!);
  return {
    text: folded,
    begin(offset) {
      const at = before(offset);
      if (at < 0 || offset >= ends[at]!) return originOf(at, offset);
      // Inside of such a letter, or at its start.
      return originOf(at - 1, starts[at]!);
    },
    end(offset) {
      const at = before(offset - 1);
      return at >= 0 && offset <= ends[at]! ? sources[at]! : originOf(at, offset);
    },
  };
}

/** What has nothing but letters of one size: each keeps its place. */
function lowered(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
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
