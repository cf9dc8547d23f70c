// URIs and the decoded paths behind them. A path here is a URI's path, never the operating system's.
import { URI } from 'vscode-uri';

/**
 * The one spelling of a URI that the vault uses as a key (VS Code's own). Clients encode differently; all of theirs
 * become this. A URI that cannot be parsed is returned as it is.
 */
export function canonicalUri(uri: string): string {
  try {
    return URI.parse(uri).toString();
  } catch {
    return uri;
  }
}

/**
 * The decoded path of a URI, with `scheme://authority` in front unless it is a local file, so that paths of different
 * file systems never meet. A URI that cannot be parsed is returned as it is.
 */
export function pathOf(uri: string): string {
  try {
    const { scheme, authority, path } = URI.parse(uri);
    return scheme === 'file' && authority === '' ? path : `${scheme}://${authority}${path}`;
  } catch {
    return uri;
  }
}

/** The canonical URI of a path from `pathOf`. */
export function uriOf(path: string): string {
  const { head, tail } = path.charCodeAt(0) === 47 ? { head: '', tail: path } : splitRoot(path);
  if (head === '') return `file://${encodePath(lowerDrive(tail))}`;
  // The library knows how an authority is spelled (`github%2B7b22…`), and that without one it is `memfs:/x`.
  const colon = head.indexOf(':');
  return URI.from({ scheme: head.slice(0, colon), authority: head.slice(colon + 3), path: tail }).toString();
}

function lowerDrive(path: string): string {
  return /^\/[A-Z]:/.test(path) ? `/${path[1]!.toLowerCase()}${path.slice(2)}` : path;
}

/** Encodes as VS Code does: all but letters, digits, `-._~` and `/`. */
function encodePath(path: string): string {
  if (/^[\w\-.~/]*$/.test(path)) return path;
  return encodeURIComponent(path.toWellFormed())
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function splitRoot(path: string): { head: string; tail: string } {
  const match = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(path);
  return match ? { head: match[0], tail: path.slice(match[0].length) } : { head: '', tail: path };
}

/** Joins and normalises: `.`, `..`, doubled slashes. `undefined` where `..` climbs above the file system's root. */
export function joinPath(folder: string, relative: string): string | undefined {
  if (!/(?:^|\/)\.{0,2}(?:\/|$)/.test(relative)) return `${folder === '/' ? '' : folder}/${relative}`;
  const { head, tail } = splitRoot(folder);
  const segments = tail.split('/').filter(Boolean);
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return `${head}/${segments.join('/')}`;
}

export function dirname(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The ending of a file name in lower case with its dot; empty where there is none. */
export function extname(path: string): string {
  const name = basename(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot).toLowerCase();
}

/** True if `path` is `folder` or lies in it; `/ws/notes-secret` does not lie in `/ws/notes`. */
export function isInside(folder: string, path: string): boolean {
  return (
    path === folder || (path.startsWith(folder) && (folder.endsWith('/') || path.charCodeAt(folder.length) === 47))
  );
}

/** The way from a folder to a path, with `../` where needed; never begins with `./`. */
export function relativePath(fromFolder: string, to: string): string {
  const from = fromFolder.split('/').filter(Boolean);
  const target = to.split('/').filter(Boolean);
  let common = 0;
  while (common < from.length && common < target.length - 1 && from[common] === target[common]) common++;
  return [...from.slice(common).map(() => '..'), ...target.slice(common)].join('/');
}

/** As `relativePath`, but a folder around the one it starts from is `..` or `../..`, and that one itself is `.`. */
export function relativeFolder(fromFolder: string, to: string): string {
  if (!isInside(to, fromFolder)) return relativePath(fromFolder, to);
  const up = fromFolder.slice(to.length).split('/').filter(Boolean);
  return up.map(() => '..').join('/') || '.';
}

/** A path that begins with `./` or `../` as it is typed: the dots, where they lead from a folder, and what follows them. */
export interface DottedPath {
  readonly dots: string;
  /** `undefined` where they climb above the file system's root. */
  readonly folder: string | undefined;
  readonly rest: string;
}

export function dottedPath(fromFolder: string, typed: string): DottedPath | undefined {
  const dots = /^(?:\.\.?\/)+/.exec(typed)?.[0];
  if (dots === undefined) return undefined;
  return { dots, folder: joinPath(fromFolder, dots), rest: typed.slice(dots.length) };
}
