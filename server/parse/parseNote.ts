// One note's text -> its facts. The only parser: every feature and the command line see the same links.
import { lastingCopy } from '../text/lasting.ts';
import { lineStarts } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { type Blocks, readBlocks } from './blocks.ts';
import { type Definition, joinSegments } from './definition.ts';
import { labelKey } from './destination.ts';
import { frontMatterEnd, readFrontMatter } from './frontMatter.ts';
import { readHtmlBlock } from './html.ts';
import { type Facts, InlineReader, nextSpecial, pathLink } from './inline.ts';
import type { Heading, Link, NamedImage, Note, Remark, WikiLabel } from './note.ts';
import { plainText } from './plainText.ts';

/** `{#id}` and its kin: `{ #id }`, `{#id .class}`, `{: #id }`. */
const headingId = /\{:?\s*(?:[^{}]*\s)?#([\w:.-]+)(?:\s[^{}]*)?\}$/;
const endingBlockId = /(?<=\S)\s+\^[\p{L}\p{N}_-]+$/u;
/** No file system has longer names. */
const longestName = 1000;
const imageDescription = /^\s*#\s+Image Description\s*$/;
const none: readonly never[] = [];
const noLabels = { wikiLabels: none, otherLabels: none };

/**
 * Parses a note. Never fails: any text is a note.
 * @param intern gives one lasting copy of a string that recurs; a slice would keep the whole text in memory.
 */
export function parseNote(uri: string, text: string, intern: (text: string) => string = lastingCopy): Note {
  const bodyStart = frontMatterEnd(text);
  const front = bodyStart ? readFrontMatter(text, bodyStart, intern) : undefined;
  const blocks = readBlocks(text, bodyStart || (text.charCodeAt(0) === 0xfeff ? 1 : 0));

  const definitions = new Map<string, Definition>();
  for (const definition of blocks.definitions) {
    const key = labelKey(definition.label);
    if (!definitions.has(key)) definitions.set(key, definition);
  }
  const facts: Facts = {
    links: front ? [...front.links] : [],
    tags: front ? [...front.tags] : [],
    footnotes: blocks.footnotes.map((footnote) => ({
      label: intern(footnote.label),
      kind: 'definition',
      start: footnote.start,
      end: footnote.start + footnote.label.length + 3,
      textStart: footnote.textStart,
      textEnd: footnote.textEnd,
    })),
    blockIds: [],
    remarks: front ? [...front.remarks] : [],
    anchors: [],
    opaque: bodyStart ? [0, bodyStart] : [],
    hidden: blocks.hidden,
    definitions,
    intern,
  };
  for (const definition of blocks.definitions) facts.links.push(definitionLink(text, definition, intern));
  for (let index = 0; index < blocks.html.length; index += 2) {
    readHtmlBlock(text, blocks.html[index]!, blocks.html[index + 1]!, facts);
  }
  for (const offset of blocks.opaque) facts.opaque.push(offset);
  const same = (at: number) => at;
  const reader = new InlineReader(facts);
  let special = -1;
  // Counted: walking a list by its iterator makes an object for every step.
  for (let index = 0; index < blocks.inlines.length; index++) {
    const { kind, segments, contiguous } = blocks.inlines[index]!;
    if (contiguous) {
      const step = kind === 'cells' ? 2 : segments.length;
      for (let at = 0; at < segments.length; at += step) {
        const from = segments[at]!;
        const to = segments[at + step - 1]!;
        // Looked for once for all the plain paragraphs before it.
        if (special < from) special = nextSpecial(text, from);
        if (special < to) reader.read({ text, from, to, offset: same, note: text }, special);
      }
    } else {
      const joined = joinSegments(text, segments);
      const to = joined.text.length;
      const source = { text: joined.text, from: 0, to, offset: joined.offset, note: text };
      reader.read(source, nextSpecial(joined.text, 0));
    }
  }
  attachBlockIds(facts, blocks, text);

  const headings = blocks.headings.map((block): Heading => {
    const written = text.slice(block.textStart, block.textEnd);
    const id = written.endsWith('}') ? headingId.exec(written) : null;
    const raw = id ? written.slice(0, id.index).trimEnd() : written;
    // The id of its block is no more of its name than the other one.
    const plain = plainText(raw.includes('^') ? raw.replace(endingBlockId, '') : raw);
    const kept = lastingCopy(raw);
    return {
      level: block.level,
      start: block.start,
      end: block.end,
      raw: kept,
      text: plain === raw ? kept : lastingCopy(plain),
      textStart: block.textStart,
      textEnd: block.textStart + raw.length,
      id: id ? intern(id[1]!) : undefined,
      contained: block.contained,
    };
  });

  return {
    uri,
    length: text.length,
    lines: lineStarts(text),
    frontMatter: front?.frontMatter,
    headings,
    blockIds: exact(facts.blockIds),
    links: exact(byStart(facts.links)),
    tags: exact(facts.tags),
    footnotes: exact(facts.footnotes),
    remarks: exact(withBlocks(byStart(facts.remarks), blocks.leaves)),
    anchors: exact(facts.anchors),
    opaque: exact(ascending(facts.opaque)),
    indented: exact(blocks.indented),
    hidden: exact(ascending(facts.hidden)),
    tables: exact(blocks.tables),
    ...labelsOf(text, blocks.definitions, facts.links, intern),
    describedImage: headings[0]?.text === 'Image Description' ? describedImage(text, bodyStart) : undefined,
  };
}

function labelsOf(
  text: string,
  definitions: readonly Definition[],
  links: readonly Link[],
  intern: (text: string) => string,
): { readonly wikiLabels: readonly WikiLabel[]; readonly otherLabels: readonly string[] } {
  if (definitions.length === 0) return noLabels;
  const said = new Set<string>();
  /** Which label a reference has is not known, but where it leads. */
  const referred = new Set<string>();
  for (const { syntax, embed, start, end, target } of links) {
    if (syntax === 'wiki') said.add(text.slice(start + (embed ? 3 : 2), end - 2));
    else if (syntax === 'reference') referred.add(target);
  }
  const isReferred = (one: Definition) => referred.has(definitionLink(text, one, intern).target);
  const found = new Set(definitions.filter((one) => said.has(one.label) && !isReferred(one)));
  if (found.size === 0) return noLabels;
  return {
    wikiLabels: [...found].map(({ label, start }) => ({
      text: intern(label),
      start: start + 1,
      end: start + 1 + label.length,
    })),
    otherLabels: definitions.filter((one) => !found.has(one)).map(({ label }) => intern(labelKey(label))),
  };
}

function definitionLink(text: string, definition: Definition, intern: (text: string) => string): Link {
  const { targetStart, targetEnd, start, end } = definition;
  const target = { start: targetStart, end: targetEnd };
  const label = { start: start + 1, end: start + 1 + definition.label.length };
  const raw = text.slice(targetStart, targetEnd);
  return pathLink({ syntax: 'definition', embed: false, start, end }, raw, target, label, intern);
}

/**
 * An id in the first words of an item names all of the item, one at the end of a quote all of the quote; one that stands alone
 * names the whole block before it.
 */
function attachBlockIds(facts: Facts, blocks: Blocks, text: string): void {
  let wholes: ReadonlyMap<number, number> | undefined;
  let quotes: ReadonlyMap<number, number> | undefined;
  for (const [index, block] of facts.blockIds.entries()) {
    if (text.slice(block.blockStart, block.start).trim() !== '') {
      const item = itemOf(blocks.items, block.blockStart);
      if (!item) {
        quotes ??= quotesByEnd(blocks);
        const end = blocks.leaves[lastLeafBefore(blocks.leaves, block.end) + 3];
        const quote = end === undefined || text.slice(block.end, end).trim() !== '' ? undefined : quotes.get(end);
        if (quote !== undefined) facts.blockIds[index] = { ...block, blockStart: quote, blockEnd: end! };
        continue;
      }
      const blockEnd = item.end > block.end ? item.end : block.blockEnd;
      facts.blockIds[index] = { ...block, blockStart: item.start, blockEnd };
      continue;
    }
    const { leaves } = blocks;
    const before = lastLeafBefore(leaves, block.start);
    if (before < 0) continue;
    wholes ??= wholesByEnd(blocks);
    const blockEnd = leaves[before + 1]!;
    facts.blockIds[index] = { ...block, blockStart: wholes.get(blockEnd) ?? leaves[before]!, blockEnd };
  }
}

/** The item whose first words begin at `offset`. */
function itemOf(items: readonly number[], offset: number): Span | undefined {
  let low = 0;
  let high = items.length / 3;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle * 3 + 1]! < offset) low = middle + 1;
    else high = middle;
  }
  return items[low * 3 + 1] === offset ? { start: items[low * 3]!, end: items[low * 3 + 2]! } : undefined;
}

/** Where the outermost of the lists and quotes begins that end at an offset. */
function wholesByEnd({ lists, listEnds, quotes }: Blocks): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  const add = (start: number, end: number) => starts.set(end, Math.min(start, starts.get(end) ?? start));
  for (const [index, start] of lists.entries()) add(start, listEnds[index]!);
  for (let index = 0; index < quotes.length; index += 2) add(quotes[index]!, quotes[index + 1]!);
  return starts;
}

/** Where the outermost quote begins that ends at an offset; of those around an item that ends there, too, none counts. */
function quotesByEnd({ items, quotes }: Blocks): ReadonlyMap<number, number> {
  const lastItems = new Map<number, number>();
  for (let index = 0; index < items.length; index += 3) lastItems.set(items[index + 2]!, items[index]!);
  const starts = new Map<number, number>();
  for (let index = 0; index < quotes.length; index += 2) {
    const start = quotes[index]!;
    const end = quotes[index + 1]!;
    if (start > (lastItems.get(end) ?? -1)) starts.set(end, Math.min(start, starts.get(end) ?? start));
  }
  return starts;
}

/** Ignore comments get the block that follows, past others of their kind. */
function withBlocks(remarks: Remark[], leaves: readonly number[]): Remark[] {
  for (let index = remarks.length - 1; index >= 0; index--) {
    const remark = remarks[index]!;
    if (remark.kind !== 'ignore-next-line') continue;
    const at = lastLeafBefore(leaves, remark.end + 1) + 2;
    const start = leaves[at];
    const next = remarks[index + 1];
    if (start === undefined) continue;
    const isComment = next?.kind === 'ignore-next-line' && next.start === start;
    remarks[index] = { ...remark, block: isComment ? next.block : { start, end: leaves[at + 1]! } };
  }
  return remarks;
}

/** The index in `leaves` (starts and ends in turn, ordered by end) of the last leaf that ends before `offset`, or -1. */
function lastLeafBefore(leaves: readonly number[], offset: number): number {
  let low = 0;
  let high = leaves.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (leaves[middle * 2 + 1]! < offset) low = middle + 1;
    else high = middle;
  }
  return low * 2 - 2;
}

/** What was gathered, kept for as long as the note: without the room to grow, and nothing at all for no facts. */
function exact<T>(facts: readonly T[]): readonly T[] {
  return facts.length > 0 ? facts.slice() : none;
}

/** Facts in the order of their starts; they mostly are already. */
function byStart<T extends Span>(facts: T[]): T[] {
  for (let index = 1; index < facts.length; index++) {
    if (facts[index]!.start < facts[index - 1]!.start) return facts.sort((a, b) => a.start - b.start);
  }
  return facts;
}

/** The same for starts and ends in turn. */
function ascending(pairs: number[]): number[] {
  let sorted = true;
  for (let index = 2; index < pairs.length && sorted; index += 2) sorted = pairs[index]! >= pairs[index - 2]!;
  if (sorted) return pairs;
  const spans: [number, number][] = [];
  for (let index = 0; index < pairs.length; index += 2) spans.push([pairs[index]!, pairs[index + 1]!]);
  return spans.sort((a, b) => a[0] - b[0]).flat();
}

/** A note that begins with the H1 `Image Description` and has a `**File:**` line describes an image. */
function describedImage(text: string, from: number): NamedImage | undefined {
  const head = text.slice(from, from + 600);
  const firstLine = /^\uFEFF?\s*(.*)/.exec(head)?.[1] ?? '';
  const mark = imageDescription.test(firstLine) ? /^\*\*File:\*\*[ \t]*/m.exec(head) : null;
  if (!mark) return undefined;
  const start = from + mark.index + mark[0].length;
  const name = /^[^\r\n]*/.exec(text.slice(start, start + longestName))![0].trimEnd();
  return { start, end: start + name.length, name: lastingCopy(name) };
}
