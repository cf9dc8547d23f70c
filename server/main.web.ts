// The server as a web worker: it reads through the client only.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { givenUp } from './lsp/givenUp.ts';
import { serve } from './lsp/routes.ts';
import { workerTurn } from './lsp/workerTurn.ts';

declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];
declare const navigator: { readonly locks?: { request(name: string, hold: () => Promise<void>): Promise<void> } };

let arrived = 0;
self.addEventListener('message', () => arrived++);

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self), givenUp);
serve(connection, {
  hold: (lock) =>
    new Promise((held) => {
      if (!navigator.locks) return held();
      const forEver = () => new Promise<void>(() => held());
      navigator.locks.request(lock, forEver).catch(() => held());
    }),
  turn: workerTurn(() => arrived),
});
