// Figures: pictures that stand by themselves, each with a number and the caption that its author wrote below.
import type { Token } from 'markdown-it';
import { messages } from '../../messages.ts';
import { spacedWords } from '../../text/words.ts';
import { captionSource } from '../../vault/captions.ts';
import { isImagePath } from '../../vault/files.ts';
import { shortened } from '../excerpt.ts';
import type { Block } from './blocks.ts';
import { type PageContext, resolved } from './context.ts';
import { element, escapeHtml, textOfHtml } from './html.ts';
import { type RenderEnv, renderInline, renderTokens } from './markdownIt.ts';
import type { Piece } from './mask.ts';

export interface Figure {
  readonly number: number;
  readonly id: string;
  /** The picture's canonical URI; `undefined` where it is missing. */
  readonly image: string | undefined;
  /** Plain text, for the list of figures. */
  readonly caption: string;
}

export interface DrawnFigures {
  readonly html: string;
  readonly figures: readonly Figure[];
  /** The block after it was its caption. */
  readonly usesNext: boolean;
}

const comment = /<!--[\s\S]*?-->/g;

/** `undefined` for a block that is more than pictures. `first` is the number of its first figure. */
export function figuresOf(
  context: PageContext,
  env: RenderEnv,
  block: Block,
  next: Block | undefined,
  first: number,
): DrawnFigures | undefined {
  const inline = block.kind === 'paragraph' ? block.tokens[1] : undefined;
  if (!inline?.children) return undefined;
  const { pictures, rest } = split(context, inline.children);
  if (!pictures.length) return undefined;
  const own = rest.length ? captionSource(textOf(rest)) : undefined;
  if (rest.length && own === undefined) return undefined;

  const below = own === undefined && next?.kind === 'paragraph' ? next.tokens[1] : undefined;
  const words = below?.content.replace(comment, '').trim();
  const nextCaption = words && (captionSource(words) ?? (repeats(words, pictures.at(-1)!) ? words : undefined));
  const usesNext = Boolean(nextCaption);
  const say = messages(context.options.language);
  const { mark } = context.options;
  const figures: Figure[] = [];
  const drawn = pictures.map((token, index) => {
    const number = first + index;
    const isLast = index === pictures.length - 1;
    // Several pictures in one paragraph share the caption below: it belongs to the last.
    const written = isLast ? (own ?? (usesNext ? nextCaption : undefined)) : undefined;
    const plain = String(token.attrGet('title') ?? '') || altOf(token);
    const html = written ? renderInline(written, env) : plain ? escapeHtml(plain) : '';
    const caption = written ? textOfHtml(html) : plain;
    const id = `figure-${number}`;
    figures.push({ number, id, image: imageOf(context, env, token), caption: shortened(caption, 160) });
    const label = element(mark, 'span', { class: 'figure-number' }, escapeHtml(say.figureNumber(number)));
    const shown = html || element(mark, 'span', { class: 'absent' }, escapeHtml(say.noCaption()));
    return element(
      mark,
      'figure',
      { class: 'figure', id },
      `${renderTokens([token], env)}<figcaption>${label} ${shown}</figcaption>`,
    );
  });
  const html = drawn.length === 1 ? drawn[0]! : element(mark, 'div', { class: 'gallery' }, drawn.join(''));
  return { html, figures, usesNext };
}

/** Pictures at the start, and what follows them. Comments and block ids are neither. */
function split(context: PageContext, children: readonly Token[]): { pictures: Token[]; rest: Token[] } {
  const pictures: Token[] = [];
  for (const [index, token] of children.entries()) {
    if (isPicture(context, token)) pictures.push(token);
    else if (!isNothing(token)) return { pictures, rest: children.slice(index) };
  }
  return { pictures, rest: [] };
}

function isPicture(context: PageContext, token: Token): boolean {
  if (token.type === 'image') return true;
  if (token.type !== 'piece') return false;
  const piece = token.meta as Piece;
  if (piece.kind !== 'link' || !piece.link.embed) return false;
  return isImagePath(resolved(context, piece.link).files[0]?.path ?? piece.link.target);
}

function isNothing(token: Token): boolean {
  if (token.type === 'softbreak' || token.type === 'hardbreak') return true;
  if (token.type === 'text') return token.content.trim() === '';
  if (token.type === 'html_inline') return token.content.startsWith('<!--');
  return token.type === 'piece' && (token.meta as Piece).kind === 'block';
}

function imageOf(context: PageContext, env: RenderEnv, token: Token): string | undefined {
  const html = renderTokens([token], env);
  const uri = new RegExp(`data-${context.options.mark}-image="([^"]*)"`).exec(html)?.[1];
  return uri?.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

/** True for a paragraph that says what the picture's alternative text says: the caption once more. */
function repeats(words: string, picture: Token): boolean {
  const alt = spacedWords(altOf(picture));
  return alt !== '' && spacedWords(words) === alt;
}

/** The alternative text; a mere width (`![300](x)`) is none. */
function altOf(token: Token): string {
  if (token.type === 'piece') {
    const piece = token.meta as Piece;
    const alias = piece.kind === 'link' ? (piece.link.alias ?? '') : '';
    return /^\d+(?:x\d+)?$/.test(alias) ? '' : alias;
  }
  return (token.children ?? [])
    .map((child) => child.content)
    .join('')
    .trim();
}

/** The source of inline tokens, near enough to find a caption's label in it. */
function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return '\n';
      if (token.type === 'html_inline') return token.content.replace(comment, '');
      return token.content || token.markup;
    })
    .join('')
    .trim();
}
