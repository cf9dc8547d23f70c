// The routes of code actions: fixes of problems and refactorings; what needs texts is worked out when it is chosen.
import { type ClientCapabilities, type CodeAction, CodeActionKind, type Connection } from 'vscode-languageserver';
import type { ActionOptions } from '../features/actionEdits.ts';
import { codeActions } from '../features/codeActions.ts';
import {
  actionEdit,
  actionNeeds,
  contentsKind,
  fixAllKind,
  readActionData,
  refactorings,
} from '../features/refactorings.ts';
import { offsetAt } from '../text/lines.ts';
import { canonicalUri } from '../text/uri.ts';
import type { Answer } from './routes.ts';
import type { Session } from './session.ts';

export const actionKinds: readonly string[] = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorInline,
  CodeActionKind.RefactorRewrite,
  fixAllKind,
  contentsKind,
];

/** What the client can do with actions. */
export interface ActionAbilities {
  readonly resolves: boolean;
  readonly creates: boolean;
  readonly confirms: boolean;
}

export function actionAbilities({ textDocument, workspace }: ClientCapabilities): ActionAbilities {
  const action = textDocument?.codeAction;
  const edit = workspace?.workspaceEdit;
  return {
    resolves: action?.dataSupport === true && action.resolveSupport?.properties.includes('edit') === true,
    creates: edit?.documentChanges === true && edit.resourceOperations?.includes('create') === true,
    confirms: edit?.changeAnnotationSupport !== undefined,
  };
}

export function actionOptions(session: Session): ActionOptions {
  return {
    settings: session.settings,
    language: session.language,
    style: session.loader.style,
    commands: session.options.commands === true,
    versions: session.editAbilities.versions,
    creates: session.actions.creates,
    confirms: session.actions.confirms,
    date: today(),
    documentOf: (uri) => session.documentOf(uri),
    withProblem: (code) => session.problems.withCode(code),
    countOf: (code) => session.problems.totals()[code] ?? 0,
  };
}

export function serveActions(connection: Connection, session: Session, answer: Answer): void {
  const { vault } = session;
  const resolved = async (action: CodeAction): Promise<CodeAction | undefined> => {
    const data = readActionData(vault, action.data);
    if (!data) return action.edit || action.command ? action : undefined;
    const options = actionOptions(session);
    const edit = await session.basedEdit(
      () => actionNeeds(vault, data, options),
      () => actionEdit(vault, data, options),
    );
    return edit && { ...action, edit };
  };

  connection.onCodeAction((params) =>
    answer('codeAction', async () => {
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
        const one = await resolved(action);
        if (one) whole.push(one);
      }
      return whole;
    }),
  );
  connection.onCodeActionResolve(
    async (action) => (await answer('codeAction/resolve', () => resolved(action))) ?? action,
  );
}

/** As `2026-11-24`, where the user is. */
export function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
