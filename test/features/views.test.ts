// The views: backlinks, unlinked mentions, outgoing links, the vault's health.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { backlinks, backlinksNeeds } from '../../server/features/backlinks.ts';
import { diagnostics } from '../../server/features/diagnostics.ts';
import { outgoingLinks } from '../../server/features/outgoingLinks.ts';
import { mentionRow, namesToFind, placesIn } from '../../server/features/unlinkedMentions.ts';
import { vaultHealth } from '../../server/features/vaultHealth.ts';
import { defaultSettings, type ViewRow } from '../../server/protocol.ts';
import { finish } from '../../server/vault/walk.ts';
import { styleOf, type World, world } from '../fixture.ts';

/** Rows as an indented list: label with ‹what is highlighted›, detail in brackets, the line a row leads to after an arrow. */
function shown(of: World, rows: readonly ViewRow[], depth = 0): string[] {
  return rows.flatMap((row) => {
    const place = row.range ? ` -> ${row.uri ? of.path(row.uri) : ''}:${row.range.start.line + 1}` : '';
    const more = row.total === undefined ? '' : `+${row.total}`;
    const link = row.link ? ` => ${row.link.newText}` : '';
    const [start, end] = row.highlight ?? [];
    const words = `‹${row.label.slice(start, end)}›`;
    const label = end === undefined ? row.label : row.label.slice(0, start) + words + row.label.slice(end);
    const line = `${'  '.repeat(depth)}${label}${row.detail ? ` (${row.detail})` : ''}${more}${place}${link}`;
    return [line, ...shown(of, row.children ?? [], depth + 1)];
  });
}

function open(literal: string): World {
  const of = world(literal);
  of.vault.isComplete = true;
  for (const [path, text] of of.texts) if (path.endsWith('.md')) of.vault.lendText(of.uri(path), text);
  return of;
}

describe('backlinks', () => {
  const check = (literal: string, expected: string[]) => {
    const of = open(literal);
    const { uri } = of.place;
    assert.deepEqual(
      backlinksNeeds(of.vault, uri, of.settings).map((source) => of.path(source)).length,
      expected.filter((line) => !line.startsWith(' ')).length,
    );
    assert.deepEqual(shown(of, backlinks(of.vault, uri, of.settings)), expected);
  };
  test('the size of an embed is no reason', () =>
    check('\n//- b.md\n# B$0\n//- a.md\n- ![[b|200]]\n', ['a (a.md)', '  B -> a.md:1']));
  test('each note with its sentences or reasons, indexes last', () =>
    check(
      `
//- target.md
# Perception $0Encoder
//- index.md
- [[target]]
//- z.md
# Zeta

First one. It builds on [[target|PE]] and goes on. Last.

- [[target]] - the same idea

See [[target#Part]], [[target|PE]] and [[a]].
//- a.md
# Alpha
![[target]]
[[nowhere]]
`,
      [
        'Alpha (a.md)',
        '  Perception Encoder -> a.md:2',
        'Zeta (z.md)',
        '  It builds on PE and goes on. -> z.md:3',
        '  the same idea -> z.md:5',
        '  See Perception Encoder › Part, PE and Alpha. -> z.md:7',
        'index (index.md)',
        '  Perception Encoder -> index.md:1',
      ],
    ));
  test('a row of a table, a task, without the id', () =>
    check(
      '\n//- t.md\n# T$0\n//- a.md\n| a | [[t]] is wanted |\n|---|---|\n\n- [ ] read [[t]] ^id\n- [x] [[t]] - done ^id2\n',
      ['a (a.md)', '  a · T is wanted -> a.md:1', '  read T -> a.md:4', '  done -> a.md:5'],
    ));
  test('prose that begins with a bar is no row', () =>
    check('\n//- t.md\n# T$0\n//- a.md\n|ψ⟩ is a state of [[t]] here.\n', [
      'a (a.md)',
      '  |ψ⟩ is a state of T here. -> a.md:1',
    ]));
  test('nobody', () => check('\n//- a.md\n$0[[a]]\n', []));
  test('of a reference the link, not its definition', () =>
    check('\n//- b.md\n# B$0eta\n//- a.md\n# A\nSee [t][r].\n\n[r]: b.md\n//- c.md\n[unused]: b.md\n', [
      'A (a.md)',
      '  See t. -> a.md:2',
    ]));
  test('of a file whose name begins with the mark of a fragment', () =>
    check('\n//- z/#tag.md\n# T$0\n//- a.md\nSee [[z/#tag]].\n', ['a (a.md)', '  See T. -> a.md:1']));
});

describe('outgoing links', () => {
  const check = (literal: string, expected: string[]) => {
    const of = open(literal);
    assert.deepEqual(shown(of, outgoingLinks(of.vault, of.place.uri, of.settings)), expected);
  };
  test('missing ones first, each target once', () =>
    check(
      `
//- a.md
$0[[b]] [[no]] [x](https://x.org) ![](p.png)
[[b#H|again]]
//- b.md
# Beta
## H
//- p.png
`,
      [
        'no -> a.md:1',
        'Beta (b.md × 2)',
        '  b -> a.md:1',
        '  again -> a.md:2',
        'p.png (p.png)',
        'https://x.org -> a.md:1',
      ],
    ));
  test('the size of a picture is no text of it', () =>
    check(
      '\n//- a.md\n$0![[p.png|50]] ![[p.png|300x200]] ![[p.png|words|50]] ![[b|50]] [[b|50]]\n//- p.png\n//- b.md\n',
      [
        'b (b.md × 2)',
        '  b -> a.md:1',
        '  50 -> a.md:1',
        'p.png (p.png × 3)',
        '  p.png -> a.md:1',
        '  p.png -> a.md:1',
        '  words -> a.md:1',
      ],
    ));
  test('nothing outside of the workspace is missing, and a folder without an index is no note', () =>
    check('\n//- a.md\n$0[[C:\\x\\y]] [[../../out]] [[d]] [x](d)\n//- d/b.md\n', [
      'd -> a.md:1',
      'C:\\x\\y -> a.md:1',
      '../../out -> a.md:1',
    ]));
});

describe('unlinked mentions', () => {
  const check = (literal: string, expected: string[]) => {
    const of = open(literal);
    const { vault, settings } = of;
    const target = vault.files.get(of.place.uri)!;
    const names = namesToFind(vault, target.uri)!;
    const rows = [...vault.allNotes()].flatMap((note) => {
      if (note.uri === target.uri) return [];
      const text = vault.text(note.uri)!;
      return mentionRow(vault, target, note, text, placesIn(note, text, names), settings, styleOf(of)) ?? [];
    });
    assert.deepEqual(shown(of, rows), expected);
  };
  /** The text of `a.md` when each mention in it has become a link. */
  const linked = (literal: string, settings = defaultSettings): string => {
    const of = open(literal);
    const { vault } = of;
    const target = vault.files.get(of.place.uri)!;
    const note = vault.note(of.uri('a.md'))!;
    const text = vault.text(note.uri)!;
    const places = placesIn(note, text, namesToFind(vault, target.uri)!);
    const row = mentionRow(vault, target, note, text, places, settings, styleOf(of));
    const edits = (row?.children ?? []).map(({ range, link }) => ({ range: range!, newText: link!.newText }));
    return TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits).trimEnd();
  };
  const namesOf = (name: string) => {
    const of = open(`//- ${name}.md\n$0\n`);
    return namesToFind(of.vault, of.place.uri);
  };
  test('with the text first where a setting says so', () => {
    const settings = { ...defaultSettings, links: { ...defaultSettings.links, pipeOrder: 'aliasFirst' as const } };
    const mentioned = '//- flash.md\n# Flash attention$0\n//- a.md\nUse flash attention here.\n';
    assert.equal(linked(mentioned, settings), 'Use [[flash attention|flash]] here.');
  });
  test('the title, the title before a colon, an alias, the file name', () =>
    check(
      `
//- perception_encoder.md
---
aliases: [PE model]
---
# Perception $0Encoder: the best embeddings
//- a.md
A perception encoder is used. The PE model too.
`,
      [
        'a (a.md)',
        '  A ‹perception encoder› is used. -> a.md:1 => [[perception_encoder|perception encoder]]',
        '  The ‹PE model› too. -> a.md:1 => [[perception_encoder|PE model]]',
      ],
    ));
  for (const before of ['İ', 'İß', 'ЙЁ e\u0301 и\u0306', 'ǰ ŉ ﬁ', '한글 İ 😀'])
    test(`after ${before}, which is folded to another length`, () => {
      const mention = before.includes('ß') ? 'STRAßE Ёлки' : 'strasse е\u0308лки';
      const text = `${before} see ${mention}, ${before} and ${mention} ${before}`;
      const of = open(`//- straße_елки.md\n# Ti$0tle\n//- a.md\n${text}\n`);
      const note = of.vault.note(of.uri('a.md'))!;
      const spans = placesIn(note, text, namesToFind(of.vault, of.place.uri)!);
      assert.deepEqual(
        spans.map(({ start, end }) => [start, text.slice(start, end)]),
        [text.indexOf(mention), text.lastIndexOf(mention)].map((start) => [start, mention]),
      );
    });
  test('names in scripts that put no spaces between words', () => {
    const within = (name: string, text: string, expected: string) =>
      assert.equal(linked(`//- ${name}.md\n$0\n//- a.md\n${text}\n`), expected);
    within('深度学习', '我们研究深度学习模型，深度学习。', '我们研究[[深度学习]]模型，[[深度学习]]。');
    within('学习', '我们学习了', '我们[[学习]]了');
    within('カメラ', 'カメラを買う', '[[カメラ]]を買う');
    within('การเรียน', 'ฉันชอบการเรียนมาก', 'ฉันชอบ[[การเรียน]]มาก');
    within('GPT模型', '使用GPT模型训练和GPT 模型', '使用[[GPT模型]]训练和[[GPT模型|GPT 模型]]');
    within('Transformer', '我用Transformer模型', '我用[[Transformer]]模型');
    within('Transformer', '我用Transformerの和xTransformer', '我用[[Transformer]]の和xTransformer');
    within('深度学习', '见https://e.org/x。研究深度学习', '见https://e.org/x。研究[[深度学习]]');
    for (const text of ['https://e.org/深度学习', '`深度学习`', '深度 学习', '#深度学习'])
      within('深度学习', text, text);
    // A mark belongs to the letter before it.
    within('การเร', 'การเรียน', 'การเรียน');
    const longest = '//- n.md\n---\naliases: [深度学习, 深度学习模型]\n---\n$0\n//- a.md\n研究深度学习模型\n';
    assert.equal(linked(longest), '研究[[n|深度学习模型]]');
    const before = '//- n.md\n# 深度学习：方法$0\n//- a.md\n研究深度学习模型\n';
    assert.equal(linked(before), '研究[[n|深度学习]]模型');
    for (const name of ['学', 'の', 'มา', 'ab']) assert.equal(namesOf(name), undefined);
  });
  test('forms of Russian and English words', () =>
    check(
      `
//- enc.md
# Визуальный $0энкодер
//- a.md
Обучение визуального энкодера. О визуальных энкодерах.
//- b.md
Энкодер визуальный, визуальность энкодерная.
`,
      [
        'a (a.md)',
        '  Обучение ‹визуального энкодера›. -> a.md:1 => [[enc|визуального энкодера]]',
        '  О ‹визуальных энкодерах›. -> a.md:1 => [[enc|визуальных энкодерах]]',
      ],
    ));
  test('at the start of an item or a heading, with all that follows', () =>
    check(
      `
//- long_name_note.md
# Long Name $0Note
//- a.md
- Long Name Note is good
- [ ] **Long Name Note** is to be read
- see long_name_note for it
`,
      [
        'a (a.md)',
        '  ‹Long Name Note› is good -> a.md:1 => [[long_name_note|Long Name Note]]',
        '  ‹Long Name Note› is to be read -> a.md:2 => [[long_name_note|Long Name Note]]',
        '  see ‹long_name_note› for it -> a.md:3 => [[long_name_note]]',
      ],
    ));
  test('rows of one sentence differ, and show what each will link', () => {
    const long = 'many words that nobody needs to see in a narrow side bar stand before the first ';
    check(
      `
//- layer_probing.md
# Layer $0Probing
//- a.md
First. A _layer probing_ is a layer probing. Last.
- ${long}layer probing and then [x](y) the layer **probing**, layer probing here
`,
      [
        'a (a.md)',
        '  A ‹layer probing› is a layer probing. -> a.md:1 => [[layer_probing|layer probing]]',
        '  A layer probing is a ‹layer probing›. -> a.md:1 => [[layer_probing|layer probing]]',
        `  …narrow side bar stand before the first ‹layer probing› and then x the layer probing, layer probing here -> a.md:2 => [[layer_probing|layer probing]]`,
        `  …probing and then x the layer probing, ‹layer probing› here -> a.md:2 => [[layer_probing|layer probing]]`,
      ],
    );
  });
  test('in a table the bar is escaped, whatever its rows begin with', () => {
    check('\n//- flash_attention.md\n# Flash $0Attention\n//- a.md\nflash attention | x\n--- | ---\n', [
      'a (a.md)',
      '  ‹flash attention› · x -> a.md:1 => [[flash_attention\\|flash attention]]',
    ]);
    check('\n//- flash_attention.md\n# Flash $0Attention\n//- a.md\n| flash attention | x |\n| --- | --- |\n', [
      'a (a.md)',
      '  ‹flash attention› · x -> a.md:1 => [[flash_attention\\|flash attention]]',
    ]);
  });
  test('a bar before prose begins no row', () =>
    check('\n//- quantum state.md\n# Quantum $0state\n//- a.md\n|ψ⟩ is a quantum state here.\n', [
      'a (a.md)',
      '  |ψ⟩ is a ‹quantum state› here. -> a.md:1 => [[quantum state]]',
    ]));
  test('short words too, and no others that begin alike', () =>
    check(
      `
//- layer.md
# Четвёртый $0слой
//- a.md
В четвертом слое.

Четвёртые слои.

Четвёртый слон.
`,
      [
        'a (a.md)',
        '  В ‹четвертом слое›. -> a.md:1 => [[layer|четвертом слое]]',
        '  ‹Четвёртые слои›. -> a.md:3 => [[layer|Четвёртые слои]]',
      ],
    ));
  test('not in links, code, headings and comments', () =>
    check(
      `
//- flash_attention.md
# Flash $0Attention
//- a.md
# Flash attention
[[flash_attention|flash attention]] \`flash attention\` <!-- flash attention --> [flash attention](x)
`,
      [],
    ));
  describe('a mention is whole words of prose', () => {
    const target = '\n//- target.md\n---\naliases: [layer probing]\n---\n# Some T$0itle\n//- a.md\n';
    for (const line of [
      'Path ai/llm/target.md and ./target.md',
      'Path ai/llm/target and target/bin, /usr/target/bin, C:\\target',
      'File target.py, x.target and lib.target.run',
      'my_target_name, target_x, x_target',
      'x@target.org, target@x.org, @target, #target, $target, %target%',
      'https://x.org/a?target=1&target, https://x.org/a,target and www.target.org, mailto:x@y.z?target',
      'std::target, --target, -target, target(x), target(), {target}, x=target, target=x, C++target',
      'self-target and target-based',
      '<a href="x">layer probing</a> and <a href="x">the <b>target</b> here</a>',
      '<img src="x.png" alt="layer probing"> <span title="target">x</span>',
      '[layer probing](x), [the layer probing here](x.md), ![layer probing](x.png "target")',
      '[layer probing][zz], [target] and [[x|the target]]',
      'x[^target]\n\n[^target]: y\n',
      '[target]: https://x.org "layer probing"',
      '<div>\ntarget\n</div>',
    ])
      test(`not ${line}`, () => check(`${target}${line}\n`, []));
    for (const [line, written] of [
      ['the target.', 'the [[target]].'],
      ['(target), “target”; «target»: target…', '([[target]]), “[[target]]”; «[[target]]»: [[target]]…'],
      ['_target_, __target__, **target**, ~~target~~', '_[[target]]_, __[[target]]__, **[[target]]**, ~~[[target]]~~'],
      ['target[^1] – target—target', '[[target]][^1] – [[target]]—[[target]]'],
      ['<b>target</b> and <a id="x"></a>target', '<b>[[target]]</b> and <a id="x"></a>[[target]]'],
      ['<a href="x">y</a> target <a href="x">y</a>', '<a href="x">y</a> [[target]] <a href="x">y</a>'],
      ['See x.org, then target: x@y.z', 'See x.org, then [[target]]: x@y.z'],
      ['...target... target?!', '...[[target]]... [[target]]?!'],
    ] as const)
      test(`but ${line}`, () => assert.equal(linked(`${target}${line}`), written));
  });
  for (const before of [
    '---\ntitle: On flash attention\naliases: [flash attention 2]\n---\n\n',
    '# On flash attention\n\n',
    'On flash attention\n---\n\n',
    'On\nflash attention\n===\n\n',
    '> ## On flash attention\n\n- # flash attention\n\n',
    '<h1 align="center">On flash attention</h1>\n\n',
    '<h2>\nOn flash attention\n</h2>\n\n',
  ])
    test(`not in a title or a heading: ${before.trimEnd()}`, () =>
      assert.equal(
        linked(`//- n.md\n# Flash attention$0\n//- a.md\n${before}Uses flash attention.`),
        `${before}Uses [[n|flash attention]].`,
      ));
  for (const [title, text, written] of [
    ['Квантование', 'О квантовании и квантованием.', 'О [[n|квантовании]] и [[n|квантованием]].'],
    ['Обучение с подкреплением', 'в обучении с подкреплением', 'в [[n|обучении с подкреплением]]'],
    ['Нейронные сети', 'нейронными сетями', '[[n|нейронными сетями]]'],
    ['Дерево решений', 'деревья и деревьями решений', 'деревья и [[n|деревьями решений]]'],
    ['Embedding', 'Embeddings embed', '[[n|Embeddings]] [[n|embed]]'],
    ['Layer probing', 'layer probes, layer-probe, layered', '[[n|layer probes]], [[n|layer-probe]], layered'],
    ['Layer probing', 'multi-layer probing, layer probing-like', 'multi-layer probing, layer probing-like'],
    ['Self-attention', 'self attention and attention', '[[n|self attention]] and attention'],
    ['ИИ-агенты', 'ИИ-агентов и ИИ', '[[n|ИИ-агентов]] и ИИ'],
    ['Loss', "losses, the loss's, l'loss lose", "[[n|losses]], the [[n|loss's]], l'loss lose"],
  ] as const)
    test(`${title}: ${text}`, () => assert.equal(linked(`\n//- n.md\n# $0${title}\n//- a.md\n${text}`), written));
  test('one short word is no name', () => {
    for (const title of ['RAG', 'T-5']) {
      const { vault, place } = open(`\n//- rag.md\n# $0${title}\n`);
      assert.equal(namesToFind(vault, place.uri), undefined);
    }
  });
});

describe("the vault's health", () => {
  const check = (literal: string, expected: string[]) => {
    const of = open(literal);
    const { vault, settings } = of;
    const problemsOf = (uri: string) => diagnostics(vault, uri, settings, 'en', 'warning');
    const withCode = (code: string) =>
      [...vault.allNotes()]
        .map(({ uri }) => uri)
        .filter((uri) => problemsOf(uri).some((problem) => problem.code === code));
    const rows = finish(vaultHealth(vault, { settings, language: 'en', withCode, problemsOf }));
    assert.deepEqual(shown(of, rows), expected);
  };
  test('what is wanted by demand, problems by note, what nobody links to', () =>
    check(
      `
//- index.md
[[d/b]] [[d/index]]
//- d/index.md
[[b]]
//- d/a.md
# Alpha
[[no]] [[other]] [[x/b]]
//- d/b.md
# Beta
[[no]]
//- d/p.png
`,
      [
        'Notes that are wanted and not written (2)',
        '  no (2)',
        '    Alpha (:2) -> d/a.md:2',
        '    Beta (:2) -> d/b.md:2',
        '  other (1)',
        '    Alpha (:2) -> d/a.md:2',
        'Paths that do not exist as written (1)',
        '  Alpha (d/a.md)',
        '    Found as “d/b.md”; the written path does not exist (:2) -> d/a.md:2',
        'Nobody links here (1)',
        '  Alpha (d/a.md)',
        "Not in their folder's index (1)",
        '  Alpha (d/a.md)',
        'Images that nothing shows (1)',
        '  p.png (d/p.png)',
      ],
    ));
  test('one row for a wanted note however it is spelled, with the number of notes that want it', () =>
    check(
      `
//- a.md
[[x/more.md]] [[More]] [[x/index]] [[x/index.md]]
//- b.md
[[./more]] [[two%20words]] [[y/index]]
//- x/c.md
[[more.md]] [[more.md]] [[./index]] [[two words]] [[a]] [[b]]
//- y/d.md
[[index]] [[c]]
//- z.md
[[d]]
`,
      [
        'Notes that are wanted and not written (4)',
        '  more.md (3)',
        '    a (:1) -> a.md:1',
        '    a (:1) -> a.md:1',
        '    b (:1) -> b.md:1',
        '    c (:1) -> x/c.md:1',
        '    c (:1) -> x/c.md:1',
        '  two words (2)',
        '    b (:1) -> b.md:1',
        '    c (:1) -> x/c.md:1',
        '  x/index (2)',
        '    a (:1) -> a.md:1',
        '    a (:1) -> a.md:1',
        '    c (:1) -> x/c.md:1',
        '  y/index (2)',
        '    b (:1) -> b.md:1',
        '    d (:1) -> y/d.md:1',
      ],
    ));
  test('the description of an image links to nothing', () =>
    check(
      '\n//- index.md\n![](d/p.png)\n//- d/p.png\n//- d/p.md\n# Image Description\n**File:** p.png\n[[a]]\n//- d/a.md\n',
      ['Nobody links here (1)', '  a (d/a.md)'],
    ));
  test('nothing to mend', () => check('\n//- a.md\n[[a]]\n', []));
});
