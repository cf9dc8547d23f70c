// The ways to write the path to a file in the style of a link that leads there (docs/links.md, "Writing a link"): ending
// or not, relative, rooted or short, encoded or in `<…>`. The best comes first; which one leads there is for the resolver.
import type { Link } from '../parse/note.ts';
import { fold, percentDecoded } from '../text/fold.ts';
import { basename, dirname, isInside, relativeFolder } from '../text/uri.ts';
import { type File, isIndexName, isMarkdownPath, nameKey, stemOf } from '../vault/files.ts';
import type { Resolution } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { writtenPaths } from './writtenPath.ts';

/** What is known of a link whose path must be written anew. */
export interface Respelled {
  readonly link: Link;
  /** The path as it is written now. */
  readonly name: string;
  readonly found: Resolution;
  /** The file it led to, as it was then. */
  readonly was: File;
  /** The folder that the link will be read from. */
  readonly folder: string;
  /** The file it must lead to. */
  readonly file: File;
  readonly inFrontMatter: boolean;
}

export function* spellings(vault: Vault, of: Respelled): Generator<string> {
  const wiki = of.link.syntax === 'wiki';
  const suffix = wiki ? '' : suffixOf(of.name, of.was);
  const path = of.name.slice(0, of.name.length - suffix.length);
  const written = percentDecoded(path) ?? path;
  const isEncoded = percentDecoded(of.name) !== undefined && !of.was.key.includes(fold(basename(of.name)));
  const place = { ...of, isEncoded };
  // A folder's name may mean a note beside the folder, or another index in it: then only the file's own name will do.
  for (const base of new Set([baseOf(of, written), of.file.path]))
    for (const path of wiki ? wikiPaths(vault, of, written, base) : markdownPaths(vault, of, written, base))
      for (const form of endings(of, path, written)) yield* writtenPaths(place, form, suffix);
}

// ---- paths

/** The path or, where a folder's name stood for its index, that of the folder. */
function baseOf(of: Respelled, written: string): string {
  const namedFolder = isIndexName(stemOf(of.was.path)) && nameKey(written) !== fold(stemOf(of.was.path));
  return namedFolder && isIndexName(stemOf(of.file.path)) ? dirname(of.file.path) : of.file.path;
}

function* wikiPaths(vault: Vault, of: Respelled, written: string, base: string): Generator<string> {
  const relative = relativeFolder(of.folder, base);
  const dotted = isDotted(relative) ? relative : `./${relative}`;
  const segments = written.split(/[\\/]/).filter((part) => part !== '' && !/^\.{1,2}$/.test(part)).length;
  const folder = vault.folderOf(base)?.path ?? of.file.root;
  const whole = (isInside(folder, base) ? base.slice(folder.length + 1) : basename(base)).split('/');
  if (isDotted(written)) {
    yield dotted;
  } else if (/^[\\/]/.test(written)) {
    for (const root of rootsFor(vault, of, base)) yield `/${base.slice(root.length + 1)}`;
  } else if (segments > 1) {
    if (of.found.tier === 'relative' && !isDotted(relative)) yield relative;
    if (of.found.tier === 'root' && of.found.root !== undefined && isInside(of.found.root, base))
      yield base.slice(of.found.root.length + 1);
  }
  // A bare `index` says nothing to a reader, unless that is what was written.
  const isIndex = isIndexName(stemOf(base)) && !isIndexName(nameKey(written));
  for (let count = Math.max(segments, isIndex ? 2 : 1); count <= whole.length; count++)
    yield whole.slice(-count).join('/');
  yield dotted;
}

function* markdownPaths(vault: Vault, of: Respelled, written: string, base: string): Generator<string> {
  const slash = written.endsWith('/') && base !== of.file.path ? '/' : '';
  if (written.startsWith('/')) for (const root of rootsFor(vault, of, base)) yield `/${base.slice(root.length + 1)}`;
  if (of.found.tier === 'suffix') yield basename(base);
  const relative = relativeFolder(of.folder, base);
  yield (written.startsWith('./') && !isDotted(relative) ? `./${relative}` : relative) + slash;
}

/** True for what begins with `./` or `../`, and for `.` and `..`. */
export function isDotted(path: string): boolean {
  return /^\.{1,2}(?:[\\/]|$)/.test(path);
}

/** The root that the link started from, then the others. */
function rootsFor(vault: Vault, of: Respelled, path: string): string[] {
  const roots = vault.contentRoots.map((root) => root.path).filter((root) => isInside(root, path));
  return of.found.root === undefined ? roots : [...roots].sort((a) => (a === of.found.root ? -1 : 1));
}

/** Without a note's ending where a note's was left out; with it where only that tells two files apart. */
function endings(of: Respelled, path: string, written: string): string[] {
  if (!of.was.markdown || !isMarkdownPath(path) || isMarkdownPath(written)) return [path];
  return [path.slice(0, path.lastIndexOf('.')), path];
}

/** `?query` or `:12` after the path of a Markdown link, where it is no part of the file's name. */
export function suffixOf(written: string, was: Pick<File, 'path'>): string {
  const suffix = /(?:\?.*|:\d+(?::\d+)?)$/.exec(written)?.[0] ?? '';
  return suffix === '' || fold(basename(was.path)).includes(fold(suffix)) ? '' : suffix;
}
