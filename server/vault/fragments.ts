// What the fragment of a link names in its target (docs/links.md, section 4): a heading, a block, an anchor.
import GithubSlugger from 'github-slugger';
import type { BlockId, Heading, HtmlAnchor, Note } from '../parse/note.ts';
import { plainText } from '../parse/plainText.ts';
import { foldLoosely, percentDecoded } from '../text/fold.ts';
import type { Span } from '../text/span.ts';

export type Anchor =
  | { readonly kind: 'heading'; readonly heading: Heading; readonly index: number }
  | { readonly kind: 'block'; readonly block: BlockId }
  /** An HTML anchor, or a media fragment, of which nothing more is known: then without a start. */
  | { readonly kind: 'place'; readonly start?: number };

/** Finds what `fragment` (without `#`) names in a note; `undefined` where nothing does. */
export function findAnchor(note: Note, fragment: string): Anchor | undefined {
  const text = fragment.trim();
  if (text === '' || /^L\d+(?:-L?\d+)?$/.test(text)) return { kind: 'place' };
  const id = namedBlock(text);
  if (id !== undefined) {
    const block = note.blockIds.find((candidate) => candidate.id === id) ?? foldedBlock(note, id);
    if (block) return { kind: 'block', block };
    // Of an encoded `^` a heading may still be meant.
    if (text.includes('^')) return dendronAnchor(note, text);
  }
  for (const [name] of withoutRange(text)) {
    const index = headingIndex(note, name);
    if (index >= 0) return { kind: 'heading', heading: note.headings[index]!, index };
  }
  const anchor = htmlAnchor(note, text);
  if (anchor) return { kind: 'place', start: anchor.start };
  // Every browser has `#top`.
  if (text === 'top') return { kind: 'place' };
  return id === undefined ? undefined : dendronAnchor(note, percentDecoded(text) ?? text);
}

/**
 * What Dendron means by `text` where no block has its id: the note by `^begin` and `^end`, and of a range `start:#end` its
 * start.
 */
function dendronAnchor(note: Note, text: string): Anchor | undefined {
  if (/^\^(?:begin|end)$/.test(text)) return { kind: 'place' };
  const range = text.indexOf(':#');
  return range > 0 ? findAnchor(note, text.slice(0, range)) : undefined;
}

/** A block with the id that stands in it or below. */
export function blockSpan({ start, end, blockStart, blockEnd }: BlockId): Span {
  return { start: Math.min(start, blockStart), end: Math.max(end, blockEnd) };
}

/** Where it begins in its note; `undefined` where that is not known. */
export function startOf(anchor: Anchor): number | undefined {
  if (anchor.kind === 'place') return anchor.start;
  return anchor.kind === 'heading' ? anchor.heading.start : anchor.block.blockStart;
}

/** The id of a fragment that names a block: `^id`, in a URL also `%5Eid`; Obsidian writes the heading above it too: `H#^id`. */
export function namedBlock(fragment: string): string | undefined {
  const text = fragment.includes('^') ? fragment : (percentDecoded(fragment) ?? fragment);
  const caret = text.startsWith('^') ? 0 : text.lastIndexOf('#^') + 1;
  return caret > 0 || text.startsWith('^') ? text.slice(caret + 1) : undefined;
}

/**
 * What of a fragment names the heading, and the rest, by each reading, the best first. Of Dendron's ranges, `start,1:#end` and
 * `start:#*`, that is the part before; but headings end in a comma and digits, too: `Release 1,2`.
 */
export function withoutRange(fragment: string): readonly (readonly [name: string, rest: string])[] {
  const range = /^([^#]+?)(,\d+)?(:#.*)?$/.exec(fragment);
  if (!range) return [[fragment, '']];
  const [, start = '', line = '', end = ''] = range;
  return line === ''
    ? [[start, end]]
    : [
        [start + line, end],
        [start, line + end],
      ];
}

function foldedBlock(note: Note, id: string): BlockId | undefined {
  const key = foldLoosely(id);
  return note.blockIds.find((candidate) => foldLoosely(candidate.id) === key);
}

function htmlAnchor(note: Note, text: string): HtmlAnchor | undefined {
  const wanted = foldLoosely(percentDecoded(text) ?? text);
  return note.anchors.find(({ id }) => foldLoosely(id) === wanted);
}

function headingIndex(note: Note, fragment: string): number {
  const whole = bestHeading(note, fragment, 0, note.headings.length);
  const path = fragment.split('#').map((part) => part.trim());
  if (whole >= 0 || path.length < 2 || path.includes('')) return whole;
  return headingBelow(note, path, 0, 0, note.headings.length);
}

/** `H1#H2`: the heading that the rest of a path names, each part in the section of the one before; -1 for none. */
function headingBelow(note: Note, path: readonly string[], part: number, from: number, to: number): number {
  let found = bestHeading(note, path[part]!, from, to);
  if (part === path.length - 1) return found;
  for (; found >= 0; found = bestHeading(note, path[part]!, found + 1, to)) {
    const inner = headingBelow(note, path, part + 1, found + 1, Math.min(to, sectionEnd(note, found)));
    if (inner >= 0) return inner;
  }
  return -1;
}

/** The index of the first heading after `index` that does not lie below it. */
export function sectionEnd(note: Note, index: number): number {
  const { level } = note.headings[index]!;
  let end = index + 1;
  while (end < note.headings.length && note.headings[end]!.level > level) end++;
  return end;
}

/** From a heading to the next one that does not lie below it. */
export function sectionSpan(note: Note, index: number): Span {
  const next = note.headings[sectionEnd(note, index)];
  return { start: note.headings[index]!.start, end: next ? next.start : note.length };
}

/** The ways a heading matches, best first; the first way with a hit wins. */
function bestHeading(note: Note, fragment: string, from: number, to: number): number {
  const decoded = percentDecoded(fragment);
  for (const wanted of decoded === undefined ? [fragment] : [fragment, decoded]) {
    const found = matchHeading(note, wanted, from, to);
    if (found >= 0) return found;
  }
  return -1;
}

function matchHeading(note: Note, wanted: string, from: number, to: number): number {
  if (from >= to) return -1;
  const written = to - from <= fewHeadings ? writtenSo(note, wanted, from, to) : -1;
  if (written >= 0) return written;
  const names = namesOf(note);
  const first = (indexes: readonly number[] | undefined): number =>
    indexes?.find((index) => index >= from && index < to) ?? -1;
  let found = first(names.exact.get(wanted));
  if (found < 0) found = first(names.folded.get(foldLoosely(plainText(wanted))));
  if (found >= 0) return found;
  const slug = foldLoosely(wanted);
  found = first(names.slugs.get(slug));
  if (found < 0) found = first(names.ids.get(slug));
  if (found >= 0) return found;
  const bare = withoutPunctuation(wanted);
  if (bare === '') return -1;
  found = first(names.bare.get(bare));
  return found >= 0 ? found : first(names.written.get(bare));
}

/** So many headings are looked through sooner than their names are gathered. */
const fewHeadings = 64;

/** As `HeadingNames.exact`: most links name a heading as it is written, and nothing has to be made for them. */
function writtenSo({ headings }: Note, wanted: string, from: number, to: number): number {
  for (let index = from; index < to; index++) {
    const { raw, text } = headings[index]!;
    if (raw === wanted || text === wanted) return index;
  }
  return -1;
}

/** The names of a note's headings, each with the indexes of its headings in order. */
interface HeadingNames {
  readonly exact: Map<string, number[]>;
  readonly folded: Map<string, number[]>;
  readonly slugs: Map<string, number[]>;
  readonly ids: Map<string, number[]>;
  readonly bare: Map<string, number[]>;
  /** As `bare`, of the heading as it is written: Obsidian takes the marks of a link out of it, and leaves its target. */
  readonly written: Map<string, number[]>;
}

const namesOf = keptForSome((note): HeadingNames => {
  const names: HeadingNames = {
    exact: new Map(),
    folded: new Map(),
    slugs: new Map(),
    ids: new Map(),
    bare: new Map(),
    written: new Map(),
  };
  const slugs = headingSlugs(note);
  const add = (map: Map<string, number[]>, key: string, index: number): void => {
    const indexes = map.get(key);
    if (indexes) indexes.push(index);
    else map.set(key, [index]);
  };
  for (const [index, { raw, text, id }] of note.headings.entries()) {
    add(names.exact, raw, index);
    if (text !== raw) add(names.exact, text, index);
    add(names.folded, foldLoosely(text), index);
    add(names.slugs, foldLoosely(slugs[index]!), index);
    if (id !== undefined) add(names.ids, foldLoosely(id), index);
    add(names.bare, withoutPunctuation(text), index);
    if (text !== raw) add(names.written, withoutPunctuation(raw), index);
  }
  return names;
});

/** GitHub's slug of each heading, with `-1`, `-2` for repeats. */
export const headingSlugs = keptForSome((note): readonly string[] => {
  const slugger = new GithubSlugger();
  return note.headings.map((heading) => slugger.slug(heading.text));
});

/**
 * What is made of a note's headings is kept, since many links may ask for it: but only for so many notes, as that of all
 * notes would take a quarter of what the vault takes.
 */
function keptForSome<T>(make: (note: Note) => T): (note: Note) => T {
  const most = 500;
  let kept = new WeakMap<Note, T>();
  let count = 0;
  return (note) => {
    const known = kept.get(note);
    if (known !== undefined) return known;
    if (++count > most) {
      kept = new WeakMap();
      count = 1;
    }
    const made = make(note);
    kept.set(note, made);
    return made;
  };
}

/** Letters and digits only: Obsidian drops punctuation from links to headings. */
function withoutPunctuation(text: string): string {
  return foldLoosely(text).replace(/[^\p{L}\p{N}]+/gu, '');
}
