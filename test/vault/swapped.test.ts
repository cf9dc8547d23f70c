// `[[text|note]]`: which side is the target (docs/links.md, section 1, last row).
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { WorldOptions } from '../fixture.ts';
import { resolved } from './resolved.ts';

function check(link: string, files: string, expected: string, options: WorldOptions = {}): void {
  assert.equal(resolved(`\n//- a.md\n[[$0${link}]]\n${files}`, options), expected);
}

const aliasFirst = { settings: { links: { pipeOrder: 'aliasFirst' } } } as const;
const targetFirst = { settings: { links: { pipeOrder: 'targetFirst' } } } as const;
const b = '//- b.md\n# Title of b\n## H\n';
const c = '//- c.md\n# Title of c\n';

describe('alias first', () => {
  test('the right side resolves and the left does not', () => check('some text|b', b, 'relative b.md (alias first)'));
  test('with a heading', () => check('some text|b#H', b, 'relative b.md #H (alias first)'));
  test('by a suffix', () => check('some text|t/b', '//- q/t/b.md\n', 'suffix q/t/b.md (alias first)'));
  test('the left side is only a title', () => check('Title of c|b', b + c, 'relative b.md (alias first)'));
  test('a title on the right decides nothing', () => check('some text|Title of b', b, 'missing'));
  test('the left side resolves by its path', () => check('c|b', b + c, 'relative c.md'));
  test('the left side resolves by its name', () => check('wrong/c|b', `${b}//- t/c.md\n`, 'name t/c.md (imprecise)'));
  test('neither resolves', () => check('x|y', b, 'missing'));
  test('the right side is a URL', () => check('x|https://a.b', b, 'missing'));
  test('a heading of this note on the right', () =>
    assert.equal(resolved('\n//- a.md\n# Here\n[[$0text|#Here]]\n'), 'relative a.md #Here (alias first)'));
  test('dendron:// on the right', () => check('any [text]|dendron://vault/b', b, 'relative b.md (alias first)'));
  test('dendron:// with a heading', () => check('any|dendron://vault/b#H', b, 'relative b.md #H (alias first)'));
  test('dendron:// on the left', () => check('dendron://vault/b', b, 'relative b.md'));
  test('dendron:// encoded', () => {
    check('any|dendron://vault/a%20b#H', '//- a b.md\n', 'relative a b.md #H (alias first)');
    check('dendron://vault/a%20b', '//- a b.md\n', 'relative a b.md');
  });
  test('the setting says the alias comes first', () => {
    check('c|b', b + c, 'relative b.md (alias first)', aliasFirst);
    check('c|nothing', b + c, 'relative c.md', aliasFirst);
  });
  test('the setting says the target comes first', () => check('some text|b', b, 'missing', targetFirst));
});

describe('a # in a name', () => {
  test('the whole text is a file name', () => check('C# intro', '//- C# intro.md\n//- C.md\n', 'relative C# intro.md'));
  test('else it is split at the first #', () => check('C# intro', '//- C.md\n', 'relative C.md #intro'));
  test('anywhere in the vault', () => check('C# intro', '//- t/C# intro.md\n//- C.md\n', 'suffix t/C# intro.md'));
  test('with an alias', () => check('C# intro|x', '//- C# intro.md\n', 'relative C# intro.md'));
  test('a heading with a slash is no folder and file', () => {
    check('note#Input/Output', '//- note.md\n//- output.md\n', 'relative note.md #Input/Output');
    check('n#TCP/IP', '//- n.md\n//- net/IP.md\n', 'relative n.md #TCP/IP');
    check('n#a\\b', '//- n.md\n//- t/b.md\n', 'relative n.md #a\\b');
  });
  test('in spite of its folder, where nothing else is meant', () => {
    check('wrong/C# intro', '//- t/C# intro.md\n', 'name t/C# intro.md (imprecise)');
    check('wrong/C# intro', '//- t/C# intro.md\n//- wrong/C.md\n', 'relative wrong/C.md #intro');
  });
  test('a folder with a # is one', () => check('C#/intro', '//- C#/intro.md\n//- C.md\n', 'relative C#/intro.md'));
});
