// Embeds of notes: another note, a section or a block of it, drawn in place or below the words it stands among, within limits.
import type { Token } from 'markdown-it';
import { messages } from '../../messages.ts';
import { isIdInside } from '../../parse/blockText.ts';
import { leadingMarks } from '../../parse/containerMarks.ts';
import { frontMatterEnd } from '../../parse/frontMatter.ts';
import type { BlockId, Link, Note } from '../../parse/note.ts';
import { lineAt } from '../../text/lines.ts';
import { isImagePath } from '../../vault/files.ts';
import { findAnchor, sectionEnd } from '../../vault/fragments.ts';
import { type Resolution, resolve } from '../../vault/resolve.ts';
import type { Vault } from '../../vault/vault.ts';
import { linkWords } from '../linkWords.ts';
import { missingPart } from '../missingPart.ts';
import { type Block, type Blocks, blocksOf, renderBlock } from './blocks.ts';
import { deepestEmbed, type PageContext, type PageOptions, resolved } from './context.ts';
import { linkAttributes, source } from './drawing.ts';
import { drawFigures, findFigures } from './figures.ts';
import { element, escapeHtml, wordsHtml } from './html.ts';
import { isBreak, type RenderEnv, renderTokens } from './markdownIt.ts';
import type { Piece } from './mask.ts';

/** The HTML of a block of any note: an embed or a figure where it is one. */
export function drawBlock(context: PageContext, env: RenderEnv, block: Block): string {
  const found = findFigures(context, env, block, undefined);
  return found ? drawFigures(context, env, found, undefined).html : renderBlock(withEmbeds(context, env, block), env);
}

/**
 * The block with its embeds of notes: one that is a line by itself is drawn in place of that line, and parts its paragraph. Those
 * among words stay links, since a sentence can hold no block, and are drawn below.
 */
function withEmbeds(context: PageContext, env: RenderEnv, block: Block): Block {
  const tokens: Token[] = [];
  for (let index = 0; index < block.tokens.length; index++) {
    const open = block.tokens[index]!;
    const inline = block.tokens[index + 1];
    if (open.type !== 'paragraph_open' || !inline?.children?.some(embedLink)) {
      tokens.push(open);
      continue;
    }
    const add = (content: string) =>
      tokens.push(Object.assign(copyOf(open), { type: 'drawn', hidden: false, content }));
    // The last paragraph of a footnote also holds the ways back to it.
    let end = index + 2;
    while (block.tokens[end]!.type !== 'paragraph_close') end++;
    const ways = block.tokens.slice(index + 2, end);
    const close = block.tokens[end]!;
    let words: Token[] = [];
    const endWords = (after: readonly Token[]) => {
      words = words.slice(words.findIndex(isSeen), words.findLastIndex(isSeen) + 1);
      if (words.length + after.length === 0) return;
      tokens.push(open, Object.assign(copyOf(inline), { children: words }), ...after, close);
      for (const child of words) {
        const link = embedLink(child);
        const drawn = link && drawEmbeddedNote(context, link, resolved(context, link), false);
        if (drawn !== undefined) add(drawn);
      }
      words = [];
    };
    for (const line of linesOf(inline.children)) {
      const drawn = drawLine(context, env, line);
      if (drawn === undefined) {
        words.push(...line);
        continue;
      }
      endWords([]);
      add(drawn);
    }
    endWords(ways);
    index = end;
  }
  return { ...block, tokens };
}

/** The tokens of each line, with the break before it. What emphasis or a link holds together is one line. */
function linesOf(children: readonly Token[]): Token[][] {
  const lines: Token[][] = [[]];
  let depth = 0;
  for (const token of children) {
    depth += token.nesting;
    if (depth === 0 && isBreak(token)) lines.push([]);
    lines.at(-1)!.push(token);
  }
  return lines;
}

function isSeen(token: Token): boolean {
  return !isBreak(token) && !(token.type === 'text' && token.content.trim() === '');
}

function copyOf(token: Token): Token {
  return Object.assign(Object.create(Object.getPrototypeOf(token)), token);
}

/** `undefined` for a line that is more or less than the embed of a note. */
function drawLine(context: PageContext, env: RenderEnv, line: readonly Token[]): string | undefined {
  const own = line.filter(isSeen);
  const ids = own.filter((token) => token.type === 'piece' && (token.meta as Piece).kind === 'block');
  const link = own.length === ids.length + 1 ? embedLink(own[0]!) : undefined;
  const drawn = link && drawEmbedAlone(context, link);
  return drawn && renderTokens(ids, env) + drawn;
}

/** An embed that is a line by itself, or why there is nothing to draw; `undefined` where its line stays words. */
function drawEmbedAlone(context: PageContext, link: Link): string | undefined {
  const found = resolved(context, link);
  if (found.files.length > 0) return drawEmbeddedNote(context, link, found, true);
  // A picture that is missing says so itself.
  if (isImagePath(link.target)) return undefined;
  const { mark, language } = context.options;
  const attributes = linkAttributes(context, link, found);
  if (attributes.class !== 'missing') return undefined;
  const say = messages(language);
  const fix = element(mark, 'a', { tag: 'button', act: 'fix', class: 'quiet' }, escapeHtml(say.fix()));
  const words = element(mark, 'span', { class: 'box-words' }, escapeHtml(String(attributes.title)));
  return element(mark, 'div', { class: 'box missing', ...source(context, link) }, words + fix);
}

/** What an embed shows; `undefined` where the link leads to no note, or all is said with the link that stands there. */
function drawEmbeddedNote(context: PageContext, link: Link, found: Resolution, isAlone: boolean): string | undefined {
  const file = found.files[0];
  const { vault, options, chain, budget } = context;
  if (!file?.markdown || budget.isSpent) return undefined;
  const say = messages(options.language);
  const { mark } = options;
  const title = element(
    mark,
    'a',
    linkAttributes(context, link, found),
    wordsHtml(mark, linkWords(context, link, found)),
  );
  const box = (words: string) =>
    element(
      mark,
      'div',
      { class: 'box embed-stop' },
      element(mark, 'span', { class: 'box-words' }, `${escapeHtml(words)} ${title}`),
    );
  const name = `${file.uri}#${found.fragment ?? ''}`;
  // A note inside itself would go on for ever; so would a section inside itself.
  if (
    chain.includes(name) ||
    chain.includes(`${file.uri}#`) ||
    (file.uri === chain[0] && found.fragment === undefined)
  ) {
    return box(say.embedCircular());
  }
  if (chain.length > deepestEmbed) return box(say.embedTooDeep());
  const lastBox = (words: string) => {
    budget.isSpent = true;
    return box(words);
  };
  if (budget.embeds <= 0) return lastBox(say.embedTooDeep());
  const note = vault.note(file.uri);
  const text = vault.text(file.uri);
  if (!note || text === undefined) return box(say.embedUnread());
  const span = spanOf(note, text, found.fragment);
  // Among words the link says it.
  if (!span) return isAlone ? box(missingPart(say, found.fragment ?? '', vault.titleOf(file))) : undefined;
  const container = containerBlock(note, text, found.fragment);
  budget.embeds--;
  // It is looked for in the whole note.
  budget.characters -= container ? text.length : span.end - span.start;
  if (budget.characters < 0) return lastBox(say.embedTooLarge());
  const inner: PageContext = { ...context, note, text, chain: [...chain, name] };
  const { blocks, env } = (container && containerOf(inner, container)) ?? blocksOf(inner, span.start, span.end);
  const body = blocks.map((each) => drawBlock(inner, env, each)).join('');
  return element(mark, 'div', { class: 'embed' }, element(mark, 'div', { class: 'embed-title' }, title) + body);
}

/** The embed that a piece of a line is; `undefined` for all others. */
function embedLink({ type, meta }: Token): Link | undefined {
  const piece = type === 'piece' ? (meta as Piece) : undefined;
  return piece?.kind === 'link' && piece.link.embed ? piece.link : undefined;
}

function spanOf(note: Note, text: string, fragment: string | undefined): { start: number; end: number } | undefined {
  if (fragment === undefined) return { start: frontMatterEnd(text), end: text.length };
  const anchor = findAnchor(note, fragment);
  if (anchor?.kind === 'heading') {
    return { start: anchor.heading.start, end: note.headings[sectionEnd(note, anchor.index)]?.start ?? text.length };
  }
  if (anchor?.kind === 'block') return { start: anchor.block.blockStart, end: anchor.block.blockEnd };
  return anchor ? { start: frontMatterEnd(text), end: text.length } : undefined;
}

/** The block that a fragment names, where that is an item, a list or a quote. */
function containerBlock(note: Note, text: string, fragment: string | undefined): BlockId | undefined {
  const anchor = fragment === undefined ? undefined : findAnchor(note, fragment);
  if (anchor?.kind !== 'block') return undefined;
  const { blockStart } = anchor.block;
  return leadingMarks(text.slice(blockStart, blockStart + 11)).trim() === '' ? undefined : anchor.block;
}

/** An item as a list by itself, or a whole list or quote: read where it stands. */
function containerOf(inner: PageContext, id: BlockId): Blocks | undefined {
  const { note, text } = inner;
  const { blockStart } = id;
  const all = blocksOf(inner);
  const line = lineAt(note.lines, blockStart);
  const block = all.blocks.find((each) => each.line <= line && line < each.end);
  if (!block) return undefined;
  const own = line - all.env.drawing.masked.firstLine;
  const kind = text[blockStart] === '>' ? 'other' : 'list';
  const tokens =
    kind === 'list' && isIdInside(id) ? itemTokens(block.tokens, own) : wholeTokens(block.tokens, own, kind);
  return tokens && { ...all, blocks: [{ ...block, tokens, kind, level: 0 }] };
}

/** The outermost list or quote that begins at a line. */
function wholeTokens(tokens: readonly Token[], line: number, kind: 'list' | 'other'): readonly Token[] | undefined {
  const type = kind === 'list' ? /^(?:bullet|ordered)_list_open$/ : /^blockquote_open$/;
  const open = tokens.findIndex((token) => type.test(token.type) && token.map?.[0] === line);
  const close = tokens.findIndex((token, index) => index > open && token.level === tokens[open]?.level);
  return close < 0 ? undefined : tokens.slice(open, close + 1);
}

/** The innermost item that begins at a line, as a list by itself. */
function itemTokens(tokens: readonly Token[], line: number): Token[] | undefined {
  const open = tokens.findLastIndex((token) => token.type === 'list_item_open' && token.map?.[0] === line);
  const item = tokens[open];
  if (!item) return undefined;
  const list = tokens.findLastIndex((token, index) => index < open && token.level === item.level - 1);
  const close = tokens.findIndex((token, index) => index > open && token.level === item.level && token.nesting === -1);
  const listEnd = tokens.findIndex((token, index) => index > close && token.level === item.level - 1);
  const opening = tokens[list]!;
  const own = copyOf(opening);
  // Its number is its own.
  if (opening.type === 'ordered_list_open') own.attrs = [['start', item.info || '1']];
  return [own, ...tokens.slice(open, close + 1), tokens[listEnd]!];
}

/** The notes whose texts the embeds of a note ask for, and the pictures in all of them. */
export function embedNeeds(
  vault: Vault,
  note: Note,
  options: Pick<PageOptions, 'settings'>,
): { texts: Set<string>; notes: Note[] } {
  const texts = new Set<string>();
  const notes: Note[] = [];
  const visit = (from: Note, depth: number): void => {
    for (const link of from.links) {
      if (!link.embed || link.syntax !== 'wiki' || texts.size >= 200) continue;
      const file = resolve(vault, from.uri, link, options.settings.links).files[0];
      if (!file?.markdown || texts.has(file.uri)) continue;
      texts.add(file.uri);
      const target = vault.note(file.uri);
      if (!target) continue;
      notes.push(target);
      if (depth < deepestEmbed) visit(target, depth + 1);
    }
  };
  visit(note, 1);
  return { texts, notes };
}
