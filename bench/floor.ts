// The least that a server for wiki-links can do: one pass over each text, two maps, no Markdown, no settings, no waiting. It is
// not correct enough to use; it says what the machine and the protocol cost by themselves.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic, Position, Range } from 'vscode-languageserver-types';

interface Link {
  readonly target: string;
  readonly heading: string;
  readonly range: Range;
}

interface Note {
  readonly path: string;
  readonly name: string;
  readonly headings: readonly { readonly text: string; readonly line: number }[];
  readonly links: readonly Link[];
}

const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
const documents = new TextDocuments(TextDocument);
const notes = new Map<string, Note>();
const named = new Map<string, Note[]>();
/** A name as links say it -> where they stand, by path. */
const mentions = new Map<string, Map<string, Link[]>>();
let root = '';

connection.onInitialize(({ rootUri }) => {
  root = fileURLToPath(rootUri!);
  return {
    capabilities: {
      textDocumentSync: 2,
      completionProvider: { triggerCharacters: ['['] },
      definitionProvider: true,
      hoverProvider: true,
      referencesProvider: true,
      workspaceSymbolProvider: true,
      workspace: { fileOperations: { willRename: { filters: [{ pattern: { glob: '**/*.md' } }] } } },
    },
  };
});
connection.onInitialized(() => index(root));

function index(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) index(path);
    else if (entry.name.endsWith('.md')) put(path, readFileSync(path, 'utf8'));
  }
}

function put(path: string, text: string): void {
  remove(path);
  const note = { path, name: keyOf(basename(path)), ...scan(text) };
  notes.set(path, note);
  const same = named.get(note.name);
  if (same) same.push(note);
  else named.set(note.name, [note]);
  for (const link of note.links) {
    const key = keyOf(basename(link.target));
    const places = mentions.get(key) ?? new Map<string, Link[]>();
    mentions.set(key, places);
    places.set(path, [...(places.get(path) ?? []), link]);
  }
}

function remove(path: string): void {
  const note = notes.get(path);
  if (!note) return;
  notes.delete(path);
  named.set(
    note.name,
    named.get(note.name)!.filter((other) => other !== note),
  );
  for (const { target } of note.links) mentions.get(keyOf(basename(target)))?.delete(path);
}

function scan(text: string): Pick<Note, 'headings' | 'links'> {
  const headings: { text: string; line: number }[] = [];
  const links: Link[] = [];
  let isCode = false;
  for (const [line, content] of text.split('\n').entries()) {
    if (content.startsWith('```')) isCode = !isCode;
    if (isCode) continue;
    const heading = content.startsWith('#') && /^#{1,6} +(.*)$/.exec(content);
    if (heading) headings.push({ text: heading[1]!, line });
    for (let at = content.indexOf('[['); at >= 0; at = content.indexOf('[[', at + 2)) {
      const end = content.indexOf(']]', at);
      if (end < 0) break;
      const [target, fragment = ''] = content
        .slice(at + 2, end)
        .split('|')[0]!
        .split('#');
      const range = { start: { line, character: at }, end: { line, character: end + 2 } };
      links.push({ target: target!, heading: fragment, range });
    }
  }
  return { headings, links };
}

function keyOf(name: string): string {
  return name.replace(/\.md$/, '').toLowerCase().normalize('NFC');
}

function targetOf(link: Link): Note | undefined {
  return named.get(keyOf(basename(link.target)))?.[0];
}

function linkAt(uri: string, { line, character }: Position): Link | undefined {
  const isThere = ({ range: { start, end } }: Link) =>
    start.line === line && start.character <= character && character <= end.character;
  return notes.get(fileURLToPath(uri))?.links.find(isThere);
}

function problems(note: Note): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const link of note.links) {
    const target = targetOf(link);
    if (!target) found.push({ range: link.range, message: 'no such note' });
    else if (link.heading && !target.headings.some(({ text }) => text === link.heading))
      found.push({ range: link.range, message: 'no such heading' });
  }
  return found;
}

function lineRange(line: number): Range {
  return { start: { line, character: 0 }, end: { line, character: 0 } };
}

documents.onDidChangeContent(({ document }) => {
  const path = fileURLToPath(document.uri);
  put(path, document.getText());
  void connection.sendDiagnostics({ uri: document.uri, diagnostics: problems(notes.get(path)!) });
});

connection.onDidChangeWatchedFiles(({ changes }) => {
  for (const { uri } of changes) {
    const path = fileURLToPath(uri);
    if (documents.get(uri)) continue;
    if (statSync(path, { throwIfNoEntry: false })) put(path, readFileSync(path, 'utf8'));
    else remove(path);
  }
});

connection.onCompletion(({ textDocument, position }) => {
  const start = { line: position.line, character: 0 };
  const before = documents.get(textDocument.uri)!.getText({ start, end: position });
  const typed = keyOf(before.slice(before.lastIndexOf('[[') + 2));
  const items = [];
  for (const [name, [note]] of named) {
    if (!note || !name.includes(typed)) continue;
    const label = basename(note.path, '.md');
    items.push({ label, detail: relative(root, note.path), sortText: (name.startsWith(typed) ? '0' : '1') + name });
  }
  items.sort((a, b) => (a.sortText < b.sortText ? -1 : 1));
  return { isIncomplete: true, items: items.slice(0, 100) };
});

connection.onDefinition(({ textDocument, position }) => {
  const link = linkAt(textDocument.uri, position);
  const target = link && targetOf(link);
  if (!target) return null;
  const line = target.headings.find(({ text }) => text === link.heading)?.line ?? 0;
  return { uri: pathToFileURL(target.path).toString(), range: lineRange(line) };
});

connection.onHover(({ textDocument, position }) => {
  const link = linkAt(textDocument.uri, position);
  const target = link && targetOf(link);
  return target ? { contents: readFileSync(target.path, 'utf8').slice(0, 2000) } : null;
});

connection.onReferences(({ textDocument, position }) => {
  const link = linkAt(textDocument.uri, position);
  const target = link ? targetOf(link) : notes.get(fileURLToPath(textDocument.uri));
  if (!target) return null;
  return [...(mentions.get(target.name) ?? [])].flatMap(([path, links]) =>
    links.map(({ range }) => ({ uri: pathToFileURL(path).toString(), range })),
  );
});

connection.onWorkspaceSymbol(({ query }) => {
  const found = [];
  const wanted = query.toLowerCase();
  for (const { path, headings } of notes.values()) {
    for (const { text, line } of headings) {
      if (!text.toLowerCase().includes(wanted)) continue;
      const location = { uri: pathToFileURL(path).toString(), range: lineRange(line) };
      if (found.push({ name: text, kind: 15 as const, location }) >= 200) return found;
    }
  }
  return found;
});

connection.workspace.onWillRenameFiles(({ files }) => ({
  documentChanges: files.flatMap(({ oldUri, newUri }) => {
    const name = basename(fileURLToPath(newUri), '.md');
    return [...(mentions.get(keyOf(basename(fileURLToPath(oldUri)))) ?? [])].map(([path, links]) => ({
      textDocument: { uri: pathToFileURL(path).toString(), version: null },
      edits: links.map(({ range, target }) => {
        const start = range.start.character + 2 + target.lastIndexOf('/') + 1;
        const end = range.start.character + 2 + target.length;
        const { line } = range.start;
        return { range: { start: { line, character: start }, end: { line, character: end } }, newText: name };
      }),
    }));
  }),
}));

documents.listen(connection);
connection.listen();
