// A server that ends, or no longer answers, is followed by another one that knows what to be careful about.
import { commands, Disposable, l10n, window } from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  ErrorCodes,
  type ErrorHandler,
  type LanguageClientOptions,
  ResponseError,
  State,
} from 'vscode-languageclient';
import {
  type InitializationOptions,
  type ParsingParams,
  parsingNotification,
  pingRequest,
} from '../server/protocol.ts';
import { sayAbsent, stateOf } from './askServer.ts';
import { Pulse } from './pulse.ts';
import { Suspects } from './suspects.ts';

/** So many messages in a row may fail to be written before the server is ended. */
const mostFailures = 3;
/** So long a server may take to start (ms): a machine that has just been started is busy. */
const startPatience = 60_000;
/** A server that is gone for so long (ms) does not come back by itself; to stop one takes the client two seconds at most. */
const goneAfter = 3000;
/** So long a server has to end when it is asked to (ms): when a window closes VS Code waits for little more. */
const endPatience = 1000;
/** One that takes so long to start (ms) may be replaced by hand. */
const restartPatience = 5000;

/** A client, and how its server is ended at once, whatever it is doing. */
export interface ServedClient {
  readonly client: BaseLanguageClient;
  end(): void;
}

export class Survival {
  private readonly served: () => ServedClient;
  private readonly isDebugged: boolean;
  private readonly suspects = new Suspects();
  private readonly pulse = new Pulse({
    ping: () => this.served().client.sendRequest(pingRequest),
    lost: () => {
      const { client, end } = this.served();
      if (this.isDebugged) return;
      if (client.state === State.Starting && Date.now() - this.startedAt < startPatience) return this.pulse.beat();
      client.error('The server does not answer any more: it is ended, and another one is started.', undefined, false);
      this.wasSilent = true;
      end();
    },
  });
  /** Of the client's own: it gives up where servers end again and again. */
  private ownHandler: ErrorHandler | undefined;
  private startedAt = 0;
  /** It is ended because it did not answer. */
  private wasSilent = false;
  /** Runs while there is neither a server nor one that starts. */
  private sayingGone: ReturnType<typeof setTimeout> | undefined;
  /** True once nobody wants a server any more. */
  private isOver = false;

  /**
   * @param served the client that this is about, once it is made
   * @param isDebugged a server that stands at a breakpoint answers nothing, and is well
   */
  constructor(served: () => ServedClient, isDebugged: boolean) {
    this.served = served;
    this.isDebugged = isDebugged;
  }

  get careful(): InitializationOptions['careful'] {
    return this.suspects.careful;
  }

  private get handler(): ErrorHandler {
    this.ownHandler ??= this.served().client.createDefaultErrorHandler();
    return this.ownHandler;
  }

  readonly errorHandler: ErrorHandler = {
    // Where nothing can be written the server is gone, and its end is about to be heard. The client's own handler would take
    // two such messages for a reason to shut down for good; one whose connection alone is broken, or that failed before it
    // could answer, has to end first.
    error: (_error, _message, count = 0) => {
      const { client, end } = this.served();
      if (count > mostFailures || client.state === State.Starting) end();
      return { action: ErrorAction.Continue, handled: true };
    },
    closed: async () => {
      // A start that fails by this ends before the next one begins, else the client would take that for failed, too.
      await new Promise((done) => setTimeout(done));
      if (this.isOver) return { action: CloseAction.DoNotRestart, handled: true };
      // Each text that is found is left out from now on: that is no server that ends again and again.
      const isExplained = this.suspects.ended(this.wasSilent);
      this.wasSilent = false;
      const result = isExplained ? { action: CloseAction.Restart } : await this.handler.closed();
      return { ...result, handled: true };
    },
  };

  /**
   * If this returns, the client stops the server that it has, which may by then be the one that follows; if it throws, it does
   * not.
   */
  readonly initializationFailedHandler = (error: unknown): boolean => {
    if (error instanceof ResponseError && error.code === ErrorCodes.PendingResponseRejected) throw error;
    return false;
  };

  readonly middleware: NonNullable<LanguageClientOptions['middleware']> = {
    sendRequest: (type, param, token, next) => {
      if (type !== pingRequest) this.pulse.beat();
      return next(type, param, token);
    },
    sendNotification: (type, next, params) => {
      this.pulse.beat();
      return next(type, params);
    },
    handleWorkDoneProgress: (token, params, next) => {
      this.pulse.beat();
      next(token, params);
    },
  };

  /** Hears what the server says; for a client that has not started yet. */
  listen(): Disposable {
    const { client } = this.served();
    // What the client tells of its connection is for the output: of an end that matters the user is told in his words.
    const { error } = client;
    client.error = (message, data) => error.call(client, message, data, false);
    return Disposable.from(
      client.onNotification(parsingNotification, ({ text }: ParsingParams) => this.suspects.heard(text)),
      client.onDidChangeState(({ newState }) => this.heard(newState)),
      commands.registerCommand('researchNotes.restartServer', () => this.restart()),
      this.pulse,
    );
  }

  private heard(state: State): void {
    clearTimeout(this.sayingGone);
    if (state === State.Starting) {
      this.startedAt = Date.now();
      this.pulse.beat();
    }
    if (state === State.Starting || state === State.Running || this.isOver) return;
    const message = l10n.t('The language server ended and is not started again by itself: links are not checked.');
    this.sayingGone = setTimeout(() => void sayAbsent(message), goneAfter);
  }

  /** Another server in place of this one, whatever it is doing; how often servers ended counts anew. */
  async restart(): Promise<void> {
    const { client, end } = this.served();
    this.ownHandler = undefined;
    this.suspects.heard(null);
    if (client.state === State.Starting) {
      // Who asks twice is answered by the first; its end is followed by another start.
      if (Date.now() - this.startedAt > restartPatience) end();
      return;
    }
    await this.endThis();
    try {
      await client.start();
    } catch {
      // One that ended while it started may be followed by another one already.
      await new Promise((done) => setTimeout(done));
      if (stateOf(client) !== 'stopped') return;
      clearTimeout(this.sayingGone);
      const reload = l10n.t('Reload window');
      const choice = await window.showErrorMessage(l10n.t('The language server could not be started.'), reload);
      if (choice === reload) await commands.executeCommand('workbench.action.reloadWindow');
    }
  }

  /** The window closes. */
  async stop(): Promise<void> {
    this.isOver = true;
    clearTimeout(this.sayingGone);
    const { client, end } = this.served();
    if (client.isRunning()) await this.endThis();
    else end();
  }

  /** Asks the server to end. One that does not answer would outlive its client, which forgets it after two seconds. */
  private async endThis(): Promise<void> {
    const { client, end } = this.served();
    const late = setTimeout(end, endPatience);
    await client.stop().catch(() => undefined);
    clearTimeout(late);
  }
}
