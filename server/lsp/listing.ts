// Lists what lies in the folders of the vault, by the rules that leave files out.
import type { FolderEntry, ListResult } from '../protocol.ts';
import { dirname, isInside, uriOf } from '../text/uri.ts';
import type { Vault } from '../vault/vault.ts';
import { decode } from './decode.ts';
import { Exclusions } from './exclusions.ts';
import type { FileSystem } from './fileSystem.ts';
import { eachInSlices, Slices } from './slices.ts';
import { versionOf } from './versions.ts';

export interface ListingHost {
  readonly vault: Vault;
  readonly files: FileSystem;
  turn(): Promise<void>;
}

/** So many folders are listed at once: where the client lists them, it asks for as many at a time. */
const folderBatch = 24;
const largestGitRoot = 50_000;
const largestIgnoreFile = 1 << 20;

export type Visit = (path: string, root: string, inWorkspace: boolean) => void;

export class Listing {
  readonly exclusions: Exclusions;
  private readonly leaving = new Set<string>();
  private unreadable = new Set<string>();
  private readonly host: ListingHost;

  constructor(host: ListingHost) {
    this.host = host;
    this.exclusions = new Exclusions((root) => this.isWorkspaceFolder(root));
  }

  /** Forgets what was learned on the way: everything is about to be listed anew. */
  clear(): void {
    this.exclusions.clear();
    this.leaving.clear();
  }

  /** True for a path at or behind a symbolic link that leaves the workspace. */
  leaves(path: string): boolean {
    return isAtOrBelow(this.leaving, path);
  }

  /** The folders that could not be listed when all were last visited: of what is in them nothing is known, nor gone. */
  get unreadableFolders(): ReadonlySet<string> {
    return this.unreadable;
  }

  /** True for a path at or below a folder that could not be listed. */
  isUnreadable(path: string): boolean {
    // Asked of every note at the start, and nearly always there is no such folder.
    if (this.unreadable.size === 0) return false;
    const { vault } = this.host;
    // A folder above its own root says nothing: the root was listed by itself.
    return isAtOrBelow(this.unreadable, path, vault.folderOf(path)?.path ?? vault.gitRoot);
  }

  /** True where a whole folder of the workspace could not be listed. */
  get lacksFolder(): boolean {
    return this.host.vault.folders.some(({ path }) => this.unreadable.has(path));
  }

  /**
   * Visits all files of the vault: those of the workspace folders, then those of the git root around them.
   * @param goOn `false` ends it
   */
  async visitAll(visit: Visit, slices: Slices, goOn: () => boolean): Promise<void> {
    const { vault, files } = this.host;
    const unreadable = new Set<string>();
    for (const { path, uri } of vault.folders) {
      if (files.isTooWide(uri)) continue;
      await this.walk(path, path, (file) => visit(file, path, true), unreadable, slices, goOn);
    }
    const outside = await this.gitFiles(unreadable, slices);
    await eachInSlices(outside, (file) => visit(file, vault.gitRoot!, false), slices);
    if (goOn()) this.unreadable = unreadable;
  }

  /** Visits the files of a folder that has come to the vault. */
  async visitNew(folder: string, root: string, visit: (path: string) => void): Promise<void> {
    await this.walk(folder, root, visit, this.unreadable, new Slices(this.host.turn), () => true);
  }

  /**
   * Visits the files below a folder (paths), level by level, giving way between slices.
   * @param unreadable takes the folders that cannot be listed, and gives back those that can
   */
  private async walk(
    start: string,
    root: string,
    visit: (path: string) => void,
    unreadable: Set<string>,
    slices: Slices,
    goOn: () => boolean,
  ): Promise<void> {
    let level = [start];
    while (level.length) {
      const next: string[] = [];
      for (let from = 0; from < level.length; from += folderBatch) {
        if (!goOn()) return;
        const folders = level.slice(from, from + folderBatch);
        const lists = await this.host.files.list(folders.map(uriOf));
        if (this.isWorkspaceFolder(root)) await this.readIgnoreFiles(folders, lists);
        for (const [index, entries] of lists.entries()) {
          if (entries) unreadable.delete(folders[index]!);
          else unreadable.add(folders[index]!);
          for (const entry of entries ?? []) {
            const path = folders[index] === '/' ? `/${entry.name}` : `${folders[index]}/${entry.name}`;
            const kind = this.kindOf(path, entry, root);
            if (kind === 'folder') next.push(path);
            else if (kind === 'file') visit(path);
            if (slices.isOver) await slices.giveWay();
          }
        }
      }
      level = next;
    }
  }

  /** What is to be listed; `undefined` for all that is left out. */
  private kindOf(path: string, { name, kind }: FolderEntry, root: string): 'file' | 'folder' | undefined {
    const { vault } = this.host;
    const isFolder = kind === 'folder';
    if (name === '.obsidian' && isFolder) {
      vault.obsidianFolders.add(dirname(path));
      if (path === `${root}/.obsidian`) vault.isObsidian = true;
    }
    if (kind === 'leaving') this.leaving.add(path);
    else this.leaving.delete(path);
    if (kind !== 'file' && !isFolder) return undefined;
    // A folder of the workspace inside of another one is visited by itself, by its own rules.
    if (isFolder && this.isWorkspaceFolder(path)) return undefined;
    return this.exclusions.excludes(root, path, isFolder) ? undefined : kind;
  }

  private isWorkspaceFolder(path: string): boolean {
    return this.host.vault.folders.some((folder) => folder.path === path);
  }

  /** Those that are known are not read again: one that changes has everything listed anew. */
  private async readIgnoreFiles(folders: readonly string[], lists: ListResult): Promise<void> {
    const holders = folders.filter(
      (folder, index) =>
        !this.exclusions.ignoreFiles.has(folder) &&
        lists[index]?.some((entry) => entry.name === '.gitignore' && entry.kind === 'file'),
    );
    if (holders.length === 0) return;
    const texts = await this.host.files.read(holders.map(ignoreFileIn), largestIgnoreFile);
    for (const [index, file] of texts.entries()) {
      const text = (file.bytes && decode(file.bytes)) ?? '';
      this.exclusions.addIgnoreFile(holders[index]!, text, versionOf(file));
    }
  }

  /** The nearest folder at or above the first workspace folder that holds `.git`; the one look outside that is allowed. */
  async findGitRoot(): Promise<string | undefined> {
    const slices = new Slices(this.host.turn);
    for (const folder of this.host.vault.folders) {
      if (!folder.uri.startsWith('file:')) continue;
      for (let path = folder.path; path !== '/' && !this.host.files.isTooWide(uriOf(path)); path = dirname(path)) {
        const before = this.host.vault.gitRoot;
        // The guard lets the folder itself be looked at while it is tried.
        this.host.vault.gitRoot = path;
        const [kind] = await this.host.files.stat([uriOf(`${path}/.git`)]);
        this.host.vault.gitRoot = before;
        // Where the file system cannot tell, no more of the disk is opened than the workspace.
        if (kind && kind !== 'unknown') return path;
        if (slices.isOver) await slices.giveWay();
      }
    }
    return undefined;
  }

  /** The names in the git root outside of the workspace folders; none where it is larger than any vault. */
  private async gitFiles(unreadable: Set<string>, slices: Slices): Promise<string[]> {
    const { vault } = this.host;
    if (!vault.gitRoot || vault.folders.some((folder) => isInside(folder.path, vault.gitRoot!))) return [];
    const found: string[] = [];
    const isVault = () => found.length <= largestGitRoot;
    await this.walk(vault.gitRoot, vault.gitRoot, (path) => found.push(path), unreadable, slices, isVault);
    if (isVault()) return found;
    vault.gitRoot = undefined;
    return [];
  }
}

/** @param top the folder to look up to */
export function isAtOrBelow(folders: ReadonlySet<string>, path: string, top = '/'): boolean {
  if (folders.size === 0) return false;
  for (let at = path; !folders.has(at); at = dirname(at)) if (at === top || at === '/') return false;
  return true;
}

/** The address of the ignore file of a folder (a path). */
export function ignoreFileIn(folder: string): string {
  return uriOf(`${folder}/.gitignore`);
}
