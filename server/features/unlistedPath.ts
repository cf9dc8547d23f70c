// The path of a Markdown link to a folder, or to what is not there yet, after a move: it keeps naming the same place.
import { isFilledIn } from '../parse/filledIn.ts';
import type { Link } from '../parse/note.ts';
import { percentDecoded } from '../text/fold.ts';
import { isInside, joinPath, relativeFolder } from '../text/uri.ts';
import { isMarkdownPath, isMediaPath } from '../vault/files.ts';
import type { Resolution } from '../vault/resolve.ts';
import { isDotted, suffixOf } from './spellings.ts';
import { writtenPath } from './writtenPath.ts';

/** What is known of the vault after the move. */
export interface MovedPlaces {
  /** The folder of the link's note before and after. */
  readonly before: string;
  readonly after: string;
  /** Paths that `/x` may start from. */
  readonly roots: readonly string[];
  /** The path that a place will have. */
  moveOf(path: string): string;
  /** Whether a folder will be there. */
  isFolder(path: string): boolean;
  /** The folder that the link will name if it says this; `undefined` where that is none. */
  folderAt(name: string): string | undefined;
}

/**
 * `undefined` where the path may stay as it is, or names no place.
 * @param name the path as it is written
 */
export function unlistedPath(
  link: Link,
  name: string,
  found: Resolution,
  places: MovedPlaces,
  inFrontMatter: boolean,
): string | undefined {
  const isPath = link.syntax !== 'wiki' || isDotted(name);
  if (!isPath || name === '' || found.tier === 'outside' || found.aliasFirst) return undefined;
  const suffix = suffixOf(name, { path: found.folder ?? '' });
  const bare = name.slice(0, name.length - suffix.length);
  const decoded = (percentDecoded(bare) ?? bare).replaceAll('\\', '/');
  if (decoded === '') return undefined;
  const isRooted = decoded.startsWith('/');
  const before = found.folder ?? (isRooted ? undefined : joinPath(places.before, decoded));
  if (before === undefined) return undefined;
  if (found.folder === undefined && (isFilledIn(link) || !isPlainlyPath(decoded, places))) return undefined;
  const target = places.moveOf(withoutSlash(before));
  const write = (path: string) => {
    const whole = decoded.endsWith('/') && !path.endsWith('/') ? `${path}/` : path;
    return writtenPath({ link, name, inFrontMatter }, whole, suffix);
  };
  if (isRooted) {
    if (places.folderAt(name) === target) return undefined;
    // The root that it started from comes first.
    const wasRoot = (root: string) => Number(joinPath(root, decoded) === withoutSlash(before));
    const roots = places.roots.filter((root) => isInside(root, target)).sort((a, b) => wasRoot(b) - wasRoot(a));
    for (const root of roots) {
      const text = write(`/${target.slice(root.length + 1)}`);
      if (places.folderAt(text) === target) return text;
    }
  } else if (joinPath(places.after, decoded) === target) return undefined;
  const relative = relativeFolder(places.after, target);
  return write(/^\.[\\/]/.test(name) && !isDotted(relative) ? `./${relative}` : relative);
}

/**
 * True for what leads nowhere and was meant to lead to a file: a host without its scheme, an address of mail, a DOI or a
 * single word is as often all that there is.
 */
function isPlainlyPath(path: string, places: MovedPlaces): boolean {
  if (isDotted(path)) return true;
  const [first = '', ...rest] = path.split('/');
  const isBelow = rest.length > 0;
  if (isBelow && places.isFolder(places.moveOf(joinPath(places.before, first) ?? '/'))) return true;
  // A folder that is not there and has a dot or no letter in its name is a host, a DOI, `~` or `@`.
  if (path.includes('//') || (isBelow && (first.includes('.') || !/\p{L}|\p{N}/u.test(first)))) return false;
  return isMarkdownPath(path) || isMediaPath(path);
}

function withoutSlash(path: string): string {
  return path.replace(/(.)\/$/, '$1');
}
