// Files of the workspace that are dragged into a note: what is written there for them.
import type { Settings } from '../protocol.ts';
import { basename, dirname, relativePath } from '../text/uri.ts';
import { isImagePath } from '../vault/files.ts';
import { encodedPath, type LinkStyle, styleFor, writeTarget } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { inBrackets } from './newLink.ts';

/**
 * A wiki-link for a note, in the vault's style; an image, or a Markdown link to any other file, by its path from the note.
 * @returns `null` for what is no file of the vault, and for the note itself
 */
export function droppedLinks(
  vault: Vault,
  uri: string,
  targets: readonly string[],
  settings: Settings,
  counted: LinkStyle,
): (string | null)[] {
  const note = vault.files.get(uri);
  const style = styleFor(settings, counted);
  return targets.map((target) => {
    const file = vault.files.get(target);
    if (!note || !file || file === note) return null;
    if (file.markdown && vault.isNote(file)) return `[[${inBrackets(writeTarget(vault, uri, file, style))}]]`;
    const path = encodedPath(relativePath(dirname(note.path), file.path));
    const name = basename(file.path).replace(/[\\[\]]/g, '\\$&');
    return isImagePath(file.path) ? `![](${path})` : `[${name}](${path})`;
  });
}
