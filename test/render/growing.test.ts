// Texts that grow without sense (see test/hostile/inputs.ts) as pages: each in less than a second, and no worse than in proportion.
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
    // The best of two: another process may have had the machine. What takes no time has no proportion.
    const small = Math.min(timeOf(make(2500)), timeOf(make(2500)));
    const large = Math.min(timeOf(make(5000)), timeOf(make(5000)));
    assert.ok(large < 1000, `${large} ms`);
    assert.ok(large < 60 || large < 3.5 * small, `${small} ms, and ${large} ms for twice the text`);
  });
}
