// The local file system of Node. Synchronous on purpose: measured, it reads a warm disk four times as fast as promises. While
// a disk is slow, others are let go first between two files.
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, parse, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FolderEntry, StatResult } from '../protocol.ts';
import type { FileSystemNow, ReadFile } from './fileSystem.ts';
import { nodeTurn } from './nodeTurn.ts';
import { Slices } from './slices.ts';

/** @param allowed folders (URIs) that a symbolic link may lead into; asked at every use, since folders come and go. */
export function nodeFiles(allowed: () => readonly string[]): FileSystemNow {
  /** Real paths of the allowed folders, kept as long as they are the same. */
  let roots: { of: string; real: string[] } = { of: '', real: [] };
  const realRoots = (): string[] => {
    const uris = allowed();
    const of = uris.join('\n');
    if (roots.of !== of) roots = { of, real: uris.flatMap((uri) => realPath(pathOfUri(uri)) ?? []) };
    return roots.real;
  };
  const isInside = (path: string): boolean =>
    realRoots().some((root) => path === root || path.startsWith(withSeparator(root)));
  /** True if the real path of what lies here is allowed: checked before anything is read. */
  const mayRead = (path: string): boolean => {
    const real = realPath(path);
    return real !== undefined && isInside(real);
  };
  const statNow = (uri: string): StatResult[number] => {
    const path = pathOfUri(uri);
    // What is not there has no real path either.
    const found = path !== undefined && mayRead(path) ? statSync(path, { throwIfNoEntry: false }) : undefined;
    return found ? (found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other') : null;
  };
  return {
    list: (folders) =>
      inSlices(folders, () => (uri) => {
        const folder = pathOfUri(uri);
        return folder !== undefined && mayRead(folder) ? entriesOf(folder, isInside) : null;
      }),
    read: (uris, limit, head) =>
      inSlices(uris, () => {
        const isReadable = inFolders(mayRead);
        return (uri): ReadFile => {
          const path = pathOfUri(uri);
          if (path === undefined || !isReadable(dirname(path))) return { size: 0 };
          return readFile(path, limit, head, mayRead);
        };
      }),
    stat: (uris) => inSlices(uris, () => statNow),
    statNow,
    state: (uris, readOnly = false) =>
      inSlices(uris, () => {
        const isReadable = inFolders(mayRead);
        return (uri) => {
          const path = pathOfUri(uri);
          // A workspace folder lies in a folder that is none of ours.
          if (path === undefined || !(isReadable(dirname(path)) || mayRead(path))) return null;
          const own = statIfThere(() => lstatSync(path, { throwIfNoEntry: false }));
          const found = own?.isSymbolicLink() && mayRead(path) ? statIfThere(() => statSync(path)) : own;
          if (!found?.isFile() && !found?.isDirectory()) return null;
          return readOnly && isReadOnly(path, found) ? { ...stateOf(found), readOnly: true } : stateOf(found);
        };
      }),
    isTooWide(folder) {
      const path = realPath(pathOfUri(folder));
      return path !== undefined && (path === realPath(homedir()) || path === parse(path).root);
    },
  };
}

/**
 * The answers for all, in their order: a slow disk holds up everybody for one slice, not for all that is asked.
 * @param begin makes the question for one slice: what it remembers of folders may be other in the next
 */
async function inSlices<T>(uris: readonly string[], begin: () => (uri: string) => T): Promise<T[]> {
  const slices = new Slices(nodeTurn);
  const answers: T[] = [];
  let ask = begin();
  for (const uri of uris) {
    if (slices.isOver) {
      await slices.giveWay();
      ask = begin();
    }
    answers.push(ask(uri));
  }
  return answers;
}

/** The path of a local `file:` URI; `undefined` for one with a host or an invalid path, which is never touched. */
export function pathOfUri(uri: string): string | undefined {
  try {
    // The usual address, at a tenth of the cost of taking it apart: thousands are asked for while loading.
    if (sep === '/' && uri.startsWith('file:///') && !/[?#]|%(?:2f|00)/i.test(uri))
      return decodeURIComponent(uri.slice(7));
    const url = new URL(uri);
    return url.protocol === 'file:' && url.host === '' ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * True if nobody may write here, or we may not. Who may do everything is bound by the first as well: a note without write
 * permission was meant to stay as it is. Of a folder the mark for it says nothing on Windows, where it is one for looks.
 */
export function isReadOnly(path: string, stat: Stats): boolean {
  if ((stat.mode & 0o222) === 0 && !(stat.isDirectory() && process.platform === 'win32')) return true;
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

function realPath(path: string | undefined): string | undefined {
  try {
    return path === undefined ? undefined : realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** Neighbours share the check of their folder; a link among them is followed only after a check of its own. */
function inFolders(mayRead: (path: string) => boolean): (folder: string) => boolean {
  const known = new Map<string, boolean>();
  return (folder) => {
    const may = known.get(folder) ?? mayRead(folder);
    known.set(folder, may);
    return may;
  };
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

function entriesOf(folder: string, isInside: (path: string) => boolean): FolderEntry[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry): FolderEntry => {
      const { name } = entry;
      if (entry.isFile()) return { name, kind: 'file' };
      if (entry.isDirectory()) return { name, kind: 'folder' };
      if (!entry.isSymbolicLink()) return { name, kind: 'other' };
      return { name, kind: linkKind(join(folder, name), isInside) };
    });
  } catch {
    return null;
  }
}

/** A linked folder inside is listed where it really lies: following it again could go in circles. */
function linkKind(path: string, isInside: (path: string) => boolean): FolderEntry['kind'] {
  const real = realPath(path);
  if (real === undefined) return 'other';
  if (!isInside(real)) return 'leaving';
  const found = statSync(real, { throwIfNoEntry: false });
  return found?.isFile() ? 'file' : 'other';
}

/** Nearly every note is read into this: a buffer of its own would be filled with zeros first. */
const scratch = new Uint8Array(64 * 1024);

/** Reads a regular file; a pipe or a device answers nothing at once, since it is opened without waiting. */
function readFile(path: string, limit: number, head: number | undefined, mayRead: (path: string) => boolean): ReadFile {
  let descriptor: number | undefined;
  try {
    descriptor = openRegular(path, mayRead);
    if (descriptor === undefined) return { size: 0 };
    // Asked before the text is read: who writes meanwhile gives the file a later time than this.
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return { size: 0 };
    const { size, mtime } = stateOf(stat);
    const wanted = head === undefined ? size : Math.min(size, head);
    if (wanted > limit) return { size, mtime };
    const buffer = wanted <= scratch.length ? scratch : new Uint8Array(wanted);
    let read = 0;
    while (read < wanted) {
      const count = readSync(descriptor, buffer, read, wanted - read, read);
      if (count === 0) break;
      read += count;
    }
    return { size, mtime, bytes: buffer === scratch || read < wanted ? buffer.slice(0, read) : buffer };
  } catch {
    return { size: 0 };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function statIfThere(ask: () => Stats | undefined): Stats | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

function stateOf(stat: Stats): { size: number; mtime: number } {
  // What `stat.mtime` says, and what VS Code therefore compares, without a `Date` for every file.
  return { size: stat.size, mtime: Math.round(stat.mtimeMs) };
}

/** A descriptor of the file; a symbolic link is followed only where it stays inside. */
function openRegular(path: string, mayRead: (path: string) => boolean): number | undefined {
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
  if (constants.O_NOFOLLOW === undefined) return mayRead(path) ? openSync(path, flags) : undefined;
  try {
    return openSync(path, flags | constants.O_NOFOLLOW);
  } catch (error) {
    const isLink = (error as NodeJS.ErrnoException).code === 'ELOOP';
    return isLink && mayRead(path) ? openSync(path, flags) : undefined;
  }
}
