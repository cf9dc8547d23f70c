// The problems of notes, found when they are asked for, and how many there are of each code.
import type { Diagnostic } from 'vscode-languageserver-types';
import { diagnostics, severities } from '../features/diagnostics.ts';
import { type Language, messages } from '../messages.ts';
import { type DiagnosticCode, largestNote, type Settings, type SeverityName } from '../protocol.ts';
import type { Vault } from '../vault/vault.ts';
import type { Skipped } from './loader.ts';

export interface ProblemsHost {
  readonly vault: Vault;
  settings(): Settings;
  language(): Language;
  skipped(uri: string): Skipped | undefined;
  /** The severity that `auto` stands for in this vault. */
  unwritten(): SeverityName;
  log(message: string): void;
}

/** How problems reach the client: they are pushed to it, or it pulls them. */
export interface Reporter {
  /** This note was edited. */
  publish(uri: string): void;
  /** What these notes say or lead to may have changed; done in slices between other requests, the open ones first. */
  queue(uris: Iterable<string>): Promise<void>;
  /** Forgets what is queued: all of it will be asked for anew. */
  clear(): void;
  /** Everything may have changed: the vault was read, or the settings are new. */
  publishAll(): Promise<void>;
  /** The client may have lost what it showed for a note, since it opens it. */
  sendAgain(uri: string): void;
  /** Nothing is shown any more for this note; `false` where nothing was. */
  forget(uri: string): boolean;
}

const noRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export class Problems {
  private readonly host: ProblemsHost;
  private readonly counts = new Map<string, Map<DiagnosticCode, number>>();

  constructor(host: ProblemsHost) {
    this.host = host;
  }

  /** Finds the problems of one note now, and counts them. */
  of(uri: string): Diagnostic[] {
    const found = this.find(uri);
    const counts = new Map<DiagnosticCode, number>();
    for (const { code } of found) counts.set(code as DiagnosticCode, (counts.get(code as DiagnosticCode) ?? 0) + 1);
    if (counts.size) this.counts.set(uri, counts);
    else this.counts.delete(uri);
    return found;
  }

  forget(uri: string): void {
    this.counts.delete(uri);
  }

  /** Problems by code, of all notes that were looked at. */
  totals(): Partial<Record<DiagnosticCode, number>> {
    const totals: Partial<Record<DiagnosticCode, number>> = {};
    for (const counts of this.counts.values()) {
      for (const [code, count] of counts) totals[code] = (totals[code] ?? 0) + count;
    }
    return totals;
  }

  /** The notes that have such a problem, of all that were looked at. */
  withCode(code: DiagnosticCode): string[] {
    return [...this.counts].flatMap(([uri, counts]) => (counts.has(code) ? [uri] : []));
  }

  private find(uri: string): Diagnostic[] {
    const { host } = this;
    const skipped = host.vault.note(uri) ? undefined : host.skipped(uri);
    if (skipped) return this.skipped(skipped);
    try {
      return diagnostics(host.vault, uri, host.settings(), host.language(), host.unwritten());
    } catch (error) {
      // One bad note must not keep the others from being told about.
      host.log(`${uri}: ${error instanceof Error ? error.stack : String(error)}`);
      return [];
    }
  }

  private skipped({ why, ...file }: Skipped): Diagnostic[] {
    const severity = this.host.settings().diagnostics['file-skipped'];
    if (severity === 'off') return [];
    const say = messages(this.host.language());
    const megabyte = 1024 * 1024;
    const message =
      'size' in file
        ? say.tooLarge(Math.ceil(file.size / megabyte), largestNote / megabyte)
        : why === 'notText'
          ? say.notText()
          : say.notParsed();
    return [
      { range: noRange, severity: severities[severity], source: 'research-notes', code: 'file-skipped', message },
    ];
  }
}
