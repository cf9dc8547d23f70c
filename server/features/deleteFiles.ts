// Deleted files: the links to them that would lead to another file from then on, which nobody would notice.
import { type Language, messages } from '../messages.ts';
import type { Settings } from '../protocol.ts';
import { pathOf } from '../text/uri.ts';
import type { Vault } from '../vault/vault.ts';
import { Changes } from './plan.ts';
import { relink } from './relink.ts';

/** A warning for people about the links astray once these files and folders are gone; `undefined` where there are none. */
export function deleteFiles(
  vault: Vault,
  uris: readonly string[],
  settings: Settings,
  language: Language,
): string | undefined {
  const deleted = uris.map(pathOf);
  const astray = relink(vault, { moves: [], created: [], deleted, notes: [] }, new Changes(), settings);
  const [first] = astray;
  if (!first) return undefined;
  const to = vault.displayPath(first.to.path);
  return messages(language).ledAstray(astray.length, vault.displayPath(pathOf(first.uri)), to);
}
