// Colours of wiki-links: those that lead somewhere, those that do not, embeds, and the words shown instead of a target.
import type { SemanticTokens, SemanticTokensLegend } from 'vscode-languageserver-types';
import { isFilledIn } from '../parse/filledIn.ts';
import type { Settings } from '../protocol.ts';
import { lineAt, lineStart } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';
import { targetSpan } from './linkAt.ts';

export const tokenLegend: SemanticTokensLegend = {
  tokenTypes: ['wikilink', 'wikilinkAlias'],
  tokenModifiers: ['resolved', 'missing', 'embed'],
};
const target = 0;
const alias = 1;
const resolved = 1;
const missing = 2;
const embed = 4;

/** @param within UTF-16 offsets: only links that begin there; all where it is left out */
export function semanticTokens(
  vault: Vault,
  uri: string,
  settings: Settings,
  within?: Span,
): SemanticTokens | undefined {
  const note = vault.note(uri);
  if (!note) return undefined;
  const data: number[] = [];
  let line = 0;
  let start = 0;
  const add = (from: number, to: number, type: number, modifiers: number) => {
    const at = lineAt(note.lines, from);
    const character = from - lineStart(note.lines, at);
    if (to <= from || (at === line && character < start)) return;
    data.push(at - line, at === line ? character - start : character, to - from, type, modifiers);
    line = at;
    start = character;
  };
  for (const link of note.links) {
    if (link.syntax !== 'wiki' || (within && (link.start < within.start || link.start > within.end))) continue;
    const found = resolve(vault, uri, link, settings.links);
    // Until the vault is read, what is not found may only not be known yet; a placeholder leads nowhere yet.
    const isMissing = found.tier === 'missing' && vault.isComplete && !found.unknown && !isFilledIn(link);
    const state = (isMissing ? missing : found.tier === 'missing' ? 0 : resolved) | (link.embed ? embed : 0);
    const written = targetSpan(link, found.aliasFirst);
    const shown = found.aliasFirst
      ? { start: link.targetStart, end: link.targetEnd }
      : { start: link.textStart, end: link.textEnd };
    const parts: [Span, number, number][] = [
      [written, target, state],
      [shown, alias, link.embed ? embed : 0],
    ];
    for (const [span, type, modifiers] of parts.sort(([a], [b]) => a.start - b.start))
      if (span.start >= 0) add(span.start, span.end, type, modifiers);
  }
  return { data };
}
