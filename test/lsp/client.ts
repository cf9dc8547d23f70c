// A client over a real connection, in this process, with a real folder behind the server.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import {
  type CompletionList,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type Location,
  type LocationLink,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { decode } from '../../server/lsp/decode.ts';
import type { FileSystem } from '../../server/lsp/fileSystem.ts';
import { givenUp } from '../../server/lsp/givenUp.ts';
import { nodeFiles } from '../../server/lsp/nodeFiles.ts';
import { nodeTurn } from '../../server/lsp/nodeTurn.ts';
import { type Environment, serve } from '../../server/lsp/routes.ts';
import type { InitializationOptions, StatusResult } from '../../server/protocol.ts';

export interface Options {
  /** Folders that are opened, relative to the temporary one; `['.']` by default. */
  readonly folders?: readonly string[];
  /** What the client answers for the section `researchNotes`. */
  readonly settings?: unknown;
  readonly initializationOptions?: InitializationOptions;
  readonly initialize?: Partial<InitializeParams>;
  readonly locale?: string;
  /** Stands between the server and the disk. */
  readonly files?: (disk: FileSystem) => FileSystem;
  /** How long the server waits for files that this client reads (ms). */
  readonly filesPatience?: number;
  readonly drawFormula?: Environment['drawFormula'];
  /** Answers requests of the server; `workspace/configuration` is answered already. */
  readonly handlers?: Readonly<Record<string, (params: never) => unknown>>;
  /** Hears notifications of the server. */
  readonly notified?: Readonly<Record<string, (params: never) => unknown>>;
  /** Requests of the server that the client refuses, as one that does not know them. */
  readonly refuses?: readonly string[];
  /** Do not wait until every note is read. */
  readonly early?: boolean;
}

/** A disk of which `hear` is told what it is asked. */
export function overheard(
  hear: (question: 'list' | 'read' | 'stat' | 'state', uris: readonly string[]) => void,
): NonNullable<Options['files']> {
  return (disk) => ({
    ...disk,
    list: (uris) => {
      hear('list', uris);
      return disk.list(uris);
    },
    read: (uris, limit, head) => {
      hear('read', uris);
      return disk.read(uris, limit, head);
    },
    stat: (uris) => {
      hear('stat', uris);
      return disk.stat(uris);
    },
    state: (uris, readOnly) => {
      hear('state', uris);
      return disk.state(uris, readOnly);
    },
  });
}

/** So long is waited for what is expected (ms): a machine that does other work meanwhile is slow. */
const patience = 20_000;

const running = new Set<Client>();
after(() => {
  for (const client of running) client.stop();
});

/** Writes the files into a new folder and starts a server for it. */
export async function start(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Options = {},
): Promise<Client> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'research-notes-')));
  const client = new Client(root, options);
  running.add(client);
  // Without this the server would look for a repository in the folders above.
  for (const folder of client.folders) mkdirSync(join(root, folder, '.git'), { recursive: true });
  for (const [path, content] of Object.entries(files)) client.write(path, content);
  await client.initialize();
  return client;
}

export class Client {
  readonly root: string;
  readonly folders: readonly string[];
  readonly connection: ProtocolConnection;
  /** Every publication, oldest first. */
  readonly published: PublishDiagnosticsParams[] = [];
  readonly logged: string[] = [];
  readonly warnings: string[] = [];
  readonly registered: string[] = [];
  settings: unknown;
  result!: InitializeResult;
  private readonly options: Options;
  private readonly open = new Map<string, TextDocument>();
  /** By path: a client knows one file by whichever spelling of its address. */
  private readonly shown = new Map<string, Diagnostic[]>();
  /** How often the server has looked whether files are there, and how many of these looks have no answer yet. */
  private looks = 0;
  private unanswered = 0;
  private readonly streams = [new PassThrough(), new PassThrough()] as const;

  constructor(root: string, options: Options) {
    this.root = root;
    this.options = options;
    this.folders = options.folders ?? ['.'];
    this.settings = options.settings;
    const [toServer, toClient] = this.streams;
    const disk = options.files ?? ((files: FileSystem) => files);
    serve(
      createConnection(
        ProposedFeatures.all,
        new StreamMessageReader(toServer),
        new StreamMessageWriter(toClient),
        givenUp,
      ),
      {
        localFiles: (allowed) => this.counted(disk(nodeFiles(allowed))),
        filesPatience: options.filesPatience,
        turn: nodeTurn,
        drawFormula:
          options.drawFormula ?? (async () => (await import('../../server/render/drawFormula.ts')).drawFormula),
      },
    );
    this.connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    this.listen();
  }

  private listen(): void {
    const { connection, options } = this;
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.shown.set(this.path(params.uri), params.diagnostics);
    });
    connection.onNotification(
      'window/logMessage',
      ({ message }: { message: string }) => void this.logged.push(message),
    );
    connection.onNotification(
      'window/showMessage',
      ({ message }: { message: string }) => void this.warnings.push(message),
    );
    const handlers: Record<string, (params: never) => unknown> = {
      'workspace/configuration': ({ items }: { items: unknown[] }) => items.map(() => this.settings ?? null),
      'client/registerCapability': ({ registrations }: { registrations: { method: string }[] }) => {
        this.registered.push(...registrations.map(({ method }) => method));
        return null;
      },
      'window/showMessageRequest': ({ message }: { message: string }) => {
        this.warnings.push(message);
        return null;
      },
      'window/workDoneProgress/create': () => null,
      ...options.handlers,
    };
    for (const [method, handle] of Object.entries(handlers)) {
      if (!options.refuses?.includes(method)) connection.onRequest(method, handle as (params: unknown) => unknown);
    }
    for (const [method, hear] of Object.entries(options.notified ?? {}))
      connection.onNotification(method, hear as (params: unknown) => void);
    connection.listen();
  }

  async initialize(): Promise<void> {
    const { options } = this;
    this.result = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {
        workspace: {
          configuration: true,
          workspaceFolders: true,
          didChangeWatchedFiles: { dynamicRegistration: true },
          didChangeConfiguration: { dynamicRegistration: true },
          applyEdit: true,
          workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
        },
      },
      workspaceFolders: this.folders.map((path) => this.folder(path)),
      ...(options.locale ? { locale: options.locale } : {}),
      ...(options.initializationOptions ? { initializationOptions: options.initializationOptions } : {}),
      ...options.initialize,
    } satisfies InitializeParams);
    await this.connection.sendNotification('initialized', {});
    if (!options.early) await this.ready();
  }

  stop(): void {
    running.delete(this);
    this.connection.dispose();
    for (const stream of this.streams) stream.destroy();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** The server is gone, in the middle of whatever it did; another one is started for the same folder and told what is open. */
  async crash(options: Options = {}): Promise<Client> {
    this.leave();
    const next = new Client(this.root, { ...this.options, settings: this.settings, early: true, ...options });
    running.add(next);
    await next.initialize();
    for (const path of this.open.keys()) await next.openDocument(path, this.textOf(path));
    return next;
  }

  /** Nobody hears this server any longer, and it hears nobody; the folder stays, for another one. */
  leave(): void {
    running.delete(this);
    this.connection.dispose();
    this.streams[0].removeAllListeners();
    this.streams[1].removeAllListeners().resume();
  }

  /** Paths of the notes that are open. */
  get openPaths(): readonly string[] {
    return [...this.open.keys()];
  }

  // ---- places

  folder(path: string): { uri: string; name: string } {
    return { uri: this.uri(path === '.' ? '' : path), name: path === '.' ? 'vault' : path.split('/').pop()! };
  }

  uri(path: string): string {
    return path.includes(':') ? path : pathToFileURL(join(this.root, path)).toString();
  }

  path(uri: string): string {
    const own = pathToFileURL(this.root).toString();
    return uri.startsWith(`${own}/`) ? decodeURIComponent(uri.slice(own.length + 1)) : uri;
  }

  // ---- the disk; events are sent apart

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  rename(from: string, to: string): void {
    mkdirSync(dirname(join(this.root, to)), { recursive: true });
    renameSync(join(this.root, from), join(this.root, to));
  }

  /** `created a.md`, `changed a.md`, `deleted folder`. */
  async tell(...events: readonly string[]): Promise<void> {
    const changes = events.map((event) => {
      // Only the first space is ours: a path may hold others.
      const end = event.indexOf(' ');
      const type = ['', 'created', 'changed', 'deleted'].indexOf(event.slice(0, end));
      return { uri: this.uri(event.slice(end + 1)), type };
    });
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  // ---- documents

  async openDocument(path: string, text = this.textOf(path)): Promise<void> {
    const uri = this.uri(path);
    this.open.set(path, TextDocument.create(uri, 'markdown', 1, text));
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'markdown', version: 1, text },
    });
  }

  /** Replaces the first `from` by `to`, as a keystroke does. */
  async edit(path: string, from: string, to: string, version?: number): Promise<void> {
    const document = this.open.get(path)!;
    const at = document.getText().indexOf(from);
    assert.ok(at >= 0, `“${from}” is not in ${path}`);
    const range = { start: document.positionAt(at), end: document.positionAt(at + from.length) };
    const next = version ?? document.version + 1;
    const contentChanges = [{ range, text: to }];
    if (next > document.version) TextDocument.update(document, contentChanges, next);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version: next },
      contentChanges,
    });
  }

  /** The note that is open here, or `undefined`. */
  opened(path: string): TextDocument | undefined {
    return this.open.get(path);
  }

  /** Makes several edits of an open note at once, each in the text as it was before. */
  async change(path: string, edits: readonly TextEdit[]): Promise<void> {
    const document = this.open.get(path)!;
    // Later places first, so that each edit leaves the places of the next ones as they are.
    const contentChanges = [...edits]
      .sort((a, b) => document.offsetAt(b.range.start) - document.offsetAt(a.range.start))
      .map(({ range, newText }) => ({ range, text: newText }));
    TextDocument.update(document, contentChanges, document.version + 1);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges,
    });
  }

  /** Replaces the whole text of an open note. */
  async replace(path: string, text: string): Promise<void> {
    const document = this.open.get(path)!;
    const version = document.version + 1;
    TextDocument.update(document, [{ text }], version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version },
      contentChanges: [{ text }],
    });
  }

  async save(path: string): Promise<void> {
    this.write(path, this.open.get(path)!.getText());
    await this.connection.sendNotification('textDocument/didSave', { textDocument: { uri: this.uri(path) } });
  }

  async close(path: string): Promise<void> {
    this.open.delete(path);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(path) } });
  }

  /** The text as the editor has it. */
  textOf(path: string): string {
    return this.open.get(path)?.getText() ?? decode(readFileSync(join(this.root, path))) ?? '';
  }

  document(path: string): TextDocument {
    return TextDocument.create(this.uri(path), 'markdown', 1, this.textOf(path));
  }

  /** In the middle of `what`, or `by` characters after its start. */
  at(
    path: string,
    what: string,
    by = Math.ceil(what.length / 2),
  ): { textDocument: { uri: string }; position: Position } {
    const document = this.document(path);
    const at = document.getText().indexOf(what);
    assert.ok(at >= 0, `“${what}” is not in ${path}`);
    return { textDocument: { uri: this.uri(path) }, position: document.positionAt(at + by) };
  }

  // ---- requests, answered as text

  /** Problems of a note as `code “marked text”`, in their order. */
  problems(path: string): string[] {
    const document = this.document(path);
    return (this.shown.get(path) ?? []).map(({ code, range }) => `${code} “${document.getText(range)}”`);
  }

  diagnostics(path: string): readonly Diagnostic[] {
    return this.shown.get(path) ?? [];
  }

  async definition(path: string, what: string): Promise<string> {
    const found = await this.connection.sendRequest<LocationLink[] | null>(
      'textDocument/definition',
      this.at(path, what),
    );
    if (found === null) return 'nothing';
    return found
      .map(({ targetUri, targetSelectionRange }) => `${this.path(targetUri)}:${targetSelectionRange.start.line + 1}`)
      .join(', ');
  }

  async references(path: string, what: string): Promise<string> {
    const params = { ...this.at(path, what), context: { includeDeclaration: false } };
    const found = await this.connection.sendRequest<Location[] | null>('textDocument/references', params);
    if (found === null) return 'nothing';
    return found
      .map(({ uri, range }) => `${this.path(uri)} ${this.document(this.path(uri)).getText(range)}`)
      .sort()
      .join(', ');
  }

  async hover(path: string, what: string): Promise<string> {
    const found = await this.connection.sendRequest<Hover | null>('textDocument/hover', this.at(path, what));
    if (found === null) return 'nothing';
    const { contents } = found;
    return typeof contents === 'object' && 'value' in contents
      ? contents.value.replaceAll(pathToFileURL(this.root).toString(), '')
      : '?';
  }

  async completion(path: string, what: string): Promise<string[]> {
    const params = this.at(path, what, what.length);
    const found = await this.connection.sendRequest<CompletionList | null>('textDocument/completion', params);
    return found === null ? ['nothing'] : found.items.map(({ label, detail }) => `${label} · ${detail}`);
  }

  status(path?: string): Promise<StatusResult> {
    return this.connection.sendRequest('researchNotes/status', path === undefined ? {} : { uri: this.uri(path) });
  }

  counters(): Promise<{ notesParsed: number; linksResolved: number }> {
    return this.connection.sendRequest('researchNotes/counters');
  }

  // ---- waiting

  /** All notes are read and all problems are told. */
  async ready(): Promise<void> {
    await this.until(() => this.logged.some((message) => / notes read in |^Прочитано/.test(message)), true);
    // The problems follow that line; what answers a later question comes after them. Some wait for the disk, which is slow
    // where others use it.
    for (let looks = -1; looks !== this.looks; ) {
      looks = this.looks;
      await this.counters();
      await this.until(() => this.unanswered, 0);
    }
  }

  /** The same file system; what the server asks of it is counted. */
  private counted(files: FileSystem): FileSystem {
    const stat: FileSystem['stat'] = async (uris) => {
      this.looks++;
      this.unanswered++;
      try {
        return await files.stat(uris);
      } finally {
        this.unanswered--;
      }
    };
    return { ...files, stat };
  }

  /** Asks until the answer is `expected`; fails with the last answer. */
  async until<T>(ask: () => T | Promise<T>, expected: T): Promise<void> {
    const end = Date.now() + patience;
    for (;;) {
      const actual = await ask();
      try {
        return assert.deepEqual(actual, expected);
      } catch (error) {
        if (Date.now() > end) throw error;
      }
      await new Promise((done) => setTimeout(done, 5));
    }
  }

  /** All that was sent before is taken in: file events wait 50 ms, and loads follow one another. */
  async settled(): Promise<void> {
    await new Promise((done) => setTimeout(done, 80));
    await this.connection.sendRequest('researchNotes/rebuildIndex');
  }
}
