// Texts that grow without sense (see test/hostile/inputs.ts) as pages, and what else is made of long notes: each in less than a
// second.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { githubMarkdown } from '../../server/features/githubMarkdown.ts';
import { hover } from '../../server/features/hover.ts';
import { preview } from '../../server/features/preview.ts';
import { defaultSettings } from '../../server/protocol.ts';
import { Vault } from '../../server/vault/vault.ts';
import { world } from '../fixture.ts';
import { growing } from '../hostile/inputs.ts';

/** Milliseconds that a page of the text takes. */
function timeOf(text: string): number {
  const vault = new Vault();
  const uri = 'file:///v/a.md';
  vault.set(uri, text, true);
  const params = { uri, mark: 'zq', known: [], remoteImages: false, large: true };
  return timeOfWork(() => preview(vault, params, { settings: defaultSettings, language: 'en' }));
}

/** Once more where it was late: another process may have had the machine. */
function isSoon(measure: () => number): void {
  const time = [0, 1].reduce((best) => (best < 1000 ? best : Math.min(best, measure())), Number.POSITIVE_INFINITY);
  assert.ok(time < 1000, `${time} ms`);
}

for (const [name, make] of Object.entries(growing)) {
  test(name, () => {
    const text = make(5000);
    isSoon(() => timeOf(text));
  });
}

function timeOfWork(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

test('a hover of a section among many headings', () => {
  const of = world(`//- a.md\n[[b#One$0]]\n//- b.md\n# One\n\nWords.\n\n${'# h\n'.repeat(40_000)}`);
  const options = { settings: of.settings, language: 'en', images: 'none' } as const;
  isSoon(() => timeOfWork(() => assert.match(JSON.stringify(hover(of.vault, of.place, options)), /Words/)));
});

test('Markdown for GitHub of many block ids', () => {
  const of = world(`//- a.md\n${Array.from({ length: 20_000 }, (_, at) => `words ^a${at}\n\n`).join('')}`);
  isSoon(() => timeOfWork(() => githubMarkdown(of.vault, of.uri('a.md'), of.settings)));
});
