// Names, and the notes that go by them. Most names belong to one note, so a short list costs less than a set.

const nobody: readonly string[] = [];

/** Folded name -> URIs of notes, each once. */
export class NameIndex {
  private readonly lists = new Map<string, string[]>();

  of(name: string): readonly string[] {
    return this.lists.get(name) ?? nobody;
  }

  /** Typing prose changes no name: then nothing is touched, and `false` is returned. */
  replace(uri: string, old: readonly string[], next: readonly string[]): boolean {
    let changed = false;
    for (const name of next) if (!old.includes(name) && this.add(name, uri)) changed = true;
    for (const name of old) {
      if (next.includes(name)) continue;
      this.remove(name, uri);
      changed = true;
    }
    return changed;
  }

  private add(name: string, uri: string): boolean {
    const list = this.lists.get(name);
    if (list?.includes(uri)) return false;
    if (list) list.push(uri);
    else this.lists.set(name, [uri]);
    return true;
  }

  private remove(name: string, uri: string): void {
    const list = this.lists.get(name);
    const index = list?.indexOf(uri) ?? -1;
    // A note may have one name twice, as its id and as an alias.
    if (!list || index < 0) return;
    if (list.length > 1) list.splice(index, 1);
    else this.lists.delete(name);
  }
}
