// A note that makes the parser loop, and one that ends the process: the servers that follow leave both out, and no more end.
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type LocationLink,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol/node';
import { Suspects } from '../../client/suspects.ts';
import type { ParsingParams } from '../../server/protocol.ts';

/** Our parser has no such input that we know of: this one has two. */
const badParser: Plugin = {
  name: 'bad parser',
  setup({ onLoad }) {
    onLoad({ filter: /server[\\/]parse[\\/]parseNote\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const renamed = source.replace('export function parseNote(', 'function goodParseNote(');
      assert.notEqual(renamed, source);
      const bad = `export function parseNote(uri: string, text: string, intern?: any): Note {
        while (text.includes('LOOPS'));
        if (text.includes('ENDS')) process.abort();
        return goodParseNote(uri, text, intern);
      }`;
      return { contents: `${renamed}\n${bad}`, loader: 'ts' };
    });
  },
};

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'research-notes-')));
/** A test that fails leaves its server behind, and that one keeps the whole suite from ending. */
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(temporary, { recursive: true, force: true });
});
/** A server that has not answered for so long loops (ms); ours gives way after 25 ms. */
const silence = 2000;

interface Server {
  readonly child: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly problems: Map<string, readonly string[]>;
  readonly ended: Promise<void>;
}

async function begin(bundle: string, suspects: Suspects): Promise<Server> {
  const child = fork(bundle, ['--node-ipc'], {
    cwd: temporary,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  children.push(child);
  const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  const problems = new Map<string, readonly string[]>();
  const ended = new Promise<void>((done) => child.on('exit', () => done()));
  connection.onError(() => {});
  connection.onNotification('researchNotes/parsing', ({ text }: ParsingParams) => suspects.heard(text));
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    problems.set(
      uri,
      diagnostics.map(({ code }) => String(code)),
    );
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(temporary).toString(),
    capabilities: {},
    initializationOptions: suspects.careful ? { careful: suspects.careful } : {},
  });
  await connection.sendNotification('initialized', {});
  return { child, connection, problems, ended };
}

/** Whether the server answers; one that is silent is ended for that. */
async function stateOf({ child, connection, ended }: Server): Promise<'alive' | 'gone' | 'silent'> {
  const gone = ended.then(() => 'gone' as const);
  const late = new Promise<'silent'>((done) => setTimeout(() => done('silent'), silence).unref());
  const answer = connection.sendRequest('researchNotes/ping').then(
    () => 'alive' as const,
    () => gone,
  );
  const state = await Promise.race([answer, gone, late]);
  if (state === 'alive') return state;
  child.kill('SIGKILL');
  await ended;
  connection.dispose();
  return state;
}

test('notes that no server comes back from are named', { timeout: 60_000 }, async () => {
  const bundle = resolve('dist/test/badParser.js');
  await build({
    entryPoints: ['server/main.node.ts'],
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    outfile: bundle,
    plugins: [badParser],
  });
  mkdirSync(join(temporary, '.git'));
  const uri = (name: string) => pathToFileURL(join(temporary, name)).toString();
  writeFileSync(join(temporary, 'a.md'), '[[b]] [[loops]] [[ends]] [[gone]]\n');
  writeFileSync(join(temporary, 'b.md'), '# Beta\n');
  writeFileSync(join(temporary, 'loops.md'), 'LOOPS\n');
  writeFileSync(join(temporary, 'ends.md'), 'ENDS\n');
  const suspects = new Suspects();
  let servers = 0;
  /** A server that has read all notes and told of their problems. */
  const survivor = async () => {
    for (;;) {
      servers++;
      assert.ok(servers < 10, 'one server after the other ended');
      const server = await begin(bundle, suspects);
      let state = await stateOf(server);
      for (; state === 'alive'; state = await stateOf(server)) {
        if (['a.md', 'ends.md', 'loops.md'].every((name) => server.problems.has(uri(name)))) return server;
        await new Promise((done) => setTimeout(done, 20));
      }
      suspects.ended(state === 'silent');
    }
  };
  const found = () => suspects.careful?.leaveOut.map((text) => text.uri).sort();

  const first = await survivor();
  // One that ends for a reason nobody knows, one that is silent, and two that end: one might have been ended by the system.
  assert.equal(servers, 5);
  assert.deepEqual(found(), [uri('ends.md'), uri('loops.md')]);
  assert.deepEqual(Object.fromEntries(first.problems), {
    [uri('a.md')]: ['missing-note'],
    [uri('ends.md')]: ['file-skipped'],
    [uri('loops.md')]: ['file-skipped'],
  });

  // The same while one types.
  const typed = { uri: uri('b.md'), languageId: 'markdown', version: 1, text: '# Beta\n\nLOOPS' };
  await first.connection.sendNotification('textDocument/didOpen', { textDocument: typed });
  assert.equal(await stateOf(first), 'silent');
  suspects.ended(true);
  const second = await survivor();
  await second.connection.sendNotification('textDocument/didOpen', { textDocument: typed });
  await second.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: typed.uri, version: 2 },
    contentChanges: [{ text: `${typed.text} more` }],
  });
  assert.equal(await stateOf(second), 'alive');
  assert.equal(servers, 6);
  assert.deepEqual(found(), [uri('b.md'), uri('ends.md'), uri('loops.md')]);
  const at = { textDocument: { uri: uri('a.md') }, position: { line: 0, character: 3 } };
  const links = await second.connection.sendRequest<LocationLink[]>('textDocument/definition', at);
  assert.deepEqual(
    links.map(({ targetUri }) => targetUri),
    [uri('b.md')],
  );
  second.child.kill('SIGKILL');
  await second.ended;
  second.connection.dispose();
});
