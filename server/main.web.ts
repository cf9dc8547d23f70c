// The server as a web worker: it reads through the client only.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { givenUp } from './lsp/givenUp.ts';
import { serve } from './lsp/routes.ts';

declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];
declare const navigator: { readonly locks?: { request(name: string, hold: () => Promise<void>): Promise<void> } };

/** A message to oneself comes after those that wait already, without the delay of a timer. */
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.addEventListener('message', () => waiting.shift()?.());
channel.port1.start();

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self), givenUp);
serve(connection, {
  hold: (lock) =>
    new Promise((held) => {
      if (!navigator.locks) return held();
      const forEver = () => new Promise<void>(() => held());
      navigator.locks.request(lock, forEver).catch(() => held());
    }),
  turn: () =>
    new Promise((done) => {
      waiting.push(done);
      channel.port2.postMessage(undefined);
    }),
});
