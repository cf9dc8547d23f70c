// Inlining an embed: the text of the note, section or block takes the place of `![[x]]`, and its links lead where they led.
import { readBlocks } from '../parse/blocks.ts';
import { idSpan, isIdInside } from '../parse/blockText.ts';
import { furtherMarks, leadingMarks, withoutFurtherMarks } from '../parse/containerMarks.ts';
import { frontMatterEnd } from '../parse/frontMatter.ts';
import { type BlockId, isInTable, type Link, type Note } from '../parse/note.ts';
import { foldLoosely } from '../text/fold.ts';
import { lineBefore } from '../text/lines.ts';
import { type Span, without } from '../text/span.ts';
import type { File } from '../vault/files.ts';
import { findAnchor, sectionSpan } from '../vault/fragments.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, currentText, type Edits, lineEnd, replacing } from './actionEdits.ts';
import { definitionsFor, definitionsOf, holds, joinedDefinitions } from './definitionsFor.ts';
import { followInserted } from './followInserted.ts';
import { withFreeLabels } from './freeLabels.ts';
import { movedText } from './movedText.ts';

/** The note that an embed shows; `undefined` where it shows none, or the note it stands in. */
export function embeddedNote(vault: Vault, note: Note, link: Link, options: ActionOptions): File | undefined {
  if (!link.embed || link.syntax !== 'wiki') return undefined;
  const file = resolve(vault, note.uri, link, options.settings.links).files[0];
  return file?.markdown && file.uri !== note.uri && vault.note(file.uri) ? file : undefined;
}

/**
 * The same where its text can stand in place of the embed: a row of a table is one line, and within a sentence only a block
 * that has an id is known to be one.
 * @param text of `note`
 */
export function inlinableNote(
  vault: Vault,
  note: Note,
  text: string,
  link: Link,
  options: ActionOptions,
): File | undefined {
  if (!link.embed || isInTable(note, link.start)) return undefined;
  const file = embeddedNote(vault, note, link, options);
  const target = file && vault.note(file.uri);
  const { fragment } = resolve(vault, note.uri, link, options.settings.links);
  const anchor = target && fragment ? findAnchor(target, fragment) : undefined;
  if (fragment && anchor?.kind !== 'heading' && anchor?.kind !== 'block') return undefined;
  if (lineAround(note, text, link).isAlone) return file;
  // An id on a line of its own names a list or table, code or the like, and an item may hold more.
  return anchor?.kind === 'block' && anchor.block.blockEnd === anchor.block.start ? file : undefined;
}

/** No edits where the text of the embedded note is not at hand, or cannot stand there. */
export function inlineEmbed(vault: Vault, note: Note, link: Link, options: ActionOptions): Edits {
  const none: Edits = new Map();
  const file = embeddedNote(vault, note, link, options);
  const own = vault.files.get(note.uri);
  const target = file && vault.note(file.uri);
  const text = target && currentText(vault, target);
  const here = currentText(vault, note);
  if (!own || !target || text === undefined || here === undefined) return none;
  const { fragment } = resolve(vault, note.uri, link, options.settings.links);
  const shown = shownPart(target, text, fragment);
  if (!shown) return none;
  const { span } = shown;
  const move = (part: Span) => movedText(vault, target, text, part, own, false, options);
  const lineBreak = lineEnd(here);
  const known = definitionsOf(note, here);
  const isKnown = ({ kind, key, text: written }: { kind: string; key: string; text: string }) =>
    known.some((one) => one.kind === kind && one.key === key && here.slice(one.start, one.end).trimEnd() === written);
  const isInside = (place: Span) => holds(span, place);
  const definitions = definitionsFor(target, text, isInside)
    .filter((one) => !isInside(one))
    .map((one) => ({ ...one, text: move(one).trimEnd() }))
    .filter((one) => !isKnown(one));
  const said = without(span, idsToDrop(note, target, text, shown))
    .map(move)
    .join('');
  const bare = withoutFurtherMarks(lineBefore(target.lines, text, span.start), said);
  const [whole, definitionsBelow] = withFreeLabels(
    [withoutRule(bare).trim(), joinedDefinitions(definitions, '\n')],
    here,
  );
  const { isAlone, isItem, isTask, marks } = lineAround(note, here, link);
  const body = isAlone && !isItem ? whole! : withoutItemMark(whole!, shown, isItem && !isTask);
  if (!body || (!isAlone && !isOneParagraph(body))) return none;
  const lines = body.split(/\r\n|\r|\n/);
  if (isAlone && !isOneParagraph(body)) {
    // Lines of the embed's own paragraph would run into the last block, or it into them.
    const { above, below } = paragraphAround(here, link);
    if (above) lines.unshift('');
    if (below) lines.push('');
  }
  const written = isAlone
    ? lines
        .map((line, index) => (index === 0 ? line : line.trim() === '' ? marks.trimEnd() : marks + line))
        .join(lineBreak)
    : lines.map((line) => line.trim()).join(' ');
  const followed = followInserted(vault, note, here, link, written, options);
  const edits = [replacing(note, link, followed.written), ...(followed.edits.get(note.uri) ?? [])];
  if (definitionsBelow) {
    const end = here.trimEnd().length;
    const last = known[known.length - 1];
    const isSameList = last?.end === end && last.kind === definitions[0]!.kind;
    const newText = `${lineBreak}${isSameList ? '' : lineBreak}${definitionsBelow.replace(/\r\n|\r|\n/g, lineBreak)}`;
    edits.push(replacing(note, { start: end, end }, newText + (end === here.length ? lineBreak : '')));
  }
  return new Map([[note.uri, edits], ...[...followed.edits].filter(([uri]) => uri !== note.uri)]);
}

const itemMark = /^((?:[-*+]|\d{1,9}[.)])[ \t]+)(\[[ xX]\][ \t]+)?/;

interface LineAround {
  /** The embed has the line for itself. */
  readonly isAlone: boolean;
  /** It begins an item. */
  readonly isItem: boolean;
  /** That has the box of a task. */
  readonly isTask: boolean;
  /** What further lines begin with to stay in its quote, item or footnote. */
  readonly marks: string;
}

function lineAround(note: Note, text: string, link: Link): LineAround {
  const before = lineBefore(note.lines, text, link.start);
  // The box of a task may stand behind the marks.
  const isFirst = /^(?:\[[ xX]\][ \t]+)?$/.test(before.slice(leadingMarks(before).length));
  if (!isFirst || !/^[ \t]*(?:[\r\n]|$)/.test(text.slice(link.end, link.end + 200)))
    return { isAlone: false, isItem: false, isTask: false, marks: '' };
  const item = /(?:[-*+]|\d[.)])[ \t]+(\[[ xX]\][ \t]+)?$/.exec(before);
  return { isAlone: true, isItem: item !== null, isTask: item?.[1] !== undefined, marks: furtherMarks(before) };
}

/** An item in place of an embed that is an item, or within a sentence, is only what it says. */
function withoutItemMark(body: string, { block }: ShownPart, keepsBox: boolean): string {
  const mark = block && isIdInside(block) ? itemMark.exec(body) : undefined;
  return mark ? withoutFurtherMarks(mark[1]!, body.slice(mark[keepsBox ? 1 : 0]!.length)) : body;
}

/** A line between a title and its text separates nothing here, and would end a list or make a heading of what stands above. */
function withoutRule(text: string): string {
  return text.replace(/^\s*([-*_])(?:[ \t]*\1){2,}[ \t]*(?:\r?\n|$)/, '');
}

/** Whether the paragraph of an embed has lines above and below it; the first line of a callout is none of its text. */
function paragraphAround(text: string, { start, end }: Link): { above: boolean; below: boolean } {
  const { inlines } = readBlocks(text, frontMatterEnd(text));
  const own = inlines.find(
    ({ kind, segments }) => kind !== 'cells' && segments[0]! <= start && end <= segments[segments.length - 1]!,
  );
  const segments = own?.segments ?? [];
  const line = segments.findIndex((to, index) => index % 2 === 1 && end <= to);
  const before = line < 2 ? '' : text.slice(segments[line - 3], segments[line - 2]);
  return { above: before !== '' && !/^\[![^\]]+\]/.test(before), below: line >= 0 && line < segments.length - 1 };
}

function isOneParagraph(text: string): boolean {
  const { inlines, leaves } = readBlocks(text, 0);
  return leaves.length === 2 && inlines.length === 1 && inlines[0]!.kind === 'paragraph' && leaves[0] === 0;
}

interface ShownPart {
  readonly span: Span;
  /** The block that is shown. */
  readonly block?: BlockId;
}

function shownPart(note: Note, text: string, fragment: string | undefined): ShownPart | undefined {
  if (fragment === undefined || fragment === '') {
    const first = note.headings[0];
    const start = frontMatterEnd(text);
    // The title is the name of the other note, not of a part of this one.
    const isTitle = first?.level === 1 && text.slice(start, first.start).trim() === '';
    return { span: { start: isTitle ? first.end : start, end: text.length } };
  }
  const anchor = findAnchor(note, fragment);
  if (anchor?.kind === 'heading') return { span: sectionSpan(note, anchor.index) };
  if (anchor?.kind !== 'block') return undefined;
  const { block } = anchor;
  return { span: { start: block.blockStart, end: block.blockEnd }, block };
}

/** Ids that would stand in the note twice, and that of the shown block: links to it lead to the other note. */
function idsToDrop(note: Note, target: Note, text: string, { block }: ShownPart): Span[] {
  const there = new Set(note.blockIds.map(({ id }) => foldLoosely(id)));
  const dropped = target.blockIds.filter((one) => one === block || there.has(foldLoosely(one.id)));
  return dropped.map((one) => idSpan(text, one));
}
