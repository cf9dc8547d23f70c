// An editor as far as a server can tell: starts it as a process, opens and changes documents, and keeps what it publishes.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Peer } from './peers.ts';

export class Client {
  readonly connection: ProtocolConnection;
  readonly child: ChildProcessWithoutNullStreams;
  readonly root: string;
  result!: InitializeResult;
  private ended: string | undefined;
  private readonly open = new Map<string, TextDocument>();
  private readonly peer: Peer;
  private readonly waiting = new Set<(params: PublishDiagnosticsParams) => void>();

  constructor(peer: Peer, root: string) {
    this.peer = peer;
    this.root = root;
    const [command, ...args] = peer.command;
    this.child = spawn(command!, args, { cwd: root, stdio: 'pipe' });
    this.child.stderr.resume();
    // What was asked is then not waited for.
    this.child.once('exit', (code, signal) => {
      this.ended = `the server ended: ${signal ?? code}`;
      this.connection.dispose();
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.child.stdout),
      new StreamMessageWriter(this.child.stdin),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      for (const wait of this.waiting) wait(params);
    });
    const configuration = ({ items }: { items: readonly { section?: string }[] }) =>
      items.map(({ section }) => peer.settings?.[section ?? ''] ?? null);
    this.connection.onRequest('workspace/configuration', configuration);
    for (const method of ['client/registerCapability', 'window/workDoneProgress/create', 'window/showMessageRequest'])
      this.connection.onRequest(method, () => null);
    peer.attach?.(this);
    this.connection.listen();
  }

  async initialize(): Promise<void> {
    this.result = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(this.root).toString(),
      workspaceFolders: [{ uri: pathToFileURL(this.root).toString(), name: 'vault' }],
      capabilities: {
        workspace: {
          configuration: true,
          workspaceFolders: true,
          didChangeWatchedFiles: { dynamicRegistration: true },
          didChangeConfiguration: { dynamicRegistration: true },
          workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
          fileOperations: { willRename: true },
        },
        textDocument: {
          completion: { completionItem: { documentationFormat: ['markdown'] } },
          hover: { contentFormat: ['markdown'] },
        },
      },
      initializationOptions: this.peer.options ?? {},
    });
    await this.connection.sendNotification('initialized', {});
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: this.peer.settings ?? {} });
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    const ended = new Promise<void>((done) => this.child.once('exit', () => done()));
    this.child.kill('SIGKILL');
    await ended;
  }

  uri(path: string): string {
    return pathToFileURL(join(this.root, path)).toString();
  }

  /** The text that is open under an address, or `undefined`. */
  openText(uri: string): TextDocument | undefined {
    return this.open.get(decodeURIComponent(uri));
  }

  async openDocument(path: string): Promise<TextDocument> {
    const text = readFileSync(join(this.root, path), 'utf8');
    const document = TextDocument.create(this.uri(path), 'markdown', 1, text);
    this.open.set(decodeURIComponent(document.uri), document);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: document.uri, languageId: 'markdown', version: 1, text },
    });
    return document;
  }

  async close(document: TextDocument): Promise<void> {
    this.open.delete(decodeURIComponent(document.uri));
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: document.uri } });
  }

  /** Writes at the end, in the place of what stands there from `from` (an offset) on. @returns the end */
  async write(document: TextDocument, text: string, from = document.getText().length): Promise<Position> {
    const range = { start: document.positionAt(from), end: document.positionAt(document.getText().length) };
    TextDocument.update(document, [{ range, text }], document.version + 1);
    const { textDocumentSync } = this.result.capabilities;
    const kind = typeof textDocumentSync === 'object' ? textDocumentSync.change : textDocumentSync;
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [kind === TextDocumentSyncKind.Full ? { text: document.getText() } : { range, text }],
    });
    return document.positionAt(document.getText().length);
  }

  /** `undefined` where the server refuses, as one that does not know the request. */
  async ask<T>(method: string, params: unknown): Promise<T | undefined> {
    return this.connection.sendRequest<T | null>(method, params).then(
      (answer) => answer ?? undefined,
      () => {
        if (this.ended) throw new Error(this.ended);
        return undefined;
      },
    );
  }

  /** Fulfilled once the problems of a note are such; rejected after ten seconds. */
  problems(document: TextDocument, such: (problems: readonly Diagnostic[]) => boolean): Promise<void> {
    return this.peer.pulls ? this.pulledProblems(document, such) : this.pushedProblems(document, such);
  }

  private pushedProblems(document: TextDocument, such: (problems: readonly Diagnostic[]) => boolean): Promise<void> {
    return new Promise((done, fail) => {
      const timer = setTimeout(() => finish(() => fail(new Error('no such problems'))), 10_000);
      const see = ({ uri, diagnostics }: PublishDiagnosticsParams) => {
        if (decodeURIComponent(uri) === decodeURIComponent(document.uri) && such(diagnostics)) finish(done);
      };
      const finish = (end: () => void) => {
        clearTimeout(timer);
        this.waiting.delete(see);
        end();
      };
      this.waiting.add(see);
    });
  }

  private async pulledProblems(
    document: TextDocument,
    such: (problems: readonly Diagnostic[]) => boolean,
  ): Promise<void> {
    for (const end = Date.now() + 10_000; Date.now() < end; ) {
      const params = { textDocument: { uri: document.uri } };
      const report = await this.ask<{ items?: Diagnostic[] }>('textDocument/diagnostic', params);
      if (such(report?.items ?? [])) return;
    }
    throw new Error('no such problems');
  }

  /** What happened on disk, told as an editor does. @param type 1: created, 2: changed, 3: deleted */
  async tell(paths: readonly string[], type: 1 | 2 | 3): Promise<void> {
    const changes = paths.map((path) => ({ uri: this.uri(path), type }));
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await this.peer.tell?.(this, changes);
  }
}
