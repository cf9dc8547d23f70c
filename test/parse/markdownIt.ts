// The other reader of the differential test: full markdown-it with our wiki-links, math and footnotes left to it.
import MarkdownIt from 'markdown-it';
import { parseNote } from '../../server/parse/parseNote.ts';
import { unescapeMarkdown } from '../../server/parse/plainText.ts';

/** What both readers must agree on, in the order of the text. */
export interface Seen {
  links: string[];
  images: string[];
  headings: string[];
  code: string[];
}

const markdownIt = new MarkdownIt({ html: true });
// All schemes are links to a parser; which may be followed is decided elsewhere.
markdownIt.validateLink = () => true;
markdownIt.normalizeLink = (url) => url;

export function seenByMarkdownIt(text: string): Seen {
  const seen: Seen = { links: [], images: [], headings: [], code: [] };
  const tokens = markdownIt.parse(text, {});
  const walk = (list: ReturnType<typeof markdownIt.parse>): void => {
    for (const [index, token] of list.entries()) {
      if (token.type === 'heading_open') seen.headings.push(`${token.tag} ${squeeze(list[index + 1]!.content)}`);
      if (token.type === 'fence' || token.type === 'code_block') seen.code.push(codeKey(token.content));
      if (token.type === 'code_inline') seen.code.push(codeKey(token.content));
      if (token.type === 'link_open') seen.links.push(token.attrGet('href') ?? '');
      if (token.type === 'image') seen.images.push(token.attrGet('src') ?? '');
      if (token.children) walk(token.children);
    }
  };
  walk(tokens);
  return sorted(seen);
}

export function seenByUs(text: string): Seen {
  const note = parseNote('file:///x.md', text);
  const seen: Seen = { links: [], images: [], headings: [], code: [] };
  for (const heading of note.headings) seen.headings.push(`h${heading.level} ${squeeze(heading.raw)}`);
  for (const link of note.links) {
    if (link.syntax === 'definition' || link.syntax === 'html' || link.syntax === 'wiki') continue;
    const href = link.fragment === undefined ? link.target : `${link.target}#${link.fragment}`;
    (link.embed ? seen.images : seen.links).push(link.syntax === 'autolink' ? href : href);
  }
  for (let index = 0; index < note.opaque.length; index += 2) {
    const raw = text.slice(note.opaque[index]!, note.opaque[index + 1]!);
    if (!raw.startsWith('<!--') || opaqueIsCode(text, note.opaque[index]!)) seen.code.push(codeKey(inner(raw)));
  }
  return sorted(seen);
}

/** A comment in an indented code block is code. */
function opaqueIsCode(text: string, at: number): boolean {
  return text.slice(0, at).endsWith('    ');
}

/** Code is compared without white space and quote marks, which the block structure strips in its own ways. */
function codeKey(code: string): string {
  return code.replace(/[\s>]+/g, '').replace(/^[`~]+|[`~]+$/g, '');
}

/** Code without its fences or ticks. */
function inner(raw: string): string {
  const fence = /^(`{3,}|~{3,})([^\n]*)(?:\n|$)/.exec(raw);
  if (fence && !(fence[1]![0] === '`' && fence[2]!.includes('`'))) {
    const rest = raw.slice(fence[0].length);
    return rest.replace(new RegExp(`(^|\\n)(?:[ \\t]*>)*[ \\t]*\\${fence[1]![0]}{${fence[1]!.length},}[ \\t]*$`), '');
  }
  const ticks = /^`+/.exec(raw);
  return ticks && raw.endsWith(ticks[0]) && raw.length > ticks[0].length * 2 - 1
    ? raw.slice(ticks[0].length, -ticks[0].length)
    : raw;
}

function squeeze(text: string): string {
  return text.replace(/\s*\{#[\w:.-]+\}$/, '').replace(/[\s>]+/g, ' ').trim();
}

function sorted(seen: Seen): Seen {
  return { links: seen.links.sort(), images: seen.images.sort(), headings: seen.headings, code: seen.code.sort() };
}

export { unescapeMarkdown };
