// A heading or caption without its Markdown marks: what a reader sees, in one line.
import { unescapeMarkdown } from './unescape.ts';

const marks = /[`*_[\]~=<\\&$!]/;
/** White space that is not a single space between words. */
const unevenSpace = /^\s|\s$|\s\s|[^\S ]/;

/** `$…$` by the parser's rule, in one line; see `isFormula`. */
export const formulas = /(?<![\\$\p{L}\p{N}])\$(?![\s$])([^$]*[^$\s\\])\$(?![$\p{N}])/gu;
/** What words of prose have none of. */
export const formulaSign = /[\\^_={}+<>]/;

/** Of what stands between the dollars: words without a sign of a formula, links and code have the look of money around them. */
export function isFormula(tex: string): boolean {
  return (!/\s/.test(tex) || formulaSign.test(tex)) && !/\[\[|\u0000/.test(tex);
}

/** So much is read; nobody shows more, and in a text without end some marks would be looked for again and again (characters). */
const longestRead = 4000;

/** The text as read: code keeps its text, formulas their TeX with its dollars, links show their alias or text, emphasis and HTML tags vanish. */
export function plainText(raw: string): string {
  if (raw.length > longestRead) return plainText(raw.slice(0, longestRead)) + raw.slice(longestRead);
  if (!marks.test(raw)) return unevenSpace.test(raw) ? raw.trim().replace(/\s+/g, ' ') : raw;
  const codes: string[] = [];
  const kept = raw.replace(/(`+)([^`]|[^`].*?[^`])\1(?!`)/g, (_, _ticks, code: string) => {
    codes.push(code.trim());
    return `\u0000${codes.length - 1}\u0000`;
  });
  const bare = kept.replace(formulas, (written, tex: string) =>
    isFormula(tex) ? `\u0000${codes.push(written) - 1}\u0000` : written,
  );
  const stripped = bare
    // A width is no word.
    .replace(/!\[\[[^\]|]*\\?\|\d+(?:x\d+)?\]\]/g, '')
    .replace(/!?\[\[([^\]|]*)(?:\|([^\]]*))?\]\]/g, (_, target: string, alias?: string) =>
      (alias ?? target).replace(/\\$/, ''),
    )
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/!?\[([^\]]+)\]\[[^\]]*\]/g, '$1')
    .replace(/(?<!\\)(?:<\/?[a-zA-Z][^<>]*>|<!--.*?-->)/g, '')
    .replace(/(?<!\\)(\*\*|__|~~|==)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\\*])\*(?=[^\s*])([^*]*[^\s*\\])\*(?!\*)/g, '$1')
    .replace(/(?<![\p{L}\p{N}_\\])_(?=[^\s_])([^_]*[^\s_\\])_(?![\p{L}\p{N}_])/gu, '$1');
  return unescapeMarkdown(stripped)
    .replace(/\u0000(\d+)\u0000/g, (_, index) => codes[Number(index)] ?? '')
    .trim()
    .replace(/\s+/g, ' ');
}
