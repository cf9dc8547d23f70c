// Definitions that say where wiki-links lead, for readers that know none: Foam keeps `[inbox]: inbox.md "Inbox"` beside
// `[[inbox]]`. The label is the link's own words, and follows them.
import { labelKey } from '../parse/destination.ts';
import type { Link, Note, WikiLabel } from '../parse/note.ts';
import type { Changes } from './plan.ts';

/** Gathers what the labels must say, since only when all links are known it is known which names are free. */
export class WikiLabels {
  private readonly byNote = new Map<Note, LabelsOfNote>();

  /** `link` will say what `after` does; `undefined` where nobody can write that. */
  follow(note: Note, link: Link, after: Link | undefined): void {
    if (note.wikiLabels.length === 0 || !after) return;
    const newText = inside(after);
    // One that begins with a caret would be a footnote's.
    if (/^\^|[[\]\\]/.test(newText)) return;
    let labels = this.byNote.get(note);
    if (!labels) this.byNote.set(note, (labels = new LabelsOfNote(note)));
    labels.rename(inside(link), newText);
  }

  addTo(changes: Changes): void {
    for (const [{ uri }, labels] of this.byNote)
      for (const [{ text: was, start, end }, newText] of labels.possible())
        changes.add(uri, { start, end, newText, was });
  }
}

class LabelsOfNote {
  private readonly note: Note;
  private readonly byText: ReadonlyMap<string, WikiLabel>;
  private readonly renames = new Map<WikiLabel, string>();

  constructor(note: Note) {
    this.note = note;
    this.byText = new Map(note.wikiLabels.map((label) => [label.text, label]));
  }

  rename(text: string, newText: string): void {
    const label = this.byText.get(text);
    if (label) this.renames.set(label, newText);
  }

  /** Those to a name that no other definition will have, as references would follow it; one that stays keeps its own. */
  possible(): ReadonlyMap<WikiLabel, string> {
    const renames = new Map(this.renames);
    const wanting = new Map<string, WikiLabel>();
    const staying = [...this.note.otherLabels];
    for (const label of this.note.wikiLabels) {
      const newText = renames.get(label);
      const key = labelKey(newText ?? label.text);
      if (newText !== undefined && !wanting.has(key)) wanting.set(key, label);
      else {
        renames.delete(label);
        staying.push(labelKey(label.text));
      }
    }
    for (let key = staying.pop(); key !== undefined; key = staying.pop()) {
      const label = wanting.get(key);
      if (label && renames.delete(label)) staying.push(labelKey(label.text));
    }
    return renames;
  }
}

/** What stands between the brackets. */
function inside({ target, fragment, alias }: Link): string {
  return target + (fragment === undefined ? '' : `#${fragment}`) + (alias === undefined ? '' : `|${alias}`);
}
