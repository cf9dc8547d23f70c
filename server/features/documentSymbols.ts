// The outline of a note: its headings, each inside of the one above it.
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { rangeOf } from '../text/lines.ts';
import { sectionSpan } from '../vault/fragments.ts';
import type { Vault } from '../vault/vault.ts';

/** `undefined` for what is no note. */
export function documentSymbols(vault: Vault, uri: string): DocumentSymbol[] | undefined {
  const note = vault.note(uri);
  if (!note) return undefined;
  const top: DocumentSymbol[] = [];
  const open: { level: number; children: DocumentSymbol[] }[] = [{ level: 0, children: top }];
  for (const [index, heading] of note.headings.entries()) {
    while (open[open.length - 1]!.level >= heading.level) open.pop();
    const children: DocumentSymbol[] = [];
    open[open.length - 1]!.children.push({
      // A symbol without a name is refused.
      name: heading.text || '#'.repeat(heading.level),
      detail: '#'.repeat(heading.level),
      kind: SymbolKind.String,
      range: rangeOf(note.lines, sectionSpan(note, index)),
      selectionRange: rangeOf(note.lines, heading),
      children,
    });
    open.push({ level: heading.level, children });
  }
  return top;
}
