// The names of the search: a list waits for them for a moment, and they are taken whether or not anybody asks again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-languageserver';
import { SearchNames } from '../../server/lsp/searchNames.ts';

const token = { isCancellationRequested: false } as CancellationToken;

/** A search with so many parts of names to take, each of which takes 5 ms. */
function searching(parts: number): { names: SearchNames; left: () => number; failures: unknown[]; fail: () => void } {
  let left = parts;
  let isBroken = false;
  const failures: unknown[] = [];
  const refresh = () => {
    if (isBroken) throw new Error('broken');
    for (const start = Date.now(); Date.now() - start < 5; );
    return --left > 0;
  };
  const search = { refresh, unwritten: { refresh: () => false, isKnown: true } } as never;
  const names = new SearchNames({
    search,
    turn: () => turn(),
    fail: (error) => failures.push(error),
  });
  return {
    names,
    failures,
    left: () => left,
    fail: () => {
      isBroken = true;
    },
  };
}

test('few names are all there before the list is made', async () => {
  const { names, left } = searching(4);
  assert.equal(await names.wait(token), true);
  assert.equal(left(), 0);
});

test('of many names a list has some, and the others are taken without it', async () => {
  const { names, left } = searching(60);
  const start = Date.now();
  assert.equal(await names.wait(token), true);
  assert.ok(Date.now() - start < 250, `${Date.now() - start} ms`);
  assert.ok(left() > 0);
  for (const start = Date.now(); left() > 0 && Date.now() - start < 10_000; ) await sleep(10);
  assert.equal(left(), 0);
});

test('nothing is taken before anybody asks', async () => {
  const { names, left } = searching(60);
  await names.goOn();
  assert.equal(left(), 60);
  await names.prepare();
  assert.equal(left(), 0);
});

test('a list that nobody waits for any longer is not made', async () => {
  const { names } = searching(60);
  assert.equal(await names.wait({ isCancellationRequested: true } as CancellationToken), false);
});

test('what goes wrong behind is told, and the next question begins anew', async () => {
  const { names, failures, left, fail } = searching(60);
  await names.wait(token);
  fail();
  for (const start = Date.now(); failures.length === 0 && Date.now() - start < 10_000; ) await sleep(10);
  assert.deepEqual(failures.map(String), ['Error: broken']);
  assert.ok(left() > 0);
  await assert.rejects(names.wait(token), /broken/);
});
