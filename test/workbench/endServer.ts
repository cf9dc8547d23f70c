// Ends the language server without a word; false where there is none.
import type { Host } from './host.ts';
import { endAtOnce, signalServer } from './inside.ts';

export async function endServer(host: Host): Promise<boolean> {
  // A signal that changes nothing tells which process it is.
  const server = host.kind === 'node' ? await host.vscode(signalServer, 'SIGCONT') : undefined;
  return host.vscode(endAtOnce, server ?? null);
}
