// The built server as a process of its own, over its standard input and output.
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import {
  type CompletionList,
  createProtocolConnection,
  ErrorCodes,
  type LocationLink,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

// The options of esbuild.mjs, in a place of its own: another build may be under way.
const bundle = resolve('dist/test/server.js');
let temporary: string;
let folder: string;

interface Server {
  readonly vault: string;
  readonly child: ChildProcessWithoutNullStreams;
  readonly connection: ProtocolConnection;
  readonly output: string[];
  readonly ended: Promise<number | null>;
}

function serve(vault = folder): Server {
  const child = spawn(process.execPath, [bundle, '--stdio'], { cwd: vault });
  const output: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString('latin1')));
  const reader = new StreamMessageReader(child.stdout);
  // Half a message of a server that was killed would be waited for without end.
  reader.partialMessageTimeout = 0;
  const connection = createProtocolConnection(reader, new StreamMessageWriter(child.stdin));
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => ({ contentRoots: 7 })),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/showMessageRequest', () => null);
  connection.listen();
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  return { vault, child, connection, output, ended };
}

async function initialize({ vault, connection }: Server): Promise<void> {
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(vault).toString(),
    capabilities: { workspace: { configuration: true } },
  });
  await connection.sendNotification('initialized', {});
}

/** Ends with an error where the server does not end in time, and then ends it. */
async function exitCode({ child, ended }: Server): Promise<number | null> {
  const late = new Promise<'late'>((done) => setTimeout(() => done('late'), 5000).unref());
  const code = await Promise.race([ended, late]);
  if (code === 'late') child.kill('SIGKILL');
  assert.notEqual(code, 'late', 'the server did not end');
  return code as number | null;
}

/** Cuts what was written into messages; anything between two of them is text that does not belong there. */
function messagesIn(output: string): unknown[] {
  const messages: unknown[] = [];
  let at = 0;
  while (at < output.length) {
    const head = /^Content-Length: (\d+)\r\n(?:[\w-]+: [^\r\n]*\r\n)*\r\n/.exec(output.slice(at));
    assert.ok(head, `not protocol: ${JSON.stringify(output.slice(at, at + 80))}`);
    at += head[0].length;
    messages.push(JSON.parse(Buffer.from(output.slice(at, at + Number(head[1])), 'latin1').toString('utf8')));
    at += Number(head[1]);
  }
  return messages;
}

// Side by side, since each mostly waits for its process to start.
describe('the server as a process', { concurrency: true }, () => {
  before(() => {
    buildSync({
      entryPoints: ['server/main.node.ts'],
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      outfile: bundle,
      logLevel: 'error',
    });
    temporary = mkdtempSync(join(tmpdir(), 'research-notes-'));
    folder = join(temporary, 'vault');
    mkdirSync(join(folder, '.git'), { recursive: true });
    writeFileSync(join(folder, 'a.md'), '---\ntitle: "x\n---\n[[b]] [[gone]] ![](broken.png)\n');
    writeFileSync(join(folder, 'b.md'), '# Beta\n');
    writeFileSync(join(folder, 'broken.png'), 'not a picture');
  });
  after(() => rmSync(temporary, { recursive: true, force: true }));

  test('answers, shuts down, and writes nothing but protocol', async () => {
    const server = serve();
    const told = new Promise<unknown>((done) =>
      server.connection.onNotification('textDocument/publishDiagnostics', done),
    );
    await initialize(server);
    await told;
    const uri = pathToFileURL(join(folder, 'a.md')).toString();
    const at = { textDocument: { uri }, position: { line: 3, character: 3 } };
    assert.ok(await server.connection.sendRequest('textDocument/hover', at));
    const image = { textDocument: { uri }, position: { line: 3, character: 22 } };
    assert.ok(await server.connection.sendRequest('textDocument/hover', image));
    // A bad message and an unknown one are answered or logged, on the protocol.
    await assert.rejects(server.connection.sendRequest('textDocument/moniker', at));
    await server.connection.sendRequest('textDocument/hover', { textDocument: null });
    await assert.rejects(initialize(server), { code: ErrorCodes.InvalidRequest });
    await server.connection.sendRequest('shutdown');
    await assert.rejects(server.connection.sendRequest('textDocument/hover', at), { code: ErrorCodes.InvalidRequest });
    await server.connection.sendNotification('exit');
    assert.equal(await exitCode(server), 0);
    assert.ok(messagesIn(server.output.join('')).length > 6);
  });

  test('answers nothing before it is initialized', async () => {
    const server = serve();
    const at = { textDocument: { uri: 'file:///a.md' }, position: { line: 0, character: 0 } };
    for (const method of ['textDocument/hover', 'textDocument/completion', 'workspace/symbol', 'researchNotes/status'])
      await assert.rejects(
        server.connection.sendRequest(method, at),
        { code: ErrorCodes.ServerNotInitialized },
        method,
      );
    await initialize(server);
    server.child.stdin.end();
    await exitCode(server);
  });

  test('ends when its input does', async () => {
    const server = serve();
    await initialize(server);
    server.child.stdin.end();
    assert.notEqual(await exitCode(server), null);
    messagesIn(server.output.join(''));
  });

  test('ends when its input does before anything was said', async () => {
    const server = serve();
    server.child.stdin.end();
    assert.notEqual(await exitCode(server), null);
    assert.equal(server.output.join(''), '');
  });

  test('ends without a shutdown, and says so', async () => {
    const server = serve();
    await initialize(server);
    await server.connection.sendNotification('exit');
    assert.equal(await exitCode(server), 1);
  });

  // A client starts another one, tells it what is open, and may send again what it has sent before.
  test('is killed while one types, and the next one answers from the unsaved text', { timeout: 30_000 }, async () => {
    const uri = pathToFileURL(join(folder, 'a.md')).toString();
    let text = '[[b]] typed and not saved [[later]]\n\n## Unsaved\n\n[[#Unsaved]] [[';
    let version = 1;
    const open = async ({ connection }: Server) => {
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'markdown', version, text },
      });
    };
    const type = async ({ connection }: Server, letters: string) => {
      text += letters;
      version++;
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
    };
    for (const when of ['at rest', 'while reading', 'in the middle of a key press']) {
      const server = serve();
      server.connection.onClose(() => {});
      server.connection.onError(() => {});
      await initialize(server);
      if (when !== 'while reading') {
        await open(server);
        await type(server, 'b');
      }
      server.child.kill('SIGKILL');
      assert.equal(await server.ended, null, when);
      server.connection.dispose();
    }
    const began = performance.now();
    const server = serve();
    const told = new Promise<string[]>((done) =>
      server.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
        if (params.uri !== uri) return;
        const codes = params.diagnostics.map(({ code }) => String(code));
        if (codes.includes('missing-note')) done(codes);
      }),
    );
    await initialize(server);
    await open(server);
    // Older than what is open: it is no change.
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: version - 1 },
      contentChanges: [{ text: 'what was there before' }],
    });
    const at = (line: number, character: number) => ({ textDocument: { uri }, position: { line, character } });
    assert.deepEqual(await told, ['missing-note']);
    const heading = await server.connection.sendRequest<LocationLink[]>('textDocument/definition', at(4, 5));
    assert.deepEqual(
      heading.map(({ targetUri, targetSelectionRange }) => [targetUri, targetSelectionRange.start.line]),
      [[uri, 2]],
    );
    const list = await server.connection.sendRequest<CompletionList>(
      'textDocument/completion',
      at(4, text.length - text.lastIndexOf('\n') - 1),
    );
    assert.ok(list.items.some(({ label }) => label === 'Beta'));
    const took = performance.now() - began;
    assert.ok(took < 3000, `${took.toFixed(0)} ms`);
    server.child.kill('SIGKILL');
    await server.ended;
  });

  // Where the stack ends just as a regular expression is compiled, V8 ends the process.
  test('outlives front matter that is nested too deep', { timeout: 20_000 }, async () => {
    const deep = join(temporary, 'deep');
    mkdirSync(join(deep, '.git'), { recursive: true });
    for (let at = 0; at < 100; at++) writeFileSync(join(deep, `${at}.md`), `---\na: ${'['.repeat(10_000 + at)}\n---\n`);
    const server = serve(deep);
    server.connection.onClose(() => {});
    server.connection.onError(() => {});
    const read = new Promise<string>((done) =>
      server.connection.onNotification('window/logMessage', ({ message }: { message: string }) => done(message)),
    );
    try {
      await initialize(server);
      assert.match(await Promise.race([read, server.ended.then((code) => `ended: ${code}`)]), /notes read/);
    } finally {
      server.connection.dispose();
      server.child.kill('SIGKILL');
      await server.ended;
    }
  });
});
