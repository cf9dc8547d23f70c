// The vault's files as a program outside the editor sees them: on disk, or in the bridge's file system in memory.
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type * as vscodeApi from 'vscode';

type Call = <A extends unknown[], R>(
  run: (vscode: typeof vscodeApi, ...args: A) => R | PromiseLike<R>,
  ...args: A
) => Promise<R>;

export class VaultFiles {
  readonly #call: Call;
  readonly #folder: string;
  readonly #memory: boolean;
  #remembered: ReadonlyMap<string, Buffer> = new Map();

  constructor(call: Call, folder: string, memory: boolean) {
    this.#call = call;
    this.#folder = folder;
    this.#memory = memory;
  }

  async write(file: string, content: string | Uint8Array): Promise<void> {
    const data = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
    if (this.#memory) return this.#writeInMemory(file, data);
    await mkdir(dirname(join(this.#folder, file)), { recursive: true });
    await writeFile(join(this.#folder, file), data);
  }

  async remove(file: string): Promise<void> {
    if (!this.#memory) return rm(join(this.#folder, file), { recursive: true });
    await this.#call(async (vscode, file) => {
      const root = vscode.workspace.workspaceFolders![0]!.uri;
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(root, file), { recursive: true });
    }, file);
  }

  /** Makes a file read-only, or takes that back: by its permissions on disk, by what the file system in memory says of it. */
  async lock(file: string, locked = true): Promise<void> {
    if (!this.#memory) return chmod(join(this.#folder, file), locked ? 0o444 : 0o644);
    await this.#call(
      async (vscode, file, locked) => {
        const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, file);
        await vscode.commands.executeCommand('researchNotesTest.lock', uri, locked);
      },
      file,
      locked,
    );
  }

  async all(): Promise<Map<string, Buffer>> {
    return this.#memory ? this.#allInMemory() : readFolder(this.#folder);
  }

  /** The vault as it is now is what `restore` goes back to. */
  async remember(): Promise<void> {
    this.#remembered = await this.all();
  }

  isRemembered(file: string): boolean {
    return this.#remembered.has(file);
  }

  async restore(): Promise<void> {
    const now = await this.all();
    const kept = new Set([...this.#remembered.keys()].flatMap(withFolders));
    // A folder goes as a whole: an empty one that stays would be in the way of the next move.
    const added = [...now.keys()].flatMap((file) => withFolders(file).find((path) => !kept.has(path)) ?? []);
    for (const path of new Set(added)) await this.remove(path);
    const changed = [...this.#remembered].filter(([file, data]) => !now.get(file)?.equals(data));
    for (const [file, data] of changed) await this.write(file, data);
  }

  async #writeInMemory(file: string, data: Buffer): Promise<void> {
    await this.#call(
      async (vscode, file, base64) => {
        const data = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        const root = vscode.workspace.workspaceFolders![0]!.uri;
        await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(root, file), data);
      },
      file,
      data.toString('base64'),
    );
  }

  async #allInMemory(): Promise<Map<string, Buffer>> {
    const files = await this.#call(async (vscode) => {
      const found: [string, string][] = [];
      const walk = async (uri: vscodeApi.Uri, prefix: string): Promise<void> => {
        for (const [name, type] of await vscode.workspace.fs.readDirectory(uri)) {
          const child = vscode.Uri.joinPath(uri, name);
          if (type === vscode.FileType.Directory) await walk(child, `${prefix}${name}/`);
          else {
            const data = await vscode.workspace.fs.readFile(child);
            found.push([prefix + name, btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''))]);
          }
        }
      };
      await walk(vscode.workspace.workspaceFolders![0]!.uri, '');
      return found;
    });
    return new Map(files.map(([path, base64]) => [path, Buffer.from(base64, 'base64')]));
  }
}

/** The folders around a file, outermost first, and the file. */
function withFolders(file: string): string[] {
  return [...file.matchAll(/\/|$/g)].map(({ index }) => file.slice(0, index));
}

async function readFolder(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = async (path: string) => [path.slice(folder.length + 1), await readFile(path)] as const;
  return new Map(await Promise.all(paths.map(read)));
}
