// Labels of footnotes and of reference definitions: the same label is the same thing, within one note.
import { labelKey } from '../parse/destination.ts';
import type { Link, Note } from '../parse/note.ts';
import type { Span } from '../text/span.ts';

export interface Label {
  readonly kind: 'footnote' | 'reference';
  readonly name: string;
  /** Where the cursor is. */
  readonly at: Span;
  /** Every place of the label, definitions among them, in the order of the text. */
  readonly places: readonly LabelPlace[];
}

/** The label alone, without brackets and `^`. */
export interface LabelPlace extends Span {
  readonly isDefinition: boolean;
}

/** The label at `offset` of a note with this text, or `undefined`. */
export function labelAt(note: Note, text: string, offset: number): Label | undefined {
  for (const kind of ['footnote', 'reference'] as const) {
    const all = labelsOf(note, text, kind);
    const at = all.find((place) => place.start <= offset && offset <= place.end);
    if (!at) continue;
    const name = text.slice(at.start, at.end);
    const key = labelKey(name);
    return { kind, name, at, places: all.filter((place) => labelKey(text.slice(place.start, place.end)) === key) };
  }
  return undefined;
}

/** Every label of a kind in the order of the text. */
export function labelsOf(note: Note, text: string, kind: Label['kind']): LabelPlace[] {
  const places =
    kind === 'footnote'
      ? note.footnotes.map(({ start, label, kind: use }) => ({
          start: start + 2,
          end: start + 2 + label.length,
          isDefinition: use === 'definition',
        }))
      : note.links.flatMap((link) => labelOf(link, text) ?? []);
  return places.sort((a, b) => a.start - b.start);
}

function labelOf(link: Link, text: string): LabelPlace | undefined {
  if (link.syntax === 'definition') return { start: link.textStart, end: link.textEnd, isDefinition: true };
  if (link.syntax !== 'reference') return undefined;
  // In `[text][label]` the label comes second; `[label][]` and `[label]` are their own.
  const isFull = text.charCodeAt(link.textEnd + 1) === 91 && text.charCodeAt(link.textEnd + 2) !== 93;
  const start = isFull && link.textEnd + 1 < link.end ? link.textEnd + 2 : link.textStart;
  return { start, end: start === link.textStart ? link.textEnd : link.end - 1, isDefinition: false };
}
