// What links name but the vault does not list: excluded files, what lies outside of the workspace, what is not there.
import type { StatResult } from '../protocol.ts';
import { fold } from '../text/fold.ts';
import { basename, uriOf } from '../text/uri.ts';
import { stemOf } from '../vault/files.ts';
import type { Vault } from '../vault/vault.ts';
import type { FileSystem } from './fileSystem.ts';
import { isAtOrBelow, type Listing } from './listing.ts';
import { askInSlices, Slices } from './slices.ts';

export interface UnlistedHost {
  readonly vault: Vault;
  readonly files: FileSystem;
  /** Lets other requests be answered. */
  turn(): Promise<void>;
  /** Whether these paths exist has become known. */
  learned(paths: readonly string[]): void;
  /** What lies at a URI, where the caller may wait for the disk in the middle of a question. */
  statNow?(uri: string): StatResult[number];
}

/** Looks for each such path once, behind all else. */
export class Unlisted {
  private readonly host: UnlistedHost;
  private readonly listing: Listing;
  private readonly found = new Map<string, boolean | undefined>();
  private readonly asked = new Set<string>();
  private looking: Promise<void> | undefined;

  constructor(host: UnlistedHost, listing: Listing) {
    this.host = host;
    this.listing = listing;
  }

  /** Paths -> whether they were there when they were last looked for; `undefined` in a folder that could not be read. */
  get known(): ReadonlyMap<string, boolean | undefined> {
    return this.found;
  }

  clear(): void {
    this.found.clear();
    this.asked.clear();
  }

  forget(path: string): void {
    this.found.delete(path);
  }

  /** Each letter of a path that is typed is looked for: what no link says any longer is not compared with the disk for ever. */
  forgetUnsaid(): void {
    const { vault } = this.host;
    const isSaid = (name: string) => vault.mentioning(fold(name)).length > 0;
    for (const path of this.found.keys()) if (!isSaid(stemOf(path)) && !isSaid(basename(path))) this.found.delete(path);
  }

  /** Of a folder that comes or goes many watchers tell nothing but itself: what was looked for in it is looked for again. */
  forgetIn(folders: ReadonlySet<string>): void {
    for (const path of this.found.keys()) {
      if (!isAtOrBelow(folders, path)) continue;
      this.found.delete(path);
      this.host.vault.nameChanged(path);
    }
  }

  /**
   * As `Vault.existsUnlisted`: until the disk has answered, nothing is known. What it cannot tell counts as there, so that
   * nobody is warned of it.
   */
  exists(path: string, anywhere: boolean): boolean | undefined {
    const { listing, host } = this;
    const root = host.vault.folderOf(path)?.path;
    // Where a whole folder of the workspace was never read, nothing is called missing; else what was read of it counts.
    if (listing.isUnreadable(path) && !(root !== undefined && listing.isUnreadable(root))) {
      this.found.set(path, undefined);
      return undefined;
    }
    if (!anywhere && (root === undefined || !listing.exclusions.covers(root, path))) return false;
    // No file system has such names; asking for them would only try what it makes of them.
    if (/[\u0000-\u001f]/.test(path)) return false;
    const known = this.found.get(path);
    if (known !== undefined) return known;
    const kind = host.statNow?.(uriOf(path));
    if (kind !== undefined) {
      this.found.set(path, kind !== null);
      return kind !== null;
    }
    this.asked.add(path);
    this.looking ??= this.look();
    return undefined;
  }

  private async look(): Promise<void> {
    const { host } = this;
    await host.turn();
    // What is asked while the disk answers belongs to the next round.
    while (this.asked.size > 0) {
      const paths = [...this.asked];
      this.asked.clear();
      const ask = (batch: readonly string[]) => host.files.stat(batch.map(uriOf));
      const learn = (path: string, kind: StatResult[number]) => void this.found.set(path, kind !== null);
      await askInSlices(paths, ask, learn, new Slices(host.turn));
      host.learned(paths);
    }
    this.looking = undefined;
  }
}
