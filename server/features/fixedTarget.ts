// The target that a link should have to lead to a file, in the link's own style.
import type { Link, Note } from '../parse/note.ts';
import { fold, percentDecoded } from '../text/fold.ts';
import { dirname, relativePath } from '../text/uri.ts';
import { type File, isIndexName, isMarkdownPath, nameKey, stemOf } from '../vault/files.ts';
import type { Resolution } from '../vault/resolve.ts';
import { encodedPath, styleFor, writeTarget } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import type { ActionOptions } from './actionEdits.ts';
import { inBrackets } from './newLink.ts';

/** The target as this link would write it: wiki-links in the vault's style with their own ending, others relative. */
export function targetFor(vault: Vault, note: Note, link: Link, file: File, options: ActionOptions): string {
  if (link.syntax !== 'wiki') {
    const folder = dirname(vault.files.get(note.uri)?.path ?? '/');
    const path = link.target.startsWith('/')
      ? `/${encodedLike(link.target, file.path.slice((vault.folderOf(file.path)?.path ?? file.root).length + 1))}`
      : encodedLike(link.target, relativePath(folder, file.path));
    return link.target.startsWith('./') && !path.startsWith('.') ? `./${path}` : path;
  }
  const style = styleFor(options.settings, options.style);
  const ending = link.target === '' ? style.ending : isMarkdownPath(link.target);
  return inBrackets(writeTarget(vault, note.uri, file, { ...style, ending }));
}

/** A link that was written from its own folder stays so; any other takes the shortest form. */
export function rightTarget(vault: Vault, note: Note, link: Link, file: File, options: ActionOptions): string {
  if (!/^\.\.?[\\/]/.test(link.target)) return targetFor(vault, note, link, file, options);
  const folder = dirname(vault.files.get(note.uri)?.path ?? '/');
  const path = relativePath(folder, file.path);
  const written = isMarkdownPath(link.target) || !file.markdown ? path : path.slice(0, path.lastIndexOf('.'));
  return path.startsWith('../') ? written : `./${written}`;
}

/** The target with each segment as the file system spells it. */
export function caseOf(link: Link, found: Resolution, file: File): string {
  const target = found.aliasFirst ? found.target : link.target;
  const name = nameKey(percentDecoded(target) ?? target);
  const stem = fold(stemOf(file.path));
  // A folder may stand for its index, and a note for its name without the ending.
  const path = isIndexName(stem) && name !== stem ? dirname(file.path) : file.path;
  const hasEnding = isMarkdownPath(target) || !isMarkdownPath(path);
  const own = (hasEnding ? path : path.slice(0, path.lastIndexOf('.'))).split('/');
  const written = target.split('/');
  for (let back = 1; back <= written.length && back <= own.length; back++) {
    const segment = written[written.length - back]!;
    if (segment === '..' || segment === '.' || segment === '') break;
    written[written.length - back] = segment.includes('%')
      ? encodedLike(segment, own[own.length - back]!)
      : own[own.length - back]!;
  }
  return written.join('/');
}

/** A path as a Markdown link writes it: encoded, unless the old target holds spaces and so stands in `<…>`. */
function encodedLike(old: string, path: string): string {
  return /\s/.test(old) ? path : encodedPath(path);
}
