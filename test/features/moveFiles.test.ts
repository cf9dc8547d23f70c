// Moves of files and folders: links follow, own links stay where they led, and nothing else leads elsewhere.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { moveFiles } from '../../server/features/moveFiles.ts';
import type { Plan } from '../../server/features/plan.ts';
import { uriOf } from '../../server/text/uri.ts';
import { type World, type WorldOptions, world } from '../fixture.ts';
import { carriedOut, printed } from '../planned.ts';

/** `old.md -> new/old.md, b -> c` */
function moved(of: World, moves: string): Plan {
  const files = moves.split(', ').map((move) => {
    const [from, to] = move.split(' -> ') as [string, string];
    return { from: of.uri(from), to: to.startsWith('/') ? uriOf(to) : of.uri(to) };
  });
  const plan = moveFiles(of.vault, files, of);
  return { ...plan, files: [...files, ...plan.files] };
}

/** The files that are other than before, by path. */
function check(moves: string, literal: string, expected: string, options: WorldOptions = {}): void {
  const of = world(literal, options);
  assert.equal(printed(carriedOut(of, moved(of, moves)), of.texts), expected.replace(/^\n/, ''));
}

test('a folder whose new name means something in a destination: only there it is encoded', () =>
  check(
    'Q -> Q #1',
    `
//- a.md
[[Q/z]] [[./Q/z.md|t]] [[z]] [x](Q/z.md)
//- Q/z.md
`,
    `
//- Q #1/z.md
//- a.md
[[Q #1/z]] [[./Q #1/z.md|t]] [[z]] [x](Q%20%231/z.md)
`,
  ));

test('a name with a # that another note has, too: links to that one stay with it', () =>
  check(
    'a/y.md -> a/C# (k).md',
    '\n//- README.md\n[[C# (k)]]\n//- x/C# (k).md\n//- a/y.md\n',
    '\n//- README.md\n[[x/C%23 %28k%29]]\n//- a/C# (k).md\n',
  ));

describe('a note moves', () => {
  test('links to it, and its own', () =>
    check(
      'a.md -> d/a.md',
      `
//- a.md
[[b]] [[./b.md]] [x](b.md#h) ![](m/i.png) [x](./m/) <video src="m/i.png" poster="m/i.png"> [o](https://x.org) [[#h]] [[no]] [x](no.md)

[r]: b.md
## h
//- b.md
# h
[[a]] [[a.md]] [x](a.md) [[./a]] [[/a]] ![x](m/i.png)
//- m/i.png
//- d/c.md
[[a]] [[../a]] [x](../a.md)
`,
      `
//- b.md
# h
[[a]] [[a.md]] [x](d/a.md) [[./d/a]] [[/d/a]] ![x](m/i.png)
//- d/a.md
[[b]] [[../b.md]] [x](../b.md#h) ![](../m/i.png) [x](../m/) <video src="../m/i.png" poster="../m/i.png"> [o](https://x.org) [[#h]] [[no]] [x](../no.md)

[r]: ../b.md
## h
//- d/c.md
[[a]] [[./a]] [x](a.md)
`,
    ));
  test('what another program fills in is left as it is', () => {
    const own =
      '![c]({{cover}}) ![c](img/{{cover}}.png) [t](<% tp.x %>) [u](${url}) <img src="{{ img }}"> <a href="%URL%"> [j](%DATE%.md) ![k](img/%FILE_NAME%-%имя%.png) [i]({{#if a}}b.md{{/if}}) [[./{{x}}]]';
    check('a.md -> d/a.md', `\n//- a.md\n${own}\n`, `\n//- d/a.md\n${own}\n`);
  });
  test('what leads nowhere and is no path of a note or image is left as it is', () => {
    const own = [
      '[w](www.example.com) [w](www.example.com/a//b?c=d#e) [w](example.com/paper.pdf) [s](https//x.org) [m](a@b.c)',
      '[t](TODO) [t](...) [h](~/notes/x.md) [h](@/x.md) [d](10.1000/xyz) [q]("A.md") ![p](image)',
      '',
      '[z]: www.example.com',
    ].join('\n');
    check('a.md -> d/a.md', `\n//- a.md\n${own}\n`, `\n//- d/a.md\n${own}\n`);
  });
  test('a path to what is not written yet, or lies in a folder that is there, follows', () =>
    check(
      'a.md -> d/a.md',
      '\n//- a.md\n[x](gone.md) [x](gone.md:12) [x](gone.md:1:2) [x](gone/b.md) ![x](no.png) [x](./TODO) [x](v1.2/data.csv)\n//- v1.2/b.md\n',
      '\n//- d/a.md\n[x](../gone.md) [x](../gone.md:12) [x](../gone.md:1:2) [x](../gone/b.md) ![x](../no.png) [x](../TODO) [x](../v1.2/data.csv)\n',
    ));
  test('a folder whose name ends as a line suffix does', () =>
    check('a.md -> d/a.md', '\n//- a.md\n[x](<10:30>)\n//- 10:30/b.md\n', '\n//- d/a.md\n[x](<../10:30>)\n'));
  test("no label of a link becomes a footnote's", () =>
    check(
      'inbox.md -> ^1.md',
      '\n//- inbox.md\n//- n.md\n[[inbox]]\n\n[inbox]: inbox.md\n',
      '\n//- ^1.md\n//- n.md\n[[^1]]\n\n[inbox]: ^1.md\n',
    ));
  test('the labels of links follow names that are exchanged, or given on', () => {
    const vault = '\n//- a.md\n//- b.md\n//- d.md\n//- n.md\n[[a]] [[b]]\n\n[a]: a.md\n[b]: b.md\n';
    check('b.md -> c.md, a.md -> b.md', vault, '\n//- c.md\n//- n.md\n[[b]] [[c]]\n\n[b]: b.md\n[c]: c.md\n');
    // Who cannot follow keeps the name from others.
    check(
      'b.md -> c.md, a.md -> b.md',
      `${vault}[c]: d.md\n[t][C]\n`,
      '\n//- c.md\n//- n.md\n[[b]] [[c]]\n\n[a]: b.md\n[b]: c.md\n[c]: d.md\n[t][C]\n',
    );
  });
  test('links and embeds of the front matter', () =>
    check(
      'p.png -> m/q.png',
      '\n//- a.md\n---\nbanner: "[[p.png]]"\ncover: "![[p.png|100]]"\n---\n//- p.png\n',
      '\n//- a.md\n---\nbanner: "[[q.png]]"\ncover: "![[q.png|100]]"\n---\n//- m/q.png\n',
    ));
  test('a link in a heading changes the heading, and links to it follow', () =>
    check(
      'c.md -> para.md',
      '\n//- a.md\n## About [[c]]\n[[#About c]] [x](#about-c)\n//- b.md\n# See [[a#About c]]\n//- c.md\n//- d.md\n[[b#See a About c]] [[a#About c|x]]\n',
      '\n//- a.md\n## About [[para]]\n[[#About para]] [x](#about-para)\n//- b.md\n# See [[a#About para]]\n//- d.md\n[[b#See a About para]] [[a#About para|x]]\n//- para.md\n',
    ));
  test('a path that was exact stays exact', () =>
    check(
      'd/a.md -> e/d/a.md',
      '\n//- d/a.md\n//- n.md\n[[d/a.md]] [[a]]\n',
      '\n//- e/d/a.md\n//- n.md\n[[e/d/a.md]] [[a]]\n',
    ));
  test('a path that was wrong and is found all the same is left alone', () =>
    check('x/b.md -> y/b.md', '\n//- x/b.md\n//- n/a.md\n[[../z/b.md]]\n', '\n//- y/b.md\n'));
  test('to where its name is taken', () =>
    check(
      'x/a.md -> n/a.md',
      '\n//- x/a.md\n//- y/a.md\n//- n/b.md\n[[x/a]] [[y/a]]\n//- y/c.md\n[[a]]\n//- x/d.md\n[[a]]\n',
      '\n//- n/a.md\n//- n/b.md\n[[n/a]] [[y/a]]\n//- x/d.md\n[[n/a]]\n',
    ));
  test('from a content root', () =>
    check(
      'topics/ai/a.md -> topics/ml/a.md',
      '\n//- topics/ai/a.md\n[[ml/b]] [[c]]\n//- topics/ml/b.md\n[[ai/a]] [x](/topics/ai/a.md)\n//- topics/ai/c.md\n',
      '\n//- topics/ml/a.md\n[[ml/b]] [[c]]\n//- topics/ml/b.md\n[[ml/a]] [x](/topics/ml/a.md)\n',
      { contentRoots: ['topics'] },
    ));
  test('the index of a folder whose new name a note beside it has', () =>
    check(
      'foo -> bar',
      '\n//- bar.md\n//- foo/index.md\n//- n.md\n[[foo]] [x](foo/) [y](foo) [[./foo|t]]\n',
      '\n//- bar/index.md\n//- n.md\n[[bar/index]] [x](bar/index) [y](bar/index) [[./bar/index|t]]\n',
    ));
  test('to a name that a folder with an index has', () =>
    check(
      'old.md -> foo.md',
      '\n//- foo/README.md\n//- old.md\n//- n.md\n[[foo]] [[old]]\n',
      '\n//- foo.md\n//- n.md\n[[foo/README]] [[foo]]\n',
    ));
  test('to a folder as its index, where another was that', () =>
    check(
      'a.md -> foo/index.md',
      '\n//- a.md\n//- foo/README.md\n//- foo/b.md\n[[.]]\n//- n.md\n[[foo]] [x](foo)\n',
      '\n//- foo/b.md\n[[./README]]\n//- foo/index.md\n//- n.md\n[[foo/README]] [x](foo/README)\n',
    ));
  test('beside a folder of its new name: links from inside do not mean it', () =>
    check(
      'a.md -> x.md',
      '\n//- a.md\n//- x/README.md\n[[./]] [[.]]\n//- x/b.md\n[[.]]\n//- x/y/c.md\n[[..]]\n',
      '\n//- x.md\n//- x/README.md\n[[./README]] [[./README]]\n//- x/b.md\n[[./README]]\n//- x/y/c.md\n[[../README]]\n',
    ));
  test('to the index of a folder, and away from it', () => {
    check(
      'f/a.md -> f/index.md',
      '\n//- f/a.md\n//- n.md\n[[a]] [[f/a]]\n',
      '\n//- f/index.md\n//- n.md\n[[f/index]] [[f/index]]\n',
    );
    check(
      'f/index.md -> f/b.md',
      '\n//- f/index.md\n//- n.md\n[[f]] [x](f)\n',
      '\n//- f/b.md\n//- n.md\n[[b]] [x](f/b)\n',
    );
  });
  test('away from the folder whose index it names', () =>
    check(
      'd/a.md -> d/e/f/a.md',
      '\n//- d/a.md\n[[.]] [[..]] [x](.) [x](../) [[./]]\n//- d/index.md\n//- index.md\n',
      '\n//- d/e/f/a.md\n[[../..]] [[../../..]] [x](../..) [x](../../../) [[../..]]\n',
    ));
  test('out of the workspace: links to it stay, its own lead back', () => {
    const of = world('\n//- a.md\n[x](b.md)\n//- b.md\n[[a]]\n');
    assert.deepEqual([...moved(of, 'a.md -> /w/a.md').changes.keys()], [of.uri('a.md')]);
  });
  test('a name that needs encoding in brackets', () =>
    check(
      'a.md -> x [y].md',
      '\n//- a.md\n//- b.md\n[[a]] [x](a.md)\n',
      '\n//- b.md\n[[x %5By%5D]] [x](x%20[y].md)\n//- x [y].md\n',
    ));
  test('a text becomes a note: its ending was written, and stays so', () =>
    check(
      'a.txt -> a.md',
      '\n//- a.txt\n//- b.md\n[[a.txt]] [x](a.txt)\n',
      '\n//- a.md\n//- b.md\n[[a.md]] [x](a.md)\n',
    ));
  test('quotes in front matter', () =>
    check(
      "a.md -> it's.md",
      "\n//- a.md\n//- b.md\n---\nup: '[[a]]'\n---\n[[a]]\n",
      "\n//- b.md\n---\nup: '[[it%27s]]'\n---\n[[it's]]\n//- it's.md\n",
    ));
  test('a colon at the top is no scheme', () =>
    check(
      'd/Paper: x.md -> Paper: x.md',
      '\n//- d/Paper: x.md\n//- n.md\n[x](d/Paper:%20x.md) [x](<d/Paper: x.md>) [[Paper: x]]\n',
      '\n//- Paper: x.md\n//- n.md\n[x](Paper%3A%20x.md) [x](<Paper%3A x.md>) [[Paper: x]]\n',
    ));
  test('a folder without an index that a path from a root names', () => {
    check(
      'docs -> d e',
      '\n//- docs/a.md\n//- n.md\n[x](/docs) [y](/docs/) [z](</docs/>) [v](/)\n',
      '\n//- d e/a.md\n//- n.md\n[x](/d%20e) [y](/d%20e/) [z](</d%20e/>) [v](/)\n',
    );
    check(
      'topics/m -> topics/k',
      '\n//- topics/m/a.md\n//- n.md\n[x](/m) [y](/topics/m)\n',
      '\n//- n.md\n[x](/k) [y](/topics/k)\n//- topics/k/a.md\n',
      { contentRoots: ['topics'] },
    );
  });
  test('to another workspace folder: a root keeps being the same', () =>
    check(
      'n.md -> /w/n.md',
      '\n//- n.md\n[x](/) [y](/d/)\n//- d/a.md\n//- /w/e/b.md\n',
      '\n//- n.md\n[x](../v/) [y](/d/)\n',
      { folders: ['/v', '/w'] },
    ));
  test('a folder that is not listed, in <…>', () =>
    check(
      'a.md -> C# d/a.md',
      '\n//- a.md\n[x](<no thing.md>) [x](no\u3000thing.md) [x](no.md?a=%20)\n',
      '\n//- C# d/a.md\n[x](<../no thing.md>) [x](../no%E3%80%80thing.md) [x](../no.md?a=%20)\n',
    ));
  test('a name that ends in a bracket, on either side of the bar', () =>
    check(
      'old.md -> [a].md',
      '\n//- old.md\n//- n.md\n[[text|old]] [[old]] [[old|x]] [[text|old#h]]\n',
      '\n//- [a].md\n//- n.md\n[[text|%5Ba%5D]] [[%5Ba%5D]] [[%5Ba%5D|x]] [[text|%5Ba%5D#h]]\n',
    ));
  test('lines and queries after a path', () =>
    check(
      'a.md -> b.md',
      '\n//- a.md\n//- n.md\n[x](a.md:12) [x](a.md?raw=1) [x](a.md#L3)\n',
      '\n//- b.md\n//- n.md\n[x](b.md:12) [x](b.md?raw=1) [x](b.md#L3)\n',
    ));
  test('in a vault of Obsidian', () =>
    check(
      'm/p q.png -> k/r s.png',
      '\n//- m/p q.png\n//- n.md\n![](p%20q.png) ![[p q.png]]\n',
      '\n//- k/r s.png\n//- n.md\n![](r%20s.png) ![[r s.png]]\n',
      { obsidian: true },
    ));
});

describe('an image moves: its sidecar follows', () => {
  const described = (name: string) => `# Image Description\n\n**File:** ${name}\n`;
  test('by its name, and keeps its links', () =>
    check(
      'm/i.png -> d/e/j.png',
      '\n//- m/i.png\n//- m/i.md\n[[n]] [x](../n.md) ![](i.png)\n//- n.md\n![[i.png]] ![](m/i.png)\n',
      '\n//- d/e/j.md\n[[n]] [x](../../n.md) ![](j.png)\n//- d/e/j.png\n//- n.md\n![[j.png]] ![](d/e/j.png)\n',
    ));
  test('the name in it, and the data beside it', () =>
    check(
      'm/i.png -> m/й j.png',
      `\n//- m/i.png\n//- m/i.md\n${described('i.png')}//- m/i.json\n{}\n//- m/k.md\n[x](i.json)\n//- m/k.json\n{ }\n`,
      `\n//- m/k.md\n[x](й%20j.json)\n//- m/й j.json\n{}\n//- m/й j.md\n${described('й j.png')}//- m/й j.png\n`,
    ));
  test('of another name it says which image it means', () => {
    const about = (name: string) => `\n//- m/i.png\n//- m/${name}\n${described('i.png')}//- n.md\n![](m/i.png)\n`;
    const rest = (image: string) => `//- n.md\n![](${image})\n`;
    check(
      'm/i.png -> k/j.png',
      about('i.png.md'),
      `\n//- k/j.png\n//- k/j.png.md\n${described('j.png')}${rest('k/j.png')}`,
    );
    check(
      'm/i.png -> k/i.png',
      about('about.md'),
      `\n//- k/about.md\n${described('i.png')}//- k/i.png\n${rest('k/i.png')}`,
    );
    check(
      'm/i.png -> m/j.png',
      about('about.md'),
      `\n//- m/about.md\n${described('j.png')}//- m/j.png\n${rest('m/j.png')}`,
    );
  });
  test('a name that only begins like the image stays', () =>
    check(
      'm/i.png -> m/j.png',
      `\n//- m/i.png\n//- m/i10.md\n${described('i.png')}//- m/i10.png\n`,
      `\n//- m/i10.md\n${described('j.png')}//- m/j.png\n`,
    ));
  test('with all of its folder it is there already', () =>
    check(
      'm -> k',
      `\n//- m/i.png\n//- m/i.md\n${described('i.png')}//- m/i.json\n{}\n`,
      `\n//- k/i.json\n{}\n//- k/i.md\n${described('i.png')}//- k/i.png\n`,
    ));
  test('chosen together with it', () =>
    check(
      'm/i.png -> k/i.png, m/i.md -> k/i.md',
      `\n//- m/i.png\n//- m/i.md\n${described('i.png')}`,
      `\n//- k/i.md\n${described('i.png')}//- k/i.png\n`,
    ));
  test('of two images of a name it goes with the one that it names', () => {
    const two = `\n//- m/i.png\n//- m/i.jpg\n//- m/i.md\n${described('i.jpg')}//- n.md\n![](m/i.png)\n`;
    check('m/i.png -> k/i.png', two, '\n//- k/i.png\n//- n.md\n![](k/i.png)\n');
    check('m/i.jpg -> k/j.jpg', two, `\n//- k/j.jpg\n//- k/j.md\n${described('j.jpg')}`);
  });
  test('what two images of a name share stays until both go', () => {
    const two = '\n//- m/i.png\n//- m/i.jpg\n//- m/i.md\ntext\n';
    check('m/i.png -> k/i.png', two, '\n//- k/i.png\n');
    check('m/i.png -> k/i.png, m/i.jpg -> k/i.jpg', two, '\n//- k/i.jpg\n//- k/i.md\ntext\n//- k/i.png\n');
  });
  test('a note of its name, to which somebody links, is none', () =>
    check(
      'm/i.png -> k/i.png',
      '\n//- m/i.png\n//- m/i.md\ntext\n//- n.md\n[[i]] ![](m/i.png)\n',
      '\n//- k/i.png\n//- n.md\n[[i]] ![](k/i.png)\n',
    ));
  test('where its name is taken it stays', () =>
    check(
      'm/i.png -> k/j.png',
      `\n//- m/i.png\n//- m/i.md\n${described('i.png')}//- k/j.md\nmine\n`,
      `\n//- k/j.png\n//- m/i.md\n${described('j.png')}`,
    ));
  test('another ending of the image is nothing to it but a name', () =>
    check(
      'm/i.png -> m/i.webp',
      `\n//- m/i.png\n//- m/i.md\n${described('i.png')}`,
      `\n//- m/i.md\n${described('i.webp')}//- m/i.webp\n`,
    ));
  test('letters in a spelling of another length', () =>
    check(
      'caf\u00e9.png -> bar.png',
      '\n//- caf\u00e9.png\n//- cafe\u0301.md\n# Image Description\n//- cafe\u0301.json\n//- n.md\n![](caf\u00e9.png)\n',
      '\n//- bar.json\n//- bar.md\n# Image Description\n//- bar.png\n//- n.md\n![](bar.png)\n',
    ));
});

describe('folders and many files', () => {
  test('a folder', () =>
    check(
      'old -> deep/new',
      `
//- old/a.md
[[b]] [[../n]] [x](../n.md) [x](sub/c.md) ![](../i.png) [x](data.bin) [x](none.md)
//- old/b.md
//- old/sub/c.md
[x](../a.md) [[old/b]]
//- n.md
[[old/a]] [x](old/a.md) [x](old/sub/c.md) [[a]] [d](old/sub) [e](old/)
//- i.png
//- old/data.bin
//- deep/z.md
`,
      `
//- deep/new/a.md
[[b]] [[../../n]] [x](../../n.md) [x](sub/c.md) ![](../../i.png) [x](data.bin) [x](none.md)
//- deep/new/b.md

//- deep/new/data.bin

//- deep/new/sub/c.md
[x](../a.md) [[deep/new/b]]
//- n.md
[[deep/new/a]] [x](deep/new/a.md) [x](deep/new/sub/c.md) [[a]] [d](deep/new/sub) [e](deep/new/)
`.replace(/(b\.md|bin)\n\n/g, '$1\n'),
    ));
  test('a bare name is spelled anew once, however many folders it stands in', () => {
    const sources = Array.from({ length: 60 }, (_, at) => `//- d${at}/n.md\n[[a]]\n`);
    const of = world(`\n//- a.md\n${sources.join('')}`);
    const plan = moved(of, 'a.md -> b.md');
    assert.equal(plan.changes.size, sources.length);
    // Each link is resolved as it is, and whether the new name will do is looked up; more is done for the first one only.
    const { linksResolved } = of.vault.counters;
    assert.ok(linksResolved <= sources.length * 2 + 10, `${linksResolved} links resolved`);
  });
  test('a folder with files that are not listed: they move with it', () =>
    check(
      'my docs -> lit',
      `
//- a.md
[x](my%20docs/x.pdf#page=2) [x](<my docs/deep/x.pdf>) ![](./my%20docs/x.png) [[./my docs/x.pdf]] [r] <a href="my%20docs/x.pdf">
[x](x.pdf) [x](https://my%20docs/x.pdf) [x](docs/x.pdf)

[r]: my%20docs/r.pdf
//- my docs/b.md
[x](x.pdf) [x](../my%20docs/x.pdf)
`,
      `
//- a.md
[x](lit/x.pdf#page=2) [x](<lit/deep/x.pdf>) ![](./lit/x.png) [[./lit/x.pdf]] [r] <a href="lit/x.pdf">
[x](x.pdf) [x](https://my%20docs/x.pdf) [x](docs/x.pdf)

[r]: lit/r.pdf
//- lit/b.md
[x](x.pdf) [x](x.pdf)
`,
    ));
  test('a file that is not listed', () =>
    check(
      'docs/x.pdf -> lit/y.pdf',
      '\n//- a.md\n[x](docs/x.pdf) [x](x.pdf)\n//- docs/b.md\n[x](x.pdf) [x](../x.pdf)\n',
      '\n//- a.md\n[x](lit/y.pdf) [x](x.pdf)\n//- docs/b.md\n[x](../lit/y.pdf) [x](../x.pdf)\n',
    ));
  test('two notes that trade names', () =>
    check(
      'a.md -> b.md, b.md -> a.md',
      '\n//- a.md\nI am a [[b]]\n//- b.md\nI am b [[a]]\n//- n.md\n[[a]] [x](b.md)\n',
      '\n//- a.md\nI am b [[b]]\n//- b.md\nI am a [[a]]\n//- n.md\n[[b]] [x](a.md)\n',
    ));
  test('many at a time', () =>
    check(
      'a.md -> d/a.md, i.png -> d/i.png',
      '\n//- a.md\n![](i.png) [x](b.md)\n//- i.png\n//- b.md\n![](i.png) [x](a.md)\n',
      '\n//- b.md\n![](d/i.png) [x](d/a.md)\n//- d/a.md\n![](i.png) [x](../b.md)\n//- d/i.png\n',
    ));
  test('the vault is as before', () => {
    const of = world('\n//- a/x.md\n# X\n[[y]]\n//- b/y.md\n[[x]] [[X]]\n//- a/i.png\n//- a/i.md\n');
    const state = () =>
      JSON.stringify([
        [...of.vault.files.all()].sort((a, b) => (a.path < b.path ? -1 : 1)),
        [...of.vault.allNotes()].map((note) => note.uri).sort(),
        [...of.vault.mentionedKeys()].sort().map((key) => [key, [...of.vault.mentioning(key)].sort()]),
        [...of.vault.titled('x')],
        of.vault.text(of.uri('a/x.md')),
        [...of.vault.takeAffected()],
      ]);
    const before = state();
    const files = [...of.vault.files.all()];
    moved(of, 'a -> c, b/y.md -> c/y.md');
    assert.equal(state(), before);
    assert.ok(files.every((file) => of.vault.files.get(file.uri) === file));
  });
});
