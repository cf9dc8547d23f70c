// Inlay hints: the title of the note behind a link that shows only a file name.
import { type InlayHint, InlayHintKind } from 'vscode-languageserver-types';
import type { Settings } from '../protocol.ts';
import { shortened } from '../render/excerpt.ts';
import { foldLoosely } from '../text/fold.ts';
import { positionAt } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { stemOf } from '../vault/files.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';

const longestHint = 60;

/** @param within UTF-16 offsets of the visible stretch */
export function inlayHints(vault: Vault, uri: string, within: Span, settings: Settings): InlayHint[] | undefined {
  const note = vault.note(uri);
  if (!note || !settings.inlayHints) return undefined;
  const hints: InlayHint[] = [];
  for (const link of note.links) {
    if (link.syntax !== 'wiki' || link.start < within.start || link.start > within.end) continue;
    if (link.alias !== undefined || link.embed || link.target === '') continue;
    const file = resolve(vault, uri, link, settings.links).files[0];
    if (!file?.markdown) continue;
    const title = vault.titleOf(file);
    if (bare(title) === bare(stemOf(file.path)) || bare(title) === bare(link.target)) continue;
    hints.push({
      position: positionAt(note.lines, link.end),
      label: shortened(title, longestHint),
      kind: InlayHintKind.Type,
      paddingLeft: true,
    });
  }
  return hints;
}

function bare(name: string): string {
  return foldLoosely(name).replace(/[^\p{L}\p{N}]+/gu, '');
}
