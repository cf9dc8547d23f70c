// The card of a note, a section or an image: what hover and completion show. A card, not a dump.

import { type Language, messages } from '../messages.ts';
import type { Link } from '../parse/note.ts';
import { largestThumbnail, longestHover, type Settings } from '../protocol.ts';
import { fold } from '../text/fold.ts';
import { lineAt } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { dirname } from '../text/uri.ts';
import { visible } from '../text/visible.ts';
import { type File, noteEndings } from '../vault/files.ts';
import { backlinkCount, followedMentions } from '../vault/mentions.ts';
import type { Vault } from '../vault/vault.ts';
import { captionFor, figureLinks, overviewOf, partOf, shortened, spanOf, textInImage } from './excerpt.ts';
import { readable } from './linkWords.ts';
import { escapeMarkdown, markdownLink, paragraphs } from './markdown.ts';
import { sectionMarkdown } from './sectionMarkdown.ts';

export interface CardOptions {
  readonly settings: Settings;
  readonly language: Language;
  readonly images: 'uri' | 'data' | 'none';
}

/** What a card must have read before it can be made: texts of notes, heads of images and the pages of PDFs. */
export interface Needs {
  readonly texts?: readonly string[];
  readonly images?: readonly string[];
  readonly pdfs?: readonly string[];
}

const figureWidth = 320;
/** Letters of other alphabets take six characters each in an address. */
const longestAddress = 1000;
const longestSections = 1400;
const longestSection = 1200;

/** The card of a note, or of what `fragment` names in it; Markdown of at most `longestHover` characters. */
export function noteCard(vault: Vault, file: File, fragment: string | undefined, options: CardOptions): string {
  const say = messages(options.language);
  const note = vault.note(file.uri);
  const text = vault.text(file.uri);
  const title = `**${cardLink(vault.titleOf(file), file.uri)}**`;
  const folder = escapeMarkdown(shortened(vault.displayPath(dirname(file.path)), 200));
  if (!note || text === undefined) return fitted([title, folder]);
  const figures = figureLinks(vault, note);
  const facts = folder === '' ? [] : [folder];
  if (figures.length) facts.push(say.figures(figures.length));
  facts.push(say.backlinks(backlinkCount(vault, file.uri, options.settings)));
  const parts = [title, facts.join(' · ')];

  const words = readable({ vault, note, text }, options.settings);
  const part = fragment === undefined ? undefined : partOf(note, text, fragment, longestSection, words);
  if (part) {
    if (part.heading) parts.push(`**${escapeMarkdown(shortened(part.heading, 200))}**`);
    const own = figureIn(figures, part.span);
    const shown = sectionMarkdown(note, text, part.span, longestSection, words);
    // The words of a block that is a picture alone are what is written for it.
    parts.push(shown || (own && part.index === undefined ? '' : paragraphs(part.words())));
    if (own) parts.push(...figure(vault, own.file, captionFor(text, own.link), options));
  } else {
    const overview = overviewOf(note, text, words);
    if (overview) parts.push(escapeMarkdown(shortened(overview, 600)));
    const first = figures[0];
    if (first) parts.push(...figure(vault, first.file, captionFor(text, first.link), options));
    const sections = note.headings.filter((heading) => heading.level === 2 && heading.text !== '').slice(0, 12);
    const links: string[] = [];
    let length = 0;
    for (const heading of sections) {
      const link = cardLink(shortened(heading.text, 60), `${file.uri}#L${lineAt(note.lines, heading.start) + 1}`);
      length += link.length + 3;
      if (length > longestSections) break;
      links.push(link);
    }
    parts.push(links.join(' · '));
  }
  return fitted(parts);
}

export function noteCardNeeds(vault: Vault, file: File, fragment: string | undefined, options: CardOptions): Needs {
  const note = vault.note(file.uri);
  const figures = note && options.images !== 'none' ? figureLinks(vault, note) : [];
  const span = note && fragment !== undefined ? spanOf(note, fragment) : undefined;
  const shown = span ? figureIn(figures, span) : figures[0];
  return { texts: file.markdown ? [file.uri] : [], images: shown ? [shown.file.uri] : [] };
}

type FigureLink = ReturnType<typeof figureLinks>[number];

/** The first figure of a section or a block. */
function figureIn(figures: readonly FigureLink[], { start, end }: Span): FigureLink | undefined {
  return figures.find(({ link }) => link.start >= start && link.end <= end);
}

/** A link to a file of the vault; its text alone where the address would fill the card. */
export function cardLink(text: string, uri: string): string {
  const label = visible(shortened(text, 200));
  return uri.length > longestAddress ? escapeMarkdown(label) : markdownLink(label, uri);
}

/** The card of an image: what the editor does not show itself. `picture` where it does not show the picture either. */
export function imageCard(
  vault: Vault,
  file: File,
  source: { uri: string; link: Link },
  picture: boolean,
  options: CardOptions,
): string {
  const say = messages(options.language);
  const { facts, read } = imageFacts(vault, file, options);
  const text = vault.text(source.uri);
  const caption = text !== undefined ? captionFor(text, source.link) : '';
  const parts = [`${cardLink(vault.displayPath(file.path), file.uri)}  \n${facts.join(' · ')}`];
  if (picture) parts.push(...figure(vault, file, '', options));
  if (caption) parts.push(`*${escapeMarkdown(shortened(caption, 400))}*`);
  if (read) parts.push(`${say.textInImage()}: ${escapeMarkdown(shortened(read, 700))}`);
  return fitted(parts);
}

/** What is known of an image: its path, pixels, size and users, and the text that was read in it (empty for none). */
export function imageFacts(
  vault: Vault,
  file: File,
  options: Pick<CardOptions, 'settings' | 'language'>,
): { path: string; facts: string[]; read: string } {
  const say = messages(options.language);
  const facts: string[] = [];
  const head = vault.image(file.uri);
  if (head?.width !== undefined && head.height !== undefined) facts.push(say.pixels(head.width, head.height));
  if (head) facts.push(say.size(head.size));
  facts.push(...usedIn(vault, file, options));
  const sidecar = sidecarOf(vault, file);
  const described = sidecar && vault.note(sidecar.uri);
  const read = described ? textInImage(described, vault.text(sidecar.uri) ?? '') : '';
  return { path: vault.displayPath(file.path), facts, read };
}

/** The card of a PDF. */
export function pdfCard(vault: Vault, file: File, options: CardOptions): string {
  const say = messages(options.language);
  const read = vault.pdf(file.uri);
  const facts = read ? [say.size(read.size)] : [];
  if (read?.pages !== undefined) facts.push(say.pages(read.pages));
  facts.push(...usedIn(vault, file, options));
  return `${cardLink(vault.displayPath(file.path), file.uri)}  \n${facts.join(' · ')}`;
}

function usedIn(vault: Vault, file: File, options: Pick<CardOptions, 'settings' | 'language'>): string[] {
  const users = new Set(followedMentions(vault, file.uri, options.settings).map((mention) => mention.uri));
  return users.size ? [messages(options.language).usedIn(users.size)] : [];
}

export function imageFactsNeeds(vault: Vault, file: File): Needs {
  const sidecar = sidecarOf(vault, file);
  return { texts: sidecar ? [sidecar.uri] : [], images: [file.uri] };
}

/** The Markdown file that describes an image: of its stem, or of its whole name, beside it. */
function sidecarOf(vault: Vault, image: File): File | undefined {
  const dot = image.key.lastIndexOf('.');
  for (const stem of [image.key.slice(0, dot), image.key]) {
    for (const ending of noteEndings) {
      const found = vault.files.atPath(fold(stem + ending)).find((file) => !vault.isNote(file));
      if (found) return found;
    }
  }
  return undefined;
}

function figure(vault: Vault, file: File, caption: string, options: CardOptions): string[] {
  const head = vault.image(file.uri);
  const name = escapeMarkdown(shortened(caption || vault.shortName(file), 100));
  const width = Math.min(figureWidth, head?.width ?? figureWidth);
  const shown = caption ? [`*${escapeMarkdown(shortened(caption, 300))}*`] : [];
  if (options.images === 'none' || file.uri.length > longestAddress) return shown;
  if (options.images === 'uri') return [`![${name}](${escapedUri(file.uri)}|width=${width})`, ...shown];
  if (!head?.data || head.size > largestThumbnail) return [cardLink(vault.displayPath(file.path), file.uri), ...shown];
  return [`![${name}](${head.data}|width=${width})`, ...shown];
}

function escapedUri(uri: string): string {
  return uri.replace(/[()\s]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}

/** Whole parts up to the limit: half a link would be noise. A `data:` picture does not count. */
function fitted(parts: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const part of parts) {
    if (part === '') continue;
    const isData = /^!\[[^\]]*\]\(data:/.test(part);
    if (!isData && length + part.length > longestHover) continue;
    kept.push(part);
    if (!isData) length += part.length + 2;
  }
  return kept.join('\n\n');
}
