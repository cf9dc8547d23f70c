// HTML in a note: comments that speak to us, links and images written as tags, ids of anchors.
import { Ahead } from './ahead.ts';
import type { Facts } from './inline.ts';
import { pathLink } from './inline.ts';

const attribute = /\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?/.source;
/** The source of a pattern for a whole tag; the name and the attributes of one that opens are its groups. */
export const tagSource = `<(?:([A-Za-z][A-Za-z0-9-]*)((?:${attribute})*)\\s*/?>|/[A-Za-z][A-Za-z0-9-]*\\s*>)`;
const tag = new RegExp(tagSource, 'y');
const attributes = /\s([a-zA-Z_:][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/g;
/** The attributes that name a file, by tag; what they show is embedded, but for the link. */
const addresses: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  audio: ['src'],
  embed: ['src'],
  iframe: ['src'],
  img: ['src'],
  source: ['src'],
  track: ['src'],
  video: ['src', 'poster'],
};
const staleComment = /^\s*TODO:\s*Broken (image path|image|link)\s*$/i;
const ignoreComment = /^\s*research-notes-ignore-next-line(?:\s([\w\s,-]*))?$/;

/** Reads the comment at `at`: the offset after it, or -1 where it does not end. */
export function readComment(
  text: string,
  at: number,
  ahead: Ahead,
  offset: (at: number) => number,
  facts: Facts,
): number {
  const short = /^<!--(?:>|->)/.exec(text.slice(at, at + 6));
  if (short) return at + short[0].length;
  const close = ahead.find('-->', at + 4);
  if (close < 0) return -1;
  const start = offset(at);
  const end = offset(close + 3);
  facts.opaque.push(start, end);
  if (close - at > 400) return close + 3;
  const words = text.slice(at + 4, close);
  const stale = staleComment.exec(words);
  let gap = at;
  while (gap > 0 && (text.charCodeAt(gap - 1) === 32 || text.charCodeAt(gap - 1) === 9)) gap--;
  const after = offset(gap);
  if (stale) {
    facts.remarks.push({
      kind: stale[1]!.toLowerCase() === 'link' ? 'stale-link' : 'stale-image',
      codes: [],
      start,
      end,
      after,
      block: undefined,
    });
  }
  const codes = ignoredCodes(words);
  if (codes) facts.remarks.push({ kind: 'ignore-next-line', codes, start, end, after, block: undefined });
  return close + 3;
}

/** The codes that the words of a comment say to ignore; `undefined` where they say something else. */
export function ignoredCodes(words: string): string[] | undefined {
  const found = ignoreComment.exec(words);
  return found ? (found[1] ?? '').split(/[\s,]+/).filter(Boolean) : undefined;
}

/** Reads the HTML tag (or instruction, declaration, CDATA) at `at`: the offset after it, or -1. */
export function readTag(
  text: string,
  at: number,
  to: number,
  ahead: Ahead,
  offset: (at: number) => number,
  facts: Facts,
): number {
  const closer = instructionEnd(text, at);
  if (closer) {
    const close = ahead.find(closer, at + 2);
    return close < 0 ? -1 : close + closer.length;
  }
  tag.lastIndex = at;
  const match = tag.exec(text);
  if (!match || tag.lastIndex > to) return -1;
  const name = match[1]?.toLowerCase();
  if (name && match[2]) {
    const from = at + 1 + name.length;
    attributes.lastIndex = 0;
    for (let found = attributes.exec(match[2]); found; found = attributes.exec(match[2])) {
      const key = found[1]!.toLowerCase();
      const value = found[2] ?? found[3] ?? found[4]!;
      if (key === 'id' || (key === 'name' && name === 'a'))
        facts.anchors.push({ id: facts.intern(value), start: offset(at) });
      if (!Object.hasOwn(addresses, name) || !addresses[name]!.includes(key)) continue;
      const quoted = found[4] === undefined ? 1 : 0;
      const end = from + found.index + found[0].length - quoted;
      facts.links.push(
        pathLink(
          { syntax: 'html', embed: name !== 'a', start: offset(at), end: offset(tag.lastIndex) },
          value,
          { start: offset(end - value.length), end: offset(end) },
          { start: -1, end: -1 },
          facts.intern,
        ),
      );
    }
  }
  return at + match[0].length;
}

/** What ends the instruction, CDATA section or declaration at `at`, or `undefined` where none begins there. */
function instructionEnd(text: string, at: number): string | undefined {
  if (text.charCodeAt(at + 1) === 63) return '?>';
  if (text.charCodeAt(at + 1) !== 33) return undefined;
  if (text.startsWith('[CDATA[', at + 2)) return ']]>';
  return /[A-Za-z]/.test(text.charAt(at + 2)) ? '>' : undefined;
}

/** Reads an HTML block: its comments and tags, wherever they stand in it. */
export function readHtmlBlock(text: string, from: number, to: number, facts: Facts): void {
  const offset = (at: number) => at;
  const ahead = new Ahead();
  ahead.begin(text, to);
  for (let at = text.indexOf('<', from); at >= 0 && at < to; ) {
    const end = text.startsWith('<!--', at)
      ? readComment(text, at, ahead, offset, facts)
      : readTag(text, at, to, ahead, offset, facts);
    at = text.indexOf('<', end < 0 ? at + 1 : end);
  }
}
