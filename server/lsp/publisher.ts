// Pushes diagnostics of the whole workspace, to clients that do not pull them: those of the edited note at once, others
// in slices, never the same twice.
import type { Diagnostic } from 'vscode-languageserver-types';
import type { Vault } from '../vault/vault.ts';
import type { Problems, Reporter } from './problems.ts';

export interface PublisherHost {
  readonly vault: Vault;
  readonly problems: Problems;
  isOpen(uri: string): boolean;
  send(uri: string, problems: Diagnostic[]): void;
  turn(): Promise<void>;
}

const slice = 25;

export class Publisher implements Reporter {
  private readonly host: PublisherHost;
  /** What the client shows now, as text, to compare with. */
  private readonly shown = new Map<string, string>();
  private readonly waiting = new Set<string>();
  private working = false;
  private run: Promise<void> = Promise.resolve();

  constructor(host: PublisherHost) {
    this.host = host;
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
    this.waiting.delete(uri);
    const { host } = this;
    const problems = host.problems.of(uri);
    const text = problems.length ? JSON.stringify(problems) : '';
    if (text === (this.shown.get(uri) ?? '') && (text !== '' || !host.isOpen(uri) || this.shown.has(uri))) return;
    if (text === '' && !host.isOpen(uri)) this.shown.delete(uri);
    else this.shown.set(uri, text);
    host.send(uri, problems);
  }

  queue(uris: Iterable<string>): Promise<void> {
    for (const uri of uris) this.waiting.add(uri);
    if (!this.working) this.run = this.work();
    return this.run;
  }

  publishAll(): Promise<void> {
    const notes: string[] = [];
    for (const file of this.host.vault.files.all()) if (file.markdown && file.inWorkspace) notes.push(file.uri);
    return this.queue([...notes, ...this.shown.keys()]);
  }

  private async work(): Promise<void> {
    this.working = true;
    let sliceStart = Date.now();
    for (const uri of this.waiting) {
      this.publish(uri);
      if (Date.now() - sliceStart > slice) {
        await this.host.turn();
        sliceStart = Date.now();
      }
    }
    // In the same turn as the last look at what waits: nothing can be queued in between and be forgotten.
    this.working = false;
  }
}
