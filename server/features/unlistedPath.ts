// The path of a Markdown link to a folder, or to what is not there yet, after a move: it keeps naming the same place.
import type { Link } from '../parse/note.ts';
import { percentDecoded } from '../text/fold.ts';
import { joinPath, relativeFolder } from '../text/uri.ts';
import type { Resolution } from '../vault/resolve.ts';
import { isDotted } from './spellings.ts';
import { writtenPath } from './writtenPath.ts';

/**
 * `undefined` where the path may stay as it is, or names no place.
 * @param name the path as it is written
 * @param folders the folder of the link's note before and after the move
 * @param moveOf the path that a place will have
 */
export function unlistedPath(
  link: Link,
  name: string,
  found: Resolution,
  folders: { readonly before: string; readonly after: string },
  moveOf: (path: string) => string,
  inFrontMatter: boolean,
): string | undefined {
  const isPath = link.syntax !== 'wiki' || isDotted(name);
  if (!isPath || name === '' || found.tier === 'outside' || found.aliasFirst) return undefined;
  const suffix = /[?].*$/.exec(name)?.[0] ?? '';
  const bare = name.slice(0, name.length - suffix.length);
  const decoded = (percentDecoded(bare) ?? bare).replaceAll('\\', '/');
  if (decoded === '' || decoded.startsWith('/')) return undefined;
  const before = found.folder ?? joinPath(folders.before, decoded);
  if (before === undefined) return undefined;
  const target = moveOf(before.length > 1 ? before.replace(/\/$/, '') : before);
  const now = joinPath(folders.after, decoded)?.replace(/(.)\/$/, '$1');
  if (now === target) return undefined;
  const relative = relativeFolder(folders.after, target);
  const dotted = /^\.[\\/]/.test(name) && !isDotted(relative) ? `./${relative}` : relative;
  const path = decoded.endsWith('/') ? `${dotted}/` : dotted;
  return writtenPath({ link, name, inFrontMatter }, path, suffix);
}
