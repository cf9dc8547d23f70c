// Names, and the notes that go by them. Nearly every name belongs to one note, which then stands there without a list.

const nobody: readonly string[] = [];

/** Folded name -> URIs of notes, each once. */
export class NameIndex {
  private readonly notes = new Map<string, string | string[]>();

  of(name: string): readonly string[] {
    const known = this.notes.get(name);
    return known === undefined ? nobody : typeof known === 'string' ? [known] : known;
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
    const known = this.notes.get(name);
    // It had no such name before: if the note is there, it says the name twice, and is the last. Thousands may say one.
    if (known === uri || (typeof known === 'object' && known[known.length - 1] === uri)) return false;
    if (typeof known === 'object') known.push(uri);
    else this.notes.set(name, known === undefined ? uri : [known, uri]);
    return true;
  }

  private remove(name: string, uri: string): void {
    const known = this.notes.get(name);
    if (known === uri) this.notes.delete(name);
    if (typeof known !== 'object') return;
    const index = known.indexOf(uri);
    // A note may have one name twice, as its id and as an alias.
    if (index < 0) return;
    known.splice(index, 1);
    if (known.length === 1) this.notes.set(name, known[0]!);
  }
}
