// The server as a web worker: it reads through the client only.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { givenUp } from './lsp/givenUp.ts';
import { serve } from './lsp/routes.ts';
import { workerTurn } from './lsp/workerTurn.ts';
import { formulaScriptRequest } from './protocol.ts';
import type { DrawFormula } from './render/drawFormula.ts';

declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];
declare function importScripts(address: string): void;
/** What the script of formulas leaves behind. */
declare const researchNotesFormulas: { readonly drawFormula: DrawFormula } | undefined;
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
  drawFormula: async (client) => {
    // Only the client knows where the script lies: a worker may be made of a copy of its text.
    if (typeof researchNotesFormulas === 'undefined') importScripts(await client.sendRequest(formulaScriptRequest));
    return researchNotesFormulas!.drawFormula;
  },
});
