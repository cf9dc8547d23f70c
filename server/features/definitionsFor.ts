// The definitions of footnotes and references that stretches of a note need: text that moves takes them along, and leaves
// behind what the rest needs too.
import { labelKey } from '../parse/destination.ts';
import type { Note } from '../parse/note.ts';
import { countUpTo, type Span } from '../text/span.ts';
import { type Label, labelsOf } from './labels.ts';

/** A whole definition, with all lines of a footnote's text. */
export interface DefinitionSpan extends Span {
  readonly kind: Label['kind'];
  readonly label: string;
  /** Folded, as labels are compared. */
  readonly key: string;
}

/** The definitions of a note with this text; of several with one label the first counts, as it does for a reader. */
export function definitionsOf(note: Note, text: string): DefinitionSpan[] {
  const found = new Map<string, DefinitionSpan>();
  const add = (kind: Label['kind'], label: string, { start, end }: Span) => {
    const key = labelKey(label);
    if (!found.has(`${kind} ${key}`)) found.set(`${kind} ${key}`, { kind, label, key, start, end });
  };
  for (const { kind, label, start, end, textEnd } of note.footnotes)
    if (kind === 'definition') add('footnote', label, { start, end: Math.max(end, textEnd) });
  for (const link of note.links)
    if (link.syntax === 'definition') add('reference', text.slice(link.textStart, link.textEnd), link);
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/**
 * The definitions that are used at the places where `isUser` holds, with those that they themselves use.
 */
export function definitionsFor(note: Note, text: string, isUser: (place: Span) => boolean): DefinitionSpan[] {
  const all = definitionsOf(note, text);
  if (all.length === 0) return [];
  const uses = (['footnote', 'reference'] as const).flatMap((kind) =>
    labelsOf(note, text, kind)
      .filter(({ isDefinition }) => !isDefinition)
      .map(({ start, end }) => ({ kind, start, end, key: labelKey(text.slice(start, end)) })),
  );
  uses.sort((a, b) => a.start - b.start);
  const byLabel = new Map(all.map((one) => [`${one.kind} ${one.key}`, one]));
  const needed = new Set<DefinitionSpan>();
  const waiting = uses.filter(isUser);
  for (let user = waiting.pop(); user; user = waiting.pop()) {
    const definition = byLabel.get(`${user.kind} ${user.key}`);
    if (!definition || needed.has(definition)) continue;
    needed.add(definition);
    for (let at = countUpTo(uses, definition.start - 1); at < uses.length && uses[at]!.end <= definition.end; at++)
      waiting.push(uses[at]!);
  }
  return all.filter((definition) => needed.has(definition));
}

/** Tells whether one of the stretches holds a place; they are in their order, and may lie in one another. */
export function heldBy(spans: readonly Span[]): (place: Span) => boolean {
  const outer: Span[] = [];
  for (const span of spans) if (span.start >= (outer[outer.length - 1]?.end ?? 0)) outer.push(span);
  return (place) => {
    const before = outer[countUpTo(outer, place.start) - 1];
    return before !== undefined && holds(before, place);
  };
}

/** True if the first stretch holds the second. */
export function holds(outer: Span, { start, end }: Span): boolean {
  return outer.start <= start && end <= outer.end;
}

/** Definitions one below the other. A reference begins a paragraph: right below a footnote it would be more of its text. */
export function joinedDefinitions(
  definitions: readonly { readonly kind: Label['kind']; readonly text: string }[],
  lineBreak: string,
): string {
  return definitions
    .map(({ kind, text }, index) => {
      const before = definitions[index - 1]?.kind;
      const between = before === undefined ? '' : before === kind ? lineBreak : lineBreak + lineBreak;
      return between + text.trimEnd();
    })
    .join('');
}
