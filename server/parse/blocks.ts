// The block structure of a note by CommonMark 0.31 (with GFM tables, footnotes and `$$` math): which stretches are
// inline content, which are headings, code, HTML. One pass over the lines, no tree.

import type { Span } from '../text/span.ts';
import { leadingMarks } from './containerMarks.ts';
import { type Definition, definitionAt, joinSegments } from './definition.ts';
import { tagSource } from './html.ts';

/**
 * Inline content of one leaf block: pairs of UTF-16 offsets, one pair a line. Each cell of a table is read by itself, and its
 * pair stands among those of all its table: an object for every cell of a large one took most of the time to parse it.
 */
export interface Inline {
  readonly kind: 'paragraph' | 'heading' | 'cells';
  readonly segments: readonly number[];
  /** False where container marks (`>`) stand between the segments, so that they cannot be read in one go. */
  readonly contiguous: boolean;
}

export interface HeadingBlock {
  readonly level: number;
  readonly start: number;
  readonly end: number;
  readonly textStart: number;
  readonly textEnd: number;
  /** True in a quote, an item of a list or a footnote. */
  readonly contained: boolean;
}

export interface FootnoteBlock {
  readonly label: string;
  readonly start: number;
  readonly textStart: number;
  textEnd: number;
}

export interface Blocks {
  readonly inlines: Inline[];
  readonly headings: HeadingBlock[];
  readonly definitions: Definition[];
  readonly footnotes: FootnoteBlock[];
  /** Start and end in turn. */
  readonly html: number[];
  /** Code, math and comments of Obsidian's over several lines: start and end in turn. */
  readonly opaque: number[];
  /** Of these the code that is code by its indentation, whatever it begins with: start and end in turn. */
  readonly indented: number[];
  /** Of these the comments of Obsidian's. */
  readonly hidden: number[];
  /** Start and end in turn. */
  readonly tables: number[];
  /** Leaf blocks in the order of their ends: start and end in turn. */
  readonly leaves: number[];
  /** Where lists begin: the marks of their first items. */
  readonly lists: number[];
  /** Where they end, in the same order. */
  readonly listEnds: number[];
  /** Items in the order of their starts: the mark, what stands right behind it, and the end in turn. */
  readonly items: number[];
  /** Start and end in turn. */
  readonly quotes: number[];
}

interface Container {
  readonly kind: 'quote' | 'item' | 'footnote';
  /** The column a line must reach to belong to an item or a footnote. */
  readonly indent: number;
  /** What the items of one list have in common: their bullet, or what stands behind their numbers. */
  readonly marker: number;
  /** True while an item holds nothing: a second blank line ends it. */
  empty: boolean;
  readonly footnote: FootnoteBlock | undefined;
  /** Where its end is kept: in the items or quotes. */
  readonly endAt: number;
  /** Which list an item is of. */
  readonly list: number;
}

const tab = 9;
const newline = 10;
const space = 32;
const hash = 35;
const dollar = 36;
const percent = 37;
const asterisk = 42;
const plus = 43;
const dash = 45;
const lessThan = 60;
const equals = 61;
const greaterThan = 62;
const openBracket = 91;
const caret = 94;
const underscore = 95;
const backtick = 96;
const pipe = 124;
const tilde = 126;

const htmlBlockNames = new Set(
  (
    'address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt ' +
    'fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li ' +
    'link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th ' +
    'thead title tr track ul'
  ).split(' '),
);
const htmlAnyTag = new RegExp(`^${tagSource}\\s*$`);
/** What ends an HTML block of CommonMark's kinds 1 to 5; kinds 6 and 7 end at a blank line. */
const htmlEnds = [/<\/(?:script|pre|style|textarea)>/i, /-->/, /\?>/, />/, /\]\]>/];
const footnoteStart = /\[\^([^\]\s]+)\]:/y;
const delimiterRow = /^\s{0,3}(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)*(?:\|\s*)?$/;

/** Reads the blocks of `text` from `from` (after the front matter). Never throws; time is linear in the text. */
export function readBlocks(text: string, from: number): Blocks {
  return new BlockReader(text).read(from);
}

class BlockReader {
  private readonly text: string;
  private readonly blocks: Blocks = {
    inlines: [],
    headings: [],
    definitions: [],
    footnotes: [],
    html: [],
    opaque: [],
    indented: [],
    hidden: [],
    tables: [],
    leaves: [],
    lists: [],
    listEnds: [],
    items: [],
    quotes: [],
  };
  private readonly containers: Container[] = [];
  /** How many of the containers are quotes: only their marks break up a paragraph. */
  private quotes = 0;

  private leaf: 'none' | 'paragraph' | 'table' | 'fence' | 'indented' | 'html' | 'math' = 'none';
  private leafStart = 0;
  private leafEnd = 0;
  private paragraph: number[] = [];
  /** The columns of white space before the paragraph's last line. */
  private lastIndent = 0;
  private fenceMarker = 0;
  private fenceLength = 0;
  private htmlKind = 0;
  /** Starts and ends, in turn, of the cells of the open table that hold anything. */
  private cells: number[] = [];
  /** Twice the columns of the open table. */
  private columns = 0;

  // The line being read.
  private pos = 0;
  private column = 0;
  private lineEnd = 0;
  /** Columns of a partly used tab that still count as spaces. */
  private spareColumns = 0;
  /** The last line that ends in `$$` ends here: looking for one at every opening would be quadratic. */
  private lastMathEnd = -1;
  /** The last `%%`, once one begins a line. */
  private lastHidden: number | undefined;
  /** The next `%>` after the last line that begins with `<%`; the end of the text where there is none. */
  private nextTemplateEnd = -1;
  /** The end of the last line of the last comment of Obsidian's, or code of Templater's, that took whole lines. */
  private wholeLinesEnd = -1;
  /** The `%%` of the paragraph that begins at `marksFrom`, counted up to `marksTo`. */
  private marks = 0;
  private marksFrom = -1;
  private marksTo = -1;

  constructor(text: string) {
    this.text = text;
    this.lastMathEnd = lastMathEnd(text);
  }

  read(from: number): Blocks {
    const { text } = this;
    let at = from;
    const oldMac = text.indexOf('\r') >= 0;
    while (at < text.length) {
      let end = text.indexOf('\n', at);
      if (end < 0) end = text.length;
      let next = end + 1;
      if (oldMac) {
        const carriage = text.indexOf('\r', at);
        if (carriage >= 0 && carriage < end) {
          end = carriage;
          next = text.charCodeAt(carriage + 1) === newline ? carriage + 2 : carriage + 1;
        }
      }
      this.pos = at;
      this.column = 0;
      this.spareColumns = 0;
      this.lineEnd = end;
      this.line();
      at = this.wholeLinesEnd > end ? afterBreak(text, this.wholeLinesEnd) : next;
    }
    this.closeLeaf();
    this.closeContainers(0);
    return this.blocks;
  }

  private line(): void {
    // 1. Which open containers does this line continue?
    let matched = 0;
    while (matched < this.containers.length && this.continues(this.containers[matched]!)) matched++;
    const all = matched === this.containers.length;

    // 2. Leaves that take lines as they are.
    if (all && this.leaf === 'fence') return this.fenceLine();
    if (all && this.leaf === 'math') return this.mathLine();
    if (all && this.leaf === 'html') return this.htmlLine();

    // 3. New blocks, from the outside in.
    let indent = this.indentHere();
    let blank = this.pos + this.spaces >= this.lineEnd;
    let inParagraph = all && this.leaf === 'paragraph';
    let open = matched;
    if (this.leaf === 'indented' && all && !blank && indent >= 4) {
      this.leafEnd = this.lineEnd;
      return;
    }
    for (;;) {
      if (blank) break;
      if (indent >= 4) {
        if (this.leaf === 'paragraph') break;
        this.replaceLeaf(open);
        this.leaf = 'indented';
        this.leafStart = this.pos + this.spaces;
        this.leafEnd = this.lineEnd;
        return;
      }
      const at = this.pos + this.spaces;
      const code = this.text.charCodeAt(at);
      if (code === greaterThan) {
        this.endUnmatched(open);
        this.closeLeaf();
        this.skipSpaces();
        this.advance(1);
        this.optionalSpace();
        const endAt = this.blocks.quotes.push(at, at) - 1;
        this.push({ kind: 'quote', indent: 0, marker: 0, empty: false, footnote: undefined, endAt, list: -1 });
      } else if (code === hash && this.atxHeading(at, open)) return;
      else if ((code === backtick || code === tilde) && this.fenceStart(at, code, open)) return;
      else if (code === dollar && this.mathStart(at, open)) return;
      else if (code === percent && this.hiddenStart(at, open)) return;
      else if (code === lessThan && (this.templateStart(at, open) || this.htmlStart(at, open, inParagraph))) return;
      else if (inParagraph && this.tableStart(at)) return;
      else if (inParagraph && (code === equals || code === dash) && this.setext(at, code)) return;
      else if ((code === asterisk || code === dash || code === underscore) && this.isThematicBreak(at, code)) {
        this.replaceLeaf(open);
        this.addLeaf(at, this.lineEnd);
        return;
      } else if (this.itemStart(at, code, open, inParagraph, indent)) {
        // The item is open; its content follows on the same line.
      } else if (code === openBracket && this.footnote(at, open)) {
        // As an item; it also ends a paragraph, as with GitHub and markdown-it.
      } else break;
      open = this.containers.length;
      inParagraph = false;
      indent = this.indentHere();
      blank = this.pos + this.spaces >= this.lineEnd;
    }

    // 4. Text: a lazy continuation, more of the open leaf, or a new paragraph.
    if (blank) {
      this.endUnmatched(open);
      if (this.leaf === 'paragraph' || this.leaf === 'table') this.closeLeaf();
      return;
    }
    const start = this.pos + this.spaces;
    if (open < this.containers.length && this.leaf === 'paragraph') {
      this.lastIndent = indent;
      this.paragraph.push(start, this.lineEnd);
      return;
    }
    this.endUnmatched(open);
    this.fill();
    if (this.leaf === 'table') {
      this.tableRow(start);
      return;
    }
    if (this.leaf !== 'paragraph') {
      this.closeLeaf();
      this.leaf = 'paragraph';
      this.leafStart = start;
      // As long as it needs to be: most paragraphs are a line.
      this.paragraph = [start, this.lineEnd];
    } else this.paragraph.push(start, this.lineEnd);
    this.lastIndent = indent;
  }

  // ---- the cursor in a line

  /** How many characters of white space stand at the cursor: set by `indentHere`. */
  private spaces = 0;

  /** The columns of white space at the cursor. */
  private indentHere(): number {
    let at = this.pos;
    let column = this.column;
    for (; at < this.lineEnd; at++) {
      const code = this.text.charCodeAt(at);
      if (code === space) column++;
      else if (code === tab) column += 4 - (column % 4);
      else break;
    }
    this.spaces = at - this.pos;
    return column - this.column + this.spareColumns;
  }

  private skipSpaces(): void {
    const indent = this.indentHere();
    this.pos += this.spaces;
    this.column += indent - this.spareColumns;
    this.spareColumns = 0;
  }

  private advance(characters: number): void {
    this.pos += characters;
    this.column += characters;
  }

  /** Uses up `columns` of white space; a tab may be used in part. */
  private advanceColumns(columns: number): void {
    let left = columns;
    const spare = Math.min(left, this.spareColumns);
    this.spareColumns -= spare;
    left -= spare;
    while (left > 0 && this.pos < this.lineEnd) {
      const code = this.text.charCodeAt(this.pos);
      if (code === tab) {
        const width = 4 - (this.column % 4);
        this.pos++;
        this.column += width;
        if (width > left) {
          this.spareColumns = width - left;
          return;
        }
        left -= width;
      } else if (code === space) {
        this.advance(1);
        left--;
      } else return;
    }
  }

  private optionalSpace(): void {
    const code = this.text.charCodeAt(this.pos);
    if (this.pos < this.lineEnd && (code === space || code === tab)) this.advanceColumns(1);
  }

  // ---- containers

  private continues(container: Container): boolean {
    const indent = this.indentHere();
    const at = this.pos + this.spaces;
    const blank = at >= this.lineEnd;
    if (container.kind === 'quote') {
      if (blank || indent > 3 || this.text.charCodeAt(at) !== greaterThan) return false;
      this.skipSpaces();
      this.advance(1);
      this.optionalSpace();
      return true;
    }
    if (blank) {
      if (container.empty) return false;
      this.skipSpaces();
      return true;
    }
    if (indent < container.indent) return false;
    this.advanceColumns(container.indent);
    return true;
  }

  private push(container: Container): void {
    this.fill();
    this.containers.push(container);
    if (container.kind === 'quote') this.quotes++;
  }

  /** The innermost items hold something from now on. */
  private fill(): void {
    for (let index = this.containers.length - 1; index >= 0 && this.containers[index]!.empty; index--) {
      this.containers[index]!.empty = false;
    }
  }

  /** Ends what a new leaf replaces. */
  private replaceLeaf(open: number): void {
    this.endUnmatched(open);
    this.closeLeaf();
    this.fill();
  }

  /** Closes what the line did not continue: the leaf and the containers from `open` on. */
  private endUnmatched(open: number): void {
    if (open >= this.containers.length) return;
    this.closeLeaf();
    this.closeContainers(open);
  }

  private closeContainers(open: number): void {
    while (this.containers.length > open) {
      const container = this.containers.pop()!;
      if (container.kind === 'quote') this.quotes--;
      this.endContainer(container, this.blocks.leaves[this.blocks.leaves.length - 1] ?? 0);
    }
  }

  /** A container ends with the last leaf that it holds. */
  private endContainer({ kind, footnote, endAt, list }: Container, end: number): void {
    const { quotes, items, listEnds } = this.blocks;
    if (footnote) footnote.textEnd = Math.max(footnote.textStart, end);
    if (kind === 'quote') quotes[endAt] = Math.max(quotes[endAt]!, end);
    if (kind !== 'item') return;
    items[endAt] = Math.max(items[endAt]!, end);
    listEnds[list] = items[endAt]!;
  }

  private itemStart(at: number, code: number, open: number, inParagraph: boolean, indent: number): boolean {
    let marker = at + 1;
    if (code >= 48 && code <= 57) {
      while (marker - at < 10 && isDigit(this.text.charCodeAt(marker))) marker++;
      const delimiter = this.text.charCodeAt(marker);
      if (marker - at > 9 || (delimiter !== 46 && delimiter !== 41)) return false;
      if (inParagraph && (marker - at !== 1 || code !== 49) && Number(this.text.slice(at, marker)) !== 1) return false;
      marker++;
    } else if (code !== dash && code !== plus && code !== asterisk) return false;
    const after = this.text.charCodeAt(marker);
    const ends = marker >= this.lineEnd;
    if (!ends && after !== space && after !== tab) return false;
    if (inParagraph && this.isBlank(marker)) return false;
    const mark = this.text.charCodeAt(marker - 1);
    const before = this.containers[open];
    const { lists, listEnds, items } = this.blocks;
    const isNew = before?.kind !== 'item' || before.marker !== mark;
    const list = isNew ? lists.push(at) - 1 : before.list;
    if (isNew) listEnds.push(at);
    this.endUnmatched(open);
    this.closeLeaf();
    this.skipSpaces();
    const width = marker - at;
    this.advance(width);
    const inner = this.indentHere();
    const blank = this.pos + this.spaces >= this.lineEnd;
    const padding = blank || inner >= 5 || inner < 1 ? 1 : inner;
    if (!blank) this.advanceColumns(padding);
    const endAt = items.push(at, this.pos, this.pos) - 1;
    const own = { indent: indent + width + padding, marker: mark, empty: blank, endAt, list };
    this.push({ kind: 'item', footnote: undefined, ...own });
    return true;
  }

  private footnote(at: number, open: number): boolean {
    footnoteStart.lastIndex = at;
    const match = footnoteStart.exec(this.text);
    if (!match || footnoteStart.lastIndex > this.lineEnd) return false;
    this.endUnmatched(open);
    this.closeLeaf();
    this.skipSpaces();
    this.advance(match[0].length);
    this.skipSpaces();
    const footnote = { label: match[1]!, start: at, textStart: this.pos, textEnd: this.lineEnd };
    this.blocks.footnotes.push(footnote);
    this.push({ kind: 'footnote', indent: 4, marker: 0, empty: false, footnote, endAt: -1, list: -1 });
    return true;
  }

  // ---- leaves

  private addLeaf(start: number, end: number): void {
    this.blocks.leaves.push(start, end);
  }

  private closeLeaf(): void {
    const leaf = this.leaf;
    this.leaf = 'none';
    if (leaf === 'none') return;
    if (leaf === 'paragraph') this.endParagraph();
    else if (leaf === 'table') {
      this.blocks.tables.push(this.leafStart, this.leafEnd);
      this.addLeaf(this.leafStart, this.leafEnd);
    } else {
      if (leaf === 'html') this.blocks.html.push(this.leafStart, this.leafEnd);
      else this.blocks.opaque.push(this.leafStart, this.leafEnd);
      if (leaf === 'indented') this.blocks.indented.push(this.leafStart, this.leafEnd);
      this.addLeaf(this.leafStart, this.leafEnd);
    }
  }

  /** Reference definitions at the start of the paragraph are taken out; the rest is inline content. */
  private takeDefinitions(): void {
    if (this.paragraph.length === 0 || this.text.charCodeAt(this.paragraph[0]!) !== openBracket) return;
    // `[[` begins a wiki-link, `[^` a footnote.
    const second = this.text.charCodeAt(this.paragraph[0]! + 1);
    if (second === openBracket || second === caret) return;
    const joined = joinSegments(this.text, this.paragraph);
    let at = 0;
    let lines = 0;
    for (;;) {
      const taken = definitionAt(joined, at);
      if (!taken) break;
      this.blocks.definitions.push(taken.definition);
      at = taken.next;
      lines += taken.lines;
    }
    this.paragraph.splice(0, lines * 2);
  }

  private endParagraph(): void {
    this.takeDefinitions();
    const segments = this.paragraph;
    if (segments.length === 0) return;
    const end = trimmedEnd(this.text, segments[0]!, segments[segments.length - 1]!);
    segments[segments.length - 1] = end;
    this.blocks.inlines.push({ kind: 'paragraph', segments, contiguous: this.quotes === 0 || segments.length === 2 });
    this.addLeaf(segments[0]!, end);
  }

  private atxHeading(at: number, open: number): boolean {
    let level = 1;
    while (level < 7 && this.text.charCodeAt(at + level) === hash) level++;
    const after = at + level;
    if (level > 6) return false;
    if (after < this.lineEnd && !isSpace(this.text.charCodeAt(after))) return false;
    this.replaceLeaf(open);
    let start = after;
    while (start < this.lineEnd && isSpace(this.text.charCodeAt(start))) start++;
    let end = trimmedEnd(this.text, start, this.lineEnd);
    let close = end;
    while (close > start && this.text.charCodeAt(close - 1) === hash) close--;
    if (close === start || isSpace(this.text.charCodeAt(close - 1))) end = trimmedEnd(this.text, start, close);
    this.addHeading(level, at, this.lineEnd, start, end);
    return true;
  }

  private addHeading(level: number, start: number, end: number, textStart: number, textEnd: number): void {
    this.blocks.headings.push({ level, start, end, textStart, textEnd, contained: this.containers.length > 0 });
    this.blocks.inlines.push({ kind: 'heading', segments: [textStart, textEnd], contiguous: true });
    this.addLeaf(start, end);
  }

  private setext(at: number, code: number): boolean {
    let end = at;
    while (end < this.lineEnd && this.text.charCodeAt(end) === code) end++;
    if (!this.isBlank(end)) return false;
    this.takeDefinitions();
    const segments = this.paragraph;
    if (segments.length === 0) {
      // All of it were definitions: the underline is text of its own.
      return false;
    }
    this.paragraph = [];
    this.leaf = 'none';
    const last = trimmedEnd(this.text, segments[0]!, segments[segments.length - 1]!);
    segments[segments.length - 1] = last;
    this.blocks.headings.push({
      level: code === equals ? 1 : 2,
      start: segments[0]!,
      end: this.lineEnd,
      textStart: segments[0]!,
      textEnd: last,
      contained: this.containers.length > 0,
    });
    this.blocks.inlines.push({ kind: 'heading', segments, contiguous: this.quotes === 0 || segments.length === 2 });
    this.addLeaf(segments[0]!, this.lineEnd);
    return true;
  }

  private isThematicBreak(at: number, code: number): boolean {
    let count = 0;
    for (let index = at; index < this.lineEnd; index++) {
      const here = this.text.charCodeAt(index);
      if (here === code) count++;
      else if (!isSpace(here)) return false;
    }
    return count >= 3;
  }

  private fenceStart(at: number, code: number, open: number): boolean {
    let end = at;
    while (this.text.charCodeAt(end) === code) end++;
    if (end - at < 3) return false;
    if (code === backtick) {
      for (let index = end; index < this.lineEnd; index++) {
        if (this.text.charCodeAt(index) === backtick) return false;
      }
    }
    this.replaceLeaf(open);
    this.leaf = 'fence';
    this.leafStart = at;
    this.leafEnd = this.lineEnd;
    this.fenceMarker = code;
    this.fenceLength = end - at;
    return true;
  }

  private fenceLine(): void {
    this.leafEnd = this.lineEnd;
    const indent = this.indentHere();
    const at = this.pos + this.spaces;
    if (indent > 3 || this.text.charCodeAt(at) !== this.fenceMarker) return;
    let end = at;
    while (this.text.charCodeAt(end) === this.fenceMarker) end++;
    if (end - at >= this.fenceLength && this.isBlank(end)) this.closeLeaf();
  }

  /** `$$` at the start of a line opens display math, if a later `$$` ends a line. */
  private mathStart(at: number, open: number): boolean {
    if (this.text.charCodeAt(at + 1) !== dollar || this.lastMathEnd < at + 2) return false;
    const end = trimmedEnd(this.text, at, this.lineEnd);
    const closes = end - at > 4 && this.text.charCodeAt(end - 1) === dollar && this.text.charCodeAt(end - 2) === dollar;
    if (!closes && this.text.slice(at + 2, end).includes('$$')) return false;
    if (!closes && this.lastMathEnd < this.lineEnd) return false;
    this.replaceLeaf(open);
    this.leaf = 'math';
    this.leafStart = at;
    this.leafEnd = this.lineEnd;
    if (closes) this.closeLeaf();
    return true;
  }

  private mathLine(): void {
    this.leafEnd = this.lineEnd;
    const end = trimmedEnd(this.text, this.pos, this.lineEnd);
    if (end - this.pos >= 2 && this.text.charCodeAt(end - 1) === dollar && this.text.charCodeAt(end - 2) === dollar) {
      this.closeLeaf();
    }
  }

  /**
   * Obsidian's `%%` at the start of a line hides all up to the next one, whatever blocks that is. Where the next one does not
   * end its line, the first is inline content or a stray mark, and a stray mark must not silence the rest of a note: a comment
   * of a Mermaid diagram (`%% so`) and prose (`100%% sure`) close nothing. So does the second of a comment in a paragraph.
   */
  private hiddenStart(at: number, open: number): boolean {
    const { text } = this;
    if (text.charCodeAt(at + 1) !== percent) return false;
    this.lastHidden ??= text.lastIndexOf('%%');
    if (this.lastHidden < this.lineEnd || this.hasOpenComment(at)) return false;
    const close = text.indexOf('%%', at + 2);
    if (!this.takesWholeLines(at, close, open)) return false;
    this.blocks.hidden.push(at, close + 2);
    return true;
  }

  /**
   * Templater's code over several lines, whatever blocks they look like, in the same way. Where another `<%` stands in them, the
   * first is a stray mark.
   */
  private templateStart(at: number, open: number): boolean {
    const { text } = this;
    if (text.charCodeAt(at + 1) !== percent) return false;
    if (this.nextTemplateEnd < at + 2) {
      const next = text.indexOf('%>', at + 2);
      this.nextTemplateEnd = next < 0 ? text.length : next;
    }
    const close = this.nextTemplateEnd;
    if (close === text.length || text.slice(at + 2, close).includes('<%')) return false;
    return this.takesWholeLines(at, close, open);
  }

  /** Takes the lines from `at` to the two marks at `close` as no prose; false where these do not end a later line. */
  private takesWholeLines(at: number, close: number, open: number): boolean {
    const { text } = this;
    if (close < this.lineEnd) return false;
    const end = lineEndAt(text, close);
    if (trimmedEnd(text, close, end) > close + 2) return false;
    this.replaceLeaf(open);
    this.wholeLinesEnd = end;
    this.blocks.opaque.push(at, close + 2);
    return true;
  }

  /** True if an odd number of `%%` stands in the open paragraph before `at`. Each mark is counted once a paragraph. */
  private hasOpenComment(at: number): boolean {
    if (this.leaf !== 'paragraph') return false;
    if (this.marksFrom !== this.leafStart) {
      this.marksFrom = this.leafStart;
      this.marksTo = this.leafStart;
      this.marks = 0;
    }
    for (let mark = this.text.indexOf('%%', this.marksTo); mark < at; mark = this.text.indexOf('%%', this.marksTo)) {
      this.marks++;
      this.marksTo = mark + 2;
    }
    return this.marks % 2 === 1;
  }

  private htmlStart(at: number, open: number, inParagraph: boolean): boolean {
    const kind = htmlBlockKind(this.text, at, this.lineEnd);
    if (kind === 0 || (kind === 7 && (inParagraph || this.leaf === 'paragraph' || this.leaf === 'table'))) return false;
    this.replaceLeaf(open);
    this.leaf = 'html';
    this.leafStart = at;
    this.htmlKind = kind;
    this.pos = at;
    this.htmlLine();
    return true;
  }

  private htmlLine(): void {
    if (this.htmlKind >= 6) {
      if (this.isBlank(this.pos)) return this.closeLeaf();
      this.leafEnd = this.lineEnd;
      return;
    }
    this.leafEnd = this.lineEnd;
    if (htmlEnds[this.htmlKind - 1]!.test(this.text.slice(this.pos, this.lineEnd))) this.closeLeaf();
  }

  // ---- tables

  /** A delimiter row under a line of the paragraph with as many cells: that line is the head of a table. */
  private tableStart(at: number): boolean {
    const code = this.text.charCodeAt(at);
    if (code !== pipe && code !== dash && code !== 58) return false;
    // `- ` is an item of a list rather than a column.
    if (code === dash && isSpace(this.text.charCodeAt(at + 1))) return false;
    const row = this.text.slice(at, this.lineEnd);
    // A single mark is the underline of a heading; a head indented by four or more only continues its paragraph.
    if (this.lastIndent > 3 || row.trim().length < 2) return false;
    if (!delimiterRow.test(row)) return false;
    const headStart = this.paragraph[this.paragraph.length - 2]!;
    const headEnd = this.paragraph[this.paragraph.length - 1]!;
    const head = cells(this.text, headStart, headEnd);
    if (this.text.slice(headStart, headEnd).indexOf('|') < 0) return false;
    if (head.length !== cells(this.text, at, this.lineEnd).length) return false;
    this.paragraph.length -= 2;
    if (this.paragraph.length) this.endParagraph();
    this.leaf = 'table';
    this.leafStart = headStart;
    this.leafEnd = this.lineEnd;
    this.columns = head.length;
    this.cells = [];
    for (let index = 0; index < head.length; index += 2) this.addCell(head[index]!, head[index + 1]!);
    return true;
  }

  private tableRow(start: number): void {
    this.leafEnd = this.lineEnd;
    const row = cells(this.text, start, this.lineEnd);
    // Cells beyond the columns of the head are not shown.
    for (let index = 0; index < row.length && index < this.columns; index += 2)
      this.addCell(row[index]!, row[index + 1]!);
  }

  private addCell(start: number, end: number): void {
    if (end <= start) return;
    if (this.cells.length === 0) this.blocks.inlines.push({ kind: 'cells', segments: this.cells, contiguous: true });
    this.cells.push(start, end);
  }

  private isBlank(from: number): boolean {
    for (let at = from; at < this.lineEnd; at++) if (!isSpace(this.text.charCodeAt(at))) return false;
    return true;
  }
}

/** The offset of the last `$$` at the end of a line, or -1. */
function lastMathEnd(text: string): number {
  if (!text.includes('$$')) return -1;
  for (let at = text.lastIndexOf('$$'); at >= 0; at = at ? text.lastIndexOf('$$', at - 1) : -1) {
    let end = at + 2;
    while (isSpace(text.charCodeAt(end))) end++;
    const code = text.charCodeAt(end);
    if (end >= text.length || code === newline || code === 13) return at;
  }
  return -1;
}

/** Starts and ends, in turn, of the cells of a table row; a pipe after a backslash does not separate. */
export function cells(text: string, from: number, to: number): number[] {
  const end = trimmedEnd(text, from, to);
  const result: number[] = [];
  let start = text.charCodeAt(from) === pipe ? from + 1 : from;
  for (let at = start; at < end; at++) {
    if (text.charCodeAt(at) !== pipe || text.charCodeAt(at - 1) === 92) continue;
    pushTrimmed(text, start, at, result);
    start = at + 1;
  }
  if (start < end) pushTrimmed(text, start, end, result);
  return result;
}

/** The cells of a line that is a row of a table. */
export function rowCells(text: string, lineStart: number, lineEnd: number): Span[] {
  const row = cells(text, lineStart + leadingMarks(text.slice(lineStart, lineEnd)).length, lineEnd);
  return row.flatMap((start, index) => (index % 2 === 0 ? [{ start, end: row[index + 1]! }] : []));
}

function pushTrimmed(text: string, from: number, to: number, into: number[]): void {
  let start = from;
  while (start < to && isSpace(text.charCodeAt(start))) start++;
  into.push(start, trimmedEnd(text, start, to));
}

/** The kind of HTML block, 1 to 7, that begins at `<`; 0 for none (CommonMark, "HTML blocks"). */
function htmlBlockKind(text: string, at: number, lineEnd: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === 33) {
    if (text.startsWith('<!--', at)) return 2;
    if (text.startsWith('<![CDATA[', at)) return 5;
    return isLetter(text.charCodeAt(at + 2)) ? 4 : 0;
  }
  if (next === 63) return 3;
  const closing = next === 47;
  let end = closing ? at + 2 : at + 1;
  const nameStart = end;
  if (!isLetter(text.charCodeAt(end))) return 0;
  while (end < lineEnd && (isLetter(text.charCodeAt(end)) || isDigit(text.charCodeAt(end)))) end++;
  const name = text.slice(nameStart, end).toLowerCase();
  const after = text.charCodeAt(end);
  const bounded = end >= lineEnd || isSpace(after) || after === greaterThan;
  if (!closing && bounded && (name === 'script' || name === 'pre' || name === 'style' || name === 'textarea')) return 1;
  if ((bounded || (after === 47 && text.charCodeAt(end + 1) === greaterThan)) && htmlBlockNames.has(name)) return 6;
  return htmlAnyTag.test(text.slice(at, lineEnd)) ? 7 : 0;
}

/** The next line break, or the end of the text. */
function lineEndAt(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== newline && text.charCodeAt(at) !== 13) at++;
  return at;
}

function afterBreak(text: string, at: number): number {
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === newline ? at + 2 : at + 1;
}

/** The end of `text` from `start` to `end` without white space at its end. */
function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

function isSpace(code: number): boolean {
  return code === space || code === tab;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
