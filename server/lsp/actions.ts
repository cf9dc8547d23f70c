// The actions for a range of a note: fixes of problems and refactorings; what needs texts is worked out when it is chosen.
import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { codeActions } from '../features/codeActions.ts';
import { actionEdit, actionNeeds, isOverAllNotes, readActionData, refactorings } from '../features/refactorings.ts';
import { offsetAt } from '../text/lines.ts';
import { canonicalUri } from '../text/uri.ts';
import { actionOptions } from './actionRoutes.ts';
import type { Session } from './session.ts';

export async function actionsFor(session: Session, params: CodeActionParams): Promise<CodeAction[] | undefined> {
  const { vault } = session;
  const uri = canonicalUri(params.textDocument.uri);
  const note = vault.note(uri);
  if (!note) return undefined;
  const { only, diagnostics } = params.context;
  const options = actionOptions(session);
  const text = vault.text(uri);
  const span = {
    start: offsetAt(note.lines, params.range.start, note.length, text),
    end: offsetAt(note.lines, params.range.end, note.length, text),
  };
  const wantsFixes = !only || only.some((kind) => CodeActionKind.QuickFix.startsWith(kind) || kind === '');
  const found = [
    ...(wantsFixes ? codeActions(vault, uri, diagnostics, options) : []),
    ...refactorings(vault, uri, span, only?.includes('') ? undefined : only, options),
  ];
  if (session.actions.resolves) return found;
  const whole: CodeAction[] = [];
  for (const action of found) {
    // Unless it is asked for, its edit would be made at each move of the cursor, from all notes with such links: a tenth of
    // a second and more.
    if (!only?.length && isOverAllNotes(action.data)) continue;
    const one = await resolved(session, action);
    if (one) whole.push(one);
  }
  return whole;
}

/** The action with its edit; `undefined` where there is nothing to do any longer. */
export async function resolved(session: Session, action: CodeAction): Promise<CodeAction | undefined> {
  const { vault } = session;
  const data = readActionData(vault, action.data);
  if (!data) return action.edit || action.command ? action : undefined;
  const options = actionOptions(session);
  const edit = await session.basedEdit(
    () => actionNeeds(vault, data, options),
    () => actionEdit(vault, data, options),
  );
  return edit && { ...action, edit };
}
