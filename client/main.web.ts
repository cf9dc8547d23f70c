// The entry of the extension in the web: the server is a worker.
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateClient, clientId, clientName, type ExtensionApi, stopClient } from './extension.ts';

/** The types of the web would clash with those of Node, so what is used of them is said here. */
declare const Worker: new (address: string) => { terminate(): void };

export function activate(context: ExtensionContext): ExtensionApi {
  const address = Uri.joinPath(context.extensionUri, 'dist/server/web.js').toString(true);
  // A restart after a crash asks for a new worker, hence a function.
  let worker: InstanceType<typeof Worker> | undefined;
  const startWorker = async () => {
    worker?.terminate();
    worker = new Worker(address);
    return worker;
  };
  return activateClient(context, 'data', (options) => new LanguageClient(clientId, clientName, startWorker, options));
}

export function deactivate(): Promise<void> {
  return stopClient();
}
