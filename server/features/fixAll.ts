// All problems of a kind at once, in one note or in the vault: those that have one fix nobody needs to choose.
import type { TextEdit } from 'vscode-languageserver-types';
import type { DiagnosticCode } from '../protocol.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, currentText, type Edits } from './actionEdits.ts';
import { codeActions } from './codeActions.ts';
import { diagnostics } from './diagnostics.ts';

/** The edits that fix these problems of one note. */
export function fixAll(
  vault: Vault,
  uri: string,
  codes: readonly DiagnosticCode[],
  options: ActionOptions,
): TextEdit[] {
  const edits: TextEdit[] = [];
  const plain = { ...options, versions: false };
  for (const problem of diagnostics(vault, uri, options.settings, options.language, 'warning')) {
    if (!codes.includes(problem.code as DiagnosticCode)) continue;
    const fix = codeActions(vault, uri, [problem], plain).find((action) => action.isPreferred);
    edits.push(...Object.values(fix?.edit?.changes ?? {}).flat());
  }
  return edits;
}

/** The same for all notes that have such a problem; one whose text is not the one we know is left alone. */
export function fixVault(vault: Vault, code: DiagnosticCode, options: ActionOptions): Edits {
  const edits = new Map<string, TextEdit[]>();
  for (const uri of options.withProblem(code)) {
    const note = vault.note(uri);
    if (note && currentText(vault, note) !== undefined) edits.set(uri, fixAll(vault, uri, [code], options));
  }
  return edits;
}
