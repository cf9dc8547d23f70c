// Which files exist, by path and by name: the part of the vault that a directory listing alone can answer.
import { fold } from '../text/fold.ts';
import { basename, dirname, extname, isInside, pathOf, uriOf } from '../text/uri.ts';

export interface File {
  readonly uri: string;
  /** The decoded path of the URI (see `pathOf`), as the file system spells it. */
  readonly path: string;
  /** `fold(path)`. */
  readonly key: string;
  /** The workspace folder or git root that holds it: names above it do not count. */
  readonly root: string;
  /** False for a file reached only through the git root: a target, not indexed, completed or diagnosed. */
  readonly inWorkspace: boolean;
  readonly markdown: boolean;
  /** True if an image of its stem lies beside a Markdown file: it may be the image's description. */
  imageBeside: boolean;
  /** Tells what was read from what is on disk now: kept here for whoever reads, as one small number a file; 0 if unknown. */
  version: number;
}

export const noteEndings = ['.md', '.markdown'] as const;
const imageEndings = new Set([
  '.png',
  '.jpg',
  '.jpeg',
  '.gif',
  '.webp',
  '.svg',
  '.bmp',
  '.avif',
  '.ico',
  '.tif',
  '.tiff',
]);
const soundEndings = new Set(['.mp3', '.wav', '.ogg', '.m4a', '.flac']);
const filmEndings = new Set(['.mp4', '.webm', '.mov', '.mkv']);
const indexNames = new Set(['index', 'readme']);

export function isPdfPath(path: string): boolean {
  return extname(path) === '.pdf';
}

export function isImagePath(path: string): boolean {
  return imageEndings.has(extname(path));
}

/** Images, sound, film and PDF: what `![[` may embed besides notes. */
export function isMediaPath(path: string): boolean {
  return isImagePath(path) || isPdfPath(path) || playerOf(path) !== undefined;
}

/** The element of a page that plays a file. */
export function playerOf(path: string): 'audio' | 'video' | undefined {
  const ending = extname(path);
  if (soundEndings.has(ending)) return 'audio';
  return filmEndings.has(ending) ? 'video' : undefined;
}

/** A canvas of Obsidian's, in any case of letters. */
function isCanvasPath(path: string): boolean {
  // Asked for every file: most are told apart by their last letter.
  return (path.charCodeAt(path.length - 1) | 32) === 115 && extname(path) === '.canvas';
}

/** True for a name that ends in `.md` or `.markdown`, in any case; `.md` alone is a hidden file. */
export function isMarkdownPath(path: string): boolean {
  // Asked for every file and every link: most are told apart by their last letter.
  const last = path.charCodeAt(path.length - 1) | 32;
  if (last !== 100 && last !== 110) return false;
  const dot = path.lastIndexOf('.');
  if (dot <= 0 || path.charCodeAt(dot - 1) === 47) return false;
  const ending = path.slice(dot + 1).toLowerCase();
  return ending === 'md' || ending === 'markdown';
}

/** The name without its folder and without a note's ending. */
export function stemOf(path: string): string {
  const name = basename(path);
  return isMarkdownPath(name) ? name.slice(0, name.lastIndexOf('.')) : name;
}

/** True for `index`, `README`: the note that a folder's name stands for. */
export function isIndexName(stem: string): boolean {
  return indexNames.has(stem.toLowerCase());
}

/** True for an index and the like: notes that link to everything and say little of it. */
export function isContentsPath(path: string): boolean {
  return isIndexName(stemOf(path)) || /^nav$/i.test(stemOf(path));
}

/** The key under which a written target or a name is looked up: its last segment, without a note's ending, folded. */
export function nameKey(target: string): string {
  const slashed = target.includes('\\') ? target.replaceAll('\\', '/') : target;
  const trimmed = slashed.endsWith('/') ? slashed.replace(/\/+$/, '') : slashed;
  return fold(stemOf(trimmed).trim());
}

/** The files of the vault. Every name is kept as the file system spells it and compared by its folded key. */
export class Files {
  /** Those of the workspace: few vaults have any. */
  readonly canvases = new Set<File>();
  private readonly byPath = new Map<string, OneOrMore>();
  private readonly byName = new Map<string, OneOrMore>();
  /** Index notes by the folded name of their folder. */
  private readonly byFolderName = new Map<string, OneOrMore>();
  private readonly byUri = new Map<string, File>();
  /** Folded path of each folder -> how many files and folders it holds. */
  private readonly folders = new Map<string, number>();
  /** Folded paths of images without their endings -> how many. */
  private readonly imageStems = new Map<string, number>();

  get size(): number {
    return this.byUri.size;
  }

  all(): IterableIterator<File> {
    return this.byUri.values();
  }

  get(uri: string): File | undefined {
    return this.byUri.get(uri);
  }

  /** Every file of this folded path: several where names differ in case only. */
  atPath(key: string): readonly File[] {
    return listOf(this.byPath.get(key));
  }

  /** Notes by their stem, other files by their whole name. */
  named(key: string): readonly File[] {
    return listOf(this.byName.get(key));
  }

  indexesOf(folderName: string): readonly File[] {
    return listOf(this.byFolderName.get(folderName));
  }

  hasFolder(key: string): boolean {
    return this.folders.has(key);
  }

  /** Adds a file; `undefined` if it is there already. */
  add(path: string, root: string, inWorkspace: boolean, uri = uriOf(path)): File | undefined {
    if (this.byUri.has(uri)) return undefined;
    const folded = fold(path);
    const markdown = isMarkdownPath(path);
    const file: File = {
      uri,
      path,
      key: folded === path ? path : folded,
      root,
      inWorkspace,
      markdown,
      imageBeside: false,
      version: 0,
    };
    this.put(file);
    return file;
  }

  /** Puts back a file that was taken out: the same object, since others may hold it. */
  put(file: File): void {
    this.byUri.set(file.uri, file);
    push(this.byPath, file.key, file);
    const stem = stemOf(file.key);
    push(this.byName, stem, file);
    if (file.markdown && isIndexName(stem)) push(this.byFolderName, basename(dirname(file.key)), file);
    this.countFolder(dirname(file.key), 1);
    if (file.markdown) file.imageBeside = this.imageStems.has(stemPath(file.key));
    else if (isImagePath(file.path)) this.countImage(file.key, 1);
    else if (file.inWorkspace && isCanvasPath(file.path)) this.canvases.add(file);
  }

  delete(uri: string): File | undefined {
    const file = this.byUri.get(uri);
    if (!file) return undefined;
    this.byUri.delete(uri);
    pull(this.byPath, file.key, file);
    const stem = stemOf(file.key);
    pull(this.byName, stem, file);
    if (file.markdown && isIndexName(stem)) pull(this.byFolderName, basename(dirname(file.key)), file);
    this.countFolder(dirname(file.key), -1);
    if (isImagePath(file.path)) this.countImage(file.key, -1);
    this.canvases.delete(file);
    return file;
  }

  /** Every file in a folder and below it. */
  inFolder(uri: string): File[] {
    const folder = pathOf(uri);
    return [...this.byUri.values()].filter((file) => file.path !== folder && isInside(folder, file.path));
  }

  /** The images of this folded path without its ending. */
  imagesOf(stem: string): File[] {
    return [...imageEndings].flatMap((ending) => this.atPath(stem + ending));
  }

  private countImage(key: string, change: number): void {
    const stem = stemPath(key);
    const beside = count(this.imageStems, stem, change) !== undefined;
    for (const ending of noteEndings) for (const file of this.atPath(stem + ending)) file.imageBeside = beside;
  }

  private countFolder(key: string, change: number): void {
    const left = count(this.folders, key, change);
    const isNew = change > 0 && left === 1;
    const isGone = left === undefined;
    if ((isNew || isGone) && key !== dirname(key)) this.countFolder(dirname(key), change);
  }
}

/** Changes a count; `undefined` once it is gone. */
function count(counts: Map<string, number>, key: string, change: number): number | undefined {
  const next = (counts.get(key) ?? 0) + change;
  if (next > 0) counts.set(key, next);
  else counts.delete(key);
  return next > 0 ? next : undefined;
}

/** A path without its ending. */
export function stemPath(key: string): string {
  const dot = key.lastIndexOf('.');
  return dot > key.lastIndexOf('/') ? key.slice(0, dot) : key;
}

/** Nearly every key has one file, which then stands there without a list: that would take more than its place in the map. */
type OneOrMore = File | File[];

const none: readonly File[] = [];

function listOf(found: OneOrMore | undefined): readonly File[] {
  return found === undefined ? none : Array.isArray(found) ? found : [found];
}

function push(map: Map<string, OneOrMore>, key: string, file: File): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, file);
  else if (Array.isArray(known)) known.push(file);
  else map.set(key, [known, file]);
}

function pull(map: Map<string, OneOrMore>, key: string, file: File): void {
  const known = map.get(key);
  if (known === file) map.delete(key);
  if (!Array.isArray(known)) return;
  known.splice(known.indexOf(file), 1);
  if (known.length === 1) map.set(key, known[0]!);
}
