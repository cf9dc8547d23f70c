// What lies outside the workspace (docs/links.md, "Outside the workspace"): never looked at.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resolve } from '../../server/vault/resolve.ts';
import { type WorldOptions, world } from '../fixture.ts';
import { shown } from './resolved.ts';

/** Also holds that nobody asks whether a path outside of the folders exists. */
function check(link: string, expected: string, options: WorldOptions = {}, from = 'd/a.md', files = ''): void {
  const here = world(`\n//- ${from}\n${link}\n${files}`, options);
  const allowed = [...here.vault.folders.map((folder) => folder.path), ...(options.gitRoot ? [options.gitRoot] : [])];
  here.vault.existsUnlisted = (path) => {
    assert.ok(
      allowed.some((folder) => path === folder || path.startsWith(`${folder}/`)),
      `asked for ${path}`,
    );
    assert.ok(!path.includes('/../'), `asked for ${path}`);
    return false;
  };
  const note = here.vault.note(here.uri(from))!;
  assert.equal(note.links.length, 1, 'one link');
  assert.equal(shown(here, resolve(here.vault, note.uri, note.links[0]!)), expected);
}

describe('outside', () => {
  for (const target of [
    '../../../etc/passwd',
    '../../secret',
    '%2e%2e/%2e%2e/x',
    '..%2F..%2F..%2Fb',
    '..\\..\\x',
    'C:\\Windows\\win.ini',
    'c:/x',
    'C:',
    '\\\\evil\\share\\x.png',
    '//evil.host/x.png',
  ]) {
    test(`[[${target}]]`, () => check(`[[${target}]]`, 'outside'));
    test(`![[${target}]]`, () => check(`![[${target}]]`, 'outside'));
    test(`[x](<${target}>)`, () => check(`[x](<${target.replaceAll('\\', '\\\\')}>)`, 'outside'));
    test(`![x](<${target}>)`, () => check(`![x](<${target.replaceAll('\\', '\\\\')}>)`, 'outside'));
  }
  test('[[/abs]] is looked up from the roots', () => check('[[/abs]]', 'missing'));
  test('/ws/notes-secret is not inside /ws/notes', () =>
    check('[[../notes-secret/x]]', 'outside', { folder: '/ws/notes' }, 'a.md'));
  test('so far up that nothing is left', () => check(`[[${'../'.repeat(50)}x]]`, 'outside'));
  test('inside again by a detour', () => check('[[../../v/d/b]]', 'relative d/b.md', {}, 'd/a.md', '//- d/b.md\n'));
  test('a link that leads out and a note that has its suffix', () =>
    check('[[../../../etc/x]]', 'suffix t/etc/x.md (imprecise)', {}, 'd/a.md', '//- t/etc/x.md\n'));
  test('behind a symbolic link that leaves', () => {
    const here = world('\n//- a.md\n[[$0out/x]]\n');
    here.vault.leaves = (path) => path.startsWith('/v/out');
    here.vault.existsUnlisted = () => assert.fail('it was looked at');
    const note = here.vault.note(here.uri('a.md'))!;
    assert.equal(shown(here, resolve(here.vault, note.uri, note.links[0]!)), 'outside');
  });
});

describe('the git root', () => {
  const git = { folder: '/g/v', gitRoot: '/g' };
  test('its files are targets', () =>
    check('[[../other/x]]', 'relative /g/other/x.md', git, 'a.md', '//- /g/other/x.md\n'));
  test('by a bare name', () => check('[[x]]', 'suffix /g/other/x.md', git, 'a.md', '//- /g/other/x.md\n'));
  test('notes of the workspace hide them', () =>
    check('[[x]]', 'suffix t/x.md', git, 'a.md', '//- /g/other/x.md\n//- t/x.md\n'));
  test('what is not there is missing', () => check('[[../other/x]]', 'missing', git, 'a.md'));
  test('above it is outside', () => check('[[../../x]]', 'outside', git, 'a.md'));
  test('its titles are not indexed', () =>
    check('[[A title]]', 'missing', git, 'a.md', '//- /g/other/x.md\n# A title\n'));
});

describe('several workspace folders', () => {
  const two = { folders: ['/w1', '/w2'] };
  test('the relative path into the other one', () =>
    check('[[../../w2/x]]', 'relative /w2/x.md', two, 'd/a.md', '//- /w2/x.md\n'));
  test('/x from the own one first', () => check('[[/x]]', 'root x.md', two, 'd/a.md', '//- /w2/x.md\n//- /w1/x.md\n'));
  test('/x from another if the own one has none', () =>
    check('[[/x]]', 'root /w2/x.md', two, 'd/a.md', '//- /w2/x.md\n'));
  test('the same from the other side', () =>
    check('[[/x]]', 'root /w2/x.md', two, '/w2/d/a.md', '//- /w2/x.md\n//- /w1/x.md\n'));
  test('an index of the own one before a note of the other', () =>
    check('[[t/x]]', 'root t/x.md', two, 'd/a.md', '//- /w1/t/x.md\n//- /w2/q/t/x.md\n'));
});

describe('files that are not listed', () => {
  const exists = (link: string, answer: (path: string) => boolean | undefined) => {
    const here = world(`\n//- d/a.md\n${link}\n`);
    here.vault.existsUnlisted = answer;
    const note = here.vault.note(here.uri('d/a.md'))!;
    return shown(here, resolve(here.vault, note.uri, note.links[0]!));
  };
  test('an excluded note is there', () =>
    assert.equal(
      exists('[[x]]', (path) => path === '/v/d/x.md'),
      'relative (folder)',
    ));
  test('an excluded note from a root is there', () =>
    assert.equal(
      exists('[[x]]', (path) => path === '/v/x.md'),
      'relative (folder)',
    ));
  test('an excluded image is there', () =>
    assert.equal(
      exists('![](x.png)', (path) => path === '/v/d/x.png'),
      'relative (folder)',
    ));
  test('a name with an escape is asked for decoded', () =>
    assert.equal(
      exists('![](x%20y.png)', (path) => path === '/v/d/x y.png'),
      'relative (folder)',
    ));
  test('before anybody has looked nothing is known', () =>
    assert.equal(
      exists('[[x]]', () => undefined),
      'missing (unknown)',
    ));
  test('where nothing is, it is missing', () =>
    assert.equal(
      exists('[[x]]', () => false),
      'missing',
    ));
});
