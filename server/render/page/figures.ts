// Figures: pictures that stand by themselves, each with a number and the caption that its author wrote below.
import type { Token } from 'markdown-it';
import { messages } from '../../messages.ts';
import { imageText, pictureAlias } from '../../parse/wikilink.ts';
import { spacedWords } from '../../text/words.ts';
import { type Caption, captionSource, numberedCaption } from '../../vault/captions.ts';
import { isImagePath } from '../../vault/files.ts';
import { shortened } from '../excerpt.ts';
import type { Block } from './blocks.ts';
import { type PageContext, resolved } from './context.ts';
import { element, escapeHtml, textOfHtml } from './html.ts';
import { isBreak, type RenderEnv, renderInline, renderTokens } from './markdownIt.ts';
import type { Piece } from './mask.ts';

export interface Figure {
  /** As the author wrote it, or counted; `undefined` where only other figures have one. */
  readonly number: string | undefined;
  readonly id: string;
  /** The picture's canonical URI; `undefined` where it is missing. */
  readonly image: string | undefined;
  /** Plain text, for the list of figures. */
  readonly caption: string;
}

/** The pictures of a block, found but not numbered yet. */
export interface FoundFigures {
  readonly pictures: readonly Picture[];
  /** The block after it was its caption. */
  readonly usesNext: boolean;
}

interface Picture {
  readonly token: Token;
  /** The author's own label and number. */
  readonly label: string | undefined;
  readonly number: string | undefined;
  /** HTML; empty for none. */
  readonly caption: string;
}

/**
 * Numbers for the figures of a page whose author has numbered none. Counted ones beside the author's would follow no
 * order, and would not be those of the paper.
 */
export class Numbering {
  private readonly isAuthors: boolean;
  private count = 0;

  constructor(found: Iterable<FoundFigures>) {
    this.isAuthors = [...found].some(({ pictures }) => pictures.some(({ number }) => number !== undefined));
  }

  /** Figures may share a number, but no id. */
  next(): { id: string; number: string | undefined } {
    this.count++;
    return { id: `figure-${this.count}`, number: this.isAuthors ? undefined : String(this.count) };
  }
}

const comment = /<!--[\s\S]*?-->/g;

/** `undefined` for a block that is more than pictures. */
export function findFigures(
  context: PageContext,
  env: RenderEnv,
  block: Block,
  next: Block | undefined,
): FoundFigures | undefined {
  const inline = block.kind === 'paragraph' ? block.tokens[1] : undefined;
  if (!inline?.children) return undefined;
  const { pictures, rest } = split(context, inline.children);
  if (!pictures.length) return undefined;
  const own = rest.length ? captionSource(sourceOf(inline, rest)) : undefined;
  if (rest.length && own === undefined) return undefined;

  const below = own === undefined && next?.kind === 'paragraph' ? next.tokens[1] : undefined;
  const words = below?.content.replace(comment, '').trim();
  const nextCaption = words ? (captionSource(words) ?? repeated(words, pictures.at(-1)!)) : undefined;
  const found = pictures.map((token, index): Picture => {
    const isLast = index === pictures.length - 1;
    // Several pictures in one paragraph share the caption below: it belongs to the last.
    const written = isLast ? (own ?? nextCaption) : undefined;
    const title = String(token.attrGet('title') ?? '');
    // The alternative text as written: formulas and emphasis in it are drawn.
    const plain = title || (token.type === 'image' ? imageText(token.content.trim()).words : altOf(token));
    const numbered = numberedCaption(plain);
    const { label, number } = written?.label ? written : (numbered ?? { label: undefined, number: undefined });
    const source = written?.source || (numbered?.source ?? plain);
    const isMarkdown = Boolean(written?.source) || (title === '' && token.type === 'image');
    return { token, label, number, caption: isMarkdown ? renderInline(source, env) : escapeHtml(source) };
  });
  return { pictures: found, usesNext: nextCaption !== undefined };
}

/** @param numbering of the page; inside of an embed a figure has only the number that its author gave it */
export function drawFigures(
  context: PageContext,
  env: RenderEnv,
  { pictures }: FoundFigures,
  numbering: Numbering | undefined,
): { html: string; figures: readonly Figure[] } {
  const say = messages(context.options.language);
  const { mark } = context.options;
  const figures: Figure[] = [];
  const drawn = pictures.map(({ token, label, number: own, caption }) => {
    const counted = numbering?.next();
    const number = own ?? counted?.number;
    if (counted)
      figures.push({
        number,
        id: counted.id,
        image: imageOf(context, env, token),
        caption: shortened(textOfHtml(caption), 160),
      });
    const words = label ?? (number === undefined ? '' : say.figureNumber(number) + (caption ? '.' : ''));
    const shown = [words && element(mark, 'span', { class: 'figure-number' }, escapeHtml(words)), caption].filter(
      Boolean,
    );
    const below = shown.length ? `<figcaption>${shown.join(' ')}</figcaption>` : '';
    return element(mark, 'figure', { class: 'figure', id: counted?.id }, renderTokens([token], env) + below);
  });
  const html = drawn.length === 1 ? drawn[0]! : element(mark, 'div', { class: 'gallery' }, drawn.join(''));
  return { html, figures };
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
  if (isBreak(token)) return true;
  if (token.type === 'text') return token.content.trim() === '';
  if (token.type === 'html_inline') return token.content.startsWith('<!--');
  return token.type === 'piece' && (token.meta as Piece).kind === 'block';
}

function imageOf(context: PageContext, env: RenderEnv, token: Token): string | undefined {
  const html = renderTokens([token], env);
  const uri = new RegExp(`data-${context.options.mark}-image="([^"]*)"`).exec(html)?.[1];
  return uri?.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

/** A paragraph that says what the picture's alternative text says: the caption once more. */
function repeated(words: string, picture: Token): Caption | undefined {
  const alt = spacedWords(altOf(picture));
  return alt !== '' && spacedWords(words) === alt ? { label: undefined, number: undefined, source: words } : undefined;
}

/** The alternative text; a size at its end (`![300](x)`, `![words|300x200](x)`) is none of it. */
function altOf(token: Token): string {
  if (token.type === 'piece') {
    const piece = token.meta as Piece;
    return piece.kind === 'link' ? pictureAlias(piece.link.alias ?? '').words : '';
  }
  const written = (token.children ?? []).map((child) => child.content).join('');
  return imageText(written.trim()).words;
}

/** The source of the last tokens of a paragraph: its last lines, or near enough to find a caption's label in it. */
function sourceOf({ content, children }: Token, rest: readonly Token[]): string {
  const before = (children ?? []).slice(0, -rest.length);
  if (before.length && isBreak(before.at(-1)!))
    return content.split('\n').slice(lines(before)).join('\n').replace(comment, '').trim();
  return rest
    .map((token) => {
      if (isBreak(token)) return '\n';
      if (token.type === 'html_inline') return token.content.replace(comment, '');
      return token.content || token.markup;
    })
    .join('')
    .trim();
}

function lines(tokens: readonly Token[]): number {
  return tokens.reduce((sum, token) => sum + (isBreak(token) ? 1 : token.content.split('\n').length - 1), 0);
}
