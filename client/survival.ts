// A server that ends, or no longer answers, is followed by another one that knows what to be careful about.
import { Disposable } from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  type LanguageClientOptions,
} from 'vscode-languageclient';
import {
  type InitializationOptions,
  type ParsingParams,
  parsingNotification,
  pingRequest,
} from '../server/protocol.ts';
import { Pulse } from './pulse.ts';
import { Suspects } from './suspects.ts';

/** So many messages in a row may fail to be written before the server is ended. */
const mostFailures = 3;

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
      if (this.isDebugged) return;
      this.served().client.error(
        'The server does not answer any more: it is ended, and another one is started.',
        undefined,
        false,
      );
      this.served().end();
    },
  });
  /** Of the client's own: it gives up where servers end again and again. */
  private ownHandler: ErrorHandler | undefined;

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
    // two such messages for a reason to shut down for good; one whose connection alone is broken has to end first.
    error: (_error, _message, count = 0) => {
      if (count > mostFailures) this.served().end();
      return { action: ErrorAction.Continue, handled: true };
    },
    // Each text that is found is left out from now on: that is no server that ends again and again.
    closed: () => (this.suspects.ended() ? { action: CloseAction.Restart } : this.handler.closed()),
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
    const parsing = client.onNotification(parsingNotification, ({ text }: ParsingParams) => this.suspects.heard(text));
    return Disposable.from(parsing, this.pulse);
  }
}
