// Writing a link (docs/links.md, section 7): the vault's style, and the shortest form that leads there.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { relativePath } from '../../server/text/uri.ts';
import { resolveTarget } from '../../server/vault/resolve.ts';
import { dominantStyle, encodedPath, styleFor, writeTarget } from '../../server/vault/style.ts';
import { finish } from '../../server/vault/walk.ts';
import { type WorldOptions, world } from '../fixture.ts';

/** The target written in `d/a.md` for a file, in the style of the vault and its settings. It must lead there. */
function check(literal: string, path: string, expected: string, options: WorldOptions = {}): void {
  const here = world(`\n//- d/a.md\n${literal}`, options);
  const { vault } = here;
  const file = vault.files.get(here.uri(path))!;
  const written = writeTarget(vault, here.uri('d/a.md'), file, styleFor(here.settings, finish(dominantStyle(vault))));
  assert.equal(written, expected);
  const found = resolveTarget(vault, here.uri('d/a.md'), written);
  assert.deepEqual(
    found.files.map((hit) => hit.path),
    [file.path],
    'it leads there and nowhere else',
  );
}

describe('the shortest form', () => {
  test('the bare name', () => check('//- t/u/x.md\n', 't/u/x.md', 'x'));
  test('with a folder where the name is not unique', () => check('//- t/u/x.md\n//- t/w/x.md\n', 't/u/x.md', 'u/x'));
  test('the whole path where a suffix is not unique', () => check('//- t/u/x.md\n//- s/u/x.md\n', 't/u/x.md', 't/u/x'));
  test('a note beside is hidden by none', () => check('//- d/x.md\n//- t/x.md\n', 'd/x.md', 'x'));
  test('a note that one beside the link hides', () => check('//- d/x.md\n//- t/x.md\n', 't/x.md', 't/x'));
  test('a note at the root that one beside the link hides', () => check('//- d/x.md\n//- x.md\n', 'x.md', '../x'));
  test('one that an index hides', () => check('//- d/x/index.md\n//- t/x.md\n', 't/x.md', 't/x'));
  test('one that differs in case only', () => check('//- t/X.md\n//- u/x.md\n', 't/X.md', 'X'));
  test('with a folder where the name would make a note of a file beside an image', () =>
    check('//- t/x.md\n//- u/x.png\n//- u/x.md\nwords\n', 't/x.md', 't/x'));
  test('an index keeps its folder', () => check('//- t/u/index.md\n//- s/index.md\n', 't/u/index.md', 'u/index'));
  test('an attachment keeps its ending', () => check('//- t/p.png\n', 't/p.png', 'p.png'));
  test('a sidecar keeps its ending', () =>
    check('//- t/p.png\n//- t/p.md\n# Image Description\n\n**File:** p.png\n', 't/p.md', 'p.md'));
  test('a name with an ending of its own', () => check('//- t/v1.2.md\n', 't/v1.2.md', 'v1.2'));
  test('the note of another workspace folder', () =>
    check('//- /w2/t/x.md\n', '/w2/t/x.md', 'x', { folders: ['/w1', '/w2'] }));
  test('an alias of the same name decides nothing', () =>
    check('//- t/x.md\n//- y.md\n---\nalias: x\n---\n', 't/x.md', 'x'));
});

describe('the style of the vault', () => {
  const linking = (...targets: string[]) => `${targets.map((target) => `[[${target}]]`).join(' ')}\n//- t/x.md\n`;
  test('most links carry the ending', () => check(linking('y.md', 'z.md', 'w'), 't/x.md', 'x.md'));
  test('most links do not', () => check(linking('y.md', 'z', 'w'), 't/x.md', 'x'));
  test('most are relative', () => check(linking('../y', './z', 'w'), 't/x.md', '../t/x'));
  test('most are rooted', () => check(linking('/y', '/z', 'w'), 't/x.md', '/t/x'));
  test('relative, beside', () => check(`${linking('../y', './z')}//- d/b.md\n`, 'd/b.md', './b'));
  test('a setting overrides the ending', () =>
    check(linking('y.md'), 't/x.md', 'x', { settings: { links: { newLinkEnding: 'never' } } }));
  test('a setting overrides the path', () =>
    check(linking('y'), 't/x.md', '/t/x.md', {
      settings: { links: { newLinkPath: 'root', newLinkEnding: 'always' } },
    }));
  test('relative into the git root', () =>
    check('//- /g/o/x.md\n', '/g/o/x.md', '../../o/x', {
      folder: '/g/v',
      gitRoot: '/g',
      settings: { links: { newLinkPath: 'relative' } },
    }));
});

test('the path of a Markdown link', () => {
  const markdownPath = (folder: string, to: string) => encodedPath(relativePath(folder, to));
  assert.equal(markdownPath('/v/d', '/v/d/x.md'), 'x.md');
  assert.equal(markdownPath('/v/d', '/v/t/x y (1).png'), '../t/x%20y%20%281%29.png');
  assert.equal(markdownPath('/v/d', '/v/100%.md'), '../100%25.md');
  assert.equal(markdownPath('/v', '/v/a#b?.md'), 'a%23b%3F.md');
  assert.equal(markdownPath('/v', '/v/обзор.md'), 'обзор.md');
});
