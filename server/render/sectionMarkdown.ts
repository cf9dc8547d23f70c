// A section or a block as Markdown for a hover: its lists, tables and code stay what they are, and all of its text is
// escaped, so that nothing a note says is read as a link, as HTML or as a command.
import { type Blocks, cells, readBlocks } from '../parse/blocks.ts';
import { withoutBlockId } from '../parse/blockText.ts';
import { leadingMarks } from '../parse/containerMarks.ts';
import { frontMatterEnd } from '../parse/frontMatter.ts';
import type { Note } from '../parse/note.ts';
import { plainText } from '../parse/plainText.ts';
import type { Span } from '../text/span.ts';
import { captionOf } from '../vault/captions.ts';
import { onlyPicture, shortened, withoutComments } from './excerpt.ts';
import type { Readable } from './linkWords.ts';
import { escapeMarkdown } from './markdown.ts';

const itemMark = /(?:[-*+]|\d{1,9}[.)])[ \t]+$/;
const calloutMark = /^\[!([\w-]+)\][+-]?[ \t]*/;

/**
 * What stands in `span`, up to about `limit` characters; without pictures, their captions and HTML.
 * @param words reads the text with the words of its links
 */
export function sectionMarkdown(note: Note, text: string, span: Span, limit: number, words: Readable): string {
  const section = new Section(note, text, words);
  const blocks: Block[] = [];
  let left = limit;
  for (const leaf of section.leaves(span)) {
    const block = section.block(leaf, left);
    if (!block) continue;
    blocks.push(block);
    left -= block.before.length + block.shown.length;
    if (left <= 0) break;
  }
  // One item is no list.
  if (blocks.length === 1 && isItem(blocks[0]!) && !/[>\n]/.test(blocks[0]!.before + blocks[0]!.shown))
    return blocks[0]!.shown;
  return blocks
    .map(
      (block, index) => (index === 0 ? '' : gapBetween(text, blocks[index - 1]!, block)) + block.before + block.shown,
    )
    .join('');
}

interface Shown {
  /** The marks of its quotes and items. */
  readonly before: string;
  readonly shown: string;
}

interface Block extends Shown {
  readonly leaf: Span;
}

function isItem({ before }: Block): boolean {
  return itemMark.test(before);
}

/** Items stand close; a quote that goes on goes on, or a list in it would end, and what is indented there would be code. */
function gapBetween(text: string, one: Block, next: Block): string {
  if (isItem(one) && isItem(next)) return '\n';
  if (/\n[ \t]*\r?\n/.test(text.slice(one.leaf.end, next.leaf.start))) return '\n\n';
  const [a, b] = [restOf(one.before), restOf(next.before)];
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const shared = a.slice(0, same);
  return `\n${shared.slice(0, shared.lastIndexOf('>') + 1)}\n`;
}

/** What goes before the further lines of a block. */
function restOf(before: string): string {
  return before.replace(/[^\s>]/g, ' ');
}

class Section {
  private readonly note: Note;
  private readonly text: string;
  private readonly words: Readable;
  private readonly blocks: Blocks;
  private readonly segments = new Map<number, readonly number[]>();
  private readonly headings: ReadonlySet<number>;
  private readonly tables: ReadonlySet<number>;
  private readonly opaque: ReadonlySet<number>;
  private readonly indented: ReadonlySet<number>;
  private readonly html: ReadonlySet<number>;
  private afterPicture = false;
  /** So much the first block is indented (characters). */
  private indent: number | undefined;

  constructor(note: Note, text: string, words: Readable) {
    this.note = note;
    this.text = text;
    this.words = words;
    this.blocks = readBlocks(text, frontMatterEnd(text));
    const headings = new Map(this.blocks.headings.map(({ start, textStart }) => [textStart, start]));
    for (const { kind, segments } of this.blocks.inlines) {
      if (kind === 'cells') continue;
      const start = segments[0]!;
      this.segments.set(kind === 'heading' ? (headings.get(start) ?? start) : start, segments);
    }
    this.headings = new Set(this.blocks.headings.map(({ start }) => start));
    this.tables = new Set(starts(this.blocks.tables));
    this.html = new Set(starts(this.blocks.html));
    this.opaque = new Set(starts(this.blocks.opaque));
    this.indented = new Set(starts(this.blocks.indented));
  }

  *leaves({ start, end }: Span): Generator<Span> {
    const { leaves } = this.blocks;
    for (let index = 0; index < leaves.length; index += 2)
      if (leaves[index]! >= start && leaves[index + 1]! <= end)
        yield { start: leaves[index]!, end: leaves[index + 1]! };
  }

  /** What goes before a block and what is shown of it; `undefined` for what is left out. */
  block(leaf: Span, limit: number): Block | undefined {
    const { indent } = this;
    const block = this.read(leaf, limit);
    // Only what is shown holds what is nested in it.
    if (!block) this.indent = indent;
    return block && { leaf, ...block };
  }

  private read(leaf: Span, limit: number): Shown | undefined {
    const { text } = this;
    const lineStart = text.lastIndexOf('\n', leaf.start - 1) + 1;
    const written = text.slice(lineStart, leaf.start);
    const marks = leadingMarks(written) === written ? this.withoutFootnote(written, leaf) : '';
    // Of a nested list only a part may be shown: without what it is nested in it would be read as code.
    this.indent ??= /^[ \t]*/.exec(marks)![0].length;
    const before = withoutMarks(marks, this.indent, /[ \t]/);
    const rest = restOf(before);
    if (this.html.has(leaf.start)) return undefined;
    if (this.tables.has(leaf.start)) return { before, shown: this.table(leaf, rest, limit) };
    if (this.opaque.has(leaf.start)) return this.code(leaf, written.length, before, rest, limit);
    const segments = this.segments.get(leaf.start);
    if (!segments) return undefined;
    if (!this.headings.has(leaf.start)) return this.paragraph(leaf, segments, before, rest, limit);
    const heading = this.prose(segments, limit);
    return heading === '' ? undefined : { before, shown: `**${heading}**` };
  }

  /** Its mark is not shown, nor may what it holds be taken for code by an indentation. */
  private withoutFootnote(marks: string, { start, end }: Span): string {
    if (marks.includes('[')) return marks.replace(/\[\^[^\]\s]+\]:[ \t]*/g, '');
    const indent = /^(?: {4}|\t)/.exec(marks)?.[0] ?? '';
    const isInside = indent !== '' && this.blocks.footnotes.some((one) => one.start < start && end <= one.textEnd);
    return isInside ? marks.slice(indent.length) : marks;
  }

  private paragraph(
    leaf: Span,
    segments: readonly number[],
    before: string,
    rest: string,
    limit: number,
  ): Shown | undefined {
    const raw = withoutComments(this.text.slice(leaf.start, leaf.end)).trim();
    const isPicture = onlyPicture.test(raw);
    const isCaption = this.afterPicture && captionOf(raw) !== undefined;
    this.afterPicture = isPicture;
    if (isPicture || isCaption) return undefined;
    const callout = before.includes('>') ? calloutMark.exec(this.text.slice(segments[0]!, segments[1]!)) : null;
    if (callout) {
      const title = this.prose([segments[0]! + callout[0].length, segments[1]!], limit) || escapeMarkdown(callout[1]!);
      const body = this.prose(segments.slice(2), limit);
      return { before, shown: `**${title}**${body === '' ? '' : `\n${rest.trimEnd()}\n${rest}${body}`}` };
    }
    const shown = this.prose(segments, limit);
    return shown === '' ? undefined : { before, shown };
  }

  /** Inline content: escaped, with its code. */
  private prose(segments: readonly number[], limit: number): string {
    const codes: string[] = [];
    const lines: string[] = [];
    let left = limit;
    for (let index = 0; index < segments.length; index += 2) {
      let line = '';
      let at = segments[index]!;
      const to = segments[index + 1]!;
      for (const span of this.opaqueIn(at, to)) {
        line += this.words(at, span.start);
        // What is no code is a comment, which nobody is to read.
        if (this.text.charCodeAt(span.start) === 96) {
          const code = inlineCode(this.text.slice(span.start, span.end), left);
          line += `\uE000${codes.push(code) - 1}\uE001`;
          left = Math.max(0, left - code.length);
        }
        at = span.end;
      }
      lines.push(line + this.words(at, to));
    }
    const read = withoutBlockId(plainText(withoutComments(lines.join(' '))));
    return escapeMarkdown(shortened(read, limit)).replace(
      /\uE000(\d+)\uE001/g,
      (_, index) => codes[Number(index)] ?? '',
    );
  }

  /** Code and comments. */
  private *opaqueIn(from: number, to: number): Generator<Span> {
    const { opaque } = this.note;
    let low = 0;
    let high = opaque.length >> 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (opaque[2 * middle]! < from) low = middle + 1;
      else high = middle;
    }
    for (let index = 2 * low; index < opaque.length && opaque[index]! < to; index += 2) {
      const span = { start: opaque[index]!, end: opaque[index + 1]! };
      // Formulas and code of Templater's are read as they are written.
      const isRead = this.text.charCodeAt(span.start) === 36 || this.text.startsWith('<%', span.start);
      if (span.start >= from && span.end <= to && !isRead) yield span;
    }
  }

  private table({ start, end }: Span, rest: string, limit: number): string {
    const { text } = this;
    const rows: string[] = [];
    let columns = 0;
    let length = 0;
    for (let at = start; at < end && length < limit; ) {
      const lineEnd = Math.min(end, endOfLine(text, at));
      const from = at + (rows.length === 0 ? 0 : /^[ \t>]*/.exec(text.slice(at, lineEnd))![0].length);
      const row = cells(text, from, lineEnd);
      columns ||= row.length / 2;
      const shown: string[] = [];
      for (let column = 0; column < columns; column++) {
        const cell = row.slice(2 * column, 2 * column + 2);
        const isRule = rows.length === 1;
        const left = Math.max(0, limit - length);
        shown.push(isRule ? ruleOf(text.slice(cell[0], cell[1])) : cell.length < 2 ? '' : this.prose(cell, left));
        length += shown.at(-1)!.length + 3;
      }
      rows.push(`| ${shown.join(' | ')} |`);
      at = lineEnd + 1;
    }
    return rows.join(`\n${rest}`);
  }

  /** Code and formulas as code, in the language that they say. */
  private code(leaf: Span, width: number, before: string, rest: string, limit: number): Shown | undefined {
    const { text } = this;
    const lines = text.slice(leaf.start, leaf.end).split(/\r\n|\n|\r/);
    const inner = lines.map((line, index) => (index === 0 ? line : withoutMarks(line, width, /[ \t>]/)));
    if (this.indented.has(leaf.start)) {
      // The fence is in place of the indentation.
      const own = (marks: string) => marks.replace(/(?: {4}|\t)$/, '');
      return { before: own(before), shown: fenced('', cutLines(inner, limit), own(rest)) };
    }
    const isFence = text.charCodeAt(leaf.start) !== 36;
    const language = isFence ? /^[`~]+[ \t]*([\w+#-]*)/.exec(inner[0]!)![1]! : 'latex';
    const isClosed = inner.length > 1 && /^[ \t]*(?:`{3,}|~{3,})[ \t]*$/.test(inner.at(-1)!);
    const body = isFence
      ? inner.slice(1, isClosed ? -1 : undefined)
      : inner.map((line) => line.replace(/^\$\$|\$\$[ \t]*$/g, '')).filter((line) => line.trim() !== '');
    return { before, shown: fenced(language, cutLines(body, limit), rest) };
  }
}

function fenced(language: string, lines: readonly string[], rest: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(lines) + 1));
  return [`${fence}${language}`, ...lines, fence].join(`\n${rest}`);
}

function starts(pairs: readonly number[]): number[] {
  return pairs.filter((_, index) => index % 2 === 0);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function ruleOf(cell: string): string {
  return `${cell.startsWith(':') ? ':' : ''}---${cell.endsWith(':') ? ':' : ''}`;
}

/** The line without up to `width` of such characters at its start. */
function withoutMarks(line: string, width: number, marks: RegExp): string {
  let at = 0;
  while (at < width && at < line.length && marks.test(line.charAt(at))) at++;
  return line.slice(at);
}

function cutLines(lines: readonly string[], limit: number): string[] {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > limit) return [...kept, '…'];
    kept.push(line);
  }
  return kept;
}

function longestRun(lines: readonly string[]): number {
  let longest = 0;
  for (const line of lines) for (const [run] of line.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

/** A span of code in one line, with enough marks around it. */
function inlineCode(written: string, limit: number): string {
  const width = /^`+/.exec(written)![0].length;
  const code = shortened(written.slice(width, -width).replace(/\s+/g, ' ').trim(), limit);
  if (code === '') return '';
  const marks = '`'.repeat(longestRun([code]) + 1);
  const space = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return marks + space + code + space + marks;
}
