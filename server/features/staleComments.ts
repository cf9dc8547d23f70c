// Comments that call a link broken which leads somewhere by now, and how each is taken away.
import type { TextEdit } from 'vscode-languageserver-types';
import type { Note, Remark } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { rangeOf } from '../text/lines.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { linkBefore } from './diagnostics.ts';

export interface StaleComment {
  readonly remark: Remark;
  /** Takes it away with the white space before it. */
  readonly removal: TextEdit;
}

export function staleComments(vault: Vault, note: Note, settings: Settings): StaleComment[] {
  const comments: StaleComment[] = [];
  for (const remark of note.remarks) {
    const link = remark.kind === 'ignore-next-line' ? undefined : linkBefore(note, remark);
    if (!link) continue;
    const found = resolve(vault, note.uri, link, settings.links);
    if (found.files.length === 0 && (found.folder === undefined || link.syntax === 'wiki')) continue;
    const range = rangeOf(note.lines, { start: link.end, end: remark.end });
    comments.push({ remark, removal: { range, newText: '' } });
  }
  return comments;
}
