// Sound and film of the vault: played on the page, left out of an export, a link where nothing can be played.
import assert from 'node:assert/strict';
import { world } from '../fixture.ts';
import { test } from './registry.ts';
import { stage } from './stage.ts';

/** A second of silence. */
function silence(): Buffer {
  const rate = 8000;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + rate, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(rate, 40);
  return Buffer.concat([head, Buffer.alloc(rate, 128)]);
}

test('a sound is played under the page’s policy, stays while the note is edited, and is a link in an export', async (browser) => {
  const of = world('//- a.md\nOne.\n\n![[talk.wav|Listen]]\n\n![[broken.mp4]]\n//- talk.wav\n//- broken.mp4\n');
  const own = await stage(browser, {
    vault: of.vault,
    settings: of.settings,
    image: (uri) => ({ body: uri.endsWith('.wav') ? silence() : Buffer.from('no film'), type: 'audio/wav' }),
  });
  const { page } = own;
  await own.show(of.uri('a.md'));
  await page.waitForFunction(() => document.querySelector('audio')?.duration === 1);
  const sound = page.locator('main audio');
  assert.deepEqual(
    await sound.evaluate((audio: HTMLAudioElement) => [audio.controls, audio.preload, audio.autoplay, audio.paused]),
    [true, 'metadata', false, true],
  );
  await page.waitForFunction(() => document.querySelector('video') === null);
  assert.match(await page.innerText('main'), /Listen\s+broken\.mp4/);

  await sound.evaluate((audio: HTMLAudioElement & { same?: boolean }) => {
    audio.same = true;
  });
  of.vault.set(of.uri('a.md'), 'One and two.\n\n![[talk.wav|Listen]]\n', true);
  await own.show(of.uri('a.md'));
  assert.equal(await sound.evaluate((audio: HTMLAudioElement & { same?: boolean }) => audio.same), true);

  await own.tell({ type: 'export', sign: 'sign' });
  const { html } = own.last('exported')!;
  assert.doesNotMatch(html, /<audio|<video|src=/);
  assert.match(html, /<a class="file"[^>]*>Listen<\/a>/);
  await page.locator('main a.file').click();
  assert.deepEqual(own.last('file'), { type: 'file', uri: 'file:///v/talk.wav' });
  assert.deepEqual(own.errors, []);
});
