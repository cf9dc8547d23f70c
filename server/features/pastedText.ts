// Text that was copied in one note and is pasted into another: its links lead where they led.
import { parseNote } from '../parse/parseNote.ts';
import type { Vault } from '../vault/vault.ts';
import type { ActionOptions } from './actionEdits.ts';
import { movedText } from './movedText.ts';

/** `undefined` where nothing need be changed. */
export function pastedText(
  vault: Vault,
  from: string,
  to: string,
  text: string,
  options: ActionOptions,
): string | undefined {
  const source = vault.files.get(from);
  const target = vault.files.get(to);
  if (!source || !target || from === to) return undefined;
  const note = parseNote(from, text);
  const moved = movedText(vault, note, text, { start: 0, end: text.length }, target, false, options);
  return moved === text ? undefined : moved;
}
