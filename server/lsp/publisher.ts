// Pushes diagnostics of the whole workspace, to clients that do not pull them: those of the edited note at once, others
// in slices, never the same twice.
import type { Diagnostic } from 'vscode-languageserver-types';
import type { Vault } from '../vault/vault.ts';
import type { Problems, Reporter } from './problems.ts';
import { Backlog } from './slices.ts';

export interface PublisherHost {
  readonly vault: Vault;
  readonly problems: Problems;
  isOpen(uri: string): boolean;
  /** Fulfilled once they are written. */
  send(uri: string, problems: Diagnostic[]): Promise<void>;
  /** Ends the current turn of the event loop, for work that nobody waits for. */
  standBack(): Promise<void>;
}

export class Publisher implements Reporter {
  private readonly host: PublisherHost;
  /** What the client shows now, as text, to compare with. */
  private readonly shown = new Map<string, string>();
  private readonly backlog: Backlog;
  private sent: Promise<void> = Promise.resolve();

  constructor(host: PublisherHost) {
    this.host = host;
    this.backlog = new Backlog({
      visit: (uri) => this.publish(uri),
      isUrgent: (uri) => host.isOpen(uri),
      // Messages are written one a turn: answers would wait behind the thousands that a slice has made.
      pause: () => this.sent,
      turn: host.standBack,
    });
  }

  /** The next problems of a note are sent even if they are the same: a client may count on hearing of a note it opens. */
  sendAgain(uri: string): void {
    this.shown.delete(uri);
  }

  forget(uri: string): boolean {
    this.host.problems.forget(uri);
    return (this.shown.get(uri) ?? '') !== '' && this.shown.delete(uri);
  }

  publish(uri: string): void {
    this.backlog.delete(uri);
    const { host } = this;
    const problems = host.problems.of(uri);
    const text = problems.length ? JSON.stringify(problems) : '';
    if (text === (this.shown.get(uri) ?? '') && (text !== '' || !host.isOpen(uri) || this.shown.has(uri))) return;
    if (text === '' && !host.isOpen(uri)) this.shown.delete(uri);
    else this.shown.set(uri, text);
    this.sent = host.send(uri, problems);
  }

  queue(uris: Iterable<string>): Promise<void> {
    return this.backlog.add(uris);
  }

  clear(): void {
    this.backlog.clear();
  }

  publishAll(): Promise<void> {
    return this.queue([...this.host.vault.workspaceNotes(), ...this.shown.keys()]);
  }
}
