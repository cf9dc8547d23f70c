// Cards of other notes: the author's reason first, then what the note says about itself.
import type { Token } from 'markdown-it';
import { messages } from '../../messages.ts';
import type { Link } from '../../parse/note.ts';
import { dirname } from '../../text/uri.ts';
import { type File, isMarkdownPath, stemOf } from '../../vault/files.ts';
import { figureLinks, overviewOf, partOf, shortened } from '../excerpt.ts';
import { linkWords, readable } from '../linkWords.ts';
import { type PageContext, resolved } from './context.ts';
import { anchorOf, linkAttributes, source } from './drawing.ts';
import { element, escapeHtml, textOfHtml, wordsHtml } from './html.ts';
import { isBreak, type RenderEnv, renderTokens } from './markdownIt.ts';
import type { Piece } from './mask.ts';

/** An entry of a list of notes. */
export interface Entry {
  /** What it begins with; `undefined` for one that begins with anything else. */
  readonly link: Link | undefined;
  /** Plain text that is read in place of the link. */
  readonly words: string;
  /** Inline tokens after the link and its dash; without a link all of them. */
  readonly reason: readonly Token[];
  /** A list below the entry, and the like. */
  readonly rest: readonly Token[];
  /** Lines below the block's first. */
  readonly line: number;
}

/** The entries of a list or of a paragraph of bare lines; `undefined` where none begins with a link to a note. */
export function entriesOf(context: PageContext, env: RenderEnv, tokens: readonly Token[]): Entry[] | undefined {
  const first = tokens[0]!;
  const base = first.map?.[0] ?? 0;
  const entries: Entry[] = [];
  if (first.type === 'paragraph_open') {
    for (const [index, line] of linesOf(tokens[1]?.children ?? []).entries()) {
      const entry = entryOf(context, env, line, [], index);
      // Lines of which one is prose are a paragraph.
      if (!entry.link) return undefined;
      entries.push(entry);
    }
    return entries;
  }
  for (const { tokens: own, line } of itemsOf(tokens)) {
    const children = own[0]?.type === 'paragraph_open' ? own[1]?.children : undefined;
    entries.push(
      children
        ? entryOf(context, env, children, own.slice(3), line - base)
        : { link: undefined, words: '', reason: [], rest: own, line: line - base },
    );
  }
  return entries.some(({ link }) => link) ? entries : undefined;
}

/** The items of a top-level list: the tokens inside each. */
export function itemsOf(tokens: readonly Token[]): { tokens: Token[]; line: number }[] {
  const level = tokens[0]!.level + 1;
  const items: { tokens: Token[]; line: number }[] = [];
  let start = -1;
  for (const [index, token] of tokens.entries()) {
    if (token.level !== level) continue;
    if (token.type === 'list_item_open') start = index;
    if (token.type === 'list_item_close' && start >= 0) {
      items.push({ tokens: tokens.slice(start + 1, index), line: tokens[start]!.map?.[0] ?? 0 });
    }
  }
  return items;
}

function linesOf(children: readonly Token[]): Token[][] {
  const lines: Token[][] = [[]];
  for (const token of children) {
    if (isBreak(token)) lines.push([]);
    else lines.at(-1)!.push(token);
  }
  return lines;
}

function entryOf(
  context: PageContext,
  env: RenderEnv,
  children: readonly Token[],
  rest: readonly Token[],
  line: number,
): Entry {
  const other: Entry = { link: undefined, words: '', reason: children, rest, line };
  let at = 0;
  // `**[[x]]** - why` begins with a link too.
  while (
    children[at] &&
    (isBlank(children[at]!) || children[at]!.type === 'strong_open' || children[at]!.type === 'em_open')
  )
    at++;
  const marks = children.slice(0, at).filter((token) => token.nesting === 1).length;
  const found = linkFrom(context, env, children, at);
  if (!found) return other;
  let { after } = found;
  for (let open = marks; open > 0; after++, open--) {
    // `**[[x]] - why**`: marks around more than the link.
    if (children[after]?.nesting !== -1) return other;
  }
  return { link: found.link, words: found.words, reason: withoutDash(children.slice(after)), rest, line };
}

/** The link to a note that begins at a token, in either syntax, and where what follows it begins. */
function linkFrom(
  context: PageContext,
  env: RenderEnv,
  children: readonly Token[],
  at: number,
): { link: Link; words: string; after: number } | undefined {
  const token = children[at];
  if (token?.type === 'piece') {
    const piece = token.meta as Piece;
    if (piece.kind !== 'link' || piece.link.embed) return undefined;
    return { link: piece.link, words: linkWords(context, piece.link, resolved(context, piece.link)), after: at + 1 };
  }
  if (token?.type !== 'link_open') return undefined;
  const end = children.findIndex((child, index) => index > at && child.type === 'link_close');
  const href = String(token.attrGet('href') ?? '');
  const link = env.drawing.linkOf(env.raw.get(href) ?? href);
  const inner = children.slice(at + 1, end);
  const { files, tier } = resolved(context, link);
  // A heading of this note is none of the notes that a list is about, and a picture has no words for a title.
  const isNote = files[0] ? files[0].markdown : tier !== 'url' && isMarkdownPath(link.target);
  if (end < 0 || !isNote || link.target === '' || inner.some(({ type }) => type === 'image')) return undefined;
  const words = textOfHtml(renderTokens(inner, env));
  return words === '' ? undefined : { link, words, after: end + 1 };
}

function isBlank(token: Token): boolean {
  return token.type === 'text' && token.content.trim() === '';
}

const dash = /^\s*(?:[-–—]+|:)\s*/;

/** The reason is what stands after `-`, `–`, `—` or `:`. */
function withoutDash(tokens: readonly Token[]): Token[] {
  const kept = tokens.filter((token) => !(token.type === 'html_inline' && token.content.startsWith('<!--')));
  const index = kept.findIndex((token) => !isBlank(token));
  const first = kept[index];
  if (index < 0 || !first) return [];
  if (first.type !== 'text') return kept.slice(index);
  const own = Object.assign(Object.create(Object.getPrototypeOf(first)), first, {
    content: first.content.trimStart().replace(dash, ''),
  }) as Token;
  const rest = kept.slice(index + 1);
  return own.content === '' ? rest : [own, ...rest];
}

/** The cards of a list, and the list itself, which a switch of the page brings back. */
export function drawCards(context: PageContext, env: RenderEnv, entries: readonly Entry[], list: string): string {
  const { mark } = context.options;
  const cards = entries.map((entry) => drawEntry(context, env, entry)).join('');
  return (
    element(mark, 'div', { class: 'cards', role: 'list' }, cards) + element(mark, 'div', { class: 'as-list' }, list)
  );
}

function drawEntry(context: PageContext, env: RenderEnv, { link, words, reason, rest, line }: Entry): string {
  const { mark, language } = context.options;
  if (!link) {
    const [title, why] = titleAndReason(reason);
    const words = title.length
      ? element(mark, 'span', { class: 'card-title' }, renderTokens(title, env)) +
        (why.length ? element(mark, 'span', { class: 'card-reason' }, renderTokens(why, env)) : '')
      : renderTokens([...reason], env);
    const body = words + renderTokens([...rest], env);
    const own = { class: 'card plain', role: 'listitem', line };
    return element(mark, 'div', own, element(mark, 'div', { class: 'card-body' }, body));
  }
  const found = resolved(context, link);
  const why = reason.length ? renderTokens([...reason], env) : '';
  const more = rest.length ? renderTokens([...rest], env) : '';
  const file = found.files[0];
  if (file) return drawCard(context, file, { words, why, more, line, link });
  const attributes = linkAttributes(context, link, found);
  const say = messages(language);
  const isMissing = attributes.class === 'missing';
  // A long path is no title: the name says what would be there, the path where it was looked for.
  const name = link.alias || link.syntax !== 'wiki' || !isMissing ? words : stemOf(found.target).replaceAll('_', ' ');
  const title = element(mark, 'span', { class: 'card-title' }, wordsHtml(mark, name || words));
  const place = found.target.includes('/') ? ` · ${found.target}` : '';
  const note = isMissing ? element(mark, 'span', { class: 'card-note' }, escapeHtml(say.notWritten() + place)) : '';
  const fix = isMissing ? element(mark, 'a', { tag: 'button', act: 'fix', class: 'quiet' }, escapeHtml(say.fix())) : '';
  const body = `${title}${why && element(mark, 'span', { class: 'card-reason' }, why)}${more}${note}${fix}`;
  const own = {
    class: `card ${isMissing ? 'absent' : 'plain'}`,
    role: 'listitem',
    line,
    ...(isMissing ? source(context, link) : {}),
  };
  return element(mark, 'div', own, tile('?', 0, mark) + element(mark, 'div', { class: 'card-body' }, body));
}

/** A link to something else than a note and what is said of it after a dash; no title for words of any other kind. */
function titleAndReason(tokens: readonly Token[]): [Token[], Token[]] {
  const end = tokens[0]?.type === 'link_open' ? tokens.findIndex(({ type }) => type === 'link_close') + 1 : 0;
  const after = tokens.slice(end).find((token) => !isBlank(token));
  if (end === 0 || (after && !(after.type === 'text' && dash.test(after.content)))) return [[], []];
  return [tokens.slice(0, end), withoutDash(tokens.slice(end))];
}

export interface CardParts {
  readonly words?: string;
  /** HTML of the reason, and of what stands below it. */
  readonly why?: string;
  readonly more?: string;
  readonly line?: number;
  readonly link?: Link;
  /** The section or block that the card is about; without it, or where there is none, the note. */
  readonly at?: string;
}

/** So much of a section or block stands on its card (characters). */
const longestPart = 400;

/** The card of a file: its title, why it is here, its overview and its first figure. */
export function drawCard(context: PageContext, file: File, { words, why, more, line, link, at }: CardParts): string {
  const { vault, options } = context;
  const { mark } = options;
  const say = messages(options.language);
  const note = vault.note(file.uri);
  const text = vault.text(file.uri);
  const read = note && text !== undefined ? readable({ vault, note, text }, options.settings) : undefined;
  const part = at && note && text !== undefined ? partOf(note, text, at, longestPart, read) : undefined;
  const whole = words ?? vault.titleOf(file);
  const title = part?.heading ? `${whole} › ${part.heading}` : whole;
  const anchor = part && anchorOf(note!, at!);
  const attributes = link
    ? linkAttributes(context, link, resolved(context, link))
    : { class: 'note', note: file.uri, at: anchor?.id, go: anchor?.line, title: vault.displayPath(file.path) };
  const overview = part?.words() ?? (note && text !== undefined ? overviewOf(note, text, read) : undefined);
  const folder = vault.displayPath(dirname(file.path));
  const own = vault.files.get(context.note.uri);
  const figures = note ? figureLinks(vault, note) : [];
  // Its folder says something about a note only if it is another one than the page's.
  const isBeside = own !== undefined && dirname(own.path) === dirname(file.path);
  const facts = [isBeside ? '' : folder, figures.length ? say.figures(figures.length) : ''].filter(Boolean).join(' · ');
  const reason = why && textOfHtml(why) !== title ? why : '';
  const body = [
    element(mark, 'a', { ...attributes, class: `card-title ${attributes.class ?? ''}` }, wordsHtml(mark, title)),
    reason ? element(mark, 'span', { class: 'card-reason' }, reason) : '',
    more ?? '',
    overview
      ? element(
          mark,
          'span',
          { class: 'card-overview' },
          wordsHtml(mark, shortened(overview, part ? longestPart : 240)),
        )
      : '',
    facts ? element(mark, 'span', { class: 'card-note' }, escapeHtml(facts)) : '',
  ];
  // The first figure of the note says nothing about a part of it.
  const cover = part
    ? ''
    : figures[0]
      ? coverOf(context, figures[0].file)
      : tile(firstLetter(title), colourOf(folder), mark);
  return element(
    mark,
    'div',
    { class: 'card', role: 'listitem', line },
    cover + element(mark, 'div', { class: 'card-body' }, body.join('')),
  );
}

function coverOf(context: PageContext, file: File): string {
  context.images.add(file.uri);
  const { mark } = context.options;
  return element(
    mark,
    'span',
    { class: 'cover', 'aria-hidden': 'true' },
    `<img alt=""${` data-${mark}-image="${escapeHtml(file.uri)}"`}>`,
  );
}

function tile(letter: string, colour: number, mark: string): string {
  return element(mark, 'span', { class: `cover tile hue-${colour}`, 'aria-hidden': 'true' }, escapeHtml(letter));
}

function firstLetter(title: string): string {
  return (/[\p{L}\p{N}]/u.exec(title)?.[0] ?? '·').toUpperCase();
}

/** The same colour for all notes of a folder. */
function colourOf(folder: string): number {
  let sum = 0;
  for (let at = 0; at < folder.length; at++) sum = (sum * 31 + folder.charCodeAt(at)) >>> 0;
  return sum % 6;
}
