// Finds what changed on disk without an event: watchers lose some, and some disks and folders have none at all.
import type { StateOfFile, StatResult } from '../protocol.ts';
import { uriOf } from '../text/uri.ts';
import type { File } from '../vault/files.ts';
import type { Vault } from '../vault/vault.ts';
import type { FileSystem } from './fileSystem.ts';
import { ignoreFileIn, type Listing } from './listing.ts';
import { askInSlices, eachInSlices, type Slices } from './slices.ts';
import { unknownVersion, versionOf } from './versions.ts';

export interface Known {
  readonly vault: Vault;
  readonly files: FileSystem;
  readonly listing: Listing;
  /** Paths that are not listed -> whether they were there when they were last looked for, as far as that could be told. */
  readonly unlisted: ReadonlyMap<string, boolean | undefined>;
  isOpen(uri: string): boolean;
  /** True for an open note that the disk has not had yet. */
  isUnsaved(uri: string): boolean;
  /** True for a file that all others depend on. */
  decides(uri: string): boolean;
  /** The disk has this file. */
  found(uri: string): void;
  readonly slices: Slices;
  /** False once all of this is read anew anyway. */
  goOn(): boolean;
}

/**
 * The files and folders (URIs) that are not what they were when they were read; `undefined` where everything must be read
 * anew. Texts are not read: a note counts as changed if its size or its time has. Gives way between slices.
 */
export async function unheardChanges(known: Known): Promise<string[] | undefined> {
  const changed: string[] = [];
  await compareNames(known, changed);
  if (!known.goOn()) return [];
  // Nothing is called missing until all folders could be read: now they can.
  if (!known.vault.isComplete && !known.listing.lacksFolder) return undefined;
  await compareIgnoreFiles(known, changed);
  await compareVersions(known, changed);
  await compareUnlisted(known, changed);
  return known.goOn() ? changed : [];
}

async function compareNames(known: Known, changed: string[]): Promise<void> {
  const { vault, files, listing, slices, goOn } = known;
  const before = new Set(listing.exclusions.ignoreFiles.keys());
  const there = new Set<File>();
  const visit = (path: string) => {
    const uri = uriOf(path);
    const file = vault.files.get(uri);
    if (file) there.add(file);
    else changed.push(uri);
    known.found(uri);
  };
  await listing.visitAll(visit, slices, goOn);
  if (!goOn()) return;
  for (const folder of listing.exclusions.ignoreFiles.keys())
    if (!before.has(folder)) changed.push(ignoreFileIn(folder));
  const visited = vault.folders.filter(({ uri }) => !files.isTooWide(uri)).map(({ path }) => path);
  const roots = new Set([...visited, vault.gitRoot]);
  const compare = (file: File) => {
    if (there.has(file) || !roots.has(file.root) || known.isUnsaved(file.uri)) return;
    if (!listing.isUnreadable(file.path)) changed.push(file.uri);
  };
  await eachInSlices(vault.files.all(), compare, slices);
}

/** Of folders that can be read: of the others nobody knows. */
async function compareIgnoreFiles({ files, listing, slices }: Known, changed: string[]): Promise<void> {
  const readable = [...listing.exclusions.ignoreFiles].filter(([folder]) => !listing.isUnreadable(folder));
  const versions = new Map(readable.map(([folder, { version }]) => [ignoreFileIn(folder), version]));
  const ask = (uris: readonly string[]) => files.state(uris);
  const compare = (uri: string, state: StateOfFile | null) => {
    const version = versions.get(uri)!;
    if (version !== unknownVersion && (!state || versionOf(state) !== version)) changed.push(uri);
  };
  await askInSlices(versions.keys(), ask, compare, slices);
}

/** Of closed notes and of what decides where links start. */
async function compareVersions(known: Known, changed: string[]): Promise<void> {
  const { vault, files, isOpen, slices, goOn } = known;
  const isWanted = ({ uri, path, markdown }: File) => markdown || (/\/mkdocs\.ya?ml$/.test(path) && known.decides(uri));
  function* wanted(): Iterable<File> {
    for (const file of vault.files.all()) if (file.inWorkspace && isWanted(file) && !isOpen(file.uri)) yield file;
  }
  const ask = (batch: readonly File[]) => files.state(batch.map(({ uri }) => uri));
  const compare = (file: File, state: StateOfFile | null) => {
    // What is gone has been told by its name, and where the file system is silent nothing can be compared.
    const version = state ? versionOf(state) : unknownVersion;
    if (version === unknownVersion || version === file.version) return;
    // One that could not be read has no version, and is tried again.
    const isUnread = file.markdown && !vault.note(file.uri);
    // The version of what was read is known once it has been read.
    const isKnown = file.version !== unknownVersion || isUnread;
    if (isKnown) changed.push(file.uri);
    // Not every file that is no note is read once it was told about.
    if (!isKnown || !file.markdown) file.version = version;
  };
  await askInSlices(wanted(), ask, compare, slices, goOn);
}

async function compareUnlisted(known: Known, changed: string[]): Promise<void> {
  const { vault, files, listing, unlisted, slices } = known;
  const asked = [...unlisted].filter(([path]) => vault.isAllowed(path) && !listing.isUnreadable(path));
  const ask = (batch: readonly (typeof asked)[number][]) => files.stat(batch.map(([path]) => uriOf(path)));
  const compare = ([path, wasThere]: (typeof asked)[number], kind: StatResult[number]) => {
    if (kind !== 'unknown' && (kind !== null) !== wasThere) changed.push(uriOf(path));
  };
  await askInSlices(asked, ask, compare, slices);
}
