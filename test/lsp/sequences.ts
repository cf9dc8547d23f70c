// Random days of work, over a real connection: notes are typed, saved and closed, files come and go with and without a word,
// the server ends in between. Whatever happened, it must know in the end what a server knows that has just begun.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Client, start } from './client.ts';

const folders = ['', 'd/', 'd/e/', 'й/'];
const names = ['a.md', 'b.md', 'index.md', 'с пробелом.md', 'p.png', 'c.md'];
const paths = folders.flatMap((folder) => names.map((name) => `${folder}${name}`));
const notes = paths.filter((path) => path.endsWith('.md'));
const lines = [
  '[[a]]',
  '[[b#Раздел]]',
  '[[d/e/c.md]]',
  '[[../a|text]]',
  '[[no such]]',
  '[[с пробелом]]',
  '![[p.png]]',
  '![x](d/p.png)',
  '[x](<../й/b.md>)',
  '[[b#^id]]',
  '[[Имя]]',
  '[[d]]',
  '# Имя',
  '## Раздел',
  'text ^id',
  '```',
  'проза 👩‍👩‍👧 prose',
  '---',
  'aliases: [Имя]',
  '\r',
];

/** What is counted once, when the vault is read, would differ by history. */
const options = { settings: { diagnostics: { 'missing-note': 'warning' } } };

const path = fc.constantFrom(...paths);
const note = fc.constantFrom(...notes);
const text = fc.array(fc.constantFrom(...lines), { maxLength: 8 }).map((all) => `${all.join('\n')}\n`);
const told = fc.constantFrom('yes', 'yes', 'yes', 'wrongly', 'late', 'never');

/** One thing that happens. What cannot happen now (an edit of a note that is not open) is left out. */
const operation = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('type' as const), note, at: fc.nat(), length: fc.nat(9), text }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('open' as const), note, text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('close' as const), note }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('save' as const), note }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('write' as const), path, text, told }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), path, told }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), path, to: path, told }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rename' as const), path, to: path }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replay' as const), note }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ask' as const), note }) },
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** @param operations about how many happen in all, in days of 25 */
export async function checkSequences(operations: number, seed: number): Promise<void> {
  const perDay = 25;
  const days = fc.asyncProperty(fc.array(operation, { minLength: perDay, maxLength: perDay }), async (day) => {
    const play = await Play.begin();
    try {
      for (const one of day) await play[one.kind](one as never);
      await play.check();
    } finally {
      play.client.stop();
    }
  });
  await fc.assert(days, {
    seed,
    numRuns: Math.ceil(operations / perDay),
    endOnFailure: true,
    includeErrorInReport: true,
  });
}

class Play {
  client: Client;
  /** Every file of the folder, as it must be. */
  private readonly disk = new Map<string, string>();
  /** What is told with the next event, or by reading everything again. */
  private late: string[] = [];
  private isUntold = false;

  private constructor(client: Client) {
    this.client = client;
  }

  static async begin(): Promise<Play> {
    const files = { 'a.md': '# Имя\n[[b]]\n', 'd/b.md': '## Раздел\n[[a]] [[no]]\n', 'p.png': 'x' };
    const play = new Play(await start(files, options));
    for (const [path, content] of Object.entries(files)) play.disk.set(path, content);
    return play;
  }

  // ---- what happens in the editor

  async type({ note, at, length, text }: Operation & { kind: 'type' }): Promise<void> {
    const document = this.client.opened(note);
    if (!document) return;
    const whole = document.getText();
    const from = at % (whole.length + 1);
    await this.client.change(note, [
      { range: rangeIn(document, from, Math.min(whole.length, from + length)), newText: text },
    ]);
  }

  async open({ note, text }: Operation & { kind: 'open' }): Promise<void> {
    if (this.client.opened(note)) return;
    // What is not there is a note that was never saved.
    await this.client.openDocument(note, this.disk.get(note) ?? text);
  }

  async close({ note }: { note: string }): Promise<void> {
    if (this.client.opened(note)) await this.client.close(note);
  }

  async save({ note }: { note: string }): Promise<void> {
    const document = this.client.opened(note);
    if (!document) return;
    this.disk.set(note, document.getText());
    await this.client.save(note);
  }

  /** After a crash a client may send again what it has sent before. */
  async replay({ note }: { note: string }): Promise<void> {
    const document = this.client.opened(note);
    if (!document) return;
    await this.client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [{ text: 'an older text, [[no such]]\n' }],
    });
  }

  async crash(): Promise<void> {
    this.client = await this.client.crash();
    // What was not told is found when everything is read.
    this.late = [];
    this.isUntold = false;
  }

  async ask({ note }: { note: string }): Promise<void> {
    await known(this.client, [note]);
  }

  // ---- what happens on disk

  async write({ path, text, told }: { path: string; text: string; told: string }): Promise<void> {
    const event = this.disk.has(path) ? 'changed' : 'created';
    this.put(path, text);
    await this.tell(told, [`${event} ${path}`]);
  }

  async delete({ path, told }: { path: string; told: string }): Promise<void> {
    if (!this.disk.delete(path)) return;
    this.client.remove(path);
    await this.tell(told, [`deleted ${path}`]);
  }

  async move({ path, to, told }: { path: string; to: string; told: string }): Promise<void> {
    const content = this.disk.get(path);
    if (content === undefined || this.disk.has(to) || isNote(path) !== isNote(to)) return;
    this.disk.delete(path);
    this.disk.set(to, content);
    this.client.rename(path, to);
    await this.tell(told, [`created ${to}`, `deleted ${path}`]);
  }

  /** As the explorer does it: links first, then the file, and its editor goes along. */
  async rename({ path, to }: { path: string; to: string }): Promise<void> {
    const { client } = this;
    const content = this.disk.get(path);
    if (content === undefined || this.disk.has(to) || client.opened(to) || isNote(path) !== isNote(to)) return;
    const files = [{ oldUri: client.uri(path), newUri: client.uri(to) }];
    const edit = await client.connection.sendRequest<WorkspaceEdit | null>('workspace/willRenameFiles', { files });
    const changed: string[] = [];
    for (const [name, edits] of textEdits(client, edit)) {
      if (client.opened(name)) await client.change(name, edits);
      else {
        assert.ok(this.disk.has(name), `${name} is edited and is not there`);
        this.put(name, TextDocument.applyEdits(TextDocument.create('', '', 1, this.disk.get(name)!), edits));
        changed.push(`changed ${name}`);
      }
    }
    const typed = client.opened(path)?.getText();
    this.disk.set(to, this.disk.get(path)!);
    this.disk.delete(path);
    client.rename(path, to);
    if (typed !== undefined) {
      await client.close(path);
      await client.openDocument(to, typed);
    }
    await this.tell('yes', [...changed, `deleted ${path}`, `created ${to}`]);
  }

  private put(path: string, text: string): void {
    this.disk.set(path, text);
    this.client.write(path, text);
  }

  private async tell(told: string, events: readonly string[]): Promise<void> {
    if (told === 'never') this.isUntold = true;
    else if (told === 'late') this.late.push(...events);
    else {
      const all = [...events, ...this.late];
      this.late = [];
      // Events say where something happened; what they say has happened may long be over.
      await this.client.tell(...(told === 'wrongly' ? all.map((event) => event.replace(/^\w+/, 'changed')) : all));
    }
  }

  // ---- the end

  async check(): Promise<void> {
    const { client, disk } = this;
    // Whether such a note is a target depends on whether it was deleted or never saved, which only history can tell.
    for (const path of client.openPaths) if (!disk.has(path)) await client.close(path);
    if (this.late.length > 0) await client.tell(...this.late);
    if (this.isUntold) await client.connection.sendRequest('researchNotes/rebuildIndex');
    assert.deepEqual(filesIn(client.root), new Map([...disk].sort()));
    const all = [...new Set([...[...disk.keys()].filter(isNote), ...client.openPaths])].sort();
    const fresh = new Client(client.root, options);
    try {
      await fresh.initialize();
      for (const path of client.openPaths) await fresh.openDocument(path, client.textOf(path));
      // File events wait a moment, and other notes are looked at after the answer.
      const expected = await atRest(() => known(fresh, all));
      await client.until(() => known(client, all), expected);
    } finally {
      fresh.leave();
    }
  }
}

/** All that a server says about notes, a line for each answer. */
async function known(client: Client, all: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const say = (path: string, what: string, answer: unknown) => {
    const text = JSON.stringify(answer ?? null).replaceAll(client.uri('').replace(/\/$/, ''), '');
    found.push(`${path} ${what}: ${text}`);
  };
  for (const path of all) {
    const textDocument = { uri: client.uri(path) };
    const at = { textDocument, position: { line: 0, character: 2 } };
    const ask = (method: string, params: object) => client.connection.sendRequest(`textDocument/${method}`, params);
    say(path, 'problems', client.diagnostics(path));
    say(path, 'links', await ask('documentLink', { textDocument }));
    say(path, 'colours', await ask('semanticTokens/full', { textDocument }));
    say(path, 'lenses', await ask('codeLens', { textDocument }));
    say(path, 'definition', await ask('definition', at));
    say(path, 'references', sorted(await ask('references', { ...at, context: { includeDeclaration: false } })));
  }
  const { problems, ...vault } = (await client.status()).vault;
  say('vault', 'status', { ...vault, problems: Object.entries(problems).sort() });
  say('vault', 'symbols', sorted(await client.connection.sendRequest('workspace/symbol', { query: 'и' })));
  return found;
}

/** Their order is that in which the notes came. */
function sorted(answer: unknown): unknown {
  return Array.isArray(answer) ? answer.map((one) => JSON.stringify(one)).sort() : answer;
}

async function atRest<T>(ask: () => Promise<T>): Promise<T> {
  for (let last = await ask(); ; ) {
    await new Promise((done) => setTimeout(done, 30));
    const now = await ask();
    if (JSON.stringify(now) === JSON.stringify(last)) return now;
    last = now;
  }
}

function textEdits(client: Client, edit: WorkspaceEdit | null): Map<string, TextEdit[]> {
  const found = new Map<string, TextEdit[]>();
  for (const change of edit?.documentChanges ?? []) {
    if (!('edits' in change)) continue;
    const path = client.path(change.textDocument.uri);
    const version = client.opened(path)?.version;
    if (version !== undefined) assert.equal(change.textDocument.version, version, path);
    found.set(path, [...(found.get(path) ?? []), ...(change.edits as TextEdit[])]);
  }
  return found;
}

function rangeIn(document: TextDocument, from: number, to: number): TextEdit['range'] {
  return { start: document.positionAt(from), end: document.positionAt(to) };
}

function isNote(path: string): boolean {
  return path.endsWith('.md');
}

function filesIn(root: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path.startsWith('.git') || !existsSync(join(root, path)) || !/\.(?:md|png)$/.test(path)) continue;
    found.set(path, readFileSync(join(root, path), 'utf8'));
  }
  return found;
}
