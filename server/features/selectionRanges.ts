// What a growing selection takes next: the parts of a link, the paragraph, the sections around it, the whole note.
import type { SelectionRange } from 'vscode-languageserver-types';
import { readBlocks } from '../parse/blocks.ts';
import { frontMatterEnd } from '../parse/frontMatter.ts';
import type { Note } from '../parse/note.ts';
import { rangeOf } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { sectionSpan } from '../vault/fragments.ts';
import type { Vault } from '../vault/vault.ts';
import { linkAt } from './linkAt.ts';

/** One chain for each offset (UTF-16); `undefined` where the text of the note is not at hand. */
export function selectionRanges(vault: Vault, uri: string, offsets: readonly number[]): SelectionRange[] | undefined {
  const note = vault.note(uri);
  const text = vault.text(uri);
  if (!note || text === undefined) return undefined;
  const leaves = readBlocks(text, frontMatterEnd(text)).leaves;
  return offsets.map((offset) => chain(note, spansAt(note, text, leaves, offset)));
}

function spansAt(note: Note, text: string, leaves: readonly number[], offset: number): Span[] {
  const spans: Span[] = [wordAt(text, offset), { start: 0, end: note.length }];
  const add = (start: number, end: number) => {
    if (start >= 0 && start <= offset && offset <= end) spans.push({ start, end });
  };
  const link = linkAt(note, offset);
  if (link) {
    add(link.targetStart, link.targetEnd);
    add(link.fragmentStart, link.fragmentEnd);
    add(link.textStart, link.textEnd);
    add(link.targetStart, Math.max(link.targetEnd, link.fragmentEnd));
    if (link.syntax === 'wiki') add(link.start + (link.embed ? 3 : 2), link.end - 2);
    add(link.start, link.end);
  }
  for (let index = 0; index < leaves.length; index += 2) add(leaves[index]!, leaves[index + 1]!);
  for (let index = 0; index < note.opaque.length; index += 2) add(note.opaque[index]!, note.opaque[index + 1]!);
  for (const [index, heading] of note.headings.entries()) {
    add(heading.textStart, heading.textEnd);
    add(heading.start, heading.end);
    const section = sectionSpan(note, index);
    if (offset < section.end || section.end === note.length) add(section.start, section.end);
  }
  return spans;
}

function wordAt(text: string, offset: number): Span {
  const before = /[\p{L}\p{N}_]*$/u.exec(text.slice(Math.max(0, offset - 100), offset))![0];
  const after = /^[\p{L}\p{N}_]*/u.exec(text.slice(offset, offset + 100))![0];
  return { start: offset - before.length, end: offset + after.length };
}

/** The innermost first, each inside of the next; what overlaps and does not hold it is left out. */
function chain(note: Note, spans: Span[]): SelectionRange {
  const ordered = spans.sort((a, b) => a.end - a.start - (b.end - b.start));
  const kept: Span[] = [];
  for (const span of ordered) {
    const last = kept[kept.length - 1];
    const holds =
      !last || (span.start <= last.start && last.end <= span.end && span.end - span.start > last.end - last.start);
    if (holds && (span.end > span.start || ordered.length === 1)) kept.push(span);
  }
  if (kept.length === 0) kept.push({ start: 0, end: note.length });
  let range: SelectionRange | undefined;
  for (const span of kept.reverse()) range = { range: rangeOf(note.lines, span), ...(range ? { parent: range } : {}) };
  return range!;
}
