// Suggestions for a missing target (docs/links.md, section 6): ranked, and only the same name counts as sure.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nearest, suggest } from '../../server/vault/suggest.ts';
import { world } from '../fixture.ts';

/** `expected` is the paths in order, `=` before one of exactly the same name. */
function check(target: string, files: string, expected: string): void {
  const here = world(`\n//- d/a.md\n${files}`);
  const found = suggest(here.vault, here.uri('d/a.md'), target, 'note');
  assert.equal(found.map(({ file, sameName }) => (sameName ? '=' : '') + here.path(file.uri)).join(' '), expected);
}

describe('suggestions', () => {
  test('the same name in another folder comes first and is sure', () =>
    check('wrong/gemma', '//- t/gemma_2.md\n//- u/gemma.md\n', '=u/gemma.md t/gemma_2.md'));
  test('several of the same name', () => check('wrong/x', '//- t/x.md\n//- d/x.md\n', '=d/x.md =t/x.md'));
  test('a close name is offered and not sure', () => check('gemma_2', '//- t/gemma_3.md\n', 't/gemma_3.md'));
  test('shared words of the name', () =>
    check('vision_language_models', '//- t/language_models.md\n//- t/cars.md\n', 't/language_models.md'));
  test('shared words of the title', () =>
    check('segment anything', '//- t/sam.md\n# Segment Anything Model\n', 't/sam.md'));
  describe('an alias', () => {
    const probes = '//- t/layers.md\n---\naliases: [зондирование, линейные пробы]\n---\n# По слоям\n//- t/cars.md\n';
    for (const slip of ['зондироване', 'зодирование', 'zondirovanie', 'pjylbhjdfybt', 'линейная проба'])
      test(slip, () => check(slip, probes, 't/layers.md'));
  });
  test('a slip in a title', () => check('зодирование', '//- t/layers.md\n# Зондирование\n', 't/layers.md'));
  test('a folder with an index', () => check('wrong/agents', '//- t/agents/index.md\n', '=t/agents/index.md'));
  test('the same folder first', () =>
    check('gemma_2', '//- t/gemma_3.md\n//- d/gemma_3.md\n', 'd/gemma_3.md t/gemma_3.md'));
  test('the more popular first', () =>
    check('gemma_2', `//- t/gemma_4.md\n//- t/gemma_3.md\n//- c.md\n[[gemma_4]]\n`, 't/gemma_4.md t/gemma_3.md'));
  test('ё for е', () => check('елка', '//- t/ёлка.md\n', '=t/ёлка.md'));
  test('Russian word endings', () => check('обзоры моделей', '//- t/m.md\n# Обзор модели\n', 't/m.md'));
  test('a slip of the finger', () => check('atention', '//- t/attention.md\n//- t/cars.md\n', 't/attention.md'));
  test('transliteration', () => check('vnimanie', '//- t/внимание.md\n//- t/cars.md\n', 't/внимание.md'));
  test('Russian for a name in Latin letters', () => check('трансформер', '//- t/transformer.md\n', 't/transformer.md'));
  test('the wrong keyboard layout', () => check('фееутешщт', '//- t/attention.md\n', 't/attention.md'));
  test('the wrong layout the other way', () => check('j,pjh', '//- t/обзор.md\n', 't/обзор.md'));
  test('nothing that is not like it', () => check('gemma', '//- t/cars.md\n//- t/boats.md\n', ''));
  test('never the note itself', () => check('a', '//- t/a.md\n', '=t/a.md'));
  test('at most six', () => {
    const files = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `//- t/gemma_${number}.md\n`).join('');
    check('gemma_0', files, [1, 2, 3, 4, 5, 6].map((number) => `t/gemma_${number}.md`).join(' '));
  });
  test('names of a thousand letters', () =>
    check('x'.repeat(1000), `//- t/${'x'.repeat(999)}.md\n`, `t/${'x'.repeat(999)}.md`));
});

test('an answer holds until a name comes or goes', () => {
  const here = world('\n//- d/a.md\n//- t/gemma_3.md\n');
  const paths = () => suggest(here.vault, here.uri('d/a.md'), 'gemma_2', 'note').map(({ file }) => here.path(file.uri));
  assert.deepEqual(paths(), ['t/gemma_3.md']);
  here.vault.set(here.uri('d/a.md'), 'prose');
  assert.equal(
    suggest(here.vault, here.uri('d/a.md'), 'gemma_2', 'note'),
    suggest(here.vault, here.uri('d/a.md'), 'gemma_2', 'note'),
  );
  here.vault.set(here.uri('t/gemma_3.md'), '---\ntitle: x\n---\n# Description\n');
  here.vault.deleteFile(here.uri('t/gemma_3.md'));
  assert.deepEqual(paths(), []);
});

describe('nearest', () => {
  const near = (items: string[], wanted: string, expected: string) =>
    assert.equal(nearest(items, wanted, (item) => item).join(' | '), expected);
  test('by words and spelling', () => near(['Results', 'Method', 'Methods used'], 'Methods', 'Method | Methods used'));
  test('nothing alike', () => near(['Results'], 'Method', ''));
  test('at most five', () =>
    near(
      ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((name) => `word ${name}`),
      'word',
      'word a1 | word a2 | word a3 | word a4 | word a5',
    ));
});
