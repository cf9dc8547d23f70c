// What would be renamed at a place: the range that the editor marks, and the name it offers to change.
import type { Range } from 'vscode-languageserver-types';
import type { Settings } from '../protocol.ts';
import { rangeOf } from '../text/lines.ts';
import type { Place } from '../text/span.ts';
import type { Vault } from '../vault/vault.ts';
import { renameTarget } from './renameTarget.ts';

/** `undefined` where nothing has a name that could be another. */
export function prepareRename(
  vault: Vault,
  place: Place,
  settings: Settings,
): { readonly range: Range; readonly placeholder: string } | undefined {
  const target = renameTarget(vault, place, settings);
  const note = vault.note(place.uri);
  return target && note && { range: rangeOf(note.lines, target.span), placeholder: target.name };
}
