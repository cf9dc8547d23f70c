// The picker of *Insert link*: the same search as completion, for keyboards on which `[[` cannot be typed.
import type { SearchItem, Settings } from '../protocol.ts';
import type { Search } from '../vault/search.ts';
import { type LinkStyle, styleFor, writeTarget } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { inBrackets, shownName } from './newLink.ts';

/** Notes for a query, best first, each with the link to write into the note at `uri`. */
export function insertLink(
  vault: Vault,
  search: Search,
  uri: string,
  query: string,
  settings: Settings,
  counted: LinkStyle,
): SearchItem[] {
  const style = styleFor(settings, counted);
  const found = search.find(query, uri, 50, (file) => file.markdown && vault.isNote(file));
  return found.map(({ file, name }) => ({
    title: shownName(vault, file, name),
    path: vault.displayPath(file.path),
    link: `[[${inBrackets(writeTarget(vault, uri, file, style))}]]`,
  }));
}
