// Code actions: the edit of each is given to VS Code when it is chosen, and only if the notes are still those that it was
// made for. VS Code holds the edits of a menu against nothing, so one of several notes is carried out by a command of ours.
import {
  type CancellationToken,
  CodeAction,
  type Command,
  commands,
  type Disposable,
  l10n,
  type TextDocument,
} from 'vscode';
import type { BaseLanguageClient, Middleware, CodeAction as ServerAction } from 'vscode-languageclient';
import { applied, type BasedEdit, checkedEdit, given, sayThatNotesChanged } from './checkedEdits.ts';

/** What an action was offered for, and what it holds back until it is chosen. */
interface Offer {
  readonly document: TextDocument;
  readonly version: number;
  readonly edit: CodeAction['edit'];
  readonly command: CodeAction['command'];
}

const applyCommand = 'researchNotes.applyAction';

/** Carries out a chosen action; only actions give it something to do. */
export function registerAppliedActions(): Disposable {
  return commands.registerCommand(applyCommand, (apply: unknown) =>
    typeof apply === 'function' ? apply() : undefined,
  );
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
      if (isOld(offer)) {
        sayThatNotesChanged();
        return action;
      }
      if (offer.edit) {
        action.edit = offer.edit;
        if (offer.command) action.command = offer.command;
      } else await resolve(client(), action, offer, token);
      return action;
    },
  };
}

function isOld({ document, version }: Offer): boolean {
  return document.isClosed || document.version !== version;
}

/** Gives the action its edit or, where VS Code would read several notes before it makes it, what carries it out. */
async function resolve(
  client: BaseLanguageClient,
  action: CodeAction,
  offer: Offer,
  token: CancellationToken,
): Promise<void> {
  const params = client.code2ProtocolConverter.asCodeActionSync(action);
  const ask = async (until?: CancellationToken): Promise<BasedEdit | undefined> =>
    (await client.sendRequest<ServerAction>('codeAction/resolve', params, until)).edit;
  let first: Promise<BasedEdit | undefined> | undefined = ask(token);
  const askAgain = async (until?: CancellationToken) => {
    const answer = first;
    first = undefined;
    if (answer) return answer;
    // It was offered for places in a text that is another one now.
    if (!isOld(offer)) return ask(until);
    sayThatNotesChanged();
    return undefined;
  };
  // Why there is no answer is said where the edit is checked.
  const isOurs = await first.then(isOfSeveralAtOnce, () => false);
  if (isOurs) {
    const apply = () => carryOut(client, askAgain, offer.command);
    action.command = { title: action.title, command: applyCommand, arguments: [apply] };
    return;
  }
  const edit = await checkedEdit(client, () => askAgain(token), given, token);
  if (!edit) return;
  action.edit = edit;
  // It may open what the edit creates: without the one, not the other.
  if (offer.command) action.command = offer.command;
}

async function carryOut(
  client: BaseLanguageClient,
  ask: () => Promise<BasedEdit | undefined>,
  next: Command | undefined,
): Promise<void> {
  let isDone = false;
  const use = applied(
    l10n.t('The changes could not be made.'),
    l10n.t('Only some of the changes could be made. Undo takes them back.'),
  );
  await checkedEdit(client, ask, async (edit, isCurrent) => {
    const outcome = await use(edit, isCurrent);
    isDone = outcome === undefined;
    return outcome;
  });
  if (isDone && next) await commands.executeCommand(next.command, ...(next.arguments ?? []));
}

/** Several notes are changed, and VS Code shows nothing first: its preview watches the notes. */
function isOfSeveralAtOnce(edit: BasedEdit | undefined): boolean {
  const { documentChanges, changes = {}, changeAnnotations = {} } = edit ?? {};
  const asks = Object.values(changeAnnotations).some(({ needsConfirmation }) => needsConfirmation);
  return !asks && (documentChanges ?? Object.keys(changes)).length > 1;
}
