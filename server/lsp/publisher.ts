// Pushes diagnostics of the whole workspace: those of the edited note at once, others in slices, never the same twice.
import type { Diagnostic } from 'vscode-languageserver-types';
import { diagnostics, severities, unwrittenSeverity } from '../features/diagnostics.ts';
import { type Language, messages } from '../messages.ts';
import { type DiagnosticCode, largestNote, type Settings, type SeverityName } from '../protocol.ts';
import type { Vault } from '../vault/vault.ts';
import type { Skipped } from './loader.ts';

export interface PublisherHost {
  readonly vault: Vault;
  settings(): Settings;
  language(): Language;
  skipped(uri: string): Skipped | undefined;
  isOpen(uri: string): boolean;
  send(uri: string, problems: Diagnostic[]): void;
  log(message: string): void;
  turn(): Promise<void>;
}

const slice = 25;
const noRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export class Publisher {
  private readonly host: PublisherHost;
  /** What the client shows now, as text, to compare with. */
  private readonly shown = new Map<string, string>();
  private readonly counts = new Map<string, Map<DiagnosticCode, number>>();
  private readonly waiting = new Set<string>();
  private working = false;
  private run: Promise<void> = Promise.resolve();
  /** Notes published while `publishAll` looks at the rest: what it found before is old. */
  private newer: Set<string> | undefined;
  private unwritten: SeverityName = 'warning';

  constructor(host: PublisherHost) {
    this.host = host;
  }

  /** Problems of the vault by code. */
  totals(): Partial<Record<DiagnosticCode, number>> {
    const totals: Partial<Record<DiagnosticCode, number>> = {};
    for (const counts of this.counts.values()) {
      for (const [code, count] of counts) totals[code] = (totals[code] ?? 0) + count;
    }
    return totals;
  }

  /** The notes that have such a problem. */
  withProblem(code: DiagnosticCode): string[] {
    return [...this.counts].flatMap(([uri, counts]) => (counts.has(code) ? [uri] : []));
  }

  /** The next problems of a note are sent even if they are the same: a client may count on hearing of a note it opens. */
  sendAgain(uri: string): void {
    this.shown.delete(uri);
  }

  /** Nothing is shown any more for this note; `false` where nothing was. */
  forget(uri: string): boolean {
    this.counts.delete(uri);
    return (this.shown.get(uri) ?? '') !== '' && this.shown.delete(uri);
  }

  /** Computes and sends the problems of one note now. */
  publish(uri: string): void {
    this.waiting.delete(uri);
    this.newer?.add(uri);
    this.show(uri, this.problems(uri));
  }

  private show(uri: string, problems: Diagnostic[]): void {
    const { host } = this;
    const text = problems.length ? JSON.stringify(problems) : '';
    const counts = new Map<DiagnosticCode, number>();
    for (const { code } of problems) counts.set(code as DiagnosticCode, (counts.get(code as DiagnosticCode) ?? 0) + 1);
    if (counts.size) this.counts.set(uri, counts);
    else this.counts.delete(uri);
    if (text === (this.shown.get(uri) ?? '') && (text !== '' || !host.isOpen(uri) || this.shown.has(uri))) return;
    if (text === '' && !host.isOpen(uri)) this.shown.delete(uri);
    else this.shown.set(uri, text);
    host.send(uri, problems);
  }

  /** Queues notes; they are done in slices between other requests. */
  queue(uris: Iterable<string>): Promise<void> {
    for (const uri of uris) this.waiting.add(uri);
    if (!this.working) this.run = this.work();
    return this.run;
  }

  /**
   * Everything, after loading. How unwritten the vault is decides the severity of `missing-note`, so all problems are
   * found before the first is sent: a warning that turns into something milder a moment later would flash.
   */
  async publishAll(): Promise<void> {
    const { vault } = this.host;
    const found = new Map<string, Diagnostic[]>();
    const newer = new Set<string>();
    this.newer = newer;
    let links = 0;
    let sliceStart = Date.now();
    const uris = new Set([...vault.allNotes()].map((note) => note.uri));
    for (const uri of [...uris, ...this.shown.keys()]) {
      for (const link of vault.note(uri)?.links ?? []) if (link.syntax === 'wiki') links++;
      found.set(uri, this.problems(uri));
      if (Date.now() - sliceStart > slice) {
        await this.host.turn();
        sliceStart = Date.now();
      }
    }
    const unwritten = [...found.values()].flat().filter((problem) => problem.code === 'missing-note');
    const severity = unwrittenSeverity(unwritten.length, links);
    if (this.host.settings().diagnostics['missing-note'] === 'auto' && severity !== this.unwritten) {
      this.unwritten = severity;
      for (const problem of unwritten) problem.severity = severities[severity as 'warning' | 'information'];
    }
    // What changed while the rest was looked at is looked at again.
    this.newer = undefined;
    for (const [uri, problems] of found) {
      if (newer.has(uri)) this.publish(uri);
      else if (!this.waiting.has(uri)) this.show(uri, problems);
    }
    for (const file of vault.files.all()) if (this.host.skipped(file.uri)) this.publish(file.uri);
    await this.queue([]);
  }

  private problems(uri: string): Diagnostic[] {
    const { host } = this;
    const skipped = host.skipped(uri);
    const severity = host.settings().diagnostics['file-skipped'];
    if (skipped && !host.vault.note(uri)) {
      if (severity === 'off') return [];
      const say = messages(host.language());
      const message =
        skipped.why === 'tooLarge'
          ? say.tooLarge(Math.ceil(skipped.size / 1024 / 1024), largestNote / 1024 / 1024)
          : skipped.why === 'notText'
            ? say.notText()
            : say.notParsed();
      return [
        { range: noRange, severity: severities[severity], source: 'research-notes', code: 'file-skipped', message },
      ];
    }
    try {
      return diagnostics(host.vault, uri, host.settings(), host.language(), this.unwritten);
    } catch (error) {
      // One bad note must not keep the others from being told about.
      host.log(`${uri}: ${error instanceof Error ? error.stack : String(error)}`);
      return [];
    }
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
