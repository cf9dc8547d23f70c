// The status item: `good/total` links and images of a note.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noteStatus } from '../../server/features/status.ts';
import { world } from '../fixture.ts';

function check(text: string, expected: string): void {
  const of = world(
    `//- x/a.md\n${text}\n//- x/b.md\n# Beta\n//- img.png\n//- t.pdf\n//- folder/index.md\n//- empty/x.txt\n`,
  );
  const found = noteStatus(of.vault, of.uri('x/a.md'), of.settings);
  assert.ok(found);
  const { links, images } = found;
  assert.equal(`${links.good}/${links.total} links · ${images.good}/${images.total} images`, expected);
}

test('nothing', () => check('Text.', '0/0 links · 0/0 images'));
test('links of every form', () =>
  check('[[b]] [[Beta]] [x](b.md) [[nowhere]] [y](nowhere.md) [[#h]] [[b#Beta]]', '4/7 links · 0/0 images'));
test('images of every form', () =>
  check('![](../img.png) ![[img.png]] <img src="../img.png"> ![](no.png) ![[no.png]]', '0/0 links · 3/5 images'));
test('an embedded note is a link, and so is a film', () =>
  check('![[b]] ![[b#h]] ![[nowhere]] ![[t.pdf]] <video src="../t.pdf">', '3/5 links · 0/0 images'));
test('the web does not count', () =>
  check('[[https://x.org]] [x](https://x.org) ![](https://x.org/a.png) <https://x.org>', '0/0 links · 0/0 images'));
test('what another program fills in does not count', () =>
  check('![]({{cover}}) [[{{up}}]] [x](<% tp.x %>) [y](b.md#{{h}}) [z](b.md)', '1/1 links · 0/0 images'));
test('a folder: for Markdown a target, for a wiki-link only with its index', () =>
  check('[x](../empty) [x](../empty/) [[empty]] [[folder]]', '3/4 links · 0/0 images'));
test('a reference counts where it is defined', () =>
  check('[one][r] [two][r]\n\n[r]: b.md\n', '1/1 links · 0/0 images'));
test('code does not count', () => check('`[[b]]`\n\n```\n[[b]]\n```', '0/0 links · 0/0 images'));
test('outside of the workspace is not good', () => check('[[../../../etc/passwd]]', '0/1 links · 0/0 images'));
test('excluded but there is good', () => {
  const of = world('//- a.md\n[[secret.md]] [[b]] [x](draft.md) ![](draft.md)\n');
  of.vault.existsUnlisted = (path) => path.endsWith('secret.md') || path.endsWith('draft.md');
  assert.deepEqual(noteStatus(of.vault, of.uri('a.md'), of.settings), {
    links: { good: 2, total: 3 },
    images: { good: 1, total: 1 },
  });
});
test('what is no note has none', () => {
  const of = world('//- a.md\n');
  assert.equal(noteStatus(of.vault, of.uri('b.md'), of.settings), undefined);
});
