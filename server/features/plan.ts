// What a rename or a move will change: stretches of notes, each with what must stand there, and names of files. The
// texts of closed notes are not at hand while it is made; whoever sends it holds it against them first.
import type { Span } from '../text/span.ts';
import type { NameChange } from './nameChange.ts';

export interface Change extends Span {
  readonly newText: string;
  /** What stands there now, as the note's facts have it: escapes and entities of Markdown may be undone in it. */
  readonly was: string;
}

/** A file or folder gets another address; both are canonical URIs. */
export interface FileRename {
  readonly from: string;
  readonly to: string;
}

export interface Plan {
  /** Note -> its changes, by their starts and without overlaps. */
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  /** Carried out after the changes, whose addresses are those before it. */
  readonly files: readonly FileRename[];
  /** What gets another name, for whoever names it outside of notes; `undefined` where nothing does. */
  readonly names?: NameChange | undefined;
}

/** Why something is not done, in the user's language. */
export interface Refusal {
  readonly refused: string;
}

/** Collects changes by note, each place once. */
export class Changes {
  names: NameChange | undefined;
  private readonly byNote = new Map<string, Change[]>();

  add(uri: string, change: Change): void {
    if (change.newText === change.was) return;
    const known = this.byNote.get(uri);
    if (!known) this.byNote.set(uri, [change]);
    else known.push(change);
  }

  has(uri: string): boolean {
    return this.byNote.has(uri);
  }

  /** By note, in order, each place once. */
  sorted(): ReadonlyMap<string, readonly Change[]> {
    for (const [uri, changes] of this.byNote) this.byNote.set(uri, inOrder(changes));
    return this.byNote;
  }

  plan(files: readonly FileRename[] = []): Plan {
    return { changes: this.sorted(), files, names: this.names };
  }
}

/** By their starts; of two at one place the later one counts. They mostly come in order, and most notes have one. */
function inOrder(changes: Change[]): Change[] {
  if (changes.every((change, index) => index === 0 || changes[index - 1]!.start < change.start)) return changes;
  const byStart = new Map(changes.map((change) => [change.start, change]));
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}
