// A note as a row of top-level blocks: what the page shows, patches and scrolls by.
import type { Token } from 'markdown-it';
import type { Note } from '../../parse/note.ts';
import { lineAt } from '../../text/lines.ts';
import { headingSlugs } from '../../vault/fragments.ts';
import type { PageContext } from './context.ts';
import { drawingOf } from './drawing.ts';
import { type RenderEnv, renderTokens, tokensOf } from './markdownIt.ts';
import { mask } from './mask.ts';
import { placeInside } from './places.ts';

/** A top-level block of the note. Lines count from 0; `end` is the line after its last. */
export interface Block {
  readonly tokens: readonly Token[];
  readonly line: number;
  readonly end: number;
  readonly kind: 'heading' | 'paragraph' | 'list' | 'html' | 'other';
  /** The level of a heading, else 0. */
  readonly level: number;
}

export interface Blocks {
  readonly blocks: readonly Block[];
  readonly env: RenderEnv;
}

/** The blocks between two offsets of the context's note; without them, of all that follows the front matter. */
export function blocksOf(
  context: PageContext,
  from = bodyStart(context.note, context.text),
  to = context.text.length,
): Blocks {
  const { note, text } = context;
  const masked = mask(note, text, from, to);
  const slugs = headingSlugs(note);
  const byLine = new Map(note.headings.map((heading, index) => [lineAt(note.lines, heading.start), slugs[index]!]));
  const { tokens, env } = tokensOf(drawingOf(context, masked, byLine));
  const blocks = grouped(tokens, masked.firstLine);
  for (const block of blocks)
    placeInside(block.tokens, block.line - masked.firstLine, block.end <= block.line, env.drawing);
  return { blocks, env };
}

export function renderBlock(block: Block, env: RenderEnv): string {
  return renderTokens([...block.tokens], env);
}

function bodyStart(note: Note, text: string): number {
  return note.frontMatter?.end ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0);
}

/** One block a top-level token; all between an HTML tag that is left open and its end is one block. */
function grouped(tokens: readonly Token[], firstLine: number): Block[] {
  const blocks: Block[] = [];
  let start = 0;
  let depth = 0;
  let line = firstLine;
  for (let index = 0; index < tokens.length; index++) {
    depth += tokens[index]!.nesting;
    if (depth > 0) continue;
    const opened = tokens[index]!;
    const until = opened.type === 'html_block' && start === index ? htmlEnd(tokens, index) : index;
    const own = tokens.slice(start, until + 1);
    const block = blockOf(own, firstLine, line);
    line = block.end;
    if (!isEmpty(own)) blocks.push(block);
    index = until;
    start = until + 1;
    depth = 0;
  }
  return blocks;
}

function blockOf(tokens: readonly Token[], firstLine: number, after: number): Block {
  const first = tokens[0]!;
  const maps = tokens.flatMap((token) => (token.level === 0 && token.map ? [token.map] : []));
  const line = maps.length ? maps[0]![0] + firstLine : after;
  const end = maps.length ? Math.max(...maps.map((map) => map[1])) + firstLine : line;
  const kinds: Record<string, Block['kind']> = {
    heading_open: 'heading',
    paragraph_open: 'paragraph',
    bullet_list_open: 'list',
    ordered_list_open: 'list',
    html_block: 'html',
  };
  const level = first.type === 'heading_open' ? Number(first.tag.slice(1)) : 0;
  return { tokens, line, end, kind: kinds[first.type] ?? 'other', level };
}

/** Only comments, definitions and what our parser took out: nothing to see. */
function isEmpty(tokens: readonly Token[]): boolean {
  return tokens.every((token) => {
    if (token.type === 'html_block') return token.content.replace(/<!--[\s\S]*?(?:-->|$)/g, '').trim() === '';
    if (token.type === 'inline') {
      return (token.children ?? []).every(
        (child) => child.type === 'softbreak' || (child.type === 'text' && child.content.trim() === ''),
      );
    }
    return token.type === 'paragraph_open' || token.type === 'paragraph_close';
  });
}

const voidTags = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** Tags that browsers close by themselves, or whose end authors leave out. */
const looseTags = new Set('p li dt dd tr td th thead tbody tfoot colgroup option'.split(' '));
const longestGroup = 400;
const longestHtml = 20_000;

/** The index of the token in which the tags that a block of HTML leaves open are closed; its own if they never are. */
function htmlEnd(tokens: readonly Token[], from: number): number {
  const open: string[] = [];
  // A comment that is left open would swallow all that is put behind it. Very long HTML is left as it is.
  const { content } = tokens[from]!;
  if (content.length > longestHtml || content.lastIndexOf('<!--') > content.lastIndexOf('-->')) return from;
  for (let index = from; index < tokens.length && index < from + longestGroup; index++) {
    const token = tokens[index]!;
    // What stands in a quote or a list closes nothing outside of it.
    if (token.type === 'html_block' && token.nesting === 0 && token.level === 0) {
      if (token.content.length > longestHtml) return from;
      countTags(token.content, open);
    }
    if (open.length === 0) return index;
  }
  return from;
}

function countTags(html: string, open: string[]): void {
  const bare = html.replace(/<!--[\s\S]*?(?:-->|$)/g, '');
  for (const [, slash, written, rest] of bare.matchAll(/<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/g)) {
    const name = written!.toLowerCase();
    if (voidTags.has(name) || looseTags.has(name) || rest!.endsWith('/')) continue;
    if (slash === '') open.push(name);
    else {
      const at = open.lastIndexOf(name);
      if (at >= 0) open.length = at;
    }
  }
}
