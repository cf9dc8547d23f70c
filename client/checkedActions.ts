// Code actions: the edit of each is given to VS Code when it is chosen, and only if the notes are still those that it was
// made for. VS Code holds the edits of a menu against nothing.
import { type CancellationToken, CodeAction, type TextDocument } from 'vscode';
import type { BaseLanguageClient, Middleware, CodeAction as ServerAction } from 'vscode-languageclient';
import { type BasedEdit, checkedEdit, given, sayThatNotesChanged } from './checkedEdits.ts';

/** What an action was offered for, and what it holds back until it is chosen. */
interface Offer {
  readonly document: TextDocument;
  readonly version: number;
  readonly edit: CodeAction['edit'];
  readonly command: CodeAction['command'];
}

/** @param client the client that this is the middleware of */
export function checkedActions(client: () => BaseLanguageClient): Middleware {
  const offers = new WeakMap<CodeAction, Offer>();
  return {
    async provideCodeActions(document, range, context, token, next) {
      const { version } = document;
      const actions = await next(document, range, context, token);
      for (const action of actions ?? []) {
        // What has neither an edit nor data is a command alone; the library gives every action the property.
        const { data } = action as { readonly data?: unknown };
        if (!(action instanceof CodeAction) || !(action.edit || data !== undefined)) continue;
        const { edit, command } = action;
        offers.set(action, { document, version, edit, command });
        delete action.edit;
        delete action.command;
      }
      return actions;
    },
    async resolveCodeAction(action, token) {
      const offer = offers.get(action);
      if (!offer) return action;
      if (offer.document.isClosed || offer.document.version !== offer.version) {
        sayThatNotesChanged();
        return action;
      }
      const edit = offer.edit ?? (await resolvedEdit(client(), action, token));
      if (!edit) return action;
      action.edit = edit;
      // It may open what the edit creates: without the one, not the other.
      if (offer.command) action.command = offer.command;
      return action;
    },
  };
}

async function resolvedEdit(
  client: BaseLanguageClient,
  action: CodeAction,
  token: CancellationToken,
): Promise<CodeAction['edit']> {
  const params = client.code2ProtocolConverter.asCodeActionSync(action);
  const ask = async () => {
    const resolved = await client.sendRequest<ServerAction>('codeAction/resolve', params, token);
    return resolved.edit as BasedEdit | undefined;
  };
  return checkedEdit(client, ask, given, token);
}
