// A path as a link would write it, in the style of the path that stands there: encoded as far as that is, and so that it
// can stand in `<…>`, in an attribute of HTML, in a quoted value of the front matter and in a row of a table. What is
// written is read again as the parser would read it: nothing else may come out than the path.
import { destinationAt } from '../parse/destination.ts';
import type { Link } from '../parse/note.ts';
import { unescapeMarkdown } from '../parse/unescape.ts';
import { isDriveOrShare, isExternal, standsInBrackets, wikilinkParts } from '../parse/wikilink.ts';
import { percentDecoded } from '../text/fold.ts';
import { isAnyScheme } from '../vault/resolve.ts';
import { encodedMark, encodedPath, withoutScheme } from '../vault/style.ts';

type WrittenAs = Pick<Link, 'syntax' | 'target' | 'targetStart' | 'targetEnd' | 'fragment'>;

/** Where a path is to stand. */
export interface PathPlace {
  readonly link: WrittenAs;
  /** The path that stands there now. */
  readonly name: string;
  /** In quotes of YAML, of which kind is not known. */
  readonly inFrontMatter: boolean;
  /** Said where the `%` of `name` are known to be the file's own, or not to be. */
  readonly isEncoded?: boolean;
}

/**
 * The best spelling.
 * @param suffix `?query` or `:12`, as it is written behind the path
 */
export function writtenPath(place: PathPlace, path: string, suffix = ''): string {
  for (const text of writtenPaths(place, path, suffix)) return text;
  return fullyEncoded(path) + suffix;
}

/** All spellings, the best first. */
export function* writtenPaths(place: PathPlace, path: string, suffix = ''): Generator<string> {
  if (place.link.syntax === 'wiki') {
    for (const text of inBrackets(place, path)) {
      const read = readInBrackets(place, text);
      if (read === path || (read !== undefined && percentDecoded(read) === path)) yield text;
    }
    return;
  }
  const wanted = path + (percentDecoded(suffix) ?? suffix);
  for (const text of inDestination(place.link, path, suffix)) {
    const read = readInDestination(place.link, text);
    if (read !== undefined && plain(percentDecoded(read) ?? read) === plain(wanted)) yield text;
  }
}

/** A path for a new destination in `<…>`: as it is, but for what would mean something else there. */
export function pointedPath(path: string): string {
  return withoutScheme(path.replace(/[<>#?|\\\r\n]|%(?=[\da-f]{2})|&(?=#?\w+;)/gi, encodedMark));
}

/**
 * True for a destination that is known to stand in `<…>`: a plain space can stand nowhere else, where it is no entity.
 * Others that stand there are written so that they may stand without.
 */
export function isPointed({ syntax, target, targetStart, targetEnd }: WrittenAs): boolean {
  const isDestination = syntax === 'markdown' || syntax === 'definition';
  return isDestination && /[ \t]/.test(target) && targetEnd - targetStart === target.length;
}

function plain(path: string): string {
  return path.replace(/^\.\//, '');
}

// ---- wiki-links

function* inBrackets({ name, inFrontMatter, ...place }: PathPlace, path: string): Generator<string> {
  const separated = name.includes('\\') && !name.includes('/') ? path.replaceAll('/', '\\') : path;
  if (inFrontMatter && /["'\\]/.test(separated)) yield path.replace(/["'\\%]/g, encodedMark);
  if (place.isEncoded ?? percentDecoded(name) !== undefined) yield encodedLike(name, path);
  yield separated;
  yield path.replace(/[^\p{L}\p{M}\p{N} _./-]|^-/gu, encodedMark);
  yield fullyEncoded(path);
}

function readInBrackets({ link, inFrontMatter }: PathPlace, text: string): string | undefined {
  const parts = wikilinkParts(text, 0, text.length);
  if (
    !parts ||
    parts.aliasStart >= 0 ||
    parts.targetStart === parts.targetEnd ||
    !standsInBrackets(text) ||
    isExternal(text)
  )
    return undefined;
  if (inFrontMatter && /["'\\\]]/.test(text)) return undefined;
  // `[[C# intro]]` is the name of a note as long as it has no fragment of its own.
  if (parts.fragmentStart >= 0) return link.fragment === undefined ? text : undefined;
  const target = text.slice(parts.targetStart, parts.targetEnd);
  return target.includes('\\') && !target.includes('/') ? target.replaceAll('\\', '/') : target;
}

// ---- destinations and attributes

function* inDestination(link: WrittenAs, path: string, suffix: string): Generator<string> {
  const isHtml = link.syntax === 'html';
  const clean = (text: string) =>
    isHtml ? text.replace(/["'<>`|\\]|&(?=#?\w)/g, encodedMark) : text.replace(/[|\\]|&(?=#?\w+;)/g, encodedMark);
  const end = clean(suffix.replace(/[\s<>]/g, encodedMark));
  // An attribute may stand without quotes, where only a query has use for a `=`.
  const whole = (text: string) => withoutScheme(clean(isHtml ? text.replaceAll('=', '%3D') : text)) + end;
  yield isPointed(link) ? pointedPath(path) + end : whole(encodedLike(link.target, path));
  yield whole(encodedPath(path));
  yield fullyEncoded(path) + end;
  yield `./${fullyEncoded(path)}${end}`;
}

/** What is read from it, its fragment and its meaning as an address of another kind included: these are no path. */
function readInDestination(link: WrittenAs, text: string): string | undefined {
  const target = unescapeMarkdown(text);
  if (text.includes('#') || isAnyScheme(target) || isDriveOrShare(percentDecoded(target) ?? target)) return undefined;
  if (link.syntax === 'html') return /[\s"'<>`]/.test(text) ? undefined : target;
  const whole = isPointed(link) ? `<${text}>` : text;
  const found = destinationAt(whole, 0, whole.length);
  return found && whole.slice(found.start, found.end) === text && found.next === whole.length ? target : undefined;
}

// ---- encoding

/** Encoded as far as the old spelling was: every letter, or only what would end the path. */
function encodedLike(old: string, path: string): string {
  if (/%[89a-f][0-9a-f]/i.test(old))
    return path.toWellFormed().split('/').map(encodeURIComponent).join('/').replace(/[()]/g, encodedMark);
  const marks = old.includes('(') && isBalanced(path) ? /[\s<>#?]/g : /[\s()<>#?]/g;
  return path.replace(marks, encodedMark);
}

function fullyEncoded(path: string): string {
  return path.replace(/[^\p{L}\p{M}\p{N}/._-]|^-/gu, encodedMark);
}

function isBalanced(path: string): boolean {
  return path.replace(/[^()]/g, '').replaceAll('()', '') === '';
}
