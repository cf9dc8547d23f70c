// The tests' hand inside the extension host, as a Node and as a web extension: it fetches functions from the test
// runner, calls them with `vscode`, and sends back what they return. It also gives the file system `memfs:`, which
// stands for the virtual workspaces of vscode.dev. One file, because the web worker host loads only one.
const vscode = require('vscode');

// A worker can be ended by nobody but whoever started it: those that extensions start from here on are written down.
const { Worker: HostWorker } = globalThis;
if (HostWorker) {
  globalThis.startedWorkers = [];
  globalThis.Worker = class extends HostWorker {
    constructor(address, options) {
      super(address, options);
      globalThis.startedWorkers.push(this);
    }
  };
}

exports.activate = async (context) => {
  const runner = vscode.workspace.getConfiguration().get('researchNotesTest.runner');
  if (!runner) return;
  const memory = new MemoryFileSystem();
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider('memfs', memory, { isCaseSensitive: true }));
  context.subscriptions.push(
    vscode.commands.registerCommand('researchNotesTest.lock', (uri, locked) => memory.lock(uri, locked)),
  );
  const files = await fetch(`${runner}/memfs`).then((answer) => answer.json());
  for (const [path, base64] of files)
    memory.put(
      path,
      Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)),
    );
  globalThis.writeQuietly = (path, text) => memory.put(path, new TextEncoder().encode(text));

  let stopped = false;
  context.subscriptions.push({ dispose: () => (stopped = true) });
  void (async () => {
    while (!stopped) {
      // The runner answers when it has a job, or with 204 after a while.
      const answer = await fetch(`${runner}/job`).catch(() => undefined);
      if (!answer) return; // The runner is gone.
      if (answer.status === 200) void work(await answer.json());
    }
  })();

  const work = async ({ id, source, args }) => {
    let result;
    try {
      result = { value: await new Function(`return (${source})`)()(vscode, ...args) };
    } catch (error) {
      result = { error: String(error?.stack ?? error) };
    }
    await fetch(`${runner}/result?id=${id}`, { method: 'POST', body: JSON.stringify(result) }).catch(() => undefined);
  };
};

/** A tree of files in memory: folders are Maps, files are { data, time, locked }. */
class MemoryFileSystem {
  #root = new Map();
  #changes = new vscode.EventEmitter();
  onDidChangeFile = this.#changes.event;

  watch() {
    return { dispose() {} };
  }

  stat(uri) {
    const entry = this.#find(uri);
    if (entry instanceof Map) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { time, data, locked } = entry;
    const permissions = locked ? { permissions: vscode.FilePermission.Readonly } : {};
    return { type: vscode.FileType.File, ctime: 0, mtime: time, size: data.length, ...permissions };
  }

  readDirectory(uri) {
    const folder = this.#find(uri);
    if (!(folder instanceof Map)) throw vscode.FileSystemError.FileNotADirectory(uri);
    return [...folder].map(([name, entry]) => [
      name,
      entry instanceof Map ? vscode.FileType.Directory : vscode.FileType.File,
    ]);
  }

  readFile(uri) {
    const entry = this.#find(uri);
    if (entry instanceof Map) throw vscode.FileSystemError.FileIsADirectory(uri);
    return entry.data;
  }

  writeFile(uri, data, { create = true, overwrite = true } = {}) {
    const there = this.#find(uri, true);
    if (!there && !create) throw vscode.FileSystemError.FileNotFound(uri);
    if (there && !overwrite) throw vscode.FileSystemError.FileExists(uri);
    if (there?.locked) throw vscode.FileSystemError.NoPermissions(uri);
    this.put(uri.path, data);
    this.#tell([there ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created, uri]);
  }

  createDirectory(uri) {
    this.#parent(uri.path).set(nameOf(uri), new Map());
    this.#tell([vscode.FileChangeType.Created, uri]);
  }

  delete(uri) {
    this.#find(uri);
    this.#parent(uri.path).delete(nameOf(uri));
    this.#tell([vscode.FileChangeType.Deleted, uri]);
  }

  rename(from, to, { overwrite = false } = {}) {
    const entry = this.#find(from);
    if (!overwrite && this.#find(to, true)) throw vscode.FileSystemError.FileExists(to);
    this.#parent(from.path).delete(nameOf(from));
    this.#parent(to.path).set(nameOf(to), entry);
    this.#tell([vscode.FileChangeType.Deleted, from], [vscode.FileChangeType.Created, to]);
  }

  lock(uri, locked) {
    this.#find(uri).locked = locked;
    this.#tell([vscode.FileChangeType.Changed, uri]);
  }

  /** Writes without a word to the editor: the vault as it is at the start. */
  put(path, data) {
    this.#parent(path).set(path.split('/').pop(), { data, time: Date.now() });
  }

  #tell(...changes) {
    this.#changes.fire(changes.map(([type, uri]) => ({ type, uri })));
  }

  #find(uri, quietly = false) {
    const entry = uri.path
      .split('/')
      .filter(Boolean)
      .reduce((folder, name) => (folder instanceof Map ? folder.get(name) : undefined), this.#root);
    if (!entry && !quietly) throw vscode.FileSystemError.FileNotFound(uri);
    return entry;
  }

  #parent(path) {
    let folder = this.#root;
    for (const name of path.split('/').filter(Boolean).slice(0, -1)) {
      if (!folder.has(name)) folder.set(name, new Map());
      folder = folder.get(name);
    }
    return folder;
  }
}

const nameOf = (uri) => uri.path.split('/').pop();
