// Inlining an embed: the text of the note, section or block takes the place of `![[x]]`, and its links lead where they led.
import type { TextEdit } from 'vscode-languageserver-types';
import { frontMatterEnd } from '../parse/frontMatter.ts';
import type { Link, Note } from '../parse/note.ts';
import type { Span } from '../text/span.ts';
import type { File } from '../vault/files.ts';
import { findAnchor, sectionSpan } from '../vault/fragments.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, currentText, replacing } from './actionEdits.ts';
import { movedText } from './movedText.ts';

/** The note that an embed shows; `undefined` where it shows none, or the note it stands in. */
export function embeddedNote(vault: Vault, note: Note, link: Link, options: ActionOptions): File | undefined {
  if (!link.embed || link.syntax !== 'wiki') return undefined;
  const file = resolve(vault, note.uri, link, { pipeOrder: options.settings.links.pipeOrder }).files[0];
  return file?.markdown && file.uri !== note.uri && vault.note(file.uri) ? file : undefined;
}

/** `undefined` where the text of the embedded note is not at hand. */
export function inlineEmbed(vault: Vault, note: Note, link: Link, options: ActionOptions): TextEdit | undefined {
  const file = embeddedNote(vault, note, link, options);
  const own = vault.files.get(note.uri);
  const target = file && vault.note(file.uri);
  const text = target && currentText(vault, target);
  if (!own || !target || text === undefined) return undefined;
  const { fragment } = resolve(vault, note.uri, link, { pipeOrder: options.settings.links.pipeOrder });
  const span = shownSpan(target, text, fragment);
  const moved = span && movedText(vault, target, text, span, own, false, options).trim();
  return moved ? replacing(note, link, moved) : undefined;
}

function shownSpan(note: Note, text: string, fragment: string | undefined): Span | undefined {
  if (fragment === undefined || fragment === '') {
    const first = note.headings[0];
    const start = frontMatterEnd(text);
    // The title is the name of the other note, not of a part of this one.
    const isTitle = first?.level === 1 && text.slice(start, first.start).trim() === '';
    return { start: isTitle ? first.end : start, end: text.length };
  }
  const anchor = findAnchor(note, fragment);
  if (anchor?.kind === 'heading') return sectionSpan(note, anchor.index);
  return anchor?.kind === 'block' ? { start: anchor.block.blockStart, end: blockEnd(anchor.block) } : undefined;
}

/** Without the id at its end: it names the other block. */
function blockEnd(block: { readonly start: number; readonly blockStart: number; readonly blockEnd: number }): number {
  return block.start > block.blockStart ? Math.min(block.start, Math.max(block.blockEnd, block.start)) : block.blockEnd;
}
