// Sound and film of the vault: a player, and below it the link that stays where nothing can be played.
import type { Link } from '../../parse/note.ts';
import { type File, playerOf } from '../../vault/files.ts';
import type { PageContext } from './context.ts';
import { element } from './html.ts';

/** `undefined` for a file that no page plays. @param named the link to the file */
export function drawPlayer(context: PageContext, file: File, link: Link, named: string): string | undefined {
  const tag = playerOf(file.path);
  if (!tag) return undefined;
  const { mark } = context.options;
  // Under the same rules as pictures: the host says which of these may be loaded.
  context.images.add(file.uri);
  // `#t=90` and `#t=90,120`, as the Web has it and Obsidian too.
  const part = /^t=[\d.:,]{1,20}$/.test(link.fragment ?? '') ? link.fragment : undefined;
  const label = context.vault.displayPath(file.path);
  const player = element(mark, 'span', { tag, media: file.uri, part, 'aria-label': label });
  return element(mark, 'span', { class: `player ${tag}` }, player + named);
}
