// The routes of code actions. What they call is loaded with the first of them.
import { type ClientCapabilities, CodeActionKind, type Connection } from 'vscode-languageserver';
import type { ActionOptions } from '../features/actionEdits.ts';
import { contentsKind, fixAllKind } from '../protocol.ts';
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
  connection.onCodeAction((params) =>
    answer('codeAction', async () => (await import('./actions.ts')).actionsFor(session, params)),
  );
  connection.onCodeActionResolve(
    async (action) =>
      (await answer('codeAction/resolve', async () => (await import('./actions.ts')).resolved(session, action))) ??
      action,
  );
}

/** As `2026-11-24`, where the user is. */
export function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
