// The file system as the server sees it: a few questions, answered by Node or by the client.
import type { Connection } from 'vscode-languageserver';
import {
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
} from '../protocol.ts';
import { pathOf } from '../text/uri.ts';
import { isMarkdownPath } from '../vault/files.ts';

export interface ReadFile {
  /** Absent where the file could not be read or is larger than asked for. */
  readonly bytes?: Uint8Array;
  /** Bytes of the whole file. */
  readonly size: number;
  /** Of the last change, in milliseconds; absent where the file system does not tell. */
  readonly mtime?: number;
  /** There was no answer in time: nothing is known of the file now. */
  readonly isLate?: true;
}

/** All take canonical URIs, answer in their order and never throw. */
export interface FileSystem {
  /** `null` for a folder that cannot be read: it is no empty one. */
  list(folders: readonly string[]): Promise<ListResult>;
  /** Files larger than `limit` bytes come without bytes; `head` reads only so many from the start. */
  read(uris: readonly string[], limit: number, head?: number): Promise<readonly ReadFile[]>;
  stat(uris: readonly string[]): Promise<StatResult>;
  /** What tells one version of a file or folder from another; with `readOnly` also whether it may be written. */
  state(uris: readonly string[], readOnly?: boolean): Promise<StateResult>;
  /** True for a folder that no one means as a vault: a home folder, a drive. */
  isTooWide(folder: string): boolean;
}

/** One that a caller with nothing else to do may wait for. */
export interface FileSystemNow extends FileSystem {
  /** `stat` of one. */
  statNow(uri: string): StatResult[number];
}

/** So long our client is waited for (ms): what serves a virtual workspace may never answer, and other files wait behind it. */
const longestSilence = 30_000;

/**
 * Asks our client, which reads through VS Code: remote, virtual and web workspaces. What it refuses, or does not answer in
 * time, is not known now.
 * @param late told of each note whose text came after all: who reads it then gets that text
 * @param patience in milliseconds
 */
export function clientFiles(
  connection: Connection,
  late: (uri: string) => void,
  patience = longestSilence,
): FileSystem {
  /** What came too late, until it is read: a disk that is always slow would never be asked in time. */
  const came = new Map<string, ReadFile>();
  async function ask<T>(
    request: string,
    params: object,
    unknown: () => T,
    silent: { readonly unknown: () => T; readonly came: (answer: T) => void } = { unknown, came: () => {} },
  ): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const asked = connection.sendRequest<T>(request, params);
    const silence = new Promise<T>((done) => {
      timer = setTimeout(() => {
        connection.console.warn(`${request}: no answer in ${patience} ms`);
        done(silent.unknown());
        asked.then(silent.came, () => undefined);
      }, patience);
      // A server that has nothing else to do may end; the web knows no such thing.
      if (typeof timer === 'object') timer.unref();
    });
    return Promise.race([asked.catch(unknown), silence]).finally(() => clearTimeout(timer));
  }
  async function readNow(uris: readonly string[], limit: number, head?: number): Promise<readonly ReadFile[]> {
    const params: ReadParams = head === undefined ? { uris, limit } : { uris, limit, head };
    const files = (found: ReadResult): ReadFile[] => uris.map((_, index) => readFile(found[index]));
    const keep = (found: readonly ReadFile[]) => {
      for (const [index, uri] of uris.entries()) {
        if (head !== undefined || !isMarkdownPath(pathOf(uri))) continue;
        came.set(uri, found[index]!);
        late(uri);
      }
    };
    const found = await ask<ReadResult | undefined>(readRequest, params, () => [], {
      unknown: () => undefined,
      came: (answer) => answer && keep(files(answer)),
    });
    return found ? files(found) : uris.map(() => ({ size: 0, isLate: true }));
  }
  return {
    list(folders) {
      const params: ListParams = { folders };
      return ask<ListResult>(listRequest, params, () => folders.map(() => null));
    },
    async read(uris, limit, head) {
      const known = uris.map((uri) => {
        const file = head === undefined ? came.get(uri) : undefined;
        came.delete(uri);
        return file;
      });
      const unread = uris.filter((_, index) => !known[index]);
      const read = unread.length > 0 ? await readNow(unread, limit, head) : [];
      let next = 0;
      return known.map((file) => file ?? read[next++]!);
    },
    stat(uris) {
      const params: StatParams = { uris };
      return ask<StatResult>(statRequest, params, () => uris.map(() => 'unknown'));
    },
    state(uris, readOnly = false) {
      const params: StateParams = { uris, readOnly };
      return ask<StateResult>(stateRequest, params, () => uris.map(() => null));
    },
    isTooWide: () => false,
  };
}

/** Local files by `local`, all others by `remote`, which is known once the client has spoken; an absent one answers with nothing. */
export function filesByScheme(local: FileSystem | undefined, remote: () => FileSystem | undefined): FileSystem {
  const nothing: FileSystem = {
    list: async (folders) => folders.map(() => null),
    read: async (uris) => uris.map(() => ({ size: 0 })),
    stat: async (uris) => uris.map(() => null),
    state: async (uris) => uris.map(() => null),
    isTooWide: () => false,
  };
  const of = (uri: string): FileSystem => (uri.startsWith('file:') && local ? local : (remote() ?? nothing));
  /** Splits a question by file system and puts the answers back in order. */
  async function ask<T>(
    uris: readonly string[],
    question: (files: FileSystem, own: readonly string[]) => Promise<readonly T[]>,
  ) {
    const first = uris[0] === undefined ? nothing : of(uris[0]);
    if (uris.every((uri) => of(uri) === first)) return question(first, uris);
    return (await Promise.all(uris.map((uri) => question(of(uri), [uri])))).flat();
  }
  return {
    list: (folders) => ask(folders, (files, own) => files.list(own)),
    read: (uris, limit, head) => ask(uris, (files, own) => files.read(own, limit, head)),
    stat: (uris) => ask(uris, (files, own) => files.stat(own)),
    state: (uris, readOnly) => ask(uris, (files, own) => files.state(own, readOnly)),
    isTooWide: (folder) => of(folder).isTooWide(folder),
  };
}

function readFile(found: ReadResult[number] | undefined): ReadFile {
  if (found === undefined) return { size: 0 };
  const { base64, ...state } = found;
  return base64 === undefined ? state : { ...state, bytes: fromBase64(base64) };
}

/** A loop: `Uint8Array.from` with a function takes twenty times as long, and a PDF has millions of bytes. */
function fromBase64(base64: string): Uint8Array {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
