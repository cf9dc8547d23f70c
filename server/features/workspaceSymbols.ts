// Symbols of the workspace: notes by all that finds them in completion, and headings of all notes.
import { type SymbolInformation, SymbolKind } from 'vscode-languageserver-types';
import { rangeOf } from '../text/lines.ts';
import { findHeadings } from '../vault/headingSearch.ts';
import type { Search } from '../vault/search.ts';
import type { Vault } from '../vault/vault.ts';
import { shownName } from './newLink.ts';

const longestList = 200;
const mostNotes = 100;

/**
 * Notes first, then headings.
 * @param besideMarkdown the editor has Markdown support that lists headings
 */
export function workspaceSymbols(
  vault: Vault,
  search: Search,
  query: string,
  besideMarkdown: boolean,
): SymbolInformation[] {
  const accepts = (file: { markdown: boolean }) => file.markdown;
  const notes = search.find(
    query,
    '',
    besideMarkdown ? longestList : mostNotes,
    (file) => accepts(file) && vault.isNote(file),
  );
  const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const found: SymbolInformation[] = notes.map(({ file, name }) => ({
    name: shownName(vault, file, name),
    kind: SymbolKind.File,
    location: { uri: file.uri, range: top },
  }));
  if (besideMarkdown) return found;
  for (const { note, heading } of findHeadings(vault, query.replace(/^#+\s*/, ''), 2 * longestList)) {
    if (found.length === longestList) break;
    const file = vault.files.get(note.uri)!;
    // The title stands above already, as the note itself.
    if (heading.level === 1 && heading.text === vault.titleOf(file)) continue;
    found.push({
      name: heading.text,
      kind: SymbolKind.String,
      containerName: vault.titleOf(file),
      location: { uri: note.uri, range: rangeOf(note.lines, heading) },
    });
  }
  return found;
}
