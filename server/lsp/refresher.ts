// Tells the client that what it shows may be old, not more often than anyone can look.
import type { Connection } from 'vscode-languageserver';
import { type ChangedParams, changedNotification } from '../protocol.ts';

const changedDelay = 200;
const refreshDelay = 500;

export class Refresher {
  /** The client is our own: others know nothing of `changedNotification`. */
  isHeard = false;
  /** Requests that make the client ask anew for what other notes may have changed. */
  refreshes: readonly string[] = [];
  private changedTimer: ReturnType<typeof setTimeout> | undefined;
  private refreshTimer: ReturnType<typeof setTimeout> | undefined;
  /** False once something else than typing happened since the client was last told. */
  private onlyTyped = true;
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** The vault or its problems have changed; our client is told at most five times a second. */
  changed(onlyTyped = false): void {
    if (!this.isHeard) return;
    this.onlyTyped &&= onlyTyped;
    this.changedTimer ??= setTimeout(() => {
      this.changedTimer = undefined;
      const params: ChangedParams = { onlyTyped: this.onlyTyped };
      this.onlyTyped = true;
      // Fails at once, and not as a promise, where the client is gone by now.
      const tell = () => this.connection.sendNotification(changedNotification, params);
      Promise.resolve()
        .then(tell)
        .catch(() => undefined);
    }, changedDelay);
  }

  /** Colours, lenses and hints of open notes speak of other notes, and those have changed. */
  refresh(): void {
    if (this.refreshes.length === 0) return;
    this.refreshTimer ??= setTimeout(() => {
      this.refreshTimer = undefined;
      for (const method of this.refreshes) this.connection.sendRequest(method).catch(() => undefined);
    }, refreshDelay);
  }
}
