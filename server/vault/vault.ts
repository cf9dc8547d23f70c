// All notes and the names they go by. One way in: `set` and `delete` for texts, `addFile` and `deleteFile` for names.

import { type Link, type Note, titleOf } from '../parse/note.ts';
import { parseNote } from '../parse/parseNote.ts';
import { fold } from '../text/fold.ts';
import { lastingCopy } from '../text/lasting.ts';
import { basename, dirname, isInside, pathOf, uriOf } from '../text/uri.ts';
import { visible } from '../text/visible.ts';
import { type File, Files, isImagePath, isIndexName, isMarkdownPath, nameKey, stemOf } from './files.ts';
import type { WrittenTarget } from './mentionIndex.ts';
import { aliasKeys, NoteIndex, titleKeys } from './noteIndex.ts';
import { TagCounts } from './tagCounts.ts';

/** A folder that links may start from, and why it is one. */
export interface ContentRoot {
  /** A path as in `File.path`. */
  readonly path: string;
  readonly reason: 'workspace' | 'setting' | 'mkdocs' | 'inferred';
  /** For `inferred`: how many links resolve from it, and from the next best folder. */
  readonly votes?: { readonly own: number; readonly next: number };
}

export interface Folder {
  readonly uri: string;
  readonly path: string;
  readonly name: string;
}

/** How much work was done; tests hold a keystroke to it. */
export interface Counters {
  notesParsed: number;
  linksResolved: number;
}

/** What was read of an image, kept for one request. */
export interface ImageFacts {
  readonly kind: 'image';
  /** Bytes of the whole file. */
  readonly size: number;
  /** In pixels; `undefined` where the format is not known. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** The whole image as a `data:` URI, where it was asked for and is small. */
  readonly data: string | undefined;
}

/** What was read of a PDF, kept for one request. */
export interface PdfFacts {
  readonly kind: 'pdf';
  readonly size: number;
  /** `undefined` where they could not be counted. */
  readonly pages: number | undefined;
}

/** A change that has not happened: see `Vault.supposing`. */
export interface Supposition {
  /** Canonical URIs of files -> their new paths; `undefined` for files that will be gone. */
  readonly moved: ReadonlyMap<string, string | undefined>;
  /** Paths of files that will be there. */
  readonly created: readonly string[];
  /** Notes as they will be, each at the address that it has now. */
  readonly notes: readonly Note[];
}

/** So few new strings cost less than forgetting them. */
const fewStrings = 1000;

export class Vault {
  readonly files = new Files();
  readonly counters: Counters = { notesParsed: 0, linksResolved: 0 };
  /** Grows with every note that is taken in or taken out. */
  changes = 0;
  /** Grows whenever a file, a title or an alias comes or goes, or a note becomes a sidecar or ceases to be one. */
  nameChanges = 0;
  folders: readonly Folder[] = [];
  /** The git root above the workspace folders, if there is one. */
  gitRoot: string | undefined;
  /** In the order of the rules; set by the loader. */
  contentRoots: readonly ContentRoot[] = [];
  /** True for a vault of Obsidian's, where a bare file name in a Markdown link is looked up everywhere. */
  isObsidian = false;
  /** Paths of the folders that hold `.obsidian`: what a canvas names is looked up from the nearest above it. */
  readonly obsidianFolders = new Set<string>();
  /** False until every note has been read: until then nothing may be called missing. */
  isComplete = false;
  /** True once all that can be read has been read; where a folder cannot be, the vault is never complete. */
  isRead = false;
  /**
   * Says whether a path that is not listed exists: excluded files do, and so may empty folders and what lies behind a
   * linked folder, which are looked for only where `anywhere` asks for it. `undefined` while nobody has looked.
   */
  existsUnlisted: (path: string, anywhere: boolean) => boolean | undefined = () => false;
  /** True for a path at or behind a symbolic link that leaves the workspace: it is never read. */
  leaves: (path: string) => boolean = () => false;

  private readonly notes = new Map<string, Note>();
  private readonly texts = new Map<string, string>();
  private readonly borrowed = new Map<string, Note>();
  private readonly media = new Map<string, ImageFacts | PdfFacts>();
  private readonly index = new NoteIndex();
  private readonly tags = new TagCounts();
  private readonly imageDescriptions = new Set<string>();
  private readonly strings = new Map<string, string>();
  /** How many of these have been added since the vault was read. */
  private stringsSince = 0;
  private readonly folded = new Map<string, string>();
  private changed = new Set<string>();
  /** Notes that may have become or ceased to be sidecars. */
  private sidecarsChanged = new Set<string>();

  // ---- one way in

  addFile(path: string, root: string, inWorkspace: boolean): File | undefined {
    const uri = uriOf(path);
    const known = this.files.get(uri);
    // A folder that joins or leaves the workspace changes what its files are.
    if (known && (known.root !== root || known.inWorkspace !== inWorkspace)) this.deleteFile(uri);
    const hadFolder = this.isComplete && this.files.hasFolder(fold(dirname(path)));
    const file = this.files.add(path, root, inWorkspace, uri);
    if (file) this.fileChanged(file, hadFolder);
    return file;
  }

  deleteFile(uri: string): void {
    const file = this.files.delete(uri);
    if (file) this.fileChanged(file, this.files.hasFolder(fold(dirname(file.path))));
    this.delete(uri);
  }

  /** Reads a note's text into the index. `keepText` for open notes, whose text features may ask for. */
  set(uri: string, text: string, keepText = false): Note {
    this.counters.notesParsed++;
    const note = parseNote(uri, text, keepText ? this.internTyped : this.intern);
    if (keepText) this.texts.set(uri, text);
    else this.texts.delete(uri);
    this.put(note);
    return note;
  }

  private put(note: Note): void {
    const { uri } = note;
    this.changes++;
    const old = this.notes.get(uri);
    this.notes.set(uri, note);
    this.tags.replace(old?.tags ?? [], note.tags);
    if ((old?.describedImage === undefined) !== (note.describedImage === undefined)) this.nameChanges++;
    if (note.describedImage) this.imageDescriptions.add(uri);
    else if (old?.describedImage) this.imageDescriptions.delete(uri);
    this.replaceNames(uri, old, note);
  }

  delete(uri: string): void {
    const old = this.notes.get(uri);
    this.texts.delete(uri);
    if (!old) return;
    this.changes++;
    this.notes.delete(uri);
    this.tags.replace(old.tags, []);
    this.imageDescriptions.delete(uri);
    this.replaceNames(uri, old, undefined);
  }

  /** Keeps the text of a closed note for one request; a file that is not indexed is parsed for as long. */
  lendText(uri: string, text: string): void {
    this.texts.set(uri, text);
    if (!this.notes.has(uri)) this.borrowed.set(uri, parseNote(uri, text));
  }

  dropText(uri: string): void {
    this.texts.delete(uri);
    this.borrowed.delete(uri);
  }

  /** Keeps what is known of a file that is no note for one request. */
  lendFacts(uri: string, facts: ImageFacts | PdfFacts): void {
    this.media.set(uri, facts);
  }

  dropFacts(uri: string): void {
    this.media.delete(uri);
  }

  // ---- what there would be

  /**
   * Runs with the vault as a change would leave it, and undoes the change before anybody else can see it: `run` must not
   * wait. So a rename is judged by the one resolver, over the one index, at the cost of what changes.
   */
  supposing<T>(change: Supposition, run: () => T): T {
    const { changed, sidecarsChanged } = this;
    this.changed = new Set();
    this.sidecarsChanged = new Set();
    const undo: (() => void)[] = [];
    try {
      for (const note of change.notes) this.putForNow(note, undo);
      // All that leaves goes first: files may trade names.
      const moved = [...change.moved].flatMap(([uri, path]) => {
        const file = this.files.get(uri);
        return file ? [{ path, note: this.takeOut(file, undo) }] : [];
      });
      for (const { path, note } of moved) {
        const uri = path === undefined ? undefined : this.addForNow(path, undo);
        if (uri !== undefined && note) this.putForNow({ ...note, uri }, undo);
      }
      for (const path of change.created) this.addForNow(path, undo);
      return run();
    } finally {
      for (const step of undo.reverse()) step();
      this.changed = changed;
      this.sidecarsChanged = sidecarsChanged;
    }
  }

  private putForNow(note: Note, undo: (() => void)[]): void {
    const old = this.notes.get(note.uri);
    this.put(note);
    undo.push(() => {
      if (old) this.put(old);
      else this.delete(note.uri);
    });
  }

  private takeOut(file: File, undo: (() => void)[]): Note | undefined {
    const note = this.notes.get(file.uri);
    const text = this.texts.get(file.uri);
    this.deleteFile(file.uri);
    undo.push(() => {
      this.files.put(file);
      if (note) this.put(note);
      if (text !== undefined) this.texts.set(file.uri, text);
    });
    return note;
  }

  /** The address of the file, where it comes to lie in the vault. */
  private addForNow(path: string, undo: (() => void)[]): string | undefined {
    const folder = this.folderOf(path)?.path;
    const root = folder ?? (this.gitRoot !== undefined && isInside(this.gitRoot, path) ? this.gitRoot : undefined);
    if (root === undefined) return undefined;
    const file = this.addFile(path, root, folder !== undefined);
    if (file) undo.push(() => this.deleteFile(file.uri));
    return uriOf(path);
  }

  // ---- what there is

  /** What the request asked for of an image; else `undefined`. */
  image(uri: string): ImageFacts | undefined {
    const facts = this.media.get(uri);
    return facts?.kind === 'image' ? facts : undefined;
  }

  /** What the request asked for of a PDF; else `undefined`. */
  pdf(uri: string): PdfFacts | undefined {
    const facts = this.media.get(uri);
    return facts?.kind === 'pdf' ? facts : undefined;
  }

  note(uri: string): Note | undefined {
    return this.notes.get(uri) ?? this.borrowed.get(uri);
  }

  /** The text of an open note, or of one that the request asked for; else `undefined`. */
  text(uri: string): string | undefined {
    return this.texts.get(uri);
  }

  allNotes(): IterableIterator<Note> {
    return this.notes.values();
  }

  /** The Markdown files of the workspace folders (URIs): notes, sidecars, and those that are not read. */
  workspaceNotes(): string[] {
    const uris: string[] = [];
    for (const file of this.files.all()) if (file.markdown && file.inWorkspace) uris.push(file.uri);
    return uris;
  }

  get noteCount(): number {
    return this.notes.size;
  }

  /** Notes without the sidecars. */
  countNotes(): number {
    let count = 0;
    for (const file of this.files.all()) if (file.inWorkspace && this.isNote(file)) count++;
    return count;
  }

  /** Tag, as it is written -> how many notes have it. */
  tagCounts(): ReadonlyMap<string, number> {
    return this.tags.all;
  }

  titled(foldedTitle: string): readonly string[] {
    return this.index.titled(foldedTitle);
  }

  aliased(foldedAlias: string): readonly string[] {
    return this.index.aliased(foldedAlias);
  }

  /** The notes with a link whose target's `nameKey` is `key`; whether it leads there is for the resolver to say. */
  mentioning(key: string): readonly string[] {
    return this.index.mentioning(key);
  }

  /** Takes the keys for which `mentioning` has become longer or shorter since this was last asked; none the first time. */
  takeRecounted(): ReadonlySet<string> {
    return this.index.takeRecounted();
  }

  /** The texts by which links name one of these keys, as `Link.target` and `Link.alias` have them. */
  textsOf(keys: Iterable<string>): Set<string> {
    return this.index.textsOf(keys);
  }

  mentionedKeys(): IterableIterator<string> {
    return this.index.mentionedKeys();
  }

  /** What links say, each text once, with how many wiki-links say it as their target: 0 where none does any longer. */
  writtenTargets(): ReadonlyMap<string, WrittenTarget> {
    return this.index.writtenTargets();
  }

  /** False for sidecars: Markdown files that only describe the image beside them (docs/links.md, "Words"). */
  isNote(file: File): boolean {
    if (!file.markdown) return false;
    if (this.imageDescriptions.size > 0 && this.imageDescriptions.has(file.uri)) return false;
    return !file.imageBeside || this.mentioning(fold(stemOf(file.path))).length > 0;
  }

  /** The Markdown files (URIs) that say themselves that they describe an image. */
  describingImages(): ReadonlySet<string> {
    return this.imageDescriptions;
  }

  /** The name people know a file by: a note's title, else the file's name without a note's ending. */
  titleOf(file: File): string {
    const note = this.notes.get(file.uri);
    return (note && titleOf(note)) ?? this.shortName(file);
  }

  /** The stem, or for an index the folder's name: what a reader would call it. */
  shortName(file: File): string {
    const named = stemOf(file.path);
    const stem = this.notes.get(file.uri)?.frontMatter?.drawing ? named.replace(/(?<=.)\.excalidraw$/i, '') : named;
    return isIndexName(stem) && file.path !== `${file.root}/${basename(file.path)}`
      ? basename(dirname(file.path))
      : stem;
  }

  /** The workspace folder that holds a path, the innermost one. */
  folderOf(path: string): Folder | undefined {
    let best: Folder | undefined;
    for (const folder of this.folders) {
      if (isInside(folder.path, path) && (!best || folder.path.length > best.path.length)) best = folder;
    }
    return best;
  }

  /** True for a path in a workspace folder or its git root. Nothing else is ever read or looked at. */
  isAllowed(path: string): boolean {
    if (this.leaves(path)) return false;
    return this.folderOf(path) !== undefined || (this.gitRoot !== undefined && isInside(this.gitRoot, path));
  }

  /** The path as a reader writes it: relative to its workspace folder, with the folder's name where there are several. */
  displayPath(path: string): string {
    return visible(this.innerPath(path));
  }

  private innerPath(path: string): string {
    const folder = this.folderOf(path);
    if (folder) {
      const inner = path === folder.path ? '' : path.slice(folder.path.length + 1);
      return this.folders.length > 1 ? `${folder.name}/${inner}` : inner;
    }
    if (this.gitRoot && isInside(this.gitRoot, path)) return path.slice(this.gitRoot.length + 1);
    return path;
  }

  /** The keys under which a link looks for its target; several where its text may be read in more than one way. */
  keysOf(link: Link): readonly string[] {
    return this.index.keysOf(link);
  }

  /** `nameKey(target)`; targets recur, so their keys are kept. */
  keyOfTarget(target: string): string {
    return this.index.keyOfTarget(target);
  }

  /** `fold(path)` of a folder that is asked for with every link: a content root. */
  keyOf(path: string): string {
    const known = this.folded.get(path);
    if (known !== undefined) return known;
    const key = fold(path);
    this.folded.set(path, key);
    return key;
  }

  /** The names whose meaning changed since this was last asked. */
  takeChanged(): Set<string> {
    const { changed } = this;
    this.changed = new Set();
    return changed;
  }

  /** What links mean by the name of this path may have changed, though no listed file did. */
  nameChanged(path: string): void {
    if (!this.isComplete) return;
    this.changed.add(fold(stemOf(path)));
    this.changed.add(fold(basename(path)));
  }

  /** Takes what changed: the notes that mention a changed name, and those that became or ceased to be sidecars. */
  takeAffected(): Set<string> {
    const affected = this.sidecarsChanged;
    this.sidecarsChanged = new Set();
    for (const key of this.takeChanged()) for (const uri of this.mentioning(key)) affected.add(uri);
    return affected;
  }

  /** One lasting copy of each string: a slice would keep its note's whole text in memory. */
  readonly intern = (text: string): string => {
    const known = this.strings.get(text);
    if (known !== undefined) return known;
    const copy = lastingCopy(text);
    // Notes that are written again and again say new things: what nobody says any longer would stay for ever. Of what is
    // still said there may be a second copy then.
    if (this.isRead && ++this.stringsSince > this.strings.size / 2 + fewStrings) {
      this.strings.clear();
      this.stringsSince = 0;
    }
    this.strings.set(copy, copy);
    return copy;
  };

  /** The same for a text that is typed, of which none is kept: each letter makes strings that nobody says again. */
  private readonly internTyped = (text: string): string => this.strings.get(text) ?? lastingCopy(text);

  private fileChanged(file: File, folderIsOld: boolean): void {
    this.nameChanges++;
    if (!this.isComplete) return;
    this.changed.add(fold(stemOf(file.path)));
    // A link may name a folder, or its index by the folder's name.
    if (isIndexName(stemOf(file.path))) this.changed.add(fold(basename(dirname(file.path))));
    if (this.standsForFolder(file.path)) this.changed.add('.').add('..');
    for (const key of beforeHash(file.path, file.root)) this.changed.add(key);
    if (isImagePath(file.path)) this.sidecarsMayChange(nameKey(file.path.replace(/\.[^.]*$/, '.md')), false);
    if (folderIsOld) return;
    for (let folder = dirname(file.path); isInside(file.root, folder) && folder !== '/'; folder = dirname(folder)) {
      this.changed.add(fold(basename(folder)));
    }
  }

  private replaceNames(uri: string, old: Note | undefined, note: Note | undefined): void {
    // Until the vault is read, nobody has been told anything that could change.
    if (!this.isComplete) {
      this.nameChanges++;
      if (!old && note) this.index.add(note);
      else this.index.replace(uri, old, note);
      return;
    }
    const { renamed, onlyOne } = this.index.replace(uri, old, note);
    if (renamed || old === undefined || note === undefined) this.nameChanges++;
    for (const key of onlyOne) this.sidecarsMayChange(key, true);
    if (renamed || (old === undefined) !== (note === undefined) || !sameAnchors(old, note)) {
      for (const key of this.namesOf(uri)) this.changed.add(key);
      for (const names of [old, note]) {
        if (!names) continue;
        for (const title of titleKeys(names)) this.changed.add(nameKey(title));
        for (const alias of aliasKeys(names)) this.changed.add(nameKey(alias));
      }
    }
  }

  /** A note beside an image is a sidecar until somebody links to it. */
  private sidecarsMayChange(key: string, imageIsThere: boolean): void {
    for (const file of this.files.named(key)) {
      if (!file.markdown || (imageIsThere && !file.imageBeside)) continue;
      this.nameChanges++;
      this.sidecarsChanged.add(file.uri);
      for (const name of this.namesOf(file.uri)) this.changed.add(name);
    }
  }

  /** True for an index, and for a note beside a folder of its name: a link to the folder leads to it. */
  standsForFolder(path: string): boolean {
    return (
      isIndexName(stemOf(path)) ||
      (isMarkdownPath(path) && this.files.hasFolder(fold(path.slice(0, path.lastIndexOf('.')))))
    );
  }

  /** The keys under which links may name this file. */
  namesOf(uri: string): Set<string> {
    const file = this.files.get(uri);
    const path = file?.path ?? pathOf(uri);
    const keys = new Set([fold(stemOf(path)), fold(basename(path)), ...(file ? beforeHash(path, file.root) : [])]);
    // Links name an index by its folder, and from inside the folder by `.` and `..`.
    if (isIndexName(stemOf(path))) keys.add(fold(basename(dirname(path))));
    if (this.standsForFolder(path)) keys.add('.').add('..');
    const note = this.notes.get(uri);
    if (note) {
      for (const title of titleKeys(note)) keys.add(nameKey(title));
      for (const alias of aliasKeys(note)) keys.add(nameKey(alias));
    }
    return keys;
  }
}

/** `[[C# intro]]` is in the index under what stands before the `#`: a file with the mark in its path may be meant by that. */
export function beforeHash(path: string, root: string): string[] {
  if (!path.includes('#')) return [];
  const segments = path.slice(root.length + 1).split('/');
  return segments.flatMap((name, index) => {
    const hash = name.indexOf('#');
    if (hash < 0) return [];
    // Before a mark that begins a name stands its folder: `z/#tag`.
    const before = hash > 0 ? name.slice(0, hash) : (segments[index - 1] ?? '');
    return before === '' ? [] : [nameKey(before)];
  });
}

/** True if links to headings and blocks mean the same in both. */
function sameAnchors(old: Note | undefined, note: Note | undefined): boolean {
  if (!old || !note) return false;
  return (
    old.headings.length === note.headings.length &&
    old.blockIds.length === note.blockIds.length &&
    old.anchors.length === note.anchors.length &&
    old.headings.every((heading, index) => {
      const other = note.headings[index]!;
      return heading.raw === other.raw && heading.level === other.level && heading.id === other.id;
    }) &&
    old.blockIds.every((block, index) => block.id === note.blockIds[index]!.id) &&
    old.anchors.every((anchor, index) => anchor.id === note.anchors[index]!.id)
  );
}
