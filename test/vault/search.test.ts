// Finding notes by what people remember: which are found for a query, and in which order.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { world } from '../fixture.ts';

const notes = `
//- topics/perception_encoder.md
# Perception Encoder: Лучшие визуальные эмбеддинги
//- topics/day.md
# Итоги четвёртого дня
//- topics/vjepa.md
---
aliases: [Video JEPA]
---
# Предсказание видео
//- topics/schedule.md
# Расписание скорости обучения
//- topics/clip.md
# CLIP
//- a.md
# Начало
`;

/** The files found for a query from `a.md`, best first. */
function check(query: string, expected: string, literal = notes): void {
  const of = world(literal);
  const found = of.search.find(query, of.uri('a.md'), 100, (file) => of.vault.isNote(file));
  assert.equal(found.map(({ file }) => of.path(file.uri).replace(/^topics\//, '')).join(' '), expected);
}

describe('a note is found', () => {
  const encoder = 'perception_encoder.md';
  const finds = (query: string, expected = encoder) => test(query, () => check(query, expected));
  finds('визуальные эмб');
  finds('perc');
  finds('vizual');
  finds('vizualnye embeding');
  finds('dbpefk');
  finds("dbpefkmyst 'v,tl");
  finds('зуксузешщт');
  finds('зуксузешщт утс');
  finds('encoder perception');
  finds('лучшие encoder');
  finds('мшягфд');
  finds('четвертого', 'day.md');
  finds('chetvertogo', 'day.md');
  finds('chetvyortogo', 'day.md');
  finds('xtndthnjuj', 'day.md');
  finds('видео', 'vjepa.md');
  finds('video', 'vjepa.md');
  finds('клип', 'clip.md');
  finds('рсо', 'schedule.md');
  finds('hcj', 'schedule.md');
  finds('тсщвук');
  finds('percenc');
  finds('percpetion');
  finds('percption');
  finds('preception');
  finds('prcpt');
  finds('уальны');
  finds('topics/perc');
  finds('perception_encoder.md');
  finds('schedul', 'schedule.md');
  finds('qqqq', '');
  finds('!?', '');
});

describe('a word of another language is found in the letters of both', () => {
  const words = '//- a.md\n//- m.md\n# Muon\n//- c.md\n# Centroid methods\n//- g.md\n# Дженерики и люмены\n';
  for (const query of ['мюон', 'мюо', 'ьгщт']) test(query, () => check(query, 'm.md', words));
  test('центроид', () => check('центроид', 'c.md', words));
  test('generic', () => check('generic', 'g.md', words));
  test('lumen generic', () => check('lumen generic', 'g.md', words));
  test('after words that sound as they are typed', () => check('мюон', 's.md m.md', `${words}//- s.md\n# Myuon\n`));
  test('not by two letters', () => check('мю', '', words));
});

/** How many files are looked at closely until so many are found from a note. */
function looksFor(query: string, count: number, from: string, literal: string): number {
  const of = world(`//- ${from}\n${literal}`);
  of.search.refresh();
  let looked = 0;
  const found = of.search.find(query, of.uri(from), count, () => ++looked > 0);
  assert.equal(found.length, count);
  return looked;
}

describe('the order', () => {
  test('a path that is typed whole before those that go on', () => {
    const others = '//- a.md\n//- topics/ai/dreamer4.md\n//- topics/ai/dreamer.md\n//- topics/ai/dreamer.v2.md\n';
    check('topics/ai/dreamer', 'ai/dreamer.md ai/dreamer4.md ai/dreamer.v2.md', others);
    check('ai/dreamer', 'ai/dreamer.md ai/dreamer4.md ai/dreamer.v2.md', others);
  });
  test('as typed before other letters', () =>
    check('video', '1.md 2.md', '//- a.md\n//- 1.md\n# Video\n//- 2.md\n# Видео\n'));
  test('as typed in the name of a folder before other letters', () =>
    check('perc', 'perception/1.md 2.md', '//- a.md\n//- perception/1.md\n# One\n//- 2.md\n# Перцептрон\n'));
  test('as typed in two of its names before other letters', () =>
    check(
      'kv cache',
      'cache_based.md quality.md',
      '//- a.md\n//- cache_based.md\n# Общение через KV-кеши\n//- quality.md\n# Квоты качества\n',
    ));
  test('the other alphabet before the other layout, and that before a slip of the finger', () =>
    check(
      'dbnfv',
      'typed.md sounds.md layout.md slip.md',
      '//- a.md\n//- slip.md\n# dbnfw\n//- layout.md\n# Витамины\n//- sounds.md\n# Дбнфв\n//- typed.md\n# dbnfv\n',
    ));
  test('a name whose words begin so before one that has such words further on', () => {
    const graphs = '//- a.md\n//- 1.md\n# Извлечение графов знаний\n//- graphs_of_knowledge.md\n# Графы знаний\n';
    for (const query of ['граф знаний', 'graf znan', 'uhfa pyfybq'])
      check(query, 'graphs_of_knowledge.md 1.md', graphs);
    check('graph of', 'graphs_of_knowledge.md', graphs);
  });
  describe('few letters are guessed at only where nothing begins so', () => {
    const models = '//- a.md\n//- llm.md\n# LLM\n//- qwen.md\n# Qwen\n//- quant.md\n# Квант\n//- layout.md\n# Лмр\n';
    test('neither another layout nor a sound of the same letters beside a word', () =>
      check('kv', 'kv_cache.md quant.md', `${models}//- kv_cache.md\n# Cache\n`));
    test('nor beside a word in the other alphabet', () => check('kv', 'quant.md', models));
    test('another layout is all there is', () => {
      check('дды', 'lls.md', '//- a.md\n//- lls.md\n# LLS\n');
      check('kv', 'layout.md', '//- a.md\n//- llm.md\n# LLM\n//- layout.md\n# Лмр\n');
    });
    test('another word of the same sound', () => {
      check('kw', 'qwen.md', '//- a.md\n//- qwen.md\n# Qwen\n');
      check('bb', 'b.md', '//- a.md\n//- b.md\n# Beta\n');
    });
    test('scattered letters', () => {
      const scattered = '//- a.md\n//- ex.md\n# Example\n';
      check('eme', 'ex.md', scattered);
      check('eme', 'new.md', `${scattered}//- new.md\n# Emergence\n`);
    });
    test('a slip of the finger', () => {
      const people = '//- a.md\n//- p.md\n# Personal\n';
      check('perc', 'p.md', people);
      check('perc', 'see.md', `${people}//- see.md\n# Perception\n`);
    });
  });
  test('other letters before scattered ones', () =>
    check('video', '2.md', '//- a.md\n//- 1.md\n# Vivid demo\n//- 2.md\n# Видео\n'));
  test('a whole word before a slip of the finger', () =>
    check('model', '2.md 1.md', '//- a.md\n//- 1.md\n# Modle\n//- 2.md\n# Model\n'));
  describe('is the same in other letters and on the other layout', () => {
    const literal = `
//- here/a.md
See [[linked]].
//- here/near.md
# Как понять зрение
//- far/begins.md
# Зрение машин
//- far/linked.md
# Обзор: зрение и речь
//- far/popular.md
# Машинное зрение
//- far/other.md
# Речь и зрение
[[popular]]
//- far/unrelated.md
# Слух
`;
    const order = 'begins linked near popular other';
    for (const query of ['зрение', 'zrenie', 'phtybt'])
      test(query, () => {
        const of = world(literal);
        const found = of.search.find(query, of.uri('here/a.md'), 100, () => true);
        assert.equal(found.map(({ file }) => of.path(file.uri).replace(/^.*\/|\.md$/g, '')).join(' '), order);
      });
    const phrases = '//- a.md\n//- 1.md\n# Обзор: зрение машин\n//- 22.md\n# Зрение машин\n';
    for (const query of ['зрение маш', 'zrenie mash', 'phtybt vfi'])
      test(query, () => check(query, '22.md 1.md', phrases));
  });
  test('before a letter is typed: what is near, then what links say most', () =>
    check(
      '',
      'x/linked.md beside.md x/popular.md x/other.md',
      '//- a.md\n[[linked]]\n//- beside.md\n//- x/linked.md\n//- x/other.md\n[[popular]]\n//- x/popular.md\n',
    ));
  test('before a letter is typed as many files are looked at in a large vault as in a small one', () => {
    const looks = (count: number) => {
      const notes = Array.from(
        { length: count },
        (_, at) => `//- d${Math.floor(at / 12)}/n${at}.md\n[[n${(at * 7) % count}]]\n`,
      );
      return looksFor('', 100, 'd0/a.md', `[[n1]]\n${notes.join('')}`);
    };
    const [small, large] = [looks(500), looks(4000)];
    assert.ok(large <= small * 1.1 && large < 1000, `${large} files against ${small}`);
  });
  test('a letter that begins most names has few of them looked at closely, where the vault is large as well', () => {
    const looks = (count: number) => {
      const notes = Array.from({ length: count }, (_, at) => `//- d${at % 40}/net${at}.md\n[[net${(at * 7) % 90}]]\n`);
      return looksFor('n', 20, 'a.md', notes.join(''));
    };
    const [small, large] = [looks(1000), looks(8000)];
    assert.ok(large <= small * 2, `${large} files against ${small}`);
  });
  test('an index is as popular as the links that name its folder', () => {
    const links = (count: number, text: string) => `${text}\n`.repeat(count);
    const says = Array.from({ length: 40 }, (_, at) => `//- s/${at}.md\n[[z/index]]\n`).join('');
    const literal = `//- a.md\n${says}//- q/index.md\n# Обзор\n//- v/notes.md\n# Обзор\n//- z/index.md\n# Обзор\n`;
    check('обзор', 'z/index.md v/notes.md q/index.md', `${literal}//- s/x.md\n[[notes]]\n${links(5, '[[index]]')}`);
    check(
      'обзор',
      'q/index.md v/notes.md z/index.md',
      `//- a.md\n${literal.slice(says.length + 9)}//- s/x.md\n[[q]]\n`,
    );
  });
  test('links that come and go make a note more and less popular', () => {
    const of = world('//- a.md\n//- s/b.md\n//- s/c.md\n//- x/one.md\n# Net\n//- x/other.md\n# Net\n');
    const first = () => of.path(of.search.find('net', of.uri('a.md'), 9, () => true)[0]!.file.uri);
    const say = (path: string, text: string) => {
      of.vault.set(of.uri(path), text, true);
      of.search.touch(of.uri(path));
    };
    assert.equal(first(), 'x/one.md');
    say('s/b.md', '[[other]]');
    assert.equal(first(), 'x/other.md');
    say('s/b.md', '[[one]] [[other]]');
    say('s/c.md', '[[one]]');
    assert.equal(first(), 'x/one.md');
    say('s/b.md', '[[other]]');
    say('s/c.md', '');
    assert.equal(first(), 'x/other.md');
  });
  test('before the names are known files are found by theirs, and then by their titles too', () => {
    const notes = Array.from({ length: 2500 }, (_, at) => `//- n${at}.md\n# Word ${at}\n`);
    const of = world(`//- a.md\n${notes.join('')}`);
    const find = (query: string) =>
      of.search.find(query, of.uri('a.md'), 9, () => true).map(({ file }) => of.path(file.uri));
    assert.deepEqual(find('word 1234'), []);
    assert.deepEqual(find('n1234'), ['n1234.md']);
    of.search.refresh();
    assert.equal(find('word 1234')[0], 'n1234.md');
  });
  test('of equals the one seen last', () => {
    const of = world('//- a.md\n//- 1.md\n# Net\n//- 2.md\n# Net\n//- 3.md\n# Net\n');
    of.search.visit(of.uri('2.md'));
    of.search.visit(of.uri('3.md'));
    const found = of.search.find('net', of.uri('a.md'), 9, () => true);
    assert.deepEqual(
      found.map(({ file }) => of.path(file.uri)),
      ['3.md', '2.md', '1.md'],
    );
  });
});

test('a short list has no room for the note that asks while others are found', () => {
  const of = world('\n//- a.md\n# Net\n//- d/b.md\n# Net of one\n//- d/c.md\n# Net of another\n');
  const found = of.search.find('net', of.uri('a.md'), 2, () => true);
  assert.deepEqual(found.map(({ file }) => of.path(file.uri)).sort(), ['d/b.md', 'd/c.md']);
});

describe('what changes is found anew', () => {
  const of = world('//- a.md\n//- b.md\n# Alpha\n');
  const found = (query: string) =>
    of.search.find(query, of.uri('a.md'), 9, () => true).map(({ file, name }) => `${of.path(file.uri)} ${name}`);
  const set = (path: string, text: string) => {
    of.vault.set(of.uri(path), text, true);
    of.search.touch(of.uri(path));
  };
  test('a title', () => {
    assert.deepEqual(found('alpha'), ['b.md Alpha']);
    set('b.md', '# Gamma\n');
    assert.deepEqual(found('alpha'), []);
    assert.deepEqual(found('gamma'), ['b.md Gamma']);
    assert.deepEqual(found('гамма'), ['b.md Gamma']);
  });
  test('a file that is gone and comes back', () => {
    of.vault.deleteFile(of.uri('b.md'));
    of.search.touch(of.uri('b.md'));
    assert.deepEqual(found('gamma'), []);
    of.vault.addFile('/v/b.md', '/v', true);
    set('b.md', '# Gamma\n');
    assert.deepEqual(found('gamma'), ['b.md Gamma']);
  });
  test('a file that comes in the place of one that is gone', () => {
    of.vault.addFile('/v/d/gone.md', '/v', true);
    set('d/gone.md', '# Gone\n');
    assert.deepEqual(found('gone'), ['d/gone.md Gone']);
    of.vault.deleteFile(of.uri('d/gone.md'));
    of.search.touch(of.uri('d/gone.md'));
    of.vault.addFile('/v/e/come.md', '/v', true);
    set('e/come.md', '# Come\n');
    assert.deepEqual(found('gone'), []);
    assert.deepEqual(found('come'), ['e/come.md Come']);
    of.vault.deleteFile(of.uri('e/come.md'));
    of.search.touch(of.uri('e/come.md'));
    assert.deepEqual(found('come'), []);
  });
  test('thousands at once', () => {
    for (let index = 0; index < 3000; index++) {
      of.vault.addFile(`/v/n${index}.md`, '/v', true);
      set(`n${index}.md`, `# Title${index} common\n`);
    }
    assert.equal(found('title2999')[0], 'n2999.md Title2999 common');
    for (let index = 0; index < 3000; index++) set(`n${index}.md`, `# Other${index}\n`);
    assert.deepEqual(found('title2999'), []);
    assert.equal(found('other2999')[0], 'n2999.md Other2999');
  });
});
