// How often links name a file: of equal finds the popular one is wanted more often.
import { fold } from '../text/fold.ts';
import { basename, dirname } from '../text/uri.ts';
import { type File, isIndexName, nameKey } from './files.ts';
import { keyInFolder } from './mentionIndex.ts';
import type { Vault } from './vault.ts';

/**
 * How many notes have a link that says the file's name; where it leads is not asked. A bare `index` may mean any of many
 * files and speaks for none: such a file is named by its folder, as in `[[topic/index]]` and `[[topic]]`.
 */
export function popularity(vault: Vault, file: File): number {
  const key = nameKey(file.path);
  if (!isIndexName(key)) return vault.mentioning(key).length;
  const folder = fold(basename(dirname(file.path)));
  // A note of this name comes before the folder.
  const byFolder = vault.files.named(folder).length > 0 ? 0 : vault.mentioning(folder).length;
  return byFolder + vault.mentioning(keyInFolder(folder, key)).length;
}
