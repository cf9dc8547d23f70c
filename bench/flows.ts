// What is measured: each flow asks, holds the answer against what the vault must say, and only then counts the time.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CompletionItem,
  CompletionList,
  Hover,
  Position,
  Range,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Client } from './client.ts';
import type { Peer } from './peers.ts';
import { usage } from './usage.ts';
import { type Link, linkText, noteText, type PlannedNote, type PlannedVault, relativePath } from './vault.ts';

export type Measure =
  | 'initialize'
  | 'firstCompletion'
  | 'complete'
  | 'longestWait'
  | 'cpu'
  | 'memory'
  | 'key'
  | 'hover'
  | 'definition'
  | 'references'
  | 'symbols'
  | 'problem'
  | 'rename'
  | 'switch'
  | 'created';

/** Times in ms of right answers (`memory` in MB), and how many answers were right of how many. */
export interface Measured {
  readonly values: readonly number[];
  readonly right: number;
  readonly asked: number;
}

export type Run = Partial<Record<Measure, Measured>>;

const samples = 40;
const switched = 200;

export async function measure(peer: Peer, vault: PlannedVault, root: string): Promise<Run> {
  const began = performance.now();
  const client = new Client(peer, root);
  try {
    const run = new Flows(client, peer, vault, began);
    await run.open();
    await run.work();
    return run.measured;
  } finally {
    await client.stop();
  }
}

class Flows {
  readonly measured: Run = {};
  private readonly client: Client;
  private readonly peer: Peer;
  private readonly vault: PlannedVault;
  private readonly began: number;
  /** Where the typing is done. */
  private page!: TextDocument;

  constructor(client: Client, peer: Peer, vault: PlannedVault, began: number) {
    this.client = client;
    this.peer = peer;
    this.vault = vault;
    this.began = began;
  }

  /** From the start of the process until every answer is whole. */
  async open(): Promise<void> {
    const { client, began } = this;
    const since = () => performance.now() - began;
    await client.initialize();
    this.note('initialize', [since()]);
    this.page = await client.openDocument(this.writer().path);
    const longestWait = this.waitMeanwhile();
    const target = this.sample(7);
    const typed = await this.type(this.lead(target) + this.nameTyped(target));
    await until(async () => this.lists(await this.complete(typed), target));
    this.note('firstCompletion', [since()]);
    await this.untype();
    // Seldom enough, so that the asking is no part of the load.
    await until(async () => (await this.backlinks()) === this.expected(), 50);
    this.note('complete', [since()]);
    this.note('longestWait', [await longestWait()]);
    this.note('cpu', [usage(client.child.pid!).cpu]);
    await pause(1500);
    this.note('memory', [usage(client.child.pid!).memory]);
  }

  async work(): Promise<void> {
    const flows: Partial<Record<Measure, () => Promise<void>>> = {
      key: () => this.keys(),
      hover: () => this.hovers(),
      definition: () => this.definitions(),
      references: () => this.repeat('references', 8, async () => (await this.backlinks()) === this.expected()),
      symbols: () => this.symbols(),
      problem: () => this.problems(),
      rename: () => this.renames(),
      created: () => this.created(),
      switch: () => this.branchSwitch(),
    };
    for (const [measure, flow] of Object.entries(flows))
      if (!this.peer.lacks?.includes(measure as Measure)) await flow();
  }

  /** A reader points at something every few milliseconds while the server reads. @returns ends that, and gives the longest wait */
  private waitMeanwhile(): () => Promise<number> {
    let longest = 0;
    let isOver = false;
    const params = { textDocument: { uri: this.page.uri }, position: { line: 0, character: 0 } };
    const loop = async () => {
      while (!isOver) {
        const start = performance.now();
        await this.client.ask('textDocument/hover', params);
        longest = Math.max(longest, performance.now() - start);
        await pause(20);
      }
      return longest;
    };
    const ended = loop();
    // A server that gives up is told of by whoever asked it something that counts.
    ended.catch(() => {});
    return () => {
      isOver = true;
      return ended;
    };
  }

  // ---- flows

  /** From a key press to the list, for the first letters of names; the whole name must then find its note. */
  private async keys(): Promise<void> {
    const values: number[] = [];
    let right = 0;
    for (let at = 0; at < samples / 2; at++) {
      const target = this.sample(at);
      const name = this.nameTyped(target);
      await this.type(this.lead(target));
      const times: number[] = [];
      for (const key of [...name].slice(0, 6)) {
        const start = performance.now();
        await this.complete(await this.client.write(this.page, key));
        times.push(performance.now() - start);
      }
      const rest = [...name].slice(6).join('');
      if (this.lists(await this.complete(await this.client.write(this.page, rest)), target)) {
        right++;
        values.push(...times);
      }
      await this.untype();
    }
    this.measured.key = { values, right, asked: samples / 2 };
  }

  private hovers(): Promise<void> {
    return this.onLinks<Hover>('hover', (found, { target, heading }) =>
      JSON.stringify(found?.contents ?? '').includes(heading ?? this.vault.notes[target!]!.title),
    );
  }

  private definitions(): Promise<void> {
    type Found = { uri?: string; range?: Range; targetUri?: string; targetSelectionRange?: Range };
    return this.onLinks<Found | Found[]>('definition', (found, { target, heading }) => {
      const [first] = [found ?? []].flat();
      if (!same(first?.targetUri ?? first?.uri ?? '', this.client.uri(this.vault.notes[target!]!.path))) return false;
      const line = (first?.targetSelectionRange ?? first?.range)!.start.line;
      const lines = noteText(this.vault, target!, this.peer.style).text.split('\n');
      return heading === undefined || lines[line] === `## ${heading}`;
    });
  }

  private async symbols(): Promise<void> {
    let at = 0;
    await this.repeat('symbols', samples / 2, async () => {
      const { title } = this.vault.notes[this.sample(at++)]!;
      const found = await this.client.ask<{ name: string }[]>('workspace/symbol', { query: title });
      return (found ?? []).some(({ name }) => name.includes(title));
    });
  }

  /** From the key press that breaks a link to the warning. */
  private async problems(): Promise<void> {
    let number = 0;
    await this.repeat('problem', samples / 2, async () => {
      const line = this.end().line + 2;
      const isThere = (problems: readonly { range: { start: Position } }[]) =>
        problems.some(({ range }) => range.start.line === line);
      // A name of its own each time.
      const link = { target: undefined, heading: undefined, byPath: false, number: 2e9 + number++ };
      const told = this.client.problems(this.page, isThere);
      await this.type(linkText(this.vault, this.writer(), link, this.peer.style));
      const took = performance.now();
      const right = await told.then(
        () => true,
        () => false,
      );
      const end = performance.now() - took;
      const gone = this.client.problems(this.page, (problems) => !isThere(problems));
      await this.untype();
      await gone.catch(() => {});
      return right ? end : false;
    });
  }

  private async renames(): Promise<void> {
    const { client, vault } = this;
    const oldUri = client.uri(vault.notes[vault.hub]!.path);
    await this.repeat('rename', 3, async () => {
      const files = [{ oldUri, newUri: oldUri.replace(/[^/]*$/, 'Renamed-note.md') }];
      const edit = this.peer.rename
        ? await this.peer.rename(client, files)
        : await client.ask('workspace/willRenameFiles', { files });
      return editCount(edit as WorkspaceEdit | undefined) >= vault.hubLinks;
    });
  }

  /** From the event of a new file to a list with it. */
  private async created(): Promise<void> {
    const { client, vault } = this;
    const near = vault.notes[this.sample(3)]!.path.replace(/[^/]*$/, '');
    let number = 0;
    await this.repeat('created', 5, async () => {
      const path = `${near}newly-made-${number++}.md`;
      writeFileSync(join(client.root, path), '# Newly made\n');
      const typed = await this.type(`${this.leadTo(path)}newly-made-${number - 1}`);
      const start = performance.now();
      await client.tell([path], 1);
      await until(async () => JSON.stringify(await this.complete(typed)).includes(path.split('/').pop()!.slice(0, -3)));
      const took = performance.now() - start;
      await this.untype();
      rmSync(join(client.root, path));
      await client.tell([path], 3);
      return took;
    });
  }

  /** From the events of two hundred rewritten notes until the references are those of the new texts. */
  private async branchSwitch(): Promise<void> {
    const { client, vault, peer } = this;
    const chosen = vault.notes.map((_, index) => index).filter((index) => index !== vault.hub && this.isFree(index));
    const step = Math.max(1, Math.floor(chosen.length / switched));
    const changed = chosen.filter((_, at) => at % step === 0).slice(0, switched);
    const link = { target: vault.hub, heading: undefined, byPath: false, number: 1 };
    const write = (more: boolean) => {
      for (const index of changed) {
        const note = vault.notes[index]!;
        const { text } = noteText(vault, index, peer.style);
        const line = more ? `\n${linkText(vault, note, link, peer.style)}\n` : '';
        writeFileSync(join(client.root, note.path), text + line);
      }
    };
    const paths = changed.map((index) => vault.notes[index]!.path);
    await this.repeat('switch', 3, async () => {
      write(true);
      const start = performance.now();
      await client.tell(paths, 2);
      await until(async () => (await this.backlinks()) === this.expected(changed));
      const took = performance.now() - start;
      write(false);
      await client.tell(paths, 2);
      await until(async () => (await this.backlinks()) === this.expected());
      return took;
    });
  }

  // ---- steps

  private note(measure: Measure, values: readonly number[]): void {
    this.measured[measure] = { values, right: values.length, asked: values.length };
  }

  /** @param step answers whether it was right, or how long it took by its own clock */
  private async repeat(measure: Measure, count: number, step: () => Promise<boolean | number>): Promise<void> {
    const values: number[] = [];
    for (let at = 0; at < count; at++) {
      const start = performance.now();
      const answer = await step();
      const took = performance.now() - start;
      if (answer !== false) values.push(answer === true ? took : answer);
    }
    this.measured[measure] = { values, right: values.length, asked: count };
  }

  /** Points at links that lead somewhere, each in a note that was opened for it. */
  private async onLinks<T>(
    measure: 'hover' | 'definition',
    isRight: (found: T | undefined, link: Link) => boolean,
  ): Promise<void> {
    const { client, vault, peer } = this;
    const values: number[] = [];
    let asked = 0;
    for (let at = 0; asked < samples && at < vault.notes.length; at++) {
      const index = this.sample(at);
      const { places } = noteText(vault, index, peer.style);
      // Some servers know where a heading is and not where a note begins.
      const known = places.filter(({ link }) => link.target !== undefined);
      const place = known.find(({ link }) => link.heading !== undefined) ?? known[0];
      if (!place || !this.isFree(index)) continue;
      const document = await client.openDocument(vault.notes[index]!.path);
      // What the opening itself costs is not what is measured.
      await client.ask('textDocument/documentSymbol', { textDocument: { uri: document.uri } });
      const end = linkText(vault, vault.notes[index]!, place.link, peer.style).length;
      const position = { line: place.line, character: place.character + end - 2 };
      const start = performance.now();
      const params = { textDocument: { uri: document.uri }, position };
      const found = await client.ask<T>(`textDocument/${measure}`, params);
      const took = performance.now() - start;
      if (isRight(found, place.link)) values.push(took);
      asked++;
      await client.close(document);
    }
    this.measured[measure] = { values, right: values.length, asked };
  }

  private async backlinks(): Promise<number> {
    const { client, vault, peer } = this;
    // A link to it stands in the note where the typing is done.
    const link = { target: vault.hub, heading: undefined, byPath: false, number: 1 };
    const from = this.page.getText().length;
    const end = await client.write(this.page, `\n${linkText(vault, this.writer(), link, peer.style)}`);
    const found = await client.ask<{ uri: string }[]>('textDocument/references', {
      textDocument: { uri: this.page.uri },
      position: { line: end.line, character: peer.style === 'wiki' ? 3 : '[text]('.length + 3 },
      context: { includeDeclaration: peer.tellsParagraphs === true },
    });
    await client.write(this.page, '', from);
    if (peer.tellsParagraphs)
      return new Set(found?.map(({ uri }) => uri).filter((uri) => !same(uri, this.page.uri))).size;
    return (found?.length ?? 0) - 1;
  }

  /** What `backlinks` has to find, once more links to it stand in some notes (indexes). */
  private expected(changed: readonly number[] = []): number {
    const { vault, peer } = this;
    if (!peer.tellsParagraphs) return vault.hubLinks + changed.length;
    const links = ({ links }: PlannedNote) => links.some(({ target }) => target === vault.hub);
    const notes = [...vault.notes.keys()].filter((index) => links(vault.notes[index]!) || changed.includes(index));
    // The page has a link only while it is asked.
    return notes.filter((index) => index !== this.writerIndex()).length;
  }

  private complete(position: Position): Promise<CompletionList | CompletionItem[] | undefined> {
    return this.client.ask('textDocument/completion', { textDocument: { uri: this.page.uri }, position });
  }

  private lists(found: CompletionList | CompletionItem[] | undefined, index: number): boolean {
    const items = Array.isArray(found) ? found : (found?.items ?? []);
    const { name } = this.vault.notes[index]!;
    return items.some((item) =>
      [item.label, item.detail, item.insertText, item.textEdit?.newText].some(
        (text) => text !== undefined && (text.includes(name) || text.includes(encodeURIComponent(name))),
      ),
    );
  }

  private typedFrom = 0;

  /** Writes into a line of its own. @returns where the cursor then is */
  private type(text: string): Promise<Position> {
    this.typedFrom = this.page.getText().length;
    return this.client.write(this.page, `\n\n${text}`);
  }

  private async untype(): Promise<void> {
    await this.client.write(this.page, '', this.typedFrom);
  }

  private end(): Position {
    return this.page.positionAt(this.page.getText().length);
  }

  /** What is typed before the name of a note. A server without an index is helped to the right folder. */
  private lead(index: number): string {
    return this.leadTo(this.vault.notes[index]!.path);
  }

  private leadTo(path: string): string {
    if (this.peer.lead !== undefined) return this.peer.lead;
    return this.peer.style === 'wiki' ? '[[' : `[x](${relativePath(this.writer().path, path).replace(/[^/]*$/, '')}`;
  }

  private nameTyped(index: number): string {
    const { name, title } = this.vault.notes[index]!;
    if (this.peer.byTitle) return title;
    return this.peer.style === 'wiki' ? name : encodeURIComponent(name);
  }

  private writer(): PlannedVault['notes'][number] {
    return this.vault.notes[this.writerIndex()]!;
  }

  private writerIndex(): number {
    return this.vault.hub === 0 ? 1 : 0;
  }

  /** Not one of the two that have a part of their own. */
  private isFree(index: number): boolean {
    return index !== this.writerIndex() && index !== this.vault.hub;
  }

  /** Spread over the vault. @returns the index of a note */
  private sample(at: number): number {
    const index = (at * 7919 + 13) % this.vault.notes.length;
    return this.isFree(index) ? index : (index + 2) % this.vault.notes.length;
  }
}

function editCount(edit: WorkspaceEdit | undefined): number {
  const changed = Object.values(edit?.changes ?? {}).reduce((sum, edits) => sum + edits.length, 0);
  const documents = (edit?.documentChanges ?? []).reduce(
    (sum, one) => sum + ('edits' in one ? one.edits.length : 0),
    0,
  );
  return changed + documents;
}

function same(uri: string, other: string): boolean {
  return decodeURIComponent(uri).normalize('NFC') === decodeURIComponent(other).normalize('NFC');
}

/** Asks until the answer is yes. @param every in ms */
async function until(isSo: () => Promise<boolean>, every = 5): Promise<void> {
  const end = Date.now() + 300_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('no right answer within five minutes');
    await pause(every);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
