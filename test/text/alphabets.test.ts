// Words in other letters: every way to write a Russian word in Latin letters sounds the same, and keys have two layouts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foreignSounds, otherLayout, soundOf, soundPattern } from '../../server/text/alphabets.ts';

describe('the sound of a word', () => {
  /** One of the two readings of the Latin word sounds as the Russian one. */
  const same = (russian: string, ...latin: string[]) => {
    for (const word of latin)
      test(`${word} = ${russian}`, () =>
        assert.ok(
          [soundOf(word), soundOf(word, true)].includes(soundOf(russian)),
          `${soundOf(word)} ${soundOf(russian)}`,
        ));
  };
  same('визуальные', 'vizualnye', 'vizualnie', "vizual'nye", 'vizualʹnye');
  same('эмбеддинг', 'embeding', 'embedding', 'èmbedding');
  same('четвертого', 'chetvertogo', 'četvertogo', 'chetvyortogo', 'chetvjortogo');
  same('щука', 'shchuka', 'schuka', 'shhuka', 'ŝuka', 'ščuka');
  same('жизнь', 'zhizn', 'žizn', "zhizn'");
  same('хорошо', 'khorosho', 'horosho', 'xorosho', 'horošo');
  same('центр', 'tsentr', 'centr', 'czentr');
  same('яблоко', 'yabloko', 'iabloko', 'jabloko', 'âbloko');
  same('юность', 'yunost', 'iunost', 'junost', 'ûnost');
  same('схема', 'shema', 'schema');
  same('трансформер', 'transformer');
  same('контекст', 'kontekst', 'context');
  same('квантовый', 'kvantovyj', 'kvantovyi', 'kvantovyy');
  test('other words sound otherwise', () => {
    assert.notEqual(soundOf('шар'), soundOf('sar'));
    assert.notEqual(soundOf('жар'), soundOf('zar'));
    assert.notEqual(soundOf('час'), soundOf('cas'));
  });
  test('doubled letters count once, repeated ones do not vanish', () => {
    assert.equal(soundOf('грамматика'), soundOf('gramatika'));
    assert.notEqual(soundOf('zzzz'), 'z');
  });
});

describe('the pattern of a sound finds all that sounds so', () => {
  const words = [
    'визуальные vizualnye vizualnie',
    'эмбеддинг embeding embedding',
    'четвертого chetvertogo',
    'щука shchuka schuka',
    'жизнь zhizn',
    'хорошо khorosho horosho',
    'центр tsentr',
    'яблоко yabloko iabloko jabloko',
    'юность yunost iunost',
    'статья statya statia',
    'теория teoriya teoria',
    'трансформер transformer',
    'контекст kontekst context',
    'квантовый kvantovyj quantovyi',
    'объект obekt object',
    'мышление myshlenie',
    'кэш kesh',
  ];
  for (const line of words)
    test(line, () => {
      for (const one of line.split(' '))
        for (const other of line.split(' '))
          if (soundOf(one) === soundOf(other)) assert.match(one, new RegExp(soundPattern(soundOf(other)), 'i'));
    });
  test('in time where letters may be of two sounds', () => {
    const pattern = new RegExp(soundPattern(soundOf('vu'.repeat(50))), 'i');
    const began = performance.now();
    pattern.test(`${'u'.repeat(100_000)}x`);
    new RegExp(soundPattern(soundOf(`${'vu'.repeat(2)}zz`)), 'i').test('u'.repeat(100_000));
    assert.ok(performance.now() - began < 1000);
  });
});

describe('a word of another language in other letters', () => {
  /** Each of the two is found by the other. */
  const same = (russian: string, latin: string) =>
    test(`${russian} = ${latin}`, () => {
      assert.ok(foreignSounds(russian).includes(soundOf(latin)), `${foreignSounds(russian)} ${soundOf(latin)}`);
    });
  same('мюон', 'muon');
  same('люмен', 'lumen');
  same('лямбда', 'lambda');
  same('центроид', 'centroid');
  same('процессор', 'processor');
  same('джава', 'java');
  same('дженерик', 'generic');
  same('жаккард', 'jaccard');
  /** These need no more than their sound. */
  const plain = (russian: string, latin: string) =>
    test(`${russian} = ${latin} as it sounds`, () => assert.equal(soundOf(russian), soundOf(latin)));
  plain('контекст', 'context');
  plain('квен', 'qwen');
  plain('вектор', 'vector');
  plain('график', 'graphic');
  const back = (latin: string, russian: string) =>
    test(`${latin} = ${russian}`, () => assert.ok(foreignSounds(latin).includes(soundOf(russian))));
  back('muon', 'мюон');
  back('java', 'джава');
  back('generic', 'дженерик');
  test('has no other sound where its letters have none', () => {
    assert.deepEqual(foreignSounds('трансформер'), []);
    assert.deepEqual(foreignSounds('transformer'), []);
  });
});

describe('the other keyboard layout', () => {
  const typed = (text: string, expected: string | undefined) =>
    test(text, () => assert.equal(otherLayout(text), expected));
  typed('dbpefkmyst', 'визуальные');
  typed('зуксузешщт', 'perception');
  typed('DBPEFK', 'визуал');
  typed("'v,tl", 'эмбед');
  typed('{jhjij', 'хорошо');
  typed('ye;yj', 'нужно');
  typed('clip_2 dblt', 'сдшз_2 виде');
  typed('clip видео', undefined);
});
