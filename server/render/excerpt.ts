// Parts of a note that stand for the whole: its overview, its figures, the beginning of a section.
import { readBlocks } from '../parse/blocks.ts';
import { withoutBlockId } from '../parse/blockText.ts';
import { frontMatterEnd } from '../parse/frontMatter.ts';
import type { Link, Note } from '../parse/note.ts';
import { plainText } from '../parse/plainText.ts';
import { imageText } from '../parse/wikilink.ts';
import type { Span } from '../text/span.ts';
import { captionOf, holdsOnlyFields, isOverviewHeading } from '../vault/captions.ts';
import { type File, isImagePath } from '../vault/files.ts';
import { blockSpan, findAnchor, sectionEnd, sectionSpan } from '../vault/fragments.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import type { Readable } from './linkWords.ts';

/** UTF-16 offsets in the text, and what is read there, which is made when it is asked for: most are only passed by. */
class Paragraph {
  readonly start: number;
  readonly end: number;
  private readonly segments: readonly number[];
  private readonly words: Readable;

  /** @param segments start and end of each line */
  constructor(segments: readonly number[], words: Readable) {
    this.start = segments[0]!;
    this.end = segments[segments.length - 1]!;
    this.segments = segments;
    this.words = words;
  }

  /** Plain text. */
  get text(): string {
    const lines: string[] = [];
    for (let index = 0; index < this.segments.length; index += 2)
      lines.push(this.words(this.segments[index]!, this.segments[index + 1]!));
    return plainText(withoutComments(lines.join(' ')));
  }
}

/**
 * The paragraph that says what the note is about, as plain text; `undefined` where there is no prose.
 * @param words reads the text; without it links show what is written in them
 */
export function overviewOf(note: Note, text: string, words?: Readable): string | undefined {
  const paragraphs = allParagraphs(text, words);
  const heading = note.headings.findIndex((candidate) => isOverviewHeading(candidate.text));
  if (heading >= 0) {
    const from = note.headings[heading]!.end;
    const to = note.headings[sectionEnd(note, heading)]?.start ?? text.length;
    const own = paragraphs.find(
      (paragraph) => paragraph.start >= from && paragraph.end <= to && isProse(text, paragraph),
    );
    if (own) return withoutBlockId(own.text);
  }
  if (note.frontMatter?.drawing) return undefined;
  const first = paragraphs.find((paragraph) => isProse(text, paragraph));
  return first && withoutBlockId(first.text);
}

/** The beginning of a stretch of a note as plain text, at most `limit` characters; pictures and their captions left out. */
export function beginning(text: string, start: number, end: number, limit: number, words?: Readable): string {
  const parts: string[] = [];
  let length = 0;
  let afterPicture = false;
  for (const paragraph of allParagraphs(text, words)) {
    if (paragraph.start < start || paragraph.end > end) continue;
    const raw = withoutComments(text.slice(paragraph.start, paragraph.end)).trim();
    const isPicture = onlyPicture.test(raw);
    const isCaption = afterPicture && captionOf(raw) !== undefined;
    afterPicture = isPicture;
    const shown = isPicture || isCaption ? '' : paragraph.text;
    if (shown === '') continue;
    parts.push(withoutBlockId(shown));
    length += shown.length;
    if (length > limit) break;
  }
  return shortened(parts.join('\n\n'), limit);
}

/** What a fragment names in a note: the heading of a section and its index, or neither for a block; and how it begins. */
export interface Part {
  readonly heading: string;
  readonly index: number | undefined;
  /** What stands below the heading, or the block. */
  readonly span: Span;
  /** Plain text. */
  words(): string;
}

/** What stands below the heading that a fragment names, or the block; `undefined` where it names neither. */
export function spanOf(note: Note, fragment: string): Span | undefined {
  const anchor = findAnchor(note, fragment);
  if (anchor?.kind === 'heading') return spanBelow(note, anchor.index);
  return anchor?.kind === 'block' ? blockSpan(anchor.block) : undefined;
}

function spanBelow(note: Note, index: number): Span {
  return { start: note.headings[index]!.end, end: sectionSpan(note, index).end };
}

/** `undefined` for a fragment that names no section and no block. */
export function partOf(note: Note, text: string, fragment: string, limit: number, words?: Readable): Part | undefined {
  const anchor = findAnchor(note, fragment);
  if (anchor?.kind === 'heading') {
    const { heading, index } = anchor;
    const span = spanBelow(note, index);
    return { heading: heading.text, index, span, words: () => beginning(text, span.start, span.end, limit, words) };
  }
  if (anchor?.kind !== 'block') return undefined;
  const { blockStart, blockEnd } = anchor.block;
  const span = blockSpan(anchor.block);
  const shown = () => {
    const block = beginning(text, span.start, span.end, limit, words);
    return withoutBlockId(block || shortened(text.slice(blockStart, blockEnd), limit));
  };
  return { heading: '', index: undefined, span, words: shown };
}

/** A picture, and a `^id` at most. */
export const onlyPicture = /^!\[(?:\[[^\]]*\]\]|[^\]]*\]\([^)]*\))(?:\s+\^[\p{L}\p{N}_-]+)?$/u;

/** Without the comments of HTML; a pattern would look to the end for each one that does not close. */
export function withoutComments(text: string): string {
  let kept = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('<!--', at);
    const end = start < 0 ? -1 : text.indexOf('-->', start + 4);
    if (end < 0) return kept + text.slice(at);
    kept += text.slice(at, start);
    at = end + 3;
  }
}

/** The text up to `limit` characters, cut at a word, with an ellipsis where it was cut. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  const space = cut.lastIndexOf(' ');
  return `${(space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Local pictures of a note in their order. */
export function figureLinks(vault: Vault, note: Note): { link: Link; file: File }[] {
  const found: { link: Link; file: File }[] = [];
  for (const link of note.links) {
    if (!link.embed || !isImagePath(link.target)) continue;
    const file = resolve(vault, note.uri, link).files[0];
    if (file && isImagePath(file.path)) found.push({ link, file });
  }
  return found;
}

/** The picture a link shows, with its caption. */
export function captionFor(text: string, link: Link): string {
  const paragraphs = allParagraphs(text);
  const own = paragraphs.findIndex((paragraph) => paragraph.start <= link.start && link.end <= paragraph.end);
  const candidates = own >= 0 ? [text.slice(link.end, paragraphs[own]!.end), rawOf(text, paragraphs[own + 1])] : [];
  for (const candidate of candidates) {
    const caption = candidate && captionOf(withoutComments(candidate).trim());
    if (caption) return plainText(caption);
  }
  const title = /\s"([^"]*)"\)$/.exec(text.slice(link.start, link.end))?.[1];
  if (title) return title;
  const alt = link.textStart >= 0 ? plainText(text.slice(link.textStart, link.textEnd)) : '';
  return imageText(alt).words;
}

/** The text that an image description says was read in its image; empty where there is none. */
export function textInImage(note: Note, text: string): string {
  const heading = note.headings.find((candidate) => /\bOCR\b/i.test(candidate.text));
  if (!heading) return '';
  // What was read may hold headings of its own: only the section of instructions, or the end, ends it.
  const next = note.headings.find((candidate) => candidate.start > heading.start && /^usage\b/i.test(candidate.text));
  return withoutComments(text.slice(heading.end, next?.start))
    .replace(/^#+\s+/gm, '')
    .trim()
    .replace(/\s+/g, ' ');
}

function rawOf(text: string, paragraph: Paragraph | undefined): string | undefined {
  return paragraph && text.slice(paragraph.start, paragraph.end);
}

/** True for a paragraph that is neither in a list nor a caption nor only a picture, tags or fields. */
function isProse(text: string, paragraph: Paragraph): boolean {
  const lineStart = text.lastIndexOf('\n', paragraph.start - 1) + 1;
  if (text.slice(lineStart, paragraph.start).trim() !== '') return false;
  const raw = withoutComments(text.slice(paragraph.start, paragraph.end)).trim();
  return !/^!\[/.test(raw) && captionOf(raw) === undefined && !holdsOnlyFields(raw) && paragraph.text !== '';
}

function allParagraphs(text: string, words: Readable = (from, to) => text.slice(from, to)): Paragraph[] {
  const { inlines } = readBlocks(text, frontMatterEnd(text));
  return inlines.filter(({ kind }) => kind === 'paragraph').map(({ segments }) => new Paragraph(segments, words));
}
