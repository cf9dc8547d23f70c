// Asking and telling the server, which may have ended, or may just be starting.
import { commands, l10n, window } from 'vscode';
import {
  type BaseLanguageClient,
  type CancellationToken,
  ConnectionError,
  ErrorCodes,
  ResponseError,
  State,
} from 'vscode-languageclient';

/** `starting` also where another server follows one that ended. */
export function stateOf({ state }: BaseLanguageClient): 'running' | 'starting' | 'stopped' {
  if (state === State.Running) return 'running';
  return state === State.Starting ? 'starting' : 'stopped';
}

/** What was asked of a server that ended meanwhile, or just before, is asked of the one that follows it. Rejected as `ask` is. */
export async function askAgain<R>(ask: () => Promise<R>): Promise<R> {
  try {
    return await ask();
  } catch (error) {
    const hasEnded =
      error instanceof ConnectionError ||
      (error instanceof ResponseError && error.code === ErrorCodes.PendingResponseRejected);
    if (!hasEnded) throw error;
    // The client tells of the end first, and begins the next start then.
    await new Promise((done) => setTimeout(done, 50));
    return ask();
  }
}

/** The answer to what the user asked for; where there is none he is told why, and it is `undefined`. */
export async function askServer<R>(
  client: BaseLanguageClient,
  method: string,
  params: unknown,
  token?: CancellationToken,
): Promise<R | undefined> {
  try {
    return await askAgain(() => client.sendRequest<R>(method, params, token));
  } catch {
    if (token?.isCancellationRequested) return undefined;
    if (stateOf(client) === 'stopped') void sayAbsent();
    else {
      const message = l10n.t('This could not be found out. The output of Research Notes says why.');
      void window.showErrorMessage(message);
    }
    return undefined;
  }
}

/** News for a server that may be gone: the next one hears of them when it starts, or finds them out by itself. */
export async function tellServer(client: BaseLanguageClient, method: string, params: unknown): Promise<void> {
  if (client.isRunning()) await client.sendNotification(method, params).catch(() => undefined);
}

/** @param message says what is not done for want of a server */
export async function sayAbsent(message = l10n.t('The language server is not running.')): Promise<void> {
  const start = l10n.t('Start again');
  const show = l10n.t('Show output');
  const choice = await window.showErrorMessage(message, start, show);
  if (choice === start) await commands.executeCommand('researchNotes.restartServer');
  if (choice === show) await commands.executeCommand('researchNotes.showOutput');
}
