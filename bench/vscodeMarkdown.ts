// VS Code's own Markdown server, and what VS Code does for it: the client parses, lists and reads for that server.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import MarkdownIt from 'markdown-it';
import type { Client } from './client.ts';
import type { Peer } from './peers.ts';

const version = '0.5.0';

/** Installed from npm into a folder of its own; `undefined` where that is not possible. */
export function vscodeMarkdown(folder: string): Peer | undefined {
  const file = resolve(folder, 'node_modules/vscode-markdown-languageserver/dist/node/workerMain.js');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const packages = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel', 'error'];
    spawnSync('npm', [...packages, `vscode-markdown-languageserver@${version}`], {
      stdio: 'inherit',
      timeout: 120_000,
    });
  }
  if (!existsSync(file)) return undefined;
  return {
    name: 'VS Code Markdown',
    command: [process.execPath, file, '--stdio'],
    style: 'markdown',
    pulls: true,
    settings: { markdown: settings },
    options: { markdownFileExtensions: ['md'], excludePaths: ['**/.*', '**/node_modules/**'] },
    attach,
    tell: async (client, changes) => {
      const kinds = ['', 'create', 'change', 'delete'];
      for (const { uri, type } of changes) {
        for (const [id, watched] of watchers.get(client) ?? [])
          if (decodeURIComponent(watched) === decodeURIComponent(uri))
            await client.ask('markdown/fs/watcher/onChange', { id, uri, kind: kinds[type] });
      }
    },
    rename: (client, files) =>
      client.ask<{ edit: unknown }>('markdown/getEditForFileRenames', files).then((answer) => answer?.edit),
  };
}

const watchers = new WeakMap<Client, Map<number, string>>();

function attach(client: Client): void {
  const { connection } = client;
  const watched = new Map<number, string>();
  watchers.set(client, watched);
  const parser = new MarkdownIt({ html: true, linkify: true });
  const textOf = (uri: string) => client.openText(uri)?.getText() ?? readFileSync(fileURLToPath(uri), 'utf8');
  connection.onRequest('markdown/parse', ({ uri, text }: { uri: string; text?: string }) =>
    parser.parse(withoutFrontMatter(text ?? textOf(uri)), {}),
  );
  connection.onRequest('markdown/fs/readFile', ({ uri }: { uri: string }) => [...readFileSync(fileURLToPath(uri))]);
  connection.onRequest('markdown/fs/stat', ({ uri }: { uri: string }) => {
    const found = statSync(fileURLToPath(uri), { throwIfNoEntry: false });
    return found ? { isDirectory: found.isDirectory() } : null;
  });
  connection.onRequest('markdown/fs/readDirectory', ({ uri }: { uri: string }) =>
    readdirSync(fileURLToPath(uri), { withFileTypes: true }).map((entry) => [
      entry.name,
      { isDirectory: entry.isDirectory() },
    ]),
  );
  connection.onRequest('markdown/fs/watcher/create', ({ id, uri }: { id: number; uri: string }) => {
    watched.set(id, uri);
    return null;
  });
  connection.onRequest('markdown/fs/watcher/delete', ({ id }: { id: number }) => {
    watched.delete(id);
    return null;
  });
  connection.onRequest('markdown/findMarkdownFilesInWorkspace', () =>
    notesIn(client.root).map((path) => pathToFileURL(path).toString()),
  );
}

/** Kept as empty lines, so that all other lines keep their numbers. */
function withoutFrontMatter(text: string): string {
  return text.replace(/^---\n[\s\S]*?\n---\n/, (head) => head.replace(/[^\n]/g, ''));
}

function notesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return notesIn(join(folder, entry.name));
    return entry.name.endsWith('.md') ? [join(folder, entry.name)] : [];
  });
}

/** All on: what is measured must be done. */
const settings = {
  suggest: { paths: { enabled: true, includeWorkspaceHeaderCompletions: 'onDoubleHash' } },
  occurrencesHighlight: { enabled: true },
  preferredMdPathExtensionStyle: 'auto',
  validate: {
    enabled: true,
    referenceLinks: { enabled: 'warning' },
    fragmentLinks: { enabled: 'warning' },
    fileLinks: { enabled: 'warning', markdownFragmentLinks: 'inherit' },
    ignoredLinks: [],
    unusedLinkDefinitions: { enabled: 'hint' },
    duplicateLinkDefinitions: { enabled: 'warning' },
  },
};
