// Where a pasted or dropped image goes: its folder, its name, and what is written for it.
import type { Settings } from '../protocol.ts';
import { fold } from '../text/fold.ts';
import { basename, dirname, extname, isInside, joinPath, relativePath, uriOf } from '../text/uri.ts';
import { isImagePath, stemOf } from '../vault/files.ts';
import { resolve } from '../vault/resolve.ts';
import { encodedPath } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { escapeSnippet } from './completionItems.ts';
import { legalName, withoutForbidden } from './newNote.ts';

export interface ImagePlace {
  /** Of the new file; nothing is there. */
  readonly uri: string;
  /** What to insert: the image and its caption, with a placeholder where words are wanted. */
  readonly snippet: string;
}

/**
 * @param name of the file as it comes, or only its ending: `.png`
 * @param date as `2026-11-24`
 * @returns `undefined` where the note lies in no folder of the workspace, or the settings name no legal place
 */
export function imagePlace(
  vault: Vault,
  uri: string,
  name: string,
  date: string,
  settings: Settings,
  taken: readonly string[] = [],
): ImagePlace | undefined {
  const note = vault.files.get(uri);
  const root = note && vault.folderOf(note.path)?.path;
  const isEnding = /^\.\w+$/.test(name);
  const ending = isEnding ? name : extname(name);
  if (!note || root === undefined || !isImagePath(`x${ending}`)) return undefined;
  const folder = folderFor(vault, uri, note.path, root, settings);
  if (folder === undefined || !isInside(root, folder)) return undefined;
  const given = isEnding ? 'image' : basename(name).slice(0, -ending.length);
  const values: Readonly<Record<string, string>> = { note: stemOf(note.path), name: given, date };
  const pattern = settings.images.name.includes('{n}') ? settings.images.name : `${settings.images.name}{n}`;
  for (let count = 1; count < 10_000; count++) {
    const number = settings.images.name.includes('{n}') ? String(count) : count === 1 ? '' : `-${count}`;
    const stem = pattern
      .replace(/\{(note|name|date)\}/g, (_, key: string) => withoutForbidden(values[key]!))
      .replaceAll('{n}', number)
      .replace(/[\\/]/g, '-');
    const path = `${folder}/${stem}${ending}`;
    if (!legalName(basename(path))) return undefined;
    const target = uriOf(path);
    if (vault.files.atPath(fold(path)).length > 0 || taken.includes(target) || vault.existsUnlisted(path, false))
      continue;
    return { uri: target, snippet: snippetFor(encodedPath(relativePath(dirname(note.path), path)), settings) };
  }
  return undefined;
}

/** As the setting says; else where the images of this note lie, else where most images of the vault do, else beside it. */
function folderFor(vault: Vault, uri: string, path: string, root: string, settings: Settings): string | undefined {
  const written = settings.images.folder;
  if (written !== '') {
    return written.startsWith('/') ? joinPath(root, written.slice(1)) : joinPath(dirname(path), written);
  }
  const own = vault.note(uri)?.links.findLast((link) => link.embed && isImagePath(link.target));
  const shown = own && resolve(vault, uri, own).files[0];
  if (shown && isInside(root, shown.path)) return dirname(shown.path);
  const counts = new Map<string, number>();
  for (const file of vault.files.all()) {
    if (!file.inWorkspace || file.markdown || !isImagePath(file.path) || !isInside(root, file.path)) continue;
    counts.set(dirname(file.path), (counts.get(dirname(file.path)) ?? 0) + 1);
  }
  let best = dirname(path);
  let most = 0;
  for (const [folder, count] of counts) {
    if (count <= most) continue;
    best = folder;
    most = count;
  }
  return best;
}

/** The caption stands below the image where the setting says so, else in its brackets. */
function snippetFor(path: string, settings: Settings): string {
  const { caption } = settings.images;
  if (caption === '') return `![\${1}](${escapeSnippet(path)})$0`;
  const [before = '', after = ''] = caption.split('{caption}');
  return `![](${escapeSnippet(path)})\n\n${escapeSnippet(before)}\${1}${escapeSnippet(after)}$0`;
}
