// Topic pages: an index shows the notes of its folder that it does not name.
import { messages } from '../../messages.ts';
import { dirname, uriOf } from '../../text/uri.ts';
import { type File, isIndexName, stemOf } from '../../vault/files.ts';
import { resolve } from '../../vault/resolve.ts';
import { drawCard } from './cards.ts';
import type { PageContext } from './context.ts';
import { element } from './html.ts';
import { labelled } from './rail.ts';

const most = 60;

/** Notes beside the index that no link of it leads to; empty where the note is no index. */
export function unlistedFiles(context: Pick<PageContext, 'vault' | 'note' | 'options'>): File[] {
  const { vault, note } = context;
  const index = vault.files.get(note.uri);
  if (!index || !isIndexName(stemOf(index.path))) return [];
  const folder = dirname(index.path);
  const listed = new Set<string>();
  for (const link of note.links)
    for (const file of resolve(vault, note.uri, link, context.options.settings.links).files) listed.add(file.uri);
  return vault.files
    .inFolder(uriOf(folder))
    .filter(
      (file) => dirname(file.path) === folder && !listed.has(file.uri) && file.uri !== index.uri && vault.isNote(file),
    )
    .slice(0, most);
}

/** Empty where all are named. */
export function drawUnlisted(context: PageContext): string {
  const { mark, language } = context.options;
  const files = unlistedFiles(context);
  if (files.length === 0) return '';
  const cards = files.map((file) => drawCard(context, file, {}));
  const grid = element(mark, 'div', { class: 'cards always', role: 'list' }, cards.join(''));
  return element(mark, 'div', { class: 'unlisted' }, labelled(mark, messages(language).notListed(files.length)) + grid);
}
