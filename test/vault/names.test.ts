// Comparing names (docs/links.md, section 2): which spellings of a target mean the same file.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fold, foldLoosely, percentDecoded } from '../../server/text/fold.ts';
import { NameIndex } from '../../server/vault/nameIndex.ts';
import { world } from '../fixture.ts';
import { resolved } from './resolved.ts';

/** A link written `target` beside a file of that path. */
function check(target: string, file: string, expected: string): void {
  assert.equal(resolved(`\n//- a.md\n[[$0${target}]]\n//- ${file}\n`), expected.replace('FILE', file));
}

describe('the same name', () => {
  test('a note ending may be written or not', () => {
    check('x', 'x.md', 'relative FILE');
    check('x.md', 'x.md', 'relative FILE');
    check('x', 'x.markdown', 'relative FILE');
    check('x.MD', 'x.md', 'relative FILE (case)');
    check('x', 'x.MD', 'relative FILE');
  });
  test('an unknown ending is part of the name', () => {
    check('v1.2', 'v1.2.md', 'relative FILE');
    check('v1.2.md', 'v1.2.md', 'relative FILE');
    check('v1', 'v1.2.md', 'missing');
  });
  test('percent-encoding', () => {
    check('a%20b', 'a b.md', 'relative FILE');
    check('%D0%B1', 'б.md', 'relative FILE');
    check('d%2Fx', 'd/x.md', 'relative FILE');
  });
  test('percent-encoding only where the raw form finds nothing', () => {
    assert.equal(resolved('\n//- a.md\n[[$0x%20y]]\n//- x%20y.md\n//- x y.md\n'), 'relative x%20y.md');
    assert.equal(resolved('\n//- a.md\n[[$0x%20y]]\n//- t/x%20y.md\n//- x y.md\n'), 'suffix t/x%20y.md');
    // A note that is found in spite of its path is no hit beside one that the path names.
    assert.equal(resolved('\n//- a.md\n[[$0Q %231/z]]\n//- Q #1/z.md\n'), 'relative Q #1/z.md');
  });
  test('percent-encoding that is not valid is text', () => {
    check('100%', '100%.md', 'relative FILE');
    check('a%C3', 'a%C3.md', 'relative FILE');
    check('a%zz', 'b.md', 'missing');
  });
  test('Unicode normalisation, both ways', () => {
    check('йод', 'и\u0306од.md', 'relative FILE');
    check('и\u0306од', 'йод.md', 'relative FILE');
    check('e\u0301', 'é.md', 'relative FILE');
  });
  test('backslashes, doubled slashes, spaces around segments', () => {
    check('d\\x', 'd/x.md', 'relative FILE');
    check('d//x', 'd/x.md', 'relative FILE');
    check('d / x', 'd/x.md', 'relative FILE');
    check('  d/x  ', 'd/x.md', 'relative FILE');
  });
  test('case, in any script', () => {
    check('ABC', 'abc.md', 'relative FILE (case)');
    check('ОБЗОР', 'обзор.md', 'relative FILE (case)');
    check('ΣΊΣΥΦΟΣ', 'σίσυφος.md', 'relative FILE (case)');
  });
  test('ß and ss', () => {
    check('straße', 'strasse.md', 'relative FILE (case)');
    check('STRASSE', 'straße.md', 'relative FILE (case)');
  });
  test('the Turkish İ is no plain i, and folding does not depend on the locale', () => {
    check('İx', 'İx.md', 'relative FILE');
    check('I', 'i.md', 'relative FILE (case)');
    check('İ', 'i.md', 'missing');
    check('ı', 'i.md', 'missing');
  });
  test('ё and е are different', () => {
    check('ёлка', 'елка.md', 'missing');
    check('Ёлка', 'ёлка.md', 'relative FILE (case)');
  });
  test('emoji and letters outside the first plane', () => {
    check('😀', '😀.md', 'relative FILE');
    check('𐐀', '𐐨.md', 'relative FILE (case)');
  });
  test('a difference in a folder counts as a difference in case', () =>
    check('AI/x', 'ai/x.md', 'relative FILE (case)'));
});

describe('fold', () => {
  test('is the same for what means the same, and folding twice changes nothing', () => {
    for (const name of ['A', 'Й', 'И\u0306', 'ẞ', 'ß', 'İ', 'Σς', 'Å', '\u212b', 'ﬁ', '\ud800', '']) {
      assert.equal(fold(fold(name)), fold(name), name);
      assert.equal(fold(name.normalize('NFD')), fold(name), name);
      assert.equal(foldLoosely(foldLoosely(name)), foldLoosely(name), name);
    }
    assert.equal(fold('ẞ'), fold('ss'));
  });
  test('loosely, ё is е', () => {
    assert.equal(foldLoosely('Ёж'), 'еж');
    assert.equal(fold('Ёж'), 'ёж');
  });
});

test('percentDecoded', () => {
  assert.equal(percentDecoded('a%20b'), 'a b');
  assert.equal(percentDecoded('a b'), undefined);
  assert.equal(percentDecoded('100%'), undefined);
  assert.equal(percentDecoded('%C3'), undefined);
  assert.equal(percentDecoded('%ED%A0%80'), undefined);
});

test('a name that a note has twice takes none from another', () => {
  const { vault, uri } = world('\n//- x.md\n---\nid: foo\naliases: [Foo]\n---\n//- y.md\n---\naliases: [Foo]\n---\n');
  vault.delete(uri('x.md'));
  assert.deepEqual(vault.aliased('foo'), [uri('y.md')]);
});

describe('a name of many notes', () => {
  test('costs each of them the same', () => {
    const names = new NameIndex();
    const start = Date.now();
    for (let index = 0; index < 200_000; index++) names.replace(`${index}`, [], ['overview', 'overview']);
    assert.equal(names.of('overview').length, 200_000);
    // With a look through all of them for each it takes a minute.
    assert.ok(Date.now() - start < 3000);
  });
});
