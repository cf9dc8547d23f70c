// What is offered before a letter is typed: files that are likely wanted, at hand without looking at every file.
import { dirname } from '../text/uri.ts';

/** So many of one kind are looked at. */
const most = 200;

/** Files by their numbers in the search: those of a folder, and those that links say most often. */
export class Likely {
  private readonly folders = new Map<string, Set<number>>();
  private popular: { readonly id: number; readonly count: number }[] = [];
  private least = 0;

  /** @param count how often links say the file's name now; it is not followed, since the rank is found by the count of the day */
  add(id: number, path: string, count: number): void {
    const folder = dirname(path);
    const ids = this.folders.get(folder);
    if (ids) ids.add(id);
    else this.folders.set(folder, new Set([id]));
    if (count <= this.least) return;
    this.popular.push({ id, count });
    if (this.popular.length > most * 2) this.cut();
  }

  remove(id: number, path: string): void {
    const folder = dirname(path);
    const ids = this.folders.get(folder);
    ids?.delete(id);
    if (ids?.size === 0) this.folders.delete(folder);
  }

  /** The numbers of some files, each perhaps more than once and some perhaps of files that are gone. */
  *for(folder: string): IterableIterator<number> {
    let taken = 0;
    for (const id of this.folders.get(folder) ?? []) {
      if (taken++ === most) break;
      yield id;
    }
    for (const { id } of this.popular) yield id;
  }

  private cut(): void {
    const counts = new Map<number, number>();
    for (const { id, count } of this.popular) counts.set(id, count);
    this.popular = [...counts].map(([id, count]) => ({ id, count })).sort((a, b) => b.count - a.count);
    if (this.popular.length <= most) return;
    this.popular.length = most;
    this.least = this.popular[most - 1]!.count;
  }
}
