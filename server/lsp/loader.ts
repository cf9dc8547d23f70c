// Reads the vault: names first, contents behind them in slices, so that requests are answered meanwhile.

import { type FolderEntry, largestNote } from '../protocol.ts';
import { fold } from '../text/fold.ts';
import { dirname, isInside, joinPath, pathOf, uriOf } from '../text/uri.ts';
import { inferContentRoot } from '../vault/contentRoots.ts';
import { isMarkdownPath } from '../vault/files.ts';
import type { Search } from '../vault/search.ts';
import { dominantStyle, type LinkStyle } from '../vault/style.ts';
import { unwrittenShare } from '../vault/unwrittenShare.ts';
import type { ContentRoot, Vault } from '../vault/vault.ts';
import { decode } from './decode.ts';
import { Exclusions } from './exclusions.ts';
import type { FileSystem, ReadFile } from './fileSystem.ts';
import { Slices, walkInSlices } from './slices.ts';

/** Why a note is not in the index. */
export type Skipped = { readonly why: 'tooLarge'; readonly size: number } | { readonly why: 'notText' | 'notParsed' };

export interface LoaderHost {
  readonly vault: Vault;
  readonly search: Search;
  readonly files: FileSystem;
  /** True for notes whose text the editor holds: disk does not count for them. */
  isOpen(uri: string): boolean;
  /** Content roots of the settings, per workspace folder URI. */
  configuredRoots(folder: string): readonly string[];
  log(message: string): void;
  say: { rootIgnored(path: string): string; homeRefused(path: string): string; folderUnreadable(path: string): string };
  /** Lets other requests be answered. */
  turn(): Promise<void>;
  progress(done: number, total: number): void;
  /** Whether these paths exist has become known. */
  learned(paths: readonly string[]): void;
}

const readBatch = 32;
const updateBatch = 64;
const largestGitRoot = 50_000;

export class Loader {
  readonly exclusions = new Exclusions();
  readonly skipped = new Map<string, Skipped>();
  style: LinkStyle = { ending: false, path: 'shortest' };
  /** The share (0 to 1) of links that lead to notes nobody has written. */
  unwritten = 0;
  private readonly leaving = new Set<string>();
  private readonly unlisted = new Map<string, boolean>();
  private readonly asked = new Set<string>();
  private looking: Promise<void> | undefined;
  private readonly host: LoaderHost;
  /** A newer load makes an older one stop. */
  private generation = 0;

  constructor(host: LoaderHost) {
    this.host = host;
    host.vault.existsUnlisted = (path, anywhere) => this.existsUnlisted(path, anywhere);
    host.vault.leaves = (path) => this.leaves(path);
  }

  /** Ends a load that is under way: another one will follow. */
  cancel(): void {
    this.generation++;
  }

  /** Lists and reads everything. `false` where a newer load has taken over. */
  async load(onNames: () => void): Promise<boolean> {
    const own = this.generation;
    const { host } = this;
    const { vault } = host;
    this.exclusions.clear();
    this.leaving.clear();
    this.unlisted.clear();
    this.asked.clear();
    vault.isObsidian = false;
    vault.gitRoot = await this.findGitRoot();
    const listed = new Set<string>();
    const slices = new Slices(host.turn);
    const add = async (paths: readonly string[], root: string, inWorkspace: boolean) => {
      for (const path of paths) {
        listed.add(vault.addFile(path, root, inWorkspace)?.uri ?? uriOf(path));
        if (slices.isOver) await slices.giveWay();
        if (own !== this.generation) return;
      }
    };
    let readable = true;
    for (const folder of vault.folders) {
      // A folder that cannot be read is not an empty one: nothing may then be called missing.
      if ((await host.files.stat([folder.uri]))[0] !== 'folder') {
        host.log(host.say.folderUnreadable(folder.path));
        readable = false;
        continue;
      }
      if (host.files.isTooWide?.(folder.uri)) {
        host.log(host.say.homeRefused(folder.path));
        continue;
      }
      await add(await this.walk(folder.path, folder.path, true), folder.path, true);
      if (own !== this.generation) return false;
    }
    await add(await this.gitFiles(), vault.gitRoot ?? '', false);
    if (own !== this.generation) return false;
    for (const { uri } of vault.files.all()) {
      if (listed.has(uri)) host.search.touch(uri);
      else this.forget(uri);
      if (slices.isOver) await slices.giveWay();
      if (own !== this.generation) return false;
    }
    await this.setRoots();
    onNames();
    if (!(await this.readAll(own))) return false;
    await this.infer();
    if (own !== this.generation) return false;
    vault.isRead = true;
    vault.isComplete = readable;
    return true;
  }

  /** Content roots in the order of the rules, without the inferred one. */
  async setRoots(): Promise<void> {
    const { vault } = this.host;
    const roots: ContentRoot[] = vault.folders.map((folder) => ({ path: folder.path, reason: 'workspace' }));
    const add = (folder: string, written: string, reason: 'setting' | 'mkdocs') => {
      const path = joinPath(folder, written.replaceAll('\\', '/'));
      if (path === undefined || !vault.isAllowed(path)) this.host.log(this.host.say.rootIgnored(path ?? written));
      else if (vault.files.hasFolder(fold(path)) && !roots.some((root) => root.path === path))
        roots.push({ path, reason });
      else if (reason === 'mkdocs') this.host.log(this.host.say.rootIgnored(path));
    };
    for (const folder of vault.folders) {
      for (const written of this.host.configuredRoots(folder.uri)) add(folder.path, written, 'setting');
    }
    for (const folder of vault.folders) {
      const written = await this.mkdocsFolder(folder.path);
      if (written !== undefined) add(folder.path, written, 'mkdocs');
    }
    const inferred = vault.contentRoots.filter((root) => root.reason === 'inferred');
    vault.contentRoots = [...roots, ...inferred.filter((root) => !roots.some((other) => other.path === root.path))];
  }

  /** Counts what can only be counted over the whole vault: never while typing. */
  private async infer(): Promise<void> {
    const { vault, turn } = this.host;
    vault.contentRoots = vault.contentRoots.filter((root) => root.reason !== 'inferred');
    const inferred = await walkInSlices(inferContentRoot(vault), turn);
    if (inferred) vault.contentRoots = [...vault.contentRoots, inferred];
    this.style = (await walkInSlices(dominantStyle(vault), turn)) ?? this.style;
    this.unwritten = (await walkInSlices(unwrittenShare(vault), turn)) ?? this.unwritten;
  }

  /**
   * Takes changed files and folders in, whatever is said to have happened to them: events come late and out of order,
   * the disk knows. Answers which files that concerned.
   */
  async update(changed: readonly string[]): Promise<string[]> {
    const { vault, files } = this.host;
    const touched = new Set<string>();
    const notes: string[] = [];
    for (let from = 0; from < changed.length; from += updateBatch) {
      const batch = changed.slice(from, from + updateBatch);
      for (const uri of batch) {
        this.unlisted.delete(pathOf(uri));
      }
      const allowed = batch.filter((uri) => vault.isAllowed(pathOf(uri)));
      const kinds = await files.stat(allowed);
      for (const [index, uri] of allowed.entries()) {
        touched.add(uri);
        const kind = kinds[index];
        // A listed file that is still there is named as before, whatever it says now.
        if (kind !== 'file' || !vault.files.get(uri)) vault.nameChanged(pathOf(uri));
        if (kind === 'file') this.list(pathOf(uri), notes);
        else if (kind === 'folder')
          for (const path of await this.walkNew(pathOf(uri))) touched.add(this.list(path, notes));
        else for (const gone of this.forgetAll(uri)) touched.add(gone);
      }
      await this.host.turn();
    }
    await this.readNotes(notes, () => true);
    return [...touched];
  }

  /** Adds a file that is there now; a note is also put on the list of what to read. */
  private list(path: string, notes: string[]): string {
    const { vault, search } = this.host;
    const uri = uriOf(path);
    const inWorkspace = vault.folderOf(path) !== undefined;
    const root = vault.folderOf(path)?.path ?? vault.gitRoot;
    if (root === undefined || this.exclusions.covers(root, path)) return uri;
    vault.addFile(path, root, inWorkspace);
    search.touch(uri);
    if (inWorkspace && isMarkdownPath(path)) notes.push(uri);
    return uri;
  }

  /** A file that is gone, or a folder with all that was in it. */
  private forgetAll(uri: string): string[] {
    const { files } = this.host.vault;
    const inside = files.hasFolder(fold(pathOf(uri))) ? files.inFolder(uri).map((file) => file.uri) : [];
    for (const gone of [uri, ...inside]) this.forget(gone);
    return inside;
  }

  /** A file that the editor has open and that was not listed yet. */
  addOpen(uri: string): void {
    const { vault, search } = this.host;
    const path = pathOf(uri);
    const folder = vault.folderOf(path);
    if (!folder || !isMarkdownPath(path) || this.exclusions.covers(folder.path, path)) return;
    if (vault.addFile(path, folder.path, true)) search.touch(uri);
  }

  private forget(uri: string): void {
    this.host.vault.deleteFile(uri);
    this.skipped.delete(uri);
    this.host.search.touch(uri);
  }

  // ---- listing

  private async walkNew(path: string): Promise<string[]> {
    const root = this.host.vault.folderOf(path)?.path ?? this.host.vault.gitRoot;
    return root === undefined || this.exclusions.covers(root, path) ? [] : this.walk(path, root, true);
  }

  /** The files below a folder, level by level. `ignoring` reads the ignore files on the way. */
  private async walk(
    start: string,
    root: string,
    ignoring: boolean,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<string[]> {
    const found: string[] = [];
    let level = [start];
    const slices = new Slices(this.host.turn);
    while (level.length && found.length <= limit) {
      const next: string[] = [];
      for (let from = 0; from < level.length; from += 64) {
        const folders = level.slice(from, from + 64);
        const lists = await this.host.files.list(folders.map(uriOf));
        if (ignoring) await this.readIgnoreFiles(folders, lists);
        for (const [index, entries] of lists.entries())
          this.sort(folders[index]!, entries, root, ignoring, found, next);
        if (slices.isOver) await slices.giveWay();
      }
      level = next;
    }
    return found;
  }

  private sort(
    folder: string,
    entries: readonly FolderEntry[],
    root: string,
    ignoring: boolean,
    files: string[],
    folders: string[],
  ): void {
    for (const { name, kind } of entries) {
      const path = folder === '/' ? `/${name}` : `${folder}/${name}`;
      if (name === '.obsidian' && kind === 'folder' && folder === root) this.host.vault.isObsidian = true;
      if (kind === 'leaving') this.leaving.add(path);
      if (kind !== 'file' && kind !== 'folder') continue;
      const isFolder = kind === 'folder';
      const skip = ignoring
        ? this.exclusions.excludes(root, path, isFolder)
        : name.startsWith('.') ||
          (isFolder && (name === 'node_modules' || this.host.vault.folders.some((own) => own.path === path)));
      if (!skip) (isFolder ? folders : files).push(path);
    }
  }

  private async readIgnoreFiles(folders: readonly string[], lists: readonly (readonly FolderEntry[])[]): Promise<void> {
    const holders = folders.filter((_, index) =>
      lists[index]!.some((entry) => entry.name === '.gitignore' && entry.kind === 'file'),
    );
    if (holders.length === 0) return;
    const texts = await this.host.files.read(
      holders.map((folder) => uriOf(`${folder}/.gitignore`)),
      1 << 20,
    );
    for (const [index, { bytes }] of texts.entries()) {
      if (bytes) this.exclusions.addIgnoreFile(holders[index]!, decode(bytes) ?? '');
    }
  }

  /** The nearest folder at or above the first workspace folder that holds `.git`; the one look outside that is allowed. */
  private async findGitRoot(): Promise<string | undefined> {
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
  private async gitFiles(): Promise<string[]> {
    const { vault } = this.host;
    if (!vault.gitRoot || vault.folders.some((folder) => isInside(folder.path, vault.gitRoot!))) return [];
    const found = await this.walk(vault.gitRoot, vault.gitRoot, false, largestGitRoot);
    if (found.length <= largestGitRoot) return found;
    vault.gitRoot = undefined;
    return [];
  }

  private async mkdocsFolder(folder: string): Promise<string | undefined> {
    const file = ['mkdocs.yml', 'mkdocs.yaml']
      .map((name) => uriOf(`${folder}/${name}`))
      .find((uri) => this.host.vault.files.get(uri));
    if (!file) return undefined;
    const [{ bytes } = { bytes: undefined }] = await this.host.files.read([file], 1 << 20);
    const match = bytes && /^docs_dir:[ \t]*(["']?)([^"'#\r\n]+)\1/m.exec(decode(bytes) ?? '');
    return match ? match[2]!.trim() : undefined;
  }

  // ---- reading

  private async readAll(own: number): Promise<boolean> {
    const { vault } = this.host;
    const notes = vault.workspaceNotes();
    return this.readNotes(notes, (done) => {
      this.host.progress(done, notes.length);
      return own === this.generation;
    });
  }

  /** Reads notes in batches, giving way between slices. `goOn` is told how many are done. */
  private async readNotes(uris: readonly string[], goOn: (done: number) => boolean): Promise<boolean> {
    const slices = new Slices(this.host.turn);
    for (let from = 0; from < uris.length; from += readBatch) {
      const batch = uris.slice(from, from + readBatch).filter((uri) => !this.host.isOpen(uri));
      const contents = await this.host.files.read(batch, largestNote);
      for (const [index, uri] of batch.entries()) {
        // The editor may have opened it, or it may have gone, since it was asked for.
        if (!this.host.isOpen(uri) && this.host.vault.files.get(uri)) this.take(uri, contents[index]!);
      }
      if (!slices.isOver) continue;
      if (!goOn(from + batch.length)) return false;
      await slices.giveWay();
    }
    return goOn(uris.length);
  }

  /** Reads a text into the vault. A note on which the parser fails is left out and named: the others live on. */
  setText(uri: string, text: string, keepText: boolean): void {
    const { vault, search } = this.host;
    search.touch(uri);
    try {
      vault.set(uri, text, keepText);
      this.skipped.delete(uri);
    } catch (error) {
      vault.delete(uri);
      this.skipped.set(uri, { why: 'notParsed' });
      this.host.log(`${uri}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }

  private take(uri: string, content: ReadFile): void {
    const { vault, search } = this.host;
    const text = content.bytes && decode(content.bytes);
    if (text !== undefined) return this.setText(uri, text, false);
    search.touch(uri);
    vault.delete(uri);
    if (content.size > largestNote) this.skipped.set(uri, { why: 'tooLarge', size: content.size });
    else if (content.bytes) this.skipped.set(uri, { why: 'notText' });
  }

  // ---- what is not listed

  private leaves(path: string): boolean {
    if (this.leaving.size === 0) return false;
    for (let at = path; at !== '/'; at = dirname(at)) if (this.leaving.has(at)) return true;
    return false;
  }

  /** What is not listed is looked for once; until the answer is here, nothing is known. */
  private existsUnlisted(path: string, anywhere: boolean): boolean | undefined {
    const root = this.host.vault.folderOf(path)?.path;
    if (!anywhere && (root === undefined || !this.exclusions.covers(root, path))) return false;
    // No file system has such names; asking for them would only try what it makes of them.
    if (/[\u0000-\u001f]/.test(path)) return false;
    const known = this.unlisted.get(path);
    if (known !== undefined) return known;
    this.asked.add(path);
    this.looking ??= this.lookForUnlisted();
    return undefined;
  }

  /** Waits until all that was asked for has been looked for; `false` where nothing was asked. */
  async lookedUp(): Promise<boolean> {
    if (!this.looking) return false;
    await this.looking;
    return true;
  }

  private async lookForUnlisted(): Promise<void> {
    await this.host.turn();
    // What is asked while the disk answers belongs to the next round.
    while (this.asked.size > 0) {
      const paths = [...this.asked];
      this.asked.clear();
      const kinds = await this.host.files.stat(paths.map(uriOf));
      for (const [index, path] of paths.entries()) this.unlisted.set(path, kinds[index] !== null);
      this.host.learned(paths);
    }
    this.looking = undefined;
  }
}
