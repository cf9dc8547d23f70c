// The entry of the extension in the web: the server is a worker.
import { type ExtensionContext, Uri, workspace } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient, State } from 'vscode-languageclient/browser';
import { formulaScriptRequest } from '../server/protocol.ts';
import { activateClient, clientId, clientName, type ExtensionApi, stopClient } from './extension.ts';

/** The types of the web would clash with those of Node, so what is used of them is said here. */
declare const Worker: new (address: string) => { terminate(): void };

interface Locks {
  request(name: string, options: { readonly signal: AbortSignal }, held: () => void): Promise<void>;
}
declare const navigator: { readonly locks?: Locks };

/** A worker that ends, or is ended, tells nobody, so its reader has to be told. */
class WorkerReader extends BrowserMessageReader {
  close(): void {
    this.fireClose();
  }
}

export function activate(context: ExtensionContext): ExtensionApi {
  const script = Uri.joinPath(context.extensionUri, 'dist/server/web.js');
  const formulas = Uri.joinPath(context.extensionUri, 'dist/server/formulas.js');
  // The worker holds it as long as it lives; whoever gets it then knows that the worker is gone.
  const lock = `research-notes ${Math.random()}`;
  let worker: InstanceType<typeof Worker> | undefined;
  let reader: WorkerReader | undefined;
  let waiting = new AbortController();
  /** Ends the worker that runs now, not the one that may have followed it by the time this is called. */
  const endOf = (own = worker, heard = reader) => {
    return () => {
      own?.terminate();
      heard?.close();
    };
  };
  // A restart after a crash asks for a new worker, hence a function.
  const startWorker = async () => {
    waiting.abort();
    worker?.terminate();
    worker = new Worker(await scriptAddress(script));
    // The client would take a worker only by `instanceof`, and VS Code puts a class of its own in front of that.
    reader = new WorkerReader(worker);
    return { reader, writer: new BrowserMessageWriter(worker) };
  };
  context.subscriptions.push({ dispose: () => waiting.abort() });
  return activateClient(context, 'data', lock, (options) => {
    const client = new LanguageClient(clientId, clientName, startWorker, options);
    client.onRequest(formulaScriptRequest, () => scriptAddress(formulas));
    client.onDidChangeState(({ newState }) => {
      // It has the lock before it says that it runs.
      if (newState !== State.Running) return;
      waiting = new AbortController();
      navigator.locks?.request(lock, { signal: waiting.signal }, endOf()).catch(() => undefined);
    });
    return { client, end: () => endOf()() };
  });
}

/** VS Code runs no script of an extension that lies on a remote machine in a worker; a copy of its text it does. */
async function scriptAddress(script: Uri): Promise<string> {
  if (script.scheme !== 'vscode-remote') return script.toString(true);
  const text = await workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([text as Uint8Array<ArrayBuffer>], { type: 'application/javascript' }));
}

export function deactivate(): Promise<void> {
  return stopClient();
}
