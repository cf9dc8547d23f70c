// What puts one file before another that matches as well: nearness to the note that asks, how often links name it, and
// when it was last opened. Kept as numbers side by side: one key press may weigh every tenth file of the vault.
import { dirname } from '../text/uri.ts';
import type { File } from './files.ts';
import { popularity } from './popularity.ts';
import type { Vault } from './vault.ts';

/** Recently opened notes that are remembered; they are told from what links say by one bit. */
const mostRecent = 50;
const isSaid = 64;
const mostPopular = 99;
/** A standing is below this: how well a name matches comes before it. */
export const standingsEnd = 100_000;
const far = 10_000;

/** Standings of files by the numbers that the search gives them. */
export class Standings {
  private folders = new Int32Array(0);
  private popular = new Uint8Array(0);
  /** For the asking note alone: what its links say, and when a file was last opened. */
  private favours = new Uint8Array(0);
  private favoured: number[] = [];
  private readonly numbers = new Map<string, number>();
  private folder = -1;
  /** Uris, the latest last. */
  private readonly recent = new Set<string>();
  private readonly vault: Vault;

  constructor(vault: Vault) {
    this.vault = vault;
  }

  /** The user has this note before them. */
  visit(uri: string): void {
    this.recent.delete(uri);
    this.recent.add(uri);
    if (this.recent.size > mostRecent) for (const oldest of this.recent) return void this.recent.delete(oldest);
  }

  /** The recently opened notes (URIs), the latest last. */
  visited(): Iterable<string> {
    return this.recent;
  }

  /** Takes in where a file lies and how popular it is; answers the latter. */
  set(id: number, file: File): number {
    if (id >= this.folders.length) this.grow(id);
    this.folders[id] = this.numberOf(dirname(file.path));
    return this.recount(id, file);
  }

  recount(id: number, file: File): number {
    const count = popularity(this.vault, file);
    this.popular[id] = Math.min(mostPopular, count);
    return count;
  }

  /**
   * Sets what counts for one asking note, until `forget`.
   * @param folder the path of its folder
   * @param said the numbers of files that its links name, or -1: what it is about is as near as what lies beside it
   */
  ask(folder: string, said: Iterable<number>, idOf: (uri: string) => number | undefined): void {
    this.folder = this.numbers.get(folder) ?? -1;
    for (const id of said) this.favour(id, isSaid);
    let recency = 0;
    for (const uri of this.recent) this.favour(idOf(uri) ?? -1, ++recency);
  }

  forget(): void {
    for (const id of this.favoured) this.favours[id] = 0;
    this.favoured = [];
    this.folder = -1;
  }

  /** Lower is better. */
  of(id: number): number {
    const favour = this.favours[id]!;
    const farness = this.folders[id] === this.folder || favour >= isSaid ? 0 : far;
    return farness + (mostPopular - this.popular[id]!) * 100 + 99 - (favour & (isSaid - 1));
  }

  /** The standing of a file that has no number yet. */
  whileCold(file: File, folder: string): number {
    const farness = dirname(file.path) === folder ? 0 : far;
    return farness + (mostPopular - Math.min(mostPopular, popularity(this.vault, file))) * 100 + 99;
  }

  private favour(id: number, bits: number): void {
    if (id < 0) return;
    this.favours[id]! |= bits;
    this.favoured.push(id);
  }

  private numberOf(folder: string): number {
    const known = this.numbers.get(folder);
    if (known !== undefined) return known;
    this.numbers.set(folder, this.numbers.size);
    return this.numbers.size - 1;
  }

  private grow(id: number): void {
    const length = Math.max(1024, id * 2);
    this.folders = grown(this.folders, new Int32Array(length));
    this.popular = grown(this.popular, new Uint8Array(length));
    this.favours = grown(this.favours, new Uint8Array(length));
  }
}

function grown<T extends Int32Array | Uint8Array>(old: T, next: T): T {
  next.set(old);
  return next;
}
