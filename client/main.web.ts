// The entry of the extension in the web: the server is a worker.
import { type ExtensionContext, Uri, workspace } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { activateClient, clientId, clientName, type ExtensionApi, stopClient } from './extension.ts';

/** The types of the web would clash with those of Node, so what is used of them is said here. */
declare const Worker: new (address: string) => { terminate(): void };

export function activate(context: ExtensionContext): ExtensionApi {
  const script = Uri.joinPath(context.extensionUri, 'dist/server/web.js');
  // A restart after a crash asks for a new worker, hence a function.
  let worker: InstanceType<typeof Worker> | undefined;
  const startWorker = async () => {
    worker?.terminate();
    worker = new Worker(await workerAddress(script));
    // The client would take a worker only by `instanceof`, and VS Code puts a class of its own in front of that.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return activateClient(context, 'data', (options) => new LanguageClient(clientId, clientName, startWorker, options));
}

/** VS Code starts no worker from an extension that lies on a remote machine; a copy of its text it does. */
async function workerAddress(script: Uri): Promise<string> {
  if (script.scheme !== 'vscode-remote') return script.toString(true);
  const text = await workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([text as Uint8Array<ArrayBuffer>], { type: 'application/javascript' }));
}

export function deactivate(): Promise<void> {
  return stopClient();
}
