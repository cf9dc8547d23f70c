// The ways to write the fragment of a link to a heading or block that got another name, in the style of the old one: the
// text, a slug, a path of headings, encoded or not. The best comes first; which one leads there is for `findAnchor`.
import type { Heading, LinkSyntax, Note } from '../parse/note.ts';
import { foldLoosely, percentDecoded } from '../text/fold.ts';
import { findAnchor, headingSlugs, withoutRange } from '../vault/fragments.ts';
import { encodedMark, encodedText } from '../vault/style.ts';
import { insideLink } from './newLink.ts';

/** What stands behind a `^`, each end of one of Dendron's ranges by itself: `^a:#^b`. */
const blockIds = /(?<=\^|%5e)(?:(?!(?::|%3a)(?:#|%23)).)+/gi;

/** A heading or block by its place among those of its note: the place stays while the name changes. */
export interface NumberedAnchor {
  readonly kind: 'heading' | 'block';
  readonly index: number;
  readonly before: Note;
}

/** What kind of link a fragment stands in, and whether in quotes of YAML. */
export interface FragmentPlace {
  readonly syntax: LinkSyntax;
  readonly inFrontMatter: boolean;
}

/** The heading or block that a fragment names; `undefined` where it names neither. */
export function numberedAnchor(note: Note, fragment: string): NumberedAnchor | undefined {
  const found = findAnchor(note, fragment);
  if (found?.kind === 'heading') return { kind: 'heading', index: found.index, before: note };
  if (found?.kind === 'block') return { kind: 'block', index: note.blockIds.indexOf(found.block), before: note };
  return undefined;
}

/**
 * The fragment to write, the same where that may stay as it is; `undefined` where nothing will do.
 * @param after the note as it will be
 * @param isFine true for a text that can stand in the link
 */
export function fragmentFor(
  fragment: string,
  anchor: NumberedAnchor,
  after: Note,
  place: FragmentPlace,
  isFine: (text: string) => boolean,
): string | undefined {
  const leads = (text: string) => {
    const found = numberedAnchor(after, text);
    return found?.kind === anchor.kind && found.index === anchor.index;
  };
  if (leads(fragment)) return fragment;
  for (const text of fragments(fragment, anchor, after, place)) if (leads(text) && isFine(text)) return text;
  return undefined;
}

/**
 * The fragment that leads to a heading.
 * @param after the note as it will be, and `index` the place of the heading there
 * @param fragment the one that is written now, which stays where it leads there
 */
export function fragmentTo(after: Note, index: number, fragment: string, place: FragmentPlace): string {
  const heading = after.headings[index];
  const leads = (text: string) => {
    const found = findAnchor(after, text);
    return found?.kind === 'heading' && found.index === index;
  };
  if (!heading || leads(fragment)) return fragment;
  const text = writtenFragment(place, heading.text);
  // Of several headings with one text only the slug tells which is meant.
  return place.syntax === 'wiki' && leads(text) ? text : (heading.id ?? headingSlugs(after)[index]!);
}

/** A heading's text as the fragment of a link: where a wiki-link cannot hold a mark, its readers do without. */
export function writtenFragment({ syntax, inFrontMatter }: FragmentPlace, text: string, isEncoded = false): string {
  if (syntax === 'wiki' && !isEncoded) return insideLink(text, inFrontMatter);
  const encoded = encodedText(text).replaceAll('^', '%5E');
  if (syntax === 'html') return encoded.replace(/["'<>=]|&(?=#?\w)/g, encodedMark);
  if (syntax !== 'wiki') return encoded;
  return encoded.replace(inFrontMatter ? /[[\]"']/g : /[[\]]/g, encodedMark);
}

function* fragments(
  fragment: string,
  { kind, index, before }: NumberedAnchor,
  after: Note,
  place: FragmentPlace,
): Generator<string> {
  const wiki = place.syntax === 'wiki';
  if (kind === 'block') {
    const was = foldLoosely(before.blockIds[index]!.id);
    const { id } = after.blockIds[index]!;
    const isMeant = (written: string) => foldLoosely((percentDecoded(written) ?? written).trim()) === was;
    yield fragment.replace(blockIds, (written) => (isMeant(written) ? id : written));
    yield `^${id}`;
    return;
  }
  const written = percentDecoded(fragment);
  const inStyle = (text: string) => writtenFragment(place, text, written !== undefined);
  const slugs = { before: headingSlugs(before), after: headingSlugs(after) };
  const partAfter = (part: string): string => {
    for (const [at, old] of before.headings.entries()) {
      const now = after.headings[at]!;
      const isRenamed = old.raw !== now.raw || slugs.before[at] !== slugs.after[at];
      if (!isRenamed) continue;
      const isSlug = foldLoosely(part.trim()) === foldLoosely(slugs.before[at]!);
      // `#set` of the heading “Set” is a slug in a Markdown link and the text in a wiki-link.
      if (isSlug && !wiki && part === slugs.before[at]) return slugs.after[at]!;
      if (isText(part, old)) return inStyle(now.text);
      if (isSlug) return slugs.after[at]!;
    }
    return written === undefined ? part : inStyle(part);
  };
  for (const [names, rest] of withoutRange(written ?? fragment)) yield names.split('#').map(partAfter).join('#') + rest;
  const heading = after.headings[index]!;
  const text = inStyle(heading.text);
  const slug = slugs.after[index]!;
  yield* wiki ? [text, slug] : [slug, text];
  if (heading.id !== undefined) yield heading.id;
}

function isText(part: string, heading: Heading): boolean {
  const wanted = foldLoosely(part.trim());
  const bare = (text: string) => foldLoosely(insideLink(text));
  return wanted === foldLoosely(heading.raw) || wanted === foldLoosely(heading.text) || wanted === bare(heading.text);
}
