// Every sentence in both languages: the same figures, the grammar of numbers, and no text left in English.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languageOf, messages } from '../server/messages.ts';

const en = messages('en');
const ru = messages('ru');

test('the language follows the locale', () => {
  const found = ['ru', 'ru-RU', 'RU', 'en', 'en-US', 'de', 'rum', '', undefined].map(languageOf);
  assert.deepEqual(found, ['ru', 'ru', 'ru', 'en', 'en', 'en', 'en', 'en', 'en']);
});

describe('each sentence', () => {
  const names = Object.keys(en) as (keyof typeof en)[];
  assert.ok(names.length > 40);
  for (const name of names) {
    test(name, () => {
      // Words of either alphabet would do as arguments; figures show that each one arrives.
      const given = Array.from({ length: en[name].length }, (_, at) => 711 + at);
      const english = (en[name] as (...args: unknown[]) => string)(...given);
      const russian = (ru[name] as (...args: unknown[]) => string)(...given);
      assert.ok(english.trim() !== '' && russian.trim() !== '');
      for (const figure of given) {
        assert.ok(english.includes(String(figure)), english);
        assert.ok(russian.includes(String(figure)), russian);
      }
      assert.match(russian, /[а-я]/i);
      assert.doesNotMatch(english, /[а-я]/i);
      assert.doesNotMatch(russian, /[“”"]/);
    });
  }
});

test('numbers and their words', () => {
  const say = (count: number) =>
    [en.figures(count), ru.figures(count), ru.backlinks(count), en.usedIn(count), ru.usedIn(count)].join(' | ');
  assert.equal(say(1), '1 figure | 1 рисунок | 1 обратная ссылка | used in 1 note | используется в 1 заметке');
  assert.equal(say(3), '3 figures | 3 рисунка | 3 обратные ссылки | used in 3 notes | используется в 3 заметках');
  assert.equal(
    say(11),
    '11 figures | 11 рисунков | 11 обратных ссылок | used in 11 notes | используется в 11 заметках',
  );
  assert.equal(say(21), '21 figures | 21 рисунок | 21 обратная ссылка | used in 21 notes | используется в 21 заметке');
  assert.equal(
    say(112),
    '112 figures | 112 рисунков | 112 обратных ссылок | used in 112 notes | используется в 112 заметках',
  );
});

test('who links: the verb agrees', () => {
  assert.equal(
    [1, 2, 5, 21].map(ru.wantedBy).join(' | '),
    'ссылается 1 заметка | ссылаются 2 заметки | ссылаются 5 заметок | ссылается 21 заметка',
  );
});

test('sizes', () => {
  assert.equal(
    [0, 1023, 1024, 153_600, 1_048_575, 1_600_000].map(en.size).join(' | '),
    '0 B | 1023 B | 1 KB | 150 KB | 1.0 MB | 1.5 MB',
  );
  assert.equal([1023, 153_600, 1_600_000].map(ru.size).join(' | '), '1023 Б | 150 КБ | 1,5 МБ');
});

test('a title only where it says more', () => {
  assert.equal(en.fixChangeTo('b.md', 'Beta'), 'Change to “b.md” (Beta)');
  assert.equal(en.fixChangeTo('b.md', ''), 'Change to “b.md”');
  assert.equal(ru.fixChangeTo('b.md', 'Бета'), 'Заменить на «b.md» (Бета)');
});
