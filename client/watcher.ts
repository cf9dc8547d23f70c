// Tells the server what changed on disk, by watchers of our own: filtered, joined and in batches.
import { Disposable, RelativePattern, type Uri, type WorkspaceFolder, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { tellServer } from './askServer.ts';
import { type Change, changed, created, deleted, FileEvents, isOfInterest } from './fileEvents.ts';

const delay = 200;

export function watchFiles(client: BaseLanguageClient): Disposable {
  const events = new FileEvents(delay, (changes) => {
    void tellServer(client, 'workspace/didChangeWatchedFiles', { changes });
  });
  const watchers = new Map<string, Disposable>();
  const watch = (folder: WorkspaceFolder) => watchers.set(folder.uri.toString(), watchFolder(folder, events));
  for (const folder of workspace.workspaceFolders ?? []) watch(folder);
  const folders = workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    for (const folder of removed) {
      watchers.get(folder.uri.toString())?.dispose();
      watchers.delete(folder.uri.toString());
    }
    for (const folder of added) watch(folder);
  });
  return new Disposable(() => {
    folders.dispose();
    for (const watcher of watchers.values()) watcher.dispose();
    events.dispose();
  });
}

function watchFolder(folder: WorkspaceFolder, events: FileEvents): Disposable {
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, '**'));
  const start = folder.uri.path.replace(/\/+$/, '').length + 1;
  const add = (type: Change) => (uri: Uri) => {
    if (isOfInterest(uri.path.slice(start))) events.add(uri.toString(), type);
  };
  watcher.onDidCreate(add(created));
  watcher.onDidChange(add(changed));
  watcher.onDidDelete(add(deleted));
  return watcher;
}
