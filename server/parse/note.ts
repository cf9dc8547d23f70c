// What one parsed note is: facts with exact UTF-16 offsets, and nothing about other notes.
import type { LineStarts } from '../text/lines.ts';
import { countUpTo, type Span } from '../text/span.ts';
import type { YamlMistake } from './yamlMistake.ts';

/**
 * How a link is written. `definition` is a reference definition `[label]: target`;
 * `reference` is its use, with the target of its definition.
 */
export type LinkSyntax = 'wiki' | 'markdown' | 'reference' | 'definition' | 'html' | 'autolink';

/** A link or an embed. All offsets are UTF-16; `-1` in a start means that the part is not written. */
export interface Link extends Span {
  readonly syntax: LinkSyntax;
  /** True for `![[x]]`, `![](x)` and `<img>`: shown in place rather than followed. */
  readonly embed: boolean;
  /** The target without its fragment, Markdown escapes and entities undone, percent-encoding kept. */
  readonly target: string;
  readonly targetStart: number;
  readonly targetEnd: number;
  /** What stands after the first `#`; `undefined` where there is none. */
  readonly fragment: string | undefined;
  readonly fragmentStart: number;
  readonly fragmentEnd: number;
  /** The alias of a wiki-link; `undefined` where there is none and for every other syntax. */
  readonly alias: string | undefined;
  /** The alias of a wiki-link, the text of a Markdown link, the alt text of an image. */
  readonly textStart: number;
  readonly textEnd: number;
}

export interface Heading extends Span {
  readonly level: number;
  /** The content as written, without `#` marks and an `{#id}` at its end. */
  readonly raw: string;
  /** The same without Markdown marks; the text of inline code is kept. */
  readonly text: string;
  readonly textStart: number;
  readonly textEnd: number;
  /** The id of a trailing `{#id}`, or `undefined`. */
  readonly id: string | undefined;
  /** True in a quote, an item of a list or a footnote, with which its section ends. */
  readonly contained: boolean;
}

/**
 * A block id ` ^id`. Its span is that of `^id`; the block is what the id names: with its mark and all that it holds where that
 * is an item, from its first mark where that is a list or quote.
 */
export interface BlockId extends Span {
  readonly id: string;
  readonly blockStart: number;
  readonly blockEnd: number;
}

/**
 * A tag `#name` in the text, or a tag of the front matter; `name` has no `#`. The span of the latter is that of the name
 * alone, or the whole front matter where YAML spells it otherwise.
 */
export interface Tag extends Span {
  readonly name: string;
}

export interface Footnote extends Span {
  readonly label: string;
  readonly kind: 'reference' | 'definition';
  /** The definition's text; empty for a reference. */
  readonly textStart: number;
  readonly textEnd: number;
}

/** An HTML comment that says something to us. */
export interface Remark extends Span {
  readonly kind: 'stale-image' | 'stale-link' | 'ignore-next-line';
  /** Where the white space before the comment begins: the end of what it stands after. */
  readonly after: number;
  /** The codes of an ignore comment; empty means every code. */
  readonly codes: readonly string[];
  /** The block below an ignore comment and those that follow it; `undefined` for other remarks, and where there is none. */
  readonly block: Span | undefined;
}

export interface FrontMatter extends Span {
  readonly title: string | undefined;
  /** `aliases` and `alias`. */
  readonly aliases: readonly string[];
  readonly id: string | undefined;
  /** True for a drawing of Excalidraw's: its first heading and its first words are that program's, not the author's. */
  readonly drawing: boolean;
  readonly error: FrontMatterError | undefined;
}

/** Why the YAML could not be read, and where. */
export interface FrontMatterError extends Span {
  /** `undefined` for what people seldom do. */
  readonly mistake: YamlMistake | undefined;
  /** In the words of the YAML library. */
  readonly message: string;
}

export interface Note {
  /** Canonical URI. */
  readonly uri: string;
  /** The length of the text in UTF-16 units. */
  readonly length: number;
  readonly lines: LineStarts;
  readonly frontMatter: FrontMatter | undefined;
  readonly headings: readonly Heading[];
  readonly blockIds: readonly BlockId[];
  /** In the order of their starts; links of the front matter first. */
  readonly links: readonly Link[];
  readonly tags: readonly Tag[];
  readonly footnotes: readonly Footnote[];
  readonly remarks: readonly Remark[];
  readonly anchors: readonly HtmlAnchor[];
  /** Starts and ends, in turn, of what is not prose: front matter, code, comments, math. Ascending. */
  readonly opaque: readonly number[];
  /** Of these the code that is code by its indentation alone: starts and ends, in turn. Ascending. */
  readonly indented: readonly number[];
  /** Of these the comments of Obsidian's, `%% … %%`: starts and ends, in turn. Ascending. */
  readonly hidden: readonly number[];
  /** Starts and ends, in turn, of the tables. Ascending. */
  readonly tables: readonly number[];
  /** The labels of definitions that are, word for word, what stands in a wiki-link of the note, and the labels of no reference. */
  readonly wikiLabels: readonly WikiLabel[];
  /** Where there are such: `labelKey` of what the other definitions are labelled with. */
  readonly otherLabels: readonly string[];
  /** Of a note that describes an image by its own words (docs/links.md, "Words": sidecar): the image's name in them. */
  readonly describedImage: NamedImage | undefined;
}

/** `<a id="x">`, `<a name="x">`, any element's `id`. */
export interface HtmlAnchor {
  readonly id: string;
  /** Where its tag begins. */
  readonly start: number;
}

/** Without its brackets. */
export interface WikiLabel extends Span {
  readonly text: string;
}

/** The name that stands after `**File:**`; it may be empty. */
export interface NamedImage extends Span {
  readonly name: string;
}

/**
 * Target and fragment of a wiki-link read as one name, for `[[C# intro]]`. How many spaces stand around the `#` is known,
 * on which side is not: hence two readings. Empty where there is no fragment.
 */
export function wholeNames(link: Link): readonly string[] {
  const { target, fragment, targetEnd, fragmentStart } = link;
  if (fragment === undefined) return [];
  if (fragmentStart - targetEnd <= 1) return [`${target}#${fragment}`];
  return [`${target}# ${fragment}`, `${target} #${fragment}`];
}

/** `{{title}}` and `<% … %>`: another program fills it in when it makes a note of this template. */
const toBeFilledIn = /^\s*(?:\{\{[^}]*\}\}|<%.*%>)\s*$/;

/** The note's name for people: front matter title, else its heading of that kind, else `undefined`. */
export function titleOf(note: Note): string | undefined {
  const { title } = note.frontMatter ?? {};
  if (title !== undefined && !toBeFilledIn.test(title)) return title;
  const text = titleHeading(note)?.text;
  return text !== undefined && toBeFilledIn.test(text) ? undefined : text;
}

/**
 * The first heading, if it is an H1: one that follows others is a section, as in a page with a clipping below. What a quote or a
 * list above it holds is no heading of the note's own, and names it only where no other H1 does.
 */
export function titleHeading(note: Note): Heading | undefined {
  if (note.frontMatter?.drawing) return undefined;
  const named = ({ text }: Heading) => text !== '';
  const first = note.headings.find(named);
  const own = first?.contained ? note.headings.find((heading) => named(heading) && !heading.contained) : first;
  return own?.level === 1 ? own : first?.level === 1 ? first : undefined;
}

/** True for a link that is a quoted value of YAML. */
export function isInFrontMatter(note: Note, link: Link): boolean {
  return link.end <= (note.frontMatter?.end ?? 0);
}

/** True if a heading holds all of the span. */
export function isInHeading({ headings }: Note, { start, end }: Span): boolean {
  const before = headings[countUpTo(headings, start) - 1];
  return before !== undefined && end <= before.end;
}

/** True if `offset` lies in code, a comment, math or front matter (its edges do not count). */
export function isOpaque(note: Note, offset: number): boolean {
  return spanIndex(note.opaque, offset) >= 0;
}

/** True if the character at `offset` is in code by its indentation: whatever mark it is, it says nothing. */
export function isIndentedCode({ indented }: Note, offset: number): boolean {
  return spanIndex(indented, offset + 0.5) >= 0;
}

/** True if `offset` lies in a table or at its edge: a bar there ends the cell. */
export function isInTable({ tables }: Note, offset: number): boolean {
  for (let index = 0; index < tables.length && tables[index]! <= offset; index += 2) {
    if (offset <= tables[index + 1]!) return true;
  }
  return false;
}

/** The index of the pair in `pairs` that holds `offset` strictly inside, or -1. */
function spanIndex(pairs: readonly number[], offset: number): number {
  let low = 0;
  let high = pairs.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (pairs[middle * 2 + 1]! <= offset) low = middle + 1;
    else if (pairs[middle * 2]! >= offset) high = middle - 1;
    else return middle;
  }
  return -1;
}
