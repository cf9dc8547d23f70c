// A change of names: what files and headings will be called, and which names of links that concerns.
import { type Note, titleOf } from '../parse/note.ts';
import { fold, percentDecoded } from '../text/fold.ts';
import { basename, dirname, isInside, uriOf } from '../text/uri.ts';
import { type File, isIndexName, nameKey, stemOf } from '../vault/files.ts';
import { beforeHash, type Vault } from '../vault/vault.ts';

/** A file, or a folder with all in it, gets another path. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

export interface NameChange {
  readonly moves: readonly Move[];
  /** Paths of files that will be there. */
  readonly created: readonly string[];
  /** Paths of files and folders that will be gone. */
  readonly deleted: readonly string[];
  /** Notes as they will be, with other headings, titles, aliases or blocks. */
  readonly notes: readonly Note[];
}

/** Canonical URIs of files -> their new paths; `undefined` for files that will be gone. */
export function movedFiles(vault: Vault, change: NameChange): Map<string, string | undefined> {
  const moved = new Map<string, string | undefined>();
  for (const { from, to } of change.moves)
    for (const file of filesAt(vault, from)) moved.set(file.uri, to + file.path.slice(from.length));
  for (const path of change.deleted) for (const file of filesAt(vault, path)) moved.set(file.uri, undefined);
  return moved;
}

/** The path that a file or folder has after these moves. */
export function pathAfter(moves: readonly Move[], path: string): string {
  for (const { from, to } of moves) if (isInside(from, path)) return to + path.slice(from.length);
  return path;
}

/** The keys of all names that come or go. @param moved from `movedFiles` */
export function concernedNames(
  vault: Vault,
  change: NameChange,
  moved: ReadonlyMap<string, string | undefined>,
): Set<string> {
  const names = new Set<string>();
  const addPath = (path: string) => {
    names.add(fold(stemOf(path))).add(fold(basename(path)));
    if (isIndexName(stemOf(path))) names.add(fold(basename(dirname(path))));
    if (vault.standsForFolder(path)) names.add('.').add('..');
    for (const key of beforeHash(path, vault.folderOf(path)?.path ?? dirname(path))) names.add(key);
  };
  /** Links may name a folder, too; the folders above stay as they are. */
  const addFolders = (path: string, top: string) => {
    for (let folder = path; folder !== top && folder !== '/' && isInside(top, folder); folder = dirname(folder))
      names.add(fold(basename(folder)));
  };
  for (const [uri, path] of moved) {
    for (const name of vault.namesOf(uri)) names.add(name);
    if (path !== undefined) addPath(path);
  }
  for (const { from, to } of change.moves) {
    for (const file of vault.files.get(uriOf(from)) ? [] : filesAt(vault, from)) {
      addFolders(dirname(file.path), dirname(from));
      addFolders(dirname(to + file.path.slice(from.length)), dirname(to));
    }
  }
  for (const { from } of change.moves)
    if (!vault.files.get(uriOf(from))) for (const name of unlistedNames(vault, from)) names.add(name);
  for (const path of change.created) addPath(path);
  for (const note of change.notes) {
    for (const name of vault.namesOf(note.uri)) names.add(name);
    for (const name of [titleOf(note), ...aliasesAndId(note)]) if (name !== undefined) names.add(nameKey(name));
  }
  return names;
}

/** The keys of links that may lead to what is not listed: to a file that moves, or into a folder. */
function* unlistedNames(vault: Vault, path: string): Generator<string> {
  const name = fold(basename(path));
  yield* [name, fold(stemOf(path))];
  for (const [text, { keys }] of vault.writtenTargets()) {
    if (!/[/\\]/.test(text)) continue;
    const segments = fold(percentDecoded(text) ?? text).split(/[/\\]/);
    if (segments.includes(name)) yield* keys;
  }
}

/** Aliases and id, each at its place. */
export function aliasesAndId({ frontMatter }: Note): (string | undefined)[] {
  return frontMatter ? [...frontMatter.aliases, frontMatter.id] : [];
}

function filesAt(vault: Vault, path: string): File[] {
  const file = vault.files.get(uriOf(path));
  if (file) return [file];
  return vault.files.hasFolder(fold(path)) ? vault.files.inFolder(uriOf(path)) : [];
}
