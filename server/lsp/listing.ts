// Lists what lies in the folders of the vault, by the rules that leave files out.
import type { FolderEntry } from '../protocol.ts';
import { dirname, isInside, uriOf } from '../text/uri.ts';
import type { Vault } from '../vault/vault.ts';
import { decode } from './decode.ts';
import { Exclusions } from './exclusions.ts';
import type { FileSystem } from './fileSystem.ts';
import { Slices } from './slices.ts';
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

export class Listing {
  readonly exclusions = new Exclusions();
  private readonly leaving = new Set<string>();
  private readonly host: ListingHost;

  constructor(host: ListingHost) {
    this.host = host;
  }

  /** Forgets what was learned on the way: everything is about to be listed anew. */
  clear(): void {
    this.exclusions.clear();
    this.leaving.clear();
  }

  /** True for a path at or behind a symbolic link that leaves the workspace. */
  leaves(path: string): boolean {
    if (this.leaving.size === 0) return false;
    for (let at = path; at !== '/'; at = dirname(at)) if (this.leaving.has(at)) return true;
    return false;
  }

  /** True if the folder of the workspace can be listed: one that cannot be is not an empty one. */
  async isReadable(folder: string): Promise<boolean> {
    return (await this.host.files.stat([folder]))[0] === 'folder';
  }

  /**
   * Visits the files below a folder (paths), level by level, giving way between slices.
   * @param ignoring by the rules of the workspace, whose ignore files are read on the way
   * @param goOn `false` ends it
   */
  async walk(
    start: string,
    root: string,
    ignoring: boolean,
    visit: (path: string) => void,
    slices = new Slices(this.host.turn),
    goOn: () => boolean = () => true,
  ): Promise<void> {
    let level = [start];
    while (level.length) {
      const next: string[] = [];
      for (let from = 0; from < level.length; from += folderBatch) {
        if (!goOn()) return;
        const folders = level.slice(from, from + folderBatch);
        const lists = await this.host.files.list(folders.map(uriOf));
        if (ignoring) await this.readIgnoreFiles(folders, lists);
        for (const [index, entries] of lists.entries()) {
          for (const entry of entries) {
            const path = folders[index] === '/' ? `/${entry.name}` : `${folders[index]}/${entry.name}`;
            const kind = this.kindOf(path, entry, root, ignoring);
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
  private kindOf(
    path: string,
    { name, kind }: FolderEntry,
    root: string,
    ignoring: boolean,
  ): 'file' | 'folder' | undefined {
    const { vault } = this.host;
    const isFolder = kind === 'folder';
    if (name === '.obsidian' && isFolder && path === `${root}/.obsidian`) vault.isObsidian = true;
    if (kind === 'leaving') this.leaving.add(path);
    else this.leaving.delete(path);
    if (kind !== 'file' && !isFolder) return undefined;
    const skip = ignoring
      ? this.exclusions.excludes(root, path, isFolder)
      : name.startsWith('.') ||
        (isFolder && (name === 'node_modules' || vault.folders.some((own) => own.path === path)));
    return skip ? undefined : kind;
  }

  /** Those that are known are not read again: one that changes has everything listed anew. */
  private async readIgnoreFiles(folders: readonly string[], lists: readonly (readonly FolderEntry[])[]): Promise<void> {
    const holders = folders.filter(
      (folder, index) =>
        !this.exclusions.ignoreFiles.has(folder) &&
        lists[index]!.some((entry) => entry.name === '.gitignore' && entry.kind === 'file'),
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
    for (const folder of this.host.vault.folders) {
      if (!folder.uri.startsWith('file:') || !this.host.files.isTooWide) continue;
      for (let path = folder.path; path !== '/' && !this.host.files.isTooWide(uriOf(path)); path = dirname(path)) {
        const before = this.host.vault.gitRoot;
        // The guard lets the folder itself be looked at while it is tried.
        this.host.vault.gitRoot = path;
        const [kind] = await this.host.files.stat([uriOf(`${path}/.git`)]);
        this.host.vault.gitRoot = before;
        if (kind) return path;
      }
    }
    return undefined;
  }

  /** The names in the git root outside of the workspace folders; none where it is larger than any vault. */
  async gitFiles(slices: Slices): Promise<string[]> {
    const { vault } = this.host;
    if (!vault.gitRoot || vault.folders.some((folder) => isInside(folder.path, vault.gitRoot!))) return [];
    const found: string[] = [];
    const isVault = () => found.length <= largestGitRoot;
    await this.walk(vault.gitRoot, vault.gitRoot, false, (path) => found.push(path), slices, isVault);
    if (isVault()) return found;
    vault.gitRoot = undefined;
    return [];
  }
}

/** The address of the ignore file of a folder (a path). */
export function ignoreFileIn(folder: string): string {
  return uriOf(`${folder}/.gitignore`);
}
