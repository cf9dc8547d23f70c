// Blocks to link to that have no id yet: found by their text; the id is written into their note when one is chosen.
import type { OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit } from 'vscode-languageserver-types';
import { readBlocks } from '../parse/blocks.ts';
import { lineWords } from '../parse/blockText.ts';
import { withoutFurtherMarks } from '../parse/containerMarks.ts';
import { frontMatterEnd } from '../parse/frontMatter.ts';
import type { BlockId, Note } from '../parse/note.ts';
import { plainText } from '../parse/plainText.ts';
import { hashOf } from '../text/hash.ts';
import { lineBefore, positionAt } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { spacedWords, wordsOf } from '../text/words.ts';
import type { Vault } from '../vault/vault.ts';

export interface BlockTarget extends Span {
  /** As written, without an id. */
  readonly written: string;
  /** For people. */
  readonly text: string;
  readonly id: string;
  /** The id is not in the note yet. */
  readonly isNew: boolean;
}

/** What `writeBlockId` is told: the note, the block as it is written there, and the id. */
export type BlockIdArguments = readonly [uri: string, written: string, id: string];

const shortest = 3;

/** Paragraphs and list items whose words begin as those of the query do, in their order. */
export function blockTargets(note: Note, text: string, query: string, limit: number): BlockTarget[] {
  const words = wordsOf(query);
  const found: BlockTarget[] = [];
  const taken = new Set(note.blockIds.map(({ id }) => id));
  for (const block of paragraphs(text)) {
    const written = text.slice(block.start, block.end);
    const known = idOf(note, block);
    const bare = known ? written.slice(0, known.start - block.start).trimEnd() : written;
    const said = lineWords(withoutFurtherMarks(lineBefore(note.lines, text, block.start), bare));
    const shown = plainText(said.replace(/\s+/g, ' '));
    const key = ` ${spacedWords(shown)}`;
    if (shown.length < shortest || !words.every((word) => key.includes(` ${word}`))) continue;
    const id = known?.id ?? newId(bare, taken);
    found.push({ start: block.start, end: block.start + bare.length, written: bare, text: shown, id, isNew: !known });
    if (found.length === limit) break;
  }
  return found;
}

/**
 * The edit that gives a block its id; `undefined` where the block is not in the note any more or stands there twice.
 * @param document the note as the client names it
 */
export function writeBlockId(
  vault: Vault,
  [uri, written, id]: BlockIdArguments,
  document: OptionalVersionedTextDocumentIdentifier,
): TextDocumentEdit | undefined {
  const note = vault.note(uri);
  const text = vault.text(uri);
  if (!note || text === undefined) return undefined;
  const same = paragraphs(text).filter((block) => text.slice(block.start, block.end) === written);
  if (same.length !== 1) return undefined;
  return { textDocument: document, edits: [idEdit(note, same[0]!.end, id)] };
}

/** @param end where the block ends */
export function idEdit(note: Note, end: number, id: string): TextEdit {
  const at = positionAt(note.lines, end);
  return { range: { start: at, end: at }, newText: ` ^${id}` };
}

function paragraphs(text: string): Span[] {
  return readBlocks(text, frontMatterEnd(text)).inlines.flatMap(({ kind, segments }) =>
    kind === 'paragraph' ? [{ start: segments[0]!, end: trimmedEnd(text, segments[segments.length - 1]!) }] : [],
  );
}

function trimmedEnd(text: string, end: number): number {
  let at = end;
  while (at > 0 && /\s/.test(text[at - 1]!)) at--;
  return at;
}

function idOf(note: Note, block: Span): BlockId | undefined {
  return note.blockIds.find(
    ({ blockStart, start }) => blockStart === block.start || (start > block.start && start < block.end),
  );
}

/** Six characters made of the block's text: the same block gets the same id wherever it is linked from. */
function newId(written: string, taken: Set<string>): string {
  const hash = hashOf(written);
  let id = hash.toString(36).padStart(6, '0').slice(-6);
  for (let count = 2; taken.has(id); count++) id = `${hash.toString(36).slice(-5)}${count}`;
  taken.add(id);
  return id;
}
