// Words in other letters: every way to write a Russian word in Latin letters sounds the same, and keys have two layouts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { otherLayout, soundOf } from '../../server/text/alphabets.ts';

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
