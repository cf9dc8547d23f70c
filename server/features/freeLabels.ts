// Text that comes into another note with its footnotes and references: labels that the other note has get another name.
import { labelKey } from '../parse/destination.ts';
import { parseNote } from '../parse/parseNote.ts';
import type { Span } from '../text/span.ts';
import { definitionsOf } from './definitionsFor.ts';
import type { Label } from './labels.ts';

interface Change extends Span {
  readonly text: string;
}

/**
 * @param parts text and definitions, which together are read as one
 * @param host the text of the other note
 * @returns the parts, with other labels where theirs stand in `host`
 */
export function withFreeLabels(parts: readonly string[], host: string): string[] {
  const between = '\n\n';
  const whole = parts.join(between);
  const note = parseNote('', whole);
  const there = labelKey(host);
  const own = labelKey(whole);
  const names = new Map<string, string>();
  const given = new Set<string>();
  for (const { kind, label, key } of definitionsOf(note, whole)) {
    const isIn = (text: string, name: string) => text.includes(written(kind, labelKey(name)));
    if (!isIn(there, label)) continue;
    const name = freeName(label, (one) => isIn(there, one) || isIn(own, one) || given.has(written(kind, one)));
    given.add(written(kind, name));
    names.set(`${kind} ${key}`, name);
  }
  const changes: Change[] = [];
  for (const { start, label } of note.footnotes) {
    const text = names.get(`footnote ${labelKey(label)}`);
    if (text !== undefined) changes.push({ start: start + 2, end: start + 2 + label.length, text });
  }
  for (const link of note.links) {
    if (link.syntax === 'definition') {
      const text = names.get(`reference ${labelKey(whole.slice(link.textStart, link.textEnd))}`);
      if (text !== undefined) changes.push({ start: link.textStart, end: link.textEnd, text });
    } else if (link.syntax === 'reference') {
      // The label of `[label]` and `[label][]` is what a reader sees: it stays, and the other one is written behind it.
      const behind = whole.slice(link.textEnd + 2, link.end - 1);
      const text = names.get(`reference ${labelKey(behind || whole.slice(link.textStart, link.textEnd))}`);
      if (text !== undefined) changes.push({ start: link.textEnd + 1, end: link.end, text: `[${text}]` });
    }
  }
  changes.sort((a, b) => a.start - b.start);
  let from = 0;
  return parts.map((part) => {
    const to = from + part.length;
    let text = '';
    let at = from;
    for (const change of changes) {
      if (change.start < at || change.end > to) continue;
      text += whole.slice(at, change.start) + change.text;
      at = change.end;
    }
    from = to + between.length;
    return text + whole.slice(at, to);
  });
}

function written(kind: Label['kind'], label: string): string {
  return kind === 'footnote' ? `[^${label}]` : `[${label}]`;
}

/** The next number, or the name with one. */
function freeName(name: string, isTaken: (name: string) => boolean): string {
  const isNumber = /^\d{1,9}$/.test(name);
  let number = isNumber ? Number(name) + 1 : 2;
  const next = () => (isNumber ? String(number) : `${name}-${number}`);
  while (isTaken(next())) number++;
  return next();
}
