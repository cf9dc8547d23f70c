// The other reader of the differential test: full markdown-it, with our wiki-links as one more rule of its own.
import MarkdownIt, { type StateInline } from 'markdown-it';
import { frontMatterEnd } from '../../server/parse/frontMatter.ts';
import { parseNote } from '../../server/parse/parseNote.ts';
import { wikilinkParts } from '../../server/parse/wikilink.ts';

/** What both readers must agree on; links, images and code in alphabetical order. */
export interface Seen {
  links: string[];
  images: string[];
  wiki: string[];
  headings: string[];
  code: string[];
}

const markdownIt = new MarkdownIt({ html: true });
// All schemes are links to a parser; which may be followed is decided elsewhere.
markdownIt.validateLink = () => true;
markdownIt.normalizeLink = (url) => url;
markdownIt.inline.ruler.before('link', 'wikilink', wikilink);

/** `[[x]]` and `![[x]]`, unless CommonMark reads a link of its own that begins at the first bracket. */
function wikilink(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  const embed = src.startsWith('![[', pos);
  const open = embed ? pos + 1 : pos;
  if (!src.startsWith('[[', open)) return false;
  const close = src.indexOf(']]', open + 2);
  if (close < 0 || src.lastIndexOf('[[', close - 1) > open) return false;
  const parts = wikilinkParts(src, open + 2, close);
  if (!parts || isOwnLink(state, open, close + 2)) return false;
  state.pos = close + 2;
  if (silent) return true;
  const token = state.push('wikilink', '', 0);
  const part = (start: number, end: number) => (start < 0 ? '' : src.slice(start, end));
  token.content = [
    embed ? '!' : '',
    part(parts.targetStart, parts.targetEnd),
    part(parts.fragmentStart, parts.fragmentEnd),
    part(parts.aliasStart, parts.aliasEnd),
  ].join('|');
  return true;
}

/** After `[[x]]` a `(target)` or a defined `[label]` makes it CommonMark's own link. */
function isOwnLink(state: StateInline, open: number, after: number): boolean {
  const next = state.src[after];
  if (next !== '(' && next !== '[') return false;
  // `[x](…)` stands for `[[x]](…)`, so that what the text of the link holds does not matter.
  const rest = `[x]${state.src.slice(after, state.posMax)}`;
  const inner = new state.md.inline.State(rest, state.md, state.env, []);
  const link = state.md.inline.ruler.getRules('').find((rule) => rule.name === 'link')!;
  return open >= 0 && link(inner, true) && inner.pos > 3;
}

export function seenByMarkdownIt(text: string): Seen {
  const seen: Seen = { links: [], images: [], wiki: [], headings: [], code: [] };
  const tokens = markdownIt.parse(text.slice(frontMatterEnd(text)), {});
  const walk = (list: ReturnType<typeof markdownIt.parse>): void => {
    for (const [index, token] of list.entries()) {
      if (token.type === 'heading_open') seen.headings.push(`${token.tag} ${squeeze(list[index + 1]!.content)}`);
      if (token.type === 'fence' || token.type === 'code_block' || token.type === 'code_inline') {
        seen.code.push(codeKey(token.content));
      }
      if (token.type === 'link_open') seen.links.push(String(token.attrGet('href') ?? ''));
      if (token.type === 'image') seen.images.push(String(token.attrGet('src') ?? ''));
      if (token.type === 'wikilink') seen.wiki.push(token.content);
      if (token.children) walk(token.children);
    }
  };
  walk(tokens);
  return sorted(seen);
}

/**
 * What we see. Backticks at the start of a stretch of code are a fence or are not: only its place in the note tells, so
 * the reading that `other` has counts.
 */
export function seenByUs(text: string, other: readonly string[]): Seen {
  const left = [...other];
  const note = parseNote('file:///x.md', text);
  const from = frontMatterEnd(text);
  const seen: Seen = { links: [], images: [], wiki: [], headings: [], code: [] };
  for (const heading of note.headings) seen.headings.push(`h${heading.level} ${squeeze(heading.raw)}`);
  for (const link of note.links) {
    if (link.syntax === 'definition' || link.syntax === 'html' || link.start < from) continue;
    const href = link.fragment === undefined ? link.target : `${link.target}#${link.fragment}`;
    if (link.syntax === 'wiki')
      seen.wiki.push([link.embed ? '!' : '', link.target, link.fragment ?? '', link.alias ?? ''].join('|'));
    else (link.embed ? seen.images : seen.links).push(href);
  }
  for (let index = 0; index < note.opaque.length; index += 2) {
    if (note.opaque[index]! < from) continue;
    const readings = codeReadings(text.slice(note.opaque[index]!, note.opaque[index + 1]!)).map(codeKey);
    const key = readings.find((reading) => left.includes(reading)) ?? readings[0]!;
    if (left.includes(key)) left.splice(left.indexOf(key), 1);
    seen.code.push(key);
  }
  return sorted(seen);
}

/** Code is compared without white space, quote marks and escapes of pipes, which the block structure strips in its own ways. */
function codeKey(code: string): string {
  return code
    .replace(/[\s>]+/g, '')
    .replaceAll('\\|', '|')
    .replace(/^[`~]+|[`~]+$/g, '');
}

/** Code as a fence, as a code span and as indented code. */
function codeReadings(raw: string): string[] {
  const fence = /^(`{3,}|~{3,})([^\n]*)(?:\n|$)/.exec(raw);
  const ticks = /^`+/.exec(raw)?.[0] ?? '';
  const readings = [raw];
  if (ticks && raw.endsWith(ticks)) readings.push(raw.slice(ticks.length, -ticks.length));
  if (fence && !(ticks && fence[2]!.includes('`'))) {
    const close = new RegExp(`(^|\\n)(?:[ \\t]*>)*[ \\t]*\\${fence[1]![0]}{${fence[1]!.length},}[ \\t]*$`);
    readings.push(raw.slice(fence[0].length).replace(close, ''));
  }
  return readings;
}

function squeeze(text: string): string {
  return text
    .replace(/\s*\{#[\w:.-]+\}$/, '')
    .replace(/[\s>]+/g, ' ')
    .trim();
}

function sorted(seen: Seen): Seen {
  const { links, images, wiki, headings, code } = seen;
  return { links: links.sort(), images: images.sort(), wiki: wiki.sort(), headings, code: code.sort() };
}

/** A comment is opaque to us and HTML to markdown-it: what looks like one, even if it is code, is left out of both. */
export function withoutComments(seen: Seen): Seen {
  return { ...seen, code: seen.code.filter((text) => !/^<!--.*--$/s.test(text)) };
}
