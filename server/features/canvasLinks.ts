// Cards of canvases name a file by its path from the root of the vault, and a heading or block of it: when files move, or
// headings get other names, they follow. Links in the words of a canvas stay as they are.
import type { Note } from '../parse/note.ts';
import { fold } from '../text/fold.ts';
import { dirname, isInside, joinPath, pathOf, relativePath } from '../text/uri.ts';
import type { File } from '../vault/files.ts';
import type { Vault } from '../vault/vault.ts';
import { type CanvasNode, canvasNodes, inJsonString, type WrittenString } from './canvasNodes.ts';
import { fragmentFor, numberedAnchor } from './fragmentSpellings.ts';
import { movedFiles, type NameChange, pathAfter } from './nameChange.ts';
import type { Changes } from './plan.ts';

/** Answers what adds to `changes` what the canvas of a text must say after a change of names. */
export function canvasLinks(vault: Vault, change: NameChange, changes: Changes): (uri: string, text: string) => void {
  const cards = new Cards(vault, change);
  return (uri, text) => {
    const write = ({ start, end, raw, value }: WrittenString, fresh: string | undefined) => {
      if (fresh !== undefined && fresh !== value)
        changes.add(uri, { start, end, newText: inJsonString(fresh), was: raw });
    };
    for (const node of canvasNodes(text)) {
      const path = pathIn(node);
      const found = path && cards.find(uri, path.value);
      if (!found) continue;
      write(path, cards.pathFor(uri, found));
      const subpath = node.get('subpath');
      if (subpath) write(subpath, cards.subpathFor(found.file, subpath.value));
    }
  };
}

/** What a node says that is a path: a note or another file, or the picture behind a group. */
function pathIn(node: CanvasNode): WrittenString | undefined {
  const type = node.get('type')?.value;
  if (type === 'file') return node.get('file');
  return type === 'group' ? node.get('background') : undefined;
}

interface Found {
  readonly file: File;
  /** The folder that its written path starts from. */
  readonly root: string;
}

class Cards {
  private readonly moved: ReadonlyMap<string, string | undefined>;
  private readonly notesAfter: ReadonlyMap<string, Note>;
  private readonly obsidianFoldersAfter: ReadonlySet<string>;
  private readonly vault: Vault;
  private readonly change: NameChange;

  constructor(vault: Vault, change: NameChange) {
    this.vault = vault;
    this.change = change;
    this.moved = movedFiles(vault, change);
    this.notesAfter = new Map(change.notes.map((note) => [note.uri, note]));
    this.obsidianFoldersAfter = new Set([...vault.obsidianFolders].map((path) => pathAfter(change.moves, path)));
  }

  /** The file that a canvas names. */
  find(uri: string, written: string): Found | undefined {
    for (const root of this.rootsFor(pathOf(uri))) {
      const path = joinPath(root, written);
      const files = path === undefined ? [] : this.vault.files.atPath(fold(path));
      const file = files.find((one) => one.path === path) ?? (files.length === 1 ? files[0] : undefined);
      if (file) return { file, root };
    }
    return undefined;
  }

  /** The path to write for it; `undefined` where it can stay, or where no path leads there from the root any longer. */
  pathFor(uri: string, { file, root }: Found): string | undefined {
    const after = this.rootAfter(uri, root);
    if (!this.moved.has(file.uri) && after === root) return undefined;
    const path = this.moved.get(file.uri) ?? file.path;
    return after !== undefined && isInside(after, path) ? relativePath(after, path) : undefined;
  }

  /** The heading or block to name; `undefined` where it can stay, or nothing names it any longer. */
  subpathFor(file: File, written: string): string | undefined {
    const before = this.vault.note(file.uri);
    const after = this.notesAfter.get(file.uri);
    if (!before || !after || !written.startsWith('#')) return undefined;
    const fragment = written.slice(1);
    const anchor = numberedAnchor(before, fragment);
    const fresh = anchor && fragmentFor(fragment, anchor, after, { syntax: 'wiki', inFrontMatter: false }, () => true);
    return fresh === undefined ? undefined : `#${fresh}`;
  }

  /** Where Obsidian's folder is not known, paths start where those of links do. */
  private rootsFor(path: string): string[] {
    const own = nearestAbove(this.vault.obsidianFolders, path);
    if (own !== undefined) return [own];
    const folder = this.vault.folderOf(path);
    return [...(folder ? [folder.path] : []), ...this.vault.contentRoots.map((root) => root.path)];
  }

  /** The root of a canvas when all has moved, which may carry the canvas to another one. */
  private rootAfter(uri: string, root: string): string | undefined {
    const { vault, change } = this;
    const path = pathOf(uri);
    const after = this.moved.get(uri) ?? path;
    if (after === path) return pathAfter(change.moves, root);
    const own = nearestAbove(this.obsidianFoldersAfter, after);
    if (own !== undefined) return own;
    const folder = vault.folderOf(after);
    return folder === vault.folderOf(path) && !vault.obsidianFolders.has(root)
      ? pathAfter(change.moves, root)
      : folder?.path;
  }
}

function nearestAbove(folders: ReadonlySet<string>, path: string): string | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (folders.has(folder)) return folder;
    if (folder === '/' || folder === dirname(folder)) return undefined;
  }
}
