// Texts that grow without sense (see test/hostile/inputs.ts) as pages: each in less than a second.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preview } from '../../server/features/preview.ts';
import { defaultSettings } from '../../server/protocol.ts';
import { Vault } from '../../server/vault/vault.ts';
import { growing } from '../hostile/inputs.ts';

/** Milliseconds that a page of the text takes. */
function timeOf(text: string): number {
  const vault = new Vault();
  const uri = 'file:///v/a.md';
  vault.set(uri, text, true);
  const start = performance.now();
  preview(
    vault,
    { uri, mark: 'zq', known: [], remoteImages: false, large: true },
    { settings: defaultSettings, language: 'en' },
  );
  return performance.now() - start;
}

for (const [name, make] of Object.entries(growing)) {
  test(name, () => {
    const text = make(5000);
    // Once more where it was late: another process may have had the machine.
    const time = [0, 1].reduce((best) => (best < 1000 ? best : Math.min(best, timeOf(text))), Number.POSITIVE_INFINITY);
    assert.ok(time < 1000, `${time} ms`);
  });
}
