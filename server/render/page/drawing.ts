// How links, pictures, embeds and formulas of one note are drawn, by where the one resolver says they lead.
import { messages } from '../../messages.ts';
import { isFilledIn } from '../../parse/filledIn.ts';
import { pathLink } from '../../parse/inline.ts';
import type { Link, Note } from '../../parse/note.ts';
import { isAllowedUrl, mayBeAllowed } from '../../parse/schemes.ts';
import { imageText, isExternal, pictureAlias } from '../../parse/wikilink.ts';
import { lineAt, lineStart, positionAt } from '../../text/lines.ts';
import { basename } from '../../text/uri.ts';
import { type File, isImagePath, playerOf } from '../../vault/files.ts';
import { findAnchor, headingSlugs } from '../../vault/fragments.ts';
import type { Resolution } from '../../vault/resolve.ts';
import { shortened } from '../excerpt.ts';
import { linkWords } from '../linkWords.ts';
import { missingPart } from '../missingPart.ts';
import { type PageContext, resolved } from './context.ts';
import { type Attributes, element, escapeHtml, math, ownAddress, ownAttributes, wordsHtml } from './html.ts';
import type { Drawing } from './markdownIt.ts';
import type { Masked, Piece } from './mask.ts';
import { drawPlayer } from './players.ts';
import { longestTask } from './tasks.ts';

/** Where Markdown's links never lead, whatever file may be called so. */
const refused = /^(?:javascript|vbscript|data|file):/i;

/** The rules' view of one note. */
export function drawingOf(context: PageContext, masked: Masked, slugs: ReadonlyMap<number, string>): Drawing {
  const { mark, markdown = {} } = context.options;
  // Obsidian keeps the ends of lines; elsewhere Markdown does not.
  const { breaks = context.vault.isObsidian, typographer = false, linkify = true } = markdown;
  const written = linksByAddress(context);
  const linkOf = (raw: string, embed: boolean): Link => written.get(`${embed}${raw}`) ?? linkOfAddress(raw, embed);
  return {
    mark,
    masked,
    choice: { breaks, typographer, linkify },
    embedded: context.chain.length > 1 ? { uri: context.note.uri, line: (line) => lineOf(context, line) } : undefined,
    slug: (line) => slugs.get(line),
    piece: (piece) => drawPiece(context, piece),
    words(piece) {
      if (piece.kind === 'template') return piece.code;
      return piece.kind === 'link' ? linkWords(context, piece.link, resolved(context, piece.link)) : '';
    },
    linkOf: (raw) => linkOf(raw, false),
    link(href, raw, title) {
      const link = linkOf(raw, false);
      const own = isRefused(raw) ? blocked(context, raw) : linkAttributes(context, link, resolved(context, link));
      const plain = ` href="${escapeHtml(href)}"${title ? ` title="${escapeHtml(title)}"` : ''}`;
      const isText = own.class === 'blocked' && own.url === undefined;
      return { open: `<a${isText ? '' : plain}${ownAttributes(mark, own)}>`, close: '</a>' };
    },
    image(src, raw, alt, title) {
      const { words, ...size } = imageText(alt);
      return drawImage(context, linkOf(raw, true), { src, alt: words, title }, size);
    },
    address: (piece) => {
      if (piece.kind !== 'address') return '';
      const { link } = piece;
      const own = addressAttributes(context, link);
      // An address of the Web, and what Markdown would not show either, stays as the author wrote it.
      return own
        ? ownAddress(mark, own)
        : context.text.slice(link.targetStart, Math.max(link.targetEnd, link.fragmentEnd));
    },
  };
}

function lineOf({ note, text }: PageContext, line: number): string {
  const start = lineStart(note.lines, line);
  return /^[^\r\n]*/.exec(text.slice(start, start + longestTask + 1))![0];
}

/** Attributes of an `<a>` by where it leads. */
export function linkAttributes(context: PageContext, link: Link, found: Resolution): Attributes {
  const say = messages(context.options.language);
  const { vault, note } = context;
  if (found.tier === 'url') {
    const url = fullAddress(link);
    if (isAllowedUrl(url, context.options.settings.links.allowedSchemes)) return { class: 'external', url };
    return blocked(context, url);
  }
  const file = found.files[0];
  if (file?.markdown) {
    const target = vault.note(file.uri);
    const anchor = target && found.fragment !== undefined ? anchorOf(target, found.fragment) : undefined;
    const lost = target !== undefined && found.fragment !== undefined && anchor === undefined;
    const own = { note: file.uri, at: anchor?.id, go: anchor?.line, title: vault.displayPath(file.path) };
    if (lost)
      return {
        ...own,
        ...source(context, link),
        class: 'note lost',
        title: missingPart(say, found.fragment!, vault.titleOf(file)),
      };
    return { ...own, class: found.files.length > 1 ? 'note ambiguous' : 'note' };
  }
  if (file) return { class: 'file', file: file.uri, title: vault.displayPath(file.path) };
  if (found.folder !== undefined || found.tier === 'outside') {
    return {
      class: found.folder === undefined ? 'outside' : 'folder',
      title: found.folder === undefined ? say.outside(found.target) : undefined,
    };
  }
  if (!vault.isComplete || found.unknown || isFilledIn(link)) return { class: 'pending' };
  const isNote = link.syntax === 'wiki';
  const wanted = shortened(link.target || note.uri, 100);
  return {
    ...source(context, link),
    class: 'missing',
    title: isNote ? say.missingNote(wanted) : say.missingFile(wanted),
  };
}

/** Browsers read an address without the white space and control characters in it. */
function isRefused(address: string): boolean {
  return refused.test(address.replace(/[\s\p{Cc}]+/gu, ''));
}

/** Grey text. It keeps its address only where the reader may be asked whether to open such ones. */
function blocked({ options }: PageContext, url: string): Attributes {
  const title = messages(options.language).blockedScheme(shortened(url, 100));
  return { class: 'blocked', url: mayBeAllowed(url) ? url : undefined, title };
}

/** What a fragment names: its id in the target's page and its line; `undefined` where it names nothing. */
export function anchorOf(note: Note, fragment: string): { id: string; line: number | undefined } | undefined {
  const anchor = findAnchor(note, fragment);
  if (anchor?.kind === 'heading') {
    return { id: headingSlugs(note)[anchor.index]!, line: lineAt(note.lines, anchor.heading.start) };
  }
  if (anchor?.kind === 'block') return { id: `^${anchor.block.id}`, line: lineAt(note.lines, anchor.block.blockStart) };
  const line = /^L(\d+)/.exec(fragment)?.[1];
  return anchor ? { id: fragment, line: line ? Number(line) - 1 : undefined } : undefined;
}

/** Where a link is written, for the ways to mend it. */
export function source(context: PageContext, link: Link): Attributes {
  if (context.chain.length > 1) return {};
  const { line, character } = positionAt(context.note.lines, Math.max(link.targetStart, link.start));
  return { fix: `${line}:${character}` };
}

function drawPiece(context: PageContext, piece: Piece): string {
  const { mark } = context.options;
  switch (piece.kind) {
    case 'template':
      return escapeHtml(piece.code);
    case 'math':
      return math(mark, piece.tex, piece.display);
    case 'tag':
      return element(mark, 'span', { class: 'tag' }, `#${escapeHtml(piece.tag.name)}`);
    case 'block':
      return element(mark, 'span', { id: `^${piece.id.id}` });
    case 'address':
      return '';
    case 'link':
      return piece.link.embed ? drawEmbedAsWords(context, piece.link) : drawWikilink(context, piece.link);
  }
}

export function drawWikilink(context: PageContext, link: Link): string {
  const found = resolved(context, link);
  return element(
    context.options.mark,
    'a',
    linkAttributes(context, link, found),
    wordsHtml(context.options.mark, linkWords(context, link, found)),
  );
}

/** An embed among words: a picture, a player or a link. What the notes of a block show is drawn by `embeds.ts`. */
function drawEmbedAsWords(context: PageContext, link: Link): string {
  const found = resolved(context, link);
  const file = found.files[0];
  const path = file?.path ?? link.target;
  if (isImagePath(path)) {
    const { words, ...size } = pictureAlias(link.alias ?? '');
    return drawImage(context, link, { src: '', alt: words, title: '' }, size);
  }
  const named = drawWikilink(context, link);
  return (file && drawPlayer(context, file, link, named)) ?? named;
}

/** A picture, or a box that says why there is none. */
function drawImage(
  context: PageContext,
  link: Link,
  { src, alt, title }: { src: string; alt: string; title: string },
  wanted: WantedSize,
): string {
  const { vault, options } = context;
  const { mark } = options;
  const say = messages(options.language);
  const plain = `${src ? ` src="${escapeHtml(src)}"` : ''} alt="${escapeHtml(alt)}"${title ? ` title="${escapeHtml(title)}"` : ''}`;
  const box = (kind: string, words: string, more: Attributes = {}, inner = '') =>
    element(
      mark,
      'span',
      { class: `box ${kind}`, ...more },
      element(mark, 'span', { class: 'box-words' }, escapeHtml(words)) + inner,
    );
  const found = resolved(context, link);
  const file = found.files[0];
  if (file && isImagePath(file.path)) {
    const head = vault.image(file.uri);
    return `<img${plain}${sizeOf(scaled(head?.width, head?.height, wanted))}${ownAttributes(mark, imageAttributes(context, file))}>`;
  }
  if (file) {
    const named = drawWikilinkTo(context, file, alt);
    return drawPlayer(context, file, link, named) ?? named;
  }
  // Of these no size is known but the one that the author asks for.
  const asked = sizeOf(scaled(undefined, undefined, wanted));
  if (/^data:image\/(?:png|jpe?g|gif|webp|avif);base64,/i.test(link.target)) return `<img${plain}${asked}>`;
  if (found.tier === 'url' || isRefused(link.target)) {
    const url = fullAddress(link);
    // Sound and film of other hosts are not loaded: they are links.
    if (playerOf(url.replace(/[?#].*$/s, '')) && isAllowedUrl(url, options.settings.links.allowedSchemes))
      return element(mark, 'a', { class: 'external', url }, escapeHtml(alt || url));
    if (!/^https:/i.test(url)) return box('blocked', say.blockedImage(shortened(url, 100)));
    if (options.remoteImages)
      return `<img${plain}${asked}${ownAttributes(mark, { class: 'remote', loading: 'lazy' })}>`;
    const load = element(mark, 'a', { tag: 'button', act: 'remote', class: 'quiet' }, escapeHtml(say.loadImages()));
    return box(
      'remote',
      `${say.remoteImage(hostOf(url))}${alt ? `: ${shortened(alt, 200)}` : ''}`,
      { title: url },
      load,
    );
  }
  if (found.tier === 'outside') return box('missing', say.outside(shortened(link.target, 200)), source(context, link));
  if (!vault.isComplete && found.unknown) return box('pending', alt || link.target);
  const fix =
    context.chain.length > 1
      ? ''
      : element(mark, 'a', { tag: 'button', act: 'fix', class: 'quiet' }, escapeHtml(say.fix()));
  return box('missing', say.missingImage(shortened(link.target, 200)), source(context, link), fix);
}

function drawWikilinkTo(context: PageContext, file: File, words: string): string {
  const own = { class: 'file', file: file.uri, title: context.vault.displayPath(file.path) };
  return element(context.options.mark, 'a', own, escapeHtml(words || basename(file.path)));
}

/** In pixels, as the author writes them: `300` or `300x200`. */
interface WantedSize {
  readonly width?: string;
  readonly height?: string;
}

/** Width and height as drawn: those of the file, or scaled to the width that the author asks for, or the two of them. */
function scaled(
  width: number | undefined,
  height: number | undefined,
  wanted: WantedSize,
): [number | undefined, number | undefined] {
  const [w, h] = [Number(wanted.width ?? 0), Number(wanted.height ?? 0)];
  if (w < 1) return [width, height];
  return [w, h || (width && height ? Math.round((height * w) / width) : undefined)];
}

function sizeOf([width, height]: ReturnType<typeof scaled>): string {
  return width && height ? ` width="${width}" height="${height}"` : width ? ` width="${width}"` : '';
}

/** What an `<a>` or an `<img>` of the author's becomes; `undefined` for one that stays as it is written. */
function addressAttributes(context: PageContext, link: Link): Attributes | undefined {
  const found = resolved(context, link);
  if (found.tier === 'url' || isRefused(link.target)) return undefined;
  const file = found.files[0];
  if (!link.embed) {
    const own = linkAttributes(context, link, found);
    return file || own.class === 'missing' ? own : undefined;
  }
  return file && isImagePath(file.path) ? imageAttributes(context, file) : undefined;
}

function imageAttributes({ vault, images }: PageContext, file: File): Attributes {
  images.add(file.uri);
  return { image: file.uri, path: vault.displayPath(file.path) };
}

export function fullAddress(link: Link): string {
  return link.fragment === undefined ? link.target : `${link.target}#${link.fragment}`;
}

export function hostOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url)?.[1]?.toLowerCase() ?? '';
}

/** The note's own Markdown links by what they say, so that theirs is the reading that counts. */
function linksByAddress({ note }: PageContext): Map<string, Link> {
  const links = new Map<string, Link>();
  for (const link of note.links) {
    if (link.syntax === 'wiki' || link.syntax === 'html' || link.syntax === 'definition') continue;
    links.set(`${link.embed}${fullAddress(link)}`, link);
  }
  return links;
}

function linkOfAddress(raw: string, embed: boolean): Link {
  const syntax = isExternal(raw) ? 'autolink' : 'markdown';
  const span = { start: 0, end: raw.length };
  return pathLink({ syntax, embed, start: 0, end: 0 }, raw, span, { start: -1, end: -1 }, (text) => text);
}
