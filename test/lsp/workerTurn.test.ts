// In a worker a request comes as a message and is answered in a timer: work that gives way must wait for both.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workerTurn } from '../../server/lsp/workerTurn.ts';

/** A client that sends so many requests, each once the one before is answered, to a server that answers in timers. */
function asker(requests: number): { answered: () => number; arrived: () => number; close: () => void } {
  const { port1: client, port2: server } = new MessageChannel();
  const count = { arrived: 0, answered: 0 };
  server.addEventListener('message', () => {
    count.arrived++;
    setTimeout(() => {
      count.answered++;
      server.postMessage(undefined);
    }, 0);
  });
  client.addEventListener('message', () => {
    if (--requests > 0) client.postMessage(undefined);
  });
  server.start();
  client.start();
  if (requests > 0) client.postMessage(undefined);
  const close = () => {
    client.close();
    server.close();
  };
  return { answered: () => count.answered, arrived: () => count.arrived, close };
}

test('what came is answered before the work goes on, and some of what follows', async () => {
  const one = asker(1);
  await workerTurn(one.arrived)();
  assert.equal(one.answered(), 1);
  one.close();
  // Whoever never ceases to ask does not stop the work.
  const many = asker(1000);
  await workerTurn(many.arrived)();
  assert.ok(many.answered() >= 2 && many.answered() <= 6, `${many.answered()} are answered in a turn`);
  many.close();
});

test('where nothing came no timer is waited for', async () => {
  const { setTimeout } = globalThis;
  let timers = 0;
  globalThis.setTimeout = ((...given: Parameters<typeof setTimeout>) => {
    timers++;
    return setTimeout(...given);
  }) as typeof setTimeout;
  try {
    const turn = workerTurn(() => 0);
    for (let at = 0; at < 10; at++) await turn();
  } finally {
    globalThis.setTimeout = setTimeout;
  }
  assert.equal(timers, 0);
});
