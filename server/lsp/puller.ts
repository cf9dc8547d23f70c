// Answers a client that pulls diagnostics: open notes one by one, the workspace by a request that is held open and streams
// what changed. Nothing is looked for that nobody asked about.
import type {
  Diagnostic,
  DocumentDiagnosticReport,
  PreviousResultId,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { canonicalUri } from '../text/uri.ts';
import type { Vault } from '../vault/vault.ts';
import type { Problems, Reporter } from './problems.ts';
import { Backlog, Slices } from './slices.ts';

export interface PullerHost {
  readonly vault: Vault;
  readonly problems: Problems;
  isOpen(uri: string): boolean;
  /** The client's own spelling of the address of an open note; `undefined` for a closed one. */
  spellingOf(uri: string): string | undefined;
  /** Fulfilled once every note has been read. */
  read(): Promise<void>;
  /** Asks the client to pull its open notes again. */
  refresh(): void;
  /** Counts may have changed. */
  counted(): void;
  turn(): Promise<void>;
  /** The same for work that nobody waits for. */
  standBack(): Promise<void>;
  /** Runs once the client has taken what it was sent before. */
  later(run: () => void): void;
}

/** What the client was told about a note. */
interface Told {
  readonly id: string;
  /** The problems as text, to compare with. */
  readonly text: string;
}

/** The answer for a note without problems, which most are. */
const clean: Told = { id: '0', text: '' };
/** What the client shows of a note is not known: the next look at it is told in any case. */
const unknown: Told = { id: '', text: '?' };
const longestChunk = 200;

type Stream = (items: WorkspaceDocumentDiagnosticReport[]) => void;

export class Puller implements Reporter {
  private readonly host: PullerHost;
  /** Told in answer to `textDocument/diagnostic`. */
  private readonly pulled = new Map<string, Told>();
  /** Told in answer to `workspace/diagnostic`. */
  private readonly streamed = new Map<string, Told>();
  /** By canonical URI, where it differs: how the client spells the address of a note that it was told of. */
  private readonly spellings = new Map<string, string>();
  private readonly backlog: Backlog;
  private stream: Stream | undefined;
  /** Found and not streamed yet. */
  private chunk: WorkspaceDocumentDiagnosticReport[] = [];
  /** A note that the client pulled is not what it was then. */
  private outdated = false;
  private ids = 0;
  /** Another for each run of the server: a client may hold ids of the run before. */
  private readonly run = Math.random().toString(36).slice(2);

  constructor(host: PullerHost) {
    this.host = host;
    this.backlog = new Backlog({
      visit: (uri) => this.visit(uri),
      isUrgent: (uri) => host.isOpen(uri),
      pause: () => this.send(),
      end: () => this.end(),
      turn: host.standBack,
    });
  }

  /** `textDocument/diagnostic`. */
  document(uri: string, previous: string | undefined): DocumentDiagnosticReport {
    const { told, problems } = this.look(uri, this.pulled);
    this.host.counted();
    // VS Code pulls a note once more when it is closed, leaves the answer aside, and until then what is streamed of it too.
    if (!this.host.isOpen(uri)) {
      this.pulled.delete(uri);
      this.streamed.set(uri, unknown);
      this.host.later(() => void this.queue([uri]));
    }
    if (previous === told.id) return { kind: 'unchanged', resultId: told.id };
    return { kind: 'full', resultId: told.id, items: problems };
  }

  /**
   * `workspace/diagnostic`. Our client asks again two seconds after each answer, so with a stream it gets none: changes
   * follow by `stream` until `closed` is fulfilled. Without one the answer holds all there is to say, once all notes are
   * read: an answer of nothing would stand until the client asks again by itself.
   */
  async workspace(
    previous: readonly PreviousResultId[],
    stream: Stream | undefined,
    closed: Promise<void>,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    this.streamed.clear();
    this.spellings.clear();
    for (const { uri, value } of previous) {
      const canonical = canonicalUri(uri);
      if (canonical !== uri) this.spellings.set(canonical, uri);
      this.streamed.set(canonical, { ...unknown, id: value });
    }
    if (!stream) {
      await Promise.race([this.host.read(), closed]);
      const all: WorkspaceDocumentDiagnosticReport[] = [];
      const slices = new Slices(this.host.turn);
      for (const uri of new Set([...this.host.vault.workspaceNotes(), ...this.streamed.keys()])) {
        const report = this.reportOf(uri);
        if (report) all.push(report);
        if (slices.isOver) await slices.giveWay();
      }
      return all;
    }
    this.stream = stream;
    if (this.host.vault.isComplete) await this.queue([...this.host.vault.workspaceNotes(), ...this.streamed.keys()]);
    await closed;
    if (this.stream === stream) this.stream = undefined;
    return [];
  }

  /** The client pulls a note that it edits by itself. */
  publish(): void {}

  sendAgain(uri: string): void {
    this.pulled.delete(uri);
  }

  forget(uri: string): boolean {
    this.host.problems.forget(uri);
    return this.pulled.delete(uri);
  }

  queue(uris: Iterable<string>): Promise<void> {
    return this.backlog.add([...uris].filter((uri) => this.stream !== undefined || this.host.isOpen(uri)));
  }

  clear(): void {
    this.backlog.clear();
  }

  publishAll(): Promise<void> {
    return this.queue([...this.host.vault.workspaceNotes(), ...this.streamed.keys(), ...this.pulled.keys()]);
  }

  private visit(uri: string): void {
    const report = this.reportOf(uri);
    if (report) this.chunk.push(report);
    if (this.chunk.length >= longestChunk) this.send();
    const before = this.pulled.get(uri);
    this.outdated ||= before !== undefined && before.text !== (this.streamed.get(uri) ?? clean).text;
  }

  private send(): void {
    if (this.chunk.length > 0) this.stream?.(this.chunk);
    this.chunk = [];
  }

  private end(): void {
    this.send();
    if (this.outdated) this.host.refresh();
    this.outdated = false;
    this.host.counted();
  }

  /** `undefined` where the stream has told this before. */
  private reportOf(uri: string): WorkspaceDocumentDiagnosticReport | undefined {
    const before = this.streamed.get(uri) ?? clean;
    const { told, problems } = this.look(uri, this.streamed);
    // What is not known here is clean, as most notes are, and all that are gone.
    if (told === clean) this.streamed.delete(uri);
    if (told.text === before.text) return undefined;
    const spelling = this.host.spellingOf(uri) ?? this.spellings.get(uri) ?? uri;
    return { kind: 'full', uri: spelling, version: null, resultId: told.id, items: problems };
  }

  private look(uri: string, known: Map<string, Told>): { told: Told; problems: Diagnostic[] } {
    const problems = this.host.problems.of(uri);
    const text = problems.length ? JSON.stringify(problems) : '';
    const before = known.get(uri);
    let told = before?.text === text ? before : clean;
    if (text !== told.text) told = { id: `${this.run}-${++this.ids}`, text };
    known.set(uri, told);
    return { told, problems };
  }
}
