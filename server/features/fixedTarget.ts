// The target that a link should have to lead to a file, in the link's own style.
import { isInFrontMatter, type Link, type Note } from '../parse/note.ts';
import { fold, percentDecoded } from '../text/fold.ts';
import { dirname, relativePath } from '../text/uri.ts';
import { type File, isIndexName, isMarkdownPath, nameKey, stemOf } from '../vault/files.ts';
import type { Resolution } from '../vault/resolve.ts';
import { styleFor, writeTarget } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import type { ActionOptions } from './actionEdits.ts';
import { suffixOf } from './spellings.ts';
import { type PathPlace, writtenPath } from './writtenPath.ts';

/** The target as this link would write it: wiki-links in the vault's style with their own ending, others relative. */
export function targetFor(vault: Vault, note: Note, link: Link, file: File, options: ActionOptions): string {
  const place = placeOf(note, link);
  if (link.syntax !== 'wiki') {
    const root = vault.folderOf(file.path)?.path ?? file.root;
    const isRooted = link.target.startsWith('/');
    const path = isRooted ? file.path.slice(root.length) : relativePath(folderOf(vault, note), file.path);
    const dotted = link.target.startsWith('./') && !path.startsWith('.') ? `./${path}` : path;
    return writtenPath(place, dotted, suffixOf(link.target, file));
  }
  const style = styleFor(options.settings, options.style);
  const ending = link.target === '' ? style.ending : isMarkdownPath(link.target);
  return writtenPath({ ...place, isEncoded: false }, writeTarget(vault, note.uri, file, { ...style, ending }));
}

/** A link that was written from its own folder stays so; any other takes the shortest form. */
export function rightTarget(vault: Vault, note: Note, link: Link, file: File, options: ActionOptions): string {
  if (!/^\.\.?[\\/]/.test(link.target)) return targetFor(vault, note, link, file, options);
  const path = relativePath(folderOf(vault, note), file.path);
  const written = isMarkdownPath(link.target) || !file.markdown ? path : path.slice(0, path.lastIndexOf('.'));
  const dotted = path.startsWith('../') ? written : `./${written}`;
  return writtenPath(placeOf(note, link), dotted, link.syntax === 'wiki' ? '' : suffixOf(link.target, file));
}

/** The target with each segment as the file system spells it. */
export function caseOf(note: Note, link: Link, found: Resolution, file: File): string {
  const whole = found.aliasFirst ? found.target : link.target;
  const suffix = link.syntax === 'wiki' ? '' : suffixOf(whole, file);
  const target = whole.slice(0, whole.length - suffix.length);
  const name = nameKey(percentDecoded(target) ?? target);
  const stem = fold(stemOf(file.path));
  // A folder may stand for its index, and a note for its name without the ending.
  const path = isIndexName(stem) && name !== stem ? dirname(file.path) : file.path;
  const hasEnding = isMarkdownPath(target) || !isMarkdownPath(path);
  const own = (hasEnding ? path : path.slice(0, path.lastIndexOf('.'))).split('/');
  const written = (percentDecoded(target) ?? target).split('/');
  for (let back = 1; back <= written.length && back <= own.length; back++) {
    const segment = written[written.length - back]!;
    if (segment === '..' || segment === '.' || segment === '') break;
    written[written.length - back] = own[own.length - back]!;
  }
  return writtenPath({ ...placeOf(note, link), name: target }, written.join('/'), suffix);
}

function placeOf(note: Note, link: Link): PathPlace {
  return { link, name: link.target, inFrontMatter: isInFrontMatter(note, link) };
}

function folderOf(vault: Vault, note: Note): string {
  return dirname(vault.files.get(note.uri)?.path ?? '/');
}
