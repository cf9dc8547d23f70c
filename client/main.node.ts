// The entry of the extension where VS Code runs on Node: the server is a process of its own.
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { registerCheckTask } from './checkTask.ts';
import { activateClient, clientId, clientName, type ExtensionApi, stopClient } from './extension.ts';

export function activate(context: ExtensionContext): ExtensionApi {
  registerCheckTask(context);
  const module = Uri.joinPath(context.extensionUri, 'dist/server/node.js').fsPath;
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return activateClient(context, 'uri', undefined, (options) => {
    const client = new LanguageClient(clientId, clientName, { run, debug }, options);
    // Whoever runs in a circle hears no other signal. The client notices, and starts another one.
    return { client, end: () => client.serverProcess?.kill('SIGKILL') };
  });
}

export function deactivate(): Promise<void> {
  return stopClient();
}
