// Answers the server's file requests through VS Code, for every file system that VS Code knows, inside the workspace only.
import { FilePermission, FileSystemError, FileType, type Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type FileContent,
  type FolderEntry,
  type ListParams,
  type ListResult,
  listRequest,
  type ReadParams,
  type ReadResult,
  readRequest,
  type StateParams,
  type StateResult,
  type StatParams,
  type StatResult,
  stateRequest,
  statRequest,
} from '../server/protocol.ts';
import { toBase64 } from './base64.ts';
import { workspacePlace } from './workspacePlace.ts';

export function answerFileRequests(client: BaseLanguageClient): void {
  client.onRequest(listRequest, ({ folders }: ListParams): Promise<ListResult> => each(folders, list));
  client.onRequest(statRequest, ({ uris }: StatParams): Promise<StatResult> => each(uris, stat));
  client.onRequest(
    stateRequest,
    ({ uris, readOnly = false }: StateParams): Promise<StateResult> => each(uris, (uri) => state(uri, readOnly)),
  );
  client.onRequest(
    readRequest,
    ({ uris, limit, head }: ReadParams): Promise<ReadResult> => each(uris, (uri) => read(uri, limit, head)),
  );
}

/** So many requests are under way at a time: a virtual file system may have a network behind it. */
const atOnce = 24;

async function each<In, Out>(items: readonly In[], ask: (item: In) => Promise<Out>): Promise<Out[]> {
  const answers: Out[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next++;
      answers[at] = await ask(items[at]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return answers;
}

async function list(address: string): Promise<ListResult[number]> {
  try {
    const place = await allowed(address);
    if (!place) return null;
    return (await workspace.fs.readDirectory(place)).map(([name, type]) => ({ name, kind: kindOfEntry(type) }));
  } catch {
    return null;
  }
}

/** Where a symbolic link leads cannot be asked here, so none is followed. */
function kindOfEntry(type: FileType): FolderEntry['kind'] {
  return type & FileType.SymbolicLink ? 'leaving' : kindOf(type);
}

function kindOf(type: FileType): 'file' | 'folder' | 'other' {
  return type === FileType.File ? 'file' : type === FileType.Directory ? 'folder' : 'other';
}

async function stat(address: string): Promise<StatResult[number]> {
  try {
    const place = await allowed(address);
    return place ? kindOf((await workspace.fs.stat(place)).type) : null;
  } catch (error) {
    return error instanceof FileSystemError && error.code === 'Unavailable' ? 'unknown' : null;
  }
}

async function state(address: string, asked: boolean): Promise<StateResult[number]> {
  try {
    const place = await allowed(address);
    if (!place) return null;
    const { size, mtime, permissions = 0 } = await workspace.fs.stat(place);
    const readOnly =
      asked &&
      ((permissions & FilePermission.Readonly) !== 0 || workspace.fs.isWritableFileSystem(place.scheme) === false);
    return readOnly ? { size, mtime, readOnly } : { size, mtime };
  } catch {
    return null;
  }
}

async function read(address: string, limit: number, head: number | undefined): Promise<FileContent> {
  let state: FileContent = { size: 0 };
  try {
    const place = await allowed(address);
    if (!place) return state;
    // Asked before the text is read: who writes meanwhile gives the file a later time than this.
    const { type, size, mtime } = await workspace.fs.stat(place);
    state = { size, mtime };
    // A pipe or a device has another type and would never end.
    if (type !== FileType.File || size > limit) return state;
    const bytes = await workspace.fs.readFile(place);
    if (bytes.length > limit) return { size: bytes.length, mtime };
    // The size as it was told: by size and time the server knows a file again.
    return { ...state, base64: toBase64(head === undefined ? bytes : bytes.subarray(0, head)) };
  } catch {
    return state;
  }
}

/** The address if it lies in a workspace folder and no folder on the way is a symbolic link. */
async function allowed(address: string): Promise<Uri | undefined> {
  const place = workspacePlace(address);
  if (!place) return undefined;
  const { uri, folder } = place;
  const top = folder.uri.path.replace(/\/+$/, '').length;
  for (let slash = uri.path.indexOf('/', top + 1); slash > 0; slash = uri.path.indexOf('/', slash + 1)) {
    if (await isLink(uri.with({ path: uri.path.slice(0, slash), query: '', fragment: '' }))) return undefined;
  }
  return uri;
}

/** What was learned about folders; forgotten soon, as a folder may be replaced by a link at any time. */
let links = new Map<string, Promise<boolean>>();
let linksSince = 0;
const linksLast = 5000;

function isLink(folder: Uri): Promise<boolean> {
  if (Date.now() - linksSince > linksLast) {
    links = new Map();
    linksSince = Date.now();
  }
  const key = folder.toString();
  const known = links.get(key);
  if (known) return known;
  const asked = Promise.resolve(workspace.fs.stat(folder)).then(
    (found) => (found.type & FileType.SymbolicLink) !== 0,
    () => false,
  );
  links.set(key, asked);
  return asked;
}
