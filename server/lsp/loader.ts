// Reads the vault: names first, contents behind them in slices, so that requests are answered meanwhile.

import { largestNote } from '../protocol.ts';
import { fold } from '../text/fold.ts';
import { basename, dirname, joinPath, pathOf, uriOf } from '../text/uri.ts';
import { inferContentRoot } from '../vault/contentRoots.ts';
import { type File, isMarkdownPath } from '../vault/files.ts';
import type { Search } from '../vault/search.ts';
import { dominantStyle, type LinkStyle } from '../vault/style.ts';
import { unwrittenShare } from '../vault/unwrittenShare.ts';
import type { ContentRoot } from '../vault/vault.ts';
import type { Caution } from './caution.ts';
import { decode } from './decode.ts';
import type { Exclusions } from './exclusions.ts';
import type { ReadFile } from './fileSystem.ts';
import { Listing } from './listing.ts';
import { eachInSlices, Slices, shortSlice, walkInSlices } from './slices.ts';
import { unheardChanges } from './unheardChanges.ts';
import { Unlisted, type UnlistedHost } from './unlisted.ts';
import { versionOf } from './versions.ts';

/** Why a note is not in the index. */
export type Skipped = { readonly why: 'tooLarge'; readonly size: number } | { readonly why: 'notText' | 'notParsed' };

export interface LoaderHost extends UnlistedHost {
  readonly search: Search;
  /** True for notes whose text the editor holds: disk does not count for them. */
  isOpen(uri: string): boolean;
  /** The text that the editor holds, if it does. */
  openText?(uri: string): string | undefined;
  /** Content roots of the settings, per workspace folder URI. */
  configuredRoots(folder: string): readonly string[];
  log(message: string): void;
  say: { rootIgnored(path: string): string; homeRefused(path: string): string; folderUnreadable(path: string): string };
  progress(done: number, total: number): void;
}

const readBatch = 32;
const updateBatch = 64;
/** Looked for right in a workspace folder. */
const mkdocsNames = ['mkdocs.yml', 'mkdocs.yaml'];

export class Loader {
  readonly exclusions: Exclusions;
  readonly skipped = new Map<string, Skipped>();
  /** There after a server that did not come back from a text. */
  caution: Caution | undefined;
  style: LinkStyle = { ending: false, path: 'shortest' };
  /** The share (0 to 1) of links that lead to notes nobody has written. */
  unwritten = 0;
  private readonly listing: Listing;
  /** Folders that links are to start from, which are not there. */
  private absentRoots: readonly string[] = [];
  /** Open notes (URIs) that the disk has not had yet: a target while they are open, unlike one that was deleted. */
  private readonly unsaved = new Set<string>();
  private readonly unlisted: Unlisted;
  private readonly host: LoaderHost;
  /** A newer load makes an older one stop. */
  private generation = 0;

  constructor(host: LoaderHost) {
    this.host = host;
    this.listing = new Listing(host);
    this.exclusions = this.listing.exclusions;
    this.unlisted = new Unlisted(host, this.listing);
    host.vault.existsUnlisted = (path, anywhere) => this.unlisted.exists(path, anywhere);
    host.vault.leaves = (path) => this.listing.leaves(path);
  }

  /** Ends a load that is under way: another one will follow. */
  cancel(): void {
    this.generation++;
  }

  /** Lists and reads everything. `false` where a newer load has taken over. */
  async load(onNames: () => void): Promise<boolean> {
    const own = ++this.generation;
    const { host } = this;
    const { vault } = host;
    this.listing.clear();
    this.unlisted.clear();
    vault.isObsidian = false;
    vault.obsidianFolders.clear();
    vault.gitRoot = await this.listing.findGitRoot();
    const listed = new Set<string>();
    const add = (path: string, root: string, inWorkspace: boolean) => {
      const uri = vault.addFile(path, root, inWorkspace)?.uri ?? uriOf(path);
      this.unsaved.delete(uri);
      listed.add(uri);
      host.search.touch(uri);
    };
    const goOn = () => own === this.generation;
    const slices = new Slices(host.turn);
    for (const { uri, path } of vault.folders) if (host.files.isTooWide(uri)) host.log(host.say.homeRefused(path));
    await this.listing.visitAll(add, slices, goOn);
    if (!goOn()) return false;
    for (const path of this.listing.unreadableFolders) host.log(host.say.folderUnreadable(path));
    const forgetUnlisted = ({ uri, path }: File) => {
      if (!listed.has(uri) && !this.listing.isUnreadable(path)) this.forget(uri);
    };
    await eachInSlices(vault.files.all(), forgetUnlisted, slices);
    if (!goOn()) return false;
    await this.setRoots();
    onNames();
    if (!(await this.readAll(own))) return false;
    await this.infer();
    if (own !== this.generation) return false;
    vault.isRead = true;
    // What lies in a folder of the workspace that cannot be read may be the target of any link. One below, which may well
    // stay closed for ever, silences only the links into it.
    vault.isComplete = !this.listing.lacksFolder;
    return true;
  }

  /** Content roots in the order of the rules, without the inferred one. */
  async setRoots(): Promise<void> {
    const { vault } = this.host;
    const roots: ContentRoot[] = vault.folders.map((folder) => ({ path: folder.path, reason: 'workspace' }));
    const absent: string[] = [];
    const add = (folder: string, written: string, reason: 'setting' | 'mkdocs') => {
      const path = joinPath(folder, written.replaceAll('\\', '/'));
      if (path === undefined || !vault.isAllowed(path))
        return this.host.log(this.host.say.rootIgnored(path ?? written));
      if (!vault.files.hasFolder(fold(path))) absent.push(path);
      if (vault.files.hasFolder(fold(path)) && !roots.some((root) => root.path === path)) roots.push({ path, reason });
      else if (reason === 'mkdocs') this.host.log(this.host.say.rootIgnored(path));
    };
    for (const folder of vault.folders) {
      for (const written of this.host.configuredRoots(folder.uri)) add(folder.path, written, 'setting');
    }
    for (const folder of vault.folders) {
      const written = await this.mkdocsFolder(folder.path);
      if (written !== undefined) add(folder.path, written, 'mkdocs');
    }
    this.absentRoots = absent;
    const inferred = vault.contentRoots.filter((root) => root.reason === 'inferred');
    vault.contentRoots = [...roots, ...inferred.filter((root) => !roots.some((other) => other.path === root.path))];
  }

  /** True where a folder that links are to start from has come since it was looked for. */
  get hasNewRoot(): boolean {
    return this.absentRoots.some((path) => this.host.vault.files.hasFolder(fold(path)));
  }

  /** True for a file that says what all others mean: rules that leave files out, or where links start. */
  decides(uri: string): boolean {
    const path = pathOf(uri);
    const folder = this.host.vault.folderOf(path)?.path;
    if (folder === undefined) return false;
    if (mkdocsNames.includes(basename(path))) return dirname(path) === folder;
    // Rules in what is left out itself, as in each package of `node_modules`, say nothing.
    return basename(path) === '.gitignore' && !this.exclusions.coversFolder(folder, dirname(path));
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
    /** Paths of folders that came or changed, and of all that is gone. */
    const folders = new Set<string>();
    for (let from = 0; from < changed.length; from += updateBatch) {
      const batch = changed.slice(from, from + updateBatch);
      for (const uri of batch) this.unlisted.forget(pathOf(uri));
      const allowed = batch.filter((uri) => vault.isAllowed(pathOf(uri)));
      const kinds = await files.stat(allowed);
      for (const [index, uri] of allowed.entries()) {
        touched.add(uri);
        const kind = kinds[index];
        // What a file system that is away for a moment cannot tell is as it was: the next look will see it.
        if (kind === 'unknown') continue;
        // A listed file that is still there is named as before, whatever it says now.
        if (kind !== 'file' || !vault.files.get(uri)) vault.nameChanged(pathOf(uri));
        if (kind !== 'file') folders.add(pathOf(uri));
        if (kind === 'file') this.list(pathOf(uri), notes);
        else if (kind === 'folder') await this.walkNew(pathOf(uri), (path) => touched.add(this.list(path, notes)));
        else for (const gone of this.forgetAll(uri)) touched.add(gone);
      }
      await this.host.turn();
    }
    for (const gone of await this.forgetOldNames(touched)) touched.add(gone);
    this.unlisted.forgetIn(folders);
    await this.readNotes(notes, () => true);
    return [...touched];
  }

  /**
   * A disk to which letters of either case are the same finds a renamed file by its old name, too: which of several names is
   * meant only the lists of folders tell. Answers what has gone.
   */
  private async forgetOldNames(touched: Iterable<string>): Promise<string[]> {
    const { vault, files } = this.host;
    const lists = new Map<string, ReadonlySet<string> | undefined>();
    const isListed = async (path: string) => {
      const folder = dirname(path);
      if (!lists.has(folder)) {
        const [entries] = await files.list([uriOf(folder)]);
        lists.set(folder, entries ? new Set(entries.map(({ name }) => name)) : undefined);
      }
      return lists.get(folder)?.has(basename(path)) ?? true;
    };
    const gone: string[] = [];
    for (const uri of touched) {
      const alike = vault.files.atPath(fold(pathOf(uri)));
      if (alike.length < 2) continue;
      for (const { uri: each, path, root } of [...alike]) {
        let isThere = true;
        for (let at = path; isThere && at !== root && at !== '/'; at = dirname(at)) isThere = await isListed(at);
        if (isThere) continue;
        this.forget(each);
        gone.push(each);
      }
    }
    return gone;
  }

  /** Adds a file that is there now; a note is also put on the list of what to read. */
  private list(path: string, notes: string[]): string {
    const { vault, search } = this.host;
    const uri = uriOf(path);
    const inWorkspace = vault.folderOf(path) !== undefined;
    const root = vault.folderOf(path)?.path ?? vault.gitRoot;
    if (root === undefined || this.exclusions.covers(root, path)) return uri;
    vault.addFile(path, root, inWorkspace);
    this.unsaved.delete(uri);
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

  /** A note is opened, whether or not the disk has it. */
  opened(uri: string): void {
    if (!this.host.vault.files.get(uri)) this.unsaved.add(uri);
    this.addUnsaved(uri);
  }

  /** Puts an open note that was never saved among the files: of one that was deleted the disk has said that it is gone. */
  addUnsaved(uri: string): void {
    if (!this.unsaved.has(uri)) return;
    const { vault, search } = this.host;
    const path = pathOf(uri);
    const folder = vault.folderOf(path);
    if (!folder || !isMarkdownPath(path) || this.exclusions.covers(folder.path, path)) return;
    if (vault.addFile(path, folder.path, true)) search.touch(uri);
  }

  private forget(uri: string): void {
    if (this.unsaved.has(uri) && this.host.isOpen(uri)) return;
    this.unsaved.delete(uri);
    this.host.vault.deleteFile(uri);
    this.skipped.delete(uri);
    this.host.search.touch(uri);
    // A file that is gone while its editor is open lives on in the editor, but it is no target any more.
    const text = this.host.openText?.(uri);
    if (text !== undefined) this.setText(uri, text, true);
  }

  /** Visits what lies in a folder that has come to the vault. */
  private async walkNew(path: string, visit: (path: string) => void): Promise<void> {
    const root = this.host.vault.folderOf(path)?.path ?? this.host.vault.gitRoot;
    if (root === undefined || this.exclusions.coversFolder(root, path)) return;
    await this.listing.visitNew(path, root, visit);
  }

  /**
   * Compares the disk with what was read from it, and answers where they differ (URIs, as file events have them).
   * `undefined` where everything must be read anew. Nothing is taken in here.
   */
  unheardChanges(): Promise<string[] | undefined> {
    this.unlisted.forgetUnsaid();
    const own = this.generation;
    const { listing, unlisted, host } = this;
    return unheardChanges({
      ...host,
      listing,
      unlisted: unlisted.known,
      slices: new Slices(host.turn, shortSlice),
      goOn: () => own === this.generation,
      found: (uri) => this.unsaved.delete(uri),
      isUnsaved: (uri) => this.unsaved.has(uri),
      decides: (uri) => this.decides(uri),
    });
  }

  private async mkdocsFolder(folder: string): Promise<string | undefined> {
    const file = mkdocsNames.map((name) => uriOf(`${folder}/${name}`)).find((uri) => this.host.vault.files.get(uri));
    if (!file) return undefined;
    const [found] = await this.host.files.read([file], 1 << 20);
    if (found) this.readFrom(file, found);
    const match = found?.bytes && /^docs_dir:[ \t]*(["']?)([^"'#\r\n]+)\1/m.exec(decode(found.bytes) ?? '');
    return match ? match[2]!.trim() : undefined;
  }

  // ---- reading

  private async readAll(own: number): Promise<boolean> {
    const { vault } = this.host;
    // Those in a folder that cannot be read stay as they were.
    const notes = vault.workspaceNotes().filter((uri) => !this.listing.isUnreadable(vault.files.get(uri)!.path));
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
      if (!goOn(Math.min(uris.length, from + readBatch))) return false;
      await slices.giveWay();
    }
    return goOn(uris.length);
  }

  /**
   * Reads a text into the vault. A note on which the parser fails, or from which a server did not come back, is left out
   * and named: the others live on. So is one that has grown too large in the editor.
   * @param keepText true for the text of an open note; others have been measured on the disk
   */
  setText(uri: string, text: string, keepText: boolean): void {
    const { vault, search } = this.host;
    search.touch(uri);
    const size = keepText ? sizeOf(text) : 0;
    if (size > largestNote) return this.leaveOut(uri, { why: 'tooLarge', size });
    if (this.caution?.begin(uri, text) === false) return this.leaveOut(uri);
    try {
      vault.set(uri, text, keepText);
      this.skipped.delete(uri);
      // What the disk has says nothing about what is typed.
      if (keepText) this.caution?.trust(uri);
    } catch (error) {
      this.leaveOut(uri);
      this.host.log(`${uri}: ${error instanceof Error ? error.stack : String(error)}`);
    } finally {
      this.caution?.end();
    }
  }

  /**
   * The text of an open note. One that is distrusted waits until it is saved: each letter could end the server again.
   * @param isTyped false for a note as it is when it is opened
   */
  typed(uri: string, text: string, isTyped: boolean): void {
    if (isTyped && this.caution?.distrusts(uri)) this.leaveOut(uri);
    else this.setText(uri, text, true);
  }

  private leaveOut(uri: string, skipped: Skipped = { why: 'notParsed' }): void {
    this.host.vault.delete(uri);
    this.skipped.set(uri, skipped);
  }

  private take(uri: string, content: ReadFile): void {
    const { vault, search } = this.host;
    // What was known of it still counts.
    if (content.isLate) return;
    this.readFrom(uri, content);
    const text = content.bytes && decode(content.bytes);
    if (text !== undefined) return this.setText(uri, text, false);
    search.touch(uri);
    vault.delete(uri);
    if (content.size > largestNote) this.skipped.set(uri, { why: 'tooLarge', size: content.size });
    else if (content.bytes) this.skipped.set(uri, { why: 'notText' });
  }

  /** Remembers which version of a file was read. */
  private readFrom(uri: string, content: ReadFile): void {
    const file = this.host.vault.files.get(uri);
    if (file) file.version = versionOf(content);
  }
}

/** Bytes of a text on disk, in UTF-8; of one that cannot be too large the least that it may have, since keys are many. */
function sizeOf(text: string): number {
  return text.length * 3 > largestNote ? new TextEncoder().encode(text).length : text.length;
}
