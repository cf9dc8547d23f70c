// Rename: the vault after it, for each thing that has a name; and what is refused.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rename } from '../../server/features/rename.ts';
import { type WorldOptions, world } from '../fixture.ts';
import { carriedOut, printed } from '../planned.ts';

/** Renames what is at `$0`: the files that are other than before, by path, are `expected`. */
function check(newName: string, literal: string, expected: string, options: WorldOptions = {}): void {
  const of = world(literal, options);
  const plan = rename(of.vault, of.place, newName, { settings: of.settings, language: 'en' });
  assert.ok(plan, 'there is something to rename at $0');
  assert.ok(!('refused' in plan), 'refused' in plan ? plan.refused : '');
  assert.equal(printed(carriedOut(of, plan), of.texts), expected.replace(/^\n/, ''));
}

/** Nothing is changed, and the reason begins so. */
function checkRefused(newName: string, literal: string, reason: RegExp, options: WorldOptions = {}): void {
  const of = world(literal, options);
  const plan = rename(of.vault, of.place, newName, { settings: of.settings, language: 'en' });
  assert.ok(plan && 'refused' in plan, 'it is refused');
  assert.match(plan.refused, reason);
}

describe('a note', () => {
  test('every form of a link follows in its own style', () =>
    check(
      'new',
      `
//- old.md
# Old
//- a.md
[[o$0ld]] [[old.md]] [[old|alias]] [[old#Old]] ![[old]] [t](old.md) [t](./old.md#old "x") [t](<old.md>) [t](old)
[[/old]] [[./old.md]] [r][ref] <a href="old.md">x</a> \`[[old]]\` [[Old]]

[ref]: old.md "title"
//- d/b.md
---
up: "[[old]]"
---
[[old]] [[../old]] [t](../old.md) [t](/old.md)
`,
      `
//- a.md
[[new]] [[new.md]] [[new|alias]] [[new#Old]] ![[new]] [t](new.md) [t](./new.md#old "x") [t](<new.md>) [t](new)
[[/new]] [[./new.md]] [r][ref] <a href="new.md">x</a> \`[[old]]\` [[new]]

[ref]: new.md "title"
//- d/b.md
---
up: "[[new]]"
---
[[new]] [[../new]] [t](../new.md) [t](/new.md)
//- new.md
# Old
`,
    ));
  test('to the name of a file beside an image, which a link would make a note', () => {
    check(
      'p',
      '\n//- d/old.md\n//- n.md\n[[o$0ld]]\n//- img/p.png\n//- img/p.md\nwords\n',
      '\n//- d/p.md\n//- n.md\n[[d/p]]\n',
    );
    check(
      'p',
      '\n//- d/old.md\n//- n.md\n[[o$0ld]]\n//- img/p.png\n//- img/p.md\n# Image Description\n\n**File:** p.png\n',
      '\n//- d/p.md\n//- n.md\n[[p]]\n',
    );
  });
  test('by its title or alias it is still found', () =>
    check(
      'new',
      '\n//- old.md\n---\naliases: [Other]\n---\n# Long Title\n//- a.md\n[[$0old]] [[Long Title]] [[other]]\n',
      '\n//- a.md\n[[new]] [[Long Title]] [[other]]\n//- new.md\n---\naliases: [Other]\n---\n# Long Title\n',
    ));
  test('a typed ending is no second one', () =>
    check('new.md', '\n//- old.md\n//- a.md\n[[$0old]]\n', '\n//- a.md\n[[new]]\n//- new.md\n'));
  test('where the new name is taken elsewhere, the shortest path that is unique is written', () =>
    check(
      'b',
      '\n//- x/a.md\n//- y/b.md\n//- n.md\n[[$0a]] [[b]] [[y/b]]\n',
      '\n//- n.md\n[[x/b]] [[y/b]] [[y/b]]\n//- x/b.md\n',
    ));
  test('a link that the new name would draw away stays where it leads', () =>
    check('b', '\n//- n/a.md\n//- y/b.md\n//- n/c.md\n[[b]] [[$0a]]\n', '\n//- n/b.md\n//- n/c.md\n[[y/b]] [[b]]\n'));
  test('the other one of two notes of a name', () =>
    check('c', '\n//- x/a.md\n//- y/a.md\n//- x/n.md\n[[a]] [[y/$0a]]\n', '\n//- x/n.md\n[[a]] [[y/c]]\n//- y/c.md\n'));
  test('its own links and itself', () =>
    check(
      'new',
      '\n//- old.md\n[[$0old]] [[#h]] [x](old.md#h) [[b]]\n## h\n//- b.md\n',
      '\n//- new.md\n[[new]] [[#h]] [x](new.md#h) [[b]]\n## h\n',
    ));
  test('a letter of another case', () =>
    check('New', '\n//- new.md\n//- a.md\n[[ne$0w]] [x](new.md)\n', '\n//- New.md\n//- a.md\n[[New]] [x](New.md)\n'));
  test('Cyrillic, and the other spelling of й and ё', () =>
    check(
      'Ёж',
      '\n//- обои\u0306.md\n//- a.md\n[[обо\u0439$0]] [x](%D0%BE%D0%B1%D0%BE%D0%B8%CC%86.md)\n',
      '\n//- a.md\n[[Ёж]] [x](%D0%81%D0%B6.md)\n//- Ёж.md\n',
    ));
  test('spaces: encoded, in <…>, as they are', () =>
    check(
      'c d',
      '\n//- a b.md\n//- n.md\n[[a $0b]] [x](a%20b.md) [x](<a b.md>) [[a%20b]]\n',
      '\n//- c d.md\n//- n.md\n[[c d]] [x](c%20d.md) [x](<c d.md>) [[c%20d]]\n',
    ));
  test('a space of another kind asks for no <…>', () =>
    check(
      'new name',
      '\n//- a\u3000b.md\n//- n.md\n[[a\u3000$0b]] [x](a\u3000b.md) [y](a%E3%80%80b.md)\n\n[r]: a\u3000b.md\n',
      '\n//- n.md\n[[new name]] [x](new%20name.md) [y](new%20name.md)\n\n[r]: new%20name.md\n//- new name.md\n',
    ));
  test('a space that is an entity asks for none either', () =>
    check(
      'new name',
      '\n//- a\u00a0b.md\n//- n.md\n[[a\u00a0$0b]] [x](a&nbsp;b.md)\n',
      '\n//- n.md\n[[new name]] [x](new%20name.md)\n//- new name.md\n',
    ));
  test('an entity, where the name looks like one', () =>
    check(
      'R&copy;D',
      '\n//- old.md\n//- n.md\n[[o$0ld]] [x](old.md) [x](<./old.md>)\n',
      '\n//- R&copy;D.md\n//- n.md\n[[R&copy;D]] [x](R%26copy;D.md) [x](<./R%26copy;D.md>)\n',
    ));
  test('a percent sign and an apostrophe in attributes of HTML', () => {
    check(
      '100% done',
      '\n//- old.md\n//- n.md\n[[o$0ld]] <a href="old.md">x</a> <a href="old.md?q=1">x</a>\n',
      '\n//- 100% done.md\n//- n.md\n[[100% done]] <a href="100%25%20done.md">x</a> <a href="100%25%20done.md?q=1">x</a>\n',
    );
    check(
      "it's",
      "\n//- old.md\n//- n.md\n[[o$0ld]] <a href='old.md'>x</a>\n",
      "\n//- it's.md\n//- n.md\n[[it's]] <a href='it%27s.md'>x</a>\n",
    );
  });
  test('a name with a # in it', () =>
    check('Basics', '\n//- C# intro.md\n//- n.md\n[[C# in$0tro]]\n', '\n//- Basics.md\n//- n.md\n[[Basics]]\n'));
  test('alias first, and Dendron', () =>
    check(
      'new',
      '\n//- old.md\n# T\n//- n.md\n[[some text|o$0ld]] [[x|dendron://vault/old]] [[dendron://vault/old]] [[text|old#T]]\n',
      '\n//- n.md\n[[some text|new]] [[x|dendron://vault/new]] [[dendron://vault/new]] [[text|new#T]]\n//- new.md\n# T\n',
    ));
  test('in a table', () =>
    check(
      'new',
      '\n//- old.md\n//- n.md\n| a |\n| - |\n| [[$0old\\|x]] |\n',
      '\n//- n.md\n| a |\n| - |\n| [[new\\|x]] |\n//- new.md\n',
    ));
  test('CRLF, emoji before the link', () =>
    check(
      'new',
      '\n//- old.md\n//- n.md\n😀 e\u0301 [[$0old]]\r\n> [[old]]\r\n',
      '\n//- n.md\n😀 e\u0301 [[new]]\r\n> [[new]]\r\n//- new.md\n',
    ));
  test('all at once, and every other byte stays', () =>
    check(
      'Новая',
      `
//- old.md
---\r
aliases: [Other, "old too"]\r
up: "[[old#H|me]]"\r
---\r
# Old\r
😀 [[old#H|x]] ![[old]] [[#H]] é\u2028[[old|old]]\r
## H\r
\`\`\`\r
[[old]]\r
\`\`\`\r
//- a.md
👩‍🔬 [[o$0ld#H|old]]\t![[old#H]] [[Other]] [[old too]] \`\`[[old]]\`\`\r
\r
    [[old]]\r
x <!-- [[old]] --> $[[old]]$ \\[[old]] [[old.md#h|x]]
`,
      `
//- a.md
👩‍🔬 [[Новая#H|old]]\t![[Новая#H]] [[Other]] [[old too]] \`\`[[old]]\`\`\r
\r
    [[old]]\r
x <!-- [[old]] --> $[[old]]$ \\[[old]] [[Новая.md#h|x]]
//- Новая.md
---\r
aliases: [Other, "old too"]\r
up: "[[Новая#H|me]]"\r
---\r
# Old\r
😀 [[Новая#H|x]] ![[Новая]] [[#H]] é\u2028[[Новая|old]]\r
## H\r
\`\`\`\r
[[old]]\r
\`\`\`\r
`,
    ));
  test('ß, the Turkish İ and decomposed letters: found as they are compared, written as the file is named', () => {
    check(
      'Maß',
      '\n//- straße.md\n//- a.md\n[[STRA$0SSE]] [[straße.md]]\n',
      '\n//- Maß.md\n//- a.md\n[[Maß]] [[Maß.md]]\n',
    );
    check('x', '\n//- İz.md\n//- a.md\n[[İ$0z]] [[iz]]\n', '\n//- a.md\n[[x]] [[iz]]\n//- x.md\n');
    check('İz', '\n//- x.md\n//- a.md\n[[$0x]] [[iz]]\n', '\n//- a.md\n[[İz]] [[iz]]\n//- İz.md\n');
    check(
      'и\u0306',
      '\n//- x.md\n//- a.md\n[[$0x]] [x](x.md)\n',
      '\n//- a.md\n[[и\u0306]] [x](и\u0306.md)\n//- и\u0306.md\n',
    );
  });
  test('a letter of another case, among links in every case', () =>
    check(
      'OLD',
      '\n//- Old.md\n//- a.md\n[[$0Old]] [[OLD]] [[old]] [x](Old.md)\n',
      '\n//- OLD.md\n//- a.md\n[[OLD]] [[OLD]] [[old]] [x](OLD.md)\n',
    ));
  test('the links of a sidecar', () =>
    check(
      'new',
      '\n//- old.md\n//- i.md\n# Image Description\n**File:** i.png\n[[old]]\n//- i.png\n//- n.md\n[[$0old]]\n',
      '\n//- i.md\n# Image Description\n**File:** i.png\n[[new]]\n//- n.md\n[[new]]\n//- new.md\n',
    ));
});

describe("Foam's definitions of wiki-links", () => {
  test('their labels follow the links', () =>
    check(
      'in-tray',
      '\n//- inbox.md\n# H\n//- n.md\n[[in$0box]] [[inbox]] ![[inbox]] [[inbox#H|x]]\n\n[//begin]: # "x"\n[inbox]: inbox.md "Inbox"\n[inbox#H|x]: <inbox.md> "Inbox"\n[//end]: # "x"\n',
      '\n//- in-tray.md\n# H\n//- n.md\n[[in-tray]] [[in-tray]] ![[in-tray]] [[in-tray#H|x]]\n\n[//begin]: # "x"\n[in-tray]: in-tray.md "Inbox"\n[in-tray#H|x]: <in-tray.md> "Inbox"\n[//end]: # "x"\n',
    ));
  test('a heading in them, too', () =>
    check(
      'New',
      '\n//- a.md\n# $0Old\n//- n.md\n[[a#Old]]\n\n[a#Old]: a.md "A"\n',
      '\n//- a.md\n# New\n//- n.md\n[[a#New]]\n\n[a#New]: a.md "A"\n',
    ));
  test("not one that is used as a label, too, or is no link's words", () =>
    check(
      'new',
      '\n//- o.md\n//- n.md\n[[$0o]] [text][o]\n\n[o]: o.md\n//- m.md\n[[o]] [[o|y]]\n\n[O]: o.md\n[x]: o.md\n//- k.md\n[[o]] [[new]]\n\n[o]: o.md\n[new]: x.md\n',
      '\n//- k.md\n[[new]] [[new]]\n\n[o]: new.md\n[new]: x.md\n//- m.md\n[[new]] [[new|y]]\n\n[O]: new.md\n[x]: new.md\n//- n.md\n[[new]] [text][o]\n\n[o]: new.md\n//- new.md\n',
    ));
  test('not to one that another definition has, which references would follow', () =>
    check(
      'z',
      '\n//- inbox.md\n//- q.md\n//- n.md\n[[$0inbox]] and [Z] and [q][z]\n\n[inbox]: inbox.md "Inbox"\n[Z]: q.md\n',
      '\n//- n.md\n[[z]] and [Z] and [q][z]\n\n[inbox]: z.md "Inbox"\n[Z]: q.md\n//- z.md\n',
    ));
  test('of what is not written yet', () =>
    check(
      'new',
      '\n//- n.md\n[[wan$0ted]] [[wanted#H|x]]\n\n[wanted]: wanted.md\n[wanted#H|x]: wanted.md\n',
      '\n//- n.md\n[[new]] [[new#H|x]]\n\n[new]: new.md\n[new#H|x]: new.md\n',
    ));
});

describe('a folder and other files', () => {
  test('a folder, by the link to its index', () =>
    check(
      'new',
      '\n//- old/index.md\n[[x]] [i](../i.png) [[../n]]\n//- old/x.md\n//- i.png\n//- n.md\n[[o$0ld]] [x](old/) [[old/x]] [[x]] [t](old/x.md)\n',
      '\n//- n.md\n[[new]] [x](new/) [[new/x]] [[x]] [t](new/x.md)\n//- new/index.md\n[[x]] [i](../i.png) [[../n]]\n//- new/x.md\n',
    ));
  test('an image keeps its ending', () =>
    check(
      'plot',
      '\n//- m/fig.png\n//- n.md\n![](m/fi$0g.png) ![[fig.png|300]] <img src="m/fig.png">\n',
      '\n//- m/plot.png\n//- n.md\n![](m/plot.png) ![[plot.png|300]] <img src="m/plot.png">\n',
    ));
});

describe('a heading', () => {
  test('to a text that no fragment can name, where a link would break', () => {
    checkRefused('||', '\n//- b.md\n## $0Part\n//- a.md\n[[b#Part]]\n', /^No link can name “\|\|”/);
    check('||', '\n//- b.md\n## $0Part\n//- a.md\n[[b]]\n', '\n//- b.md\n## ||\n');
    check('||', '\n//- b.md\n## $0Part [[#Part b|b]]\n', '\n//- b.md\n## ||\n');
  });
  test('to its own text', () => check('Part', '\n//- b.md\n## $0Part\n[[#Part]]\n', ''));
  test('with a comma and digits at the end, before and after', () => {
    check(
      'Порог 0,5',
      '\n//- b.md\n## $0Порог\n//- a.md\n[[b#Порог]] [t](b.md#Порог) [[b#Порог,1:#*]]\n',
      '\n//- a.md\n[[b#Порог 0,5]] [t](b.md#Порог%200,5) [[b#Порог 0,5,1:#*]]\n//- b.md\n## Порог 0,5\n',
    );
    check(
      'Release 2',
      '\n//- b.md\n## $0Release 1,2\n//- a.md\n[[b#Release 1,2]] [t](b.md#Release%201,2) [t](b.md#release-12)\n',
      '\n//- a.md\n[[b#Release 2]] [t](b.md#Release%202) [t](b.md#release-2)\n//- b.md\n## Release 2\n',
    );
  });
  test('its text and the fragments, each in its style; never the file', () =>
    check(
      'New Part',
      `
//- b.md
# B
## Old $0Part
[[#Old Part]] [x](#old-part)
//- a.md
[[b#Old Part]] [[b#old part|x]] [[b#old-part]] [t](b.md#old-part) [t](b.md#Old%20Part) [[b#B#Old Part]] [[b]] [[b#B]]
`,
      `
//- a.md
[[b#New Part]] [[b#New Part|x]] [[b#new-part]] [t](b.md#new-part) [t](b.md#New%20Part) [[b#B#New Part]] [[b]] [[b#B]]
//- b.md
# B
## New Part
[[#New Part]] [x](#new-part)
`,
    ));
  test('from a link to it', () =>
    check('Two', '\n//- b.md\n## One\n//- a.md\n[[b#O$0ne|x]]\n', '\n//- a.md\n[[b#Two|x]]\n//- b.md\n## Two\n'));
  test('the title: links by the title too', () =>
    check(
      'New',
      '\n//- old_name.md\n# Old T$0itle #\n//- a.md\n[[Old Title]] [[old_name]] [[old title|x]] [[old_name#Old Title]]\n',
      '\n//- a.md\n[[New]] [[old_name]] [[New|x]] [[old_name#New]]\n//- old_name.md\n# New #\n',
    ));
  test('a title that another note has by its name', () =>
    check(
      'taken',
      '\n//- old_name.md\n# Old T$0itle\n//- taken.md\n//- a.md\n[[Old Title]] [[taken]]\n',
      '\n//- a.md\n[[old_name]] [[taken]]\n//- old_name.md\n# taken\n',
    ));
  test('a heading above the one that is named', () =>
    check(
      'C',
      '\n//- b.md\n# $0A\n## X\n# B\n## X\n//- a.md\n[[b#A#X]] [[b#B#X]]\n',
      '\n//- a.md\n[[b#C#X]] [[b#B#X]]\n//- b.md\n# C\n## X\n# B\n## X\n',
    ));
  test('numbers of repeated headings shift', () =>
    check(
      'Other',
      '\n//- b.md\n## S$0et\n## Set\n//- a.md\n[x](b.md#set-1) [x](b.md#set)\n',
      '\n//- a.md\n[x](b.md#set) [x](b.md#other)\n//- b.md\n## Other\n## Set\n',
    ));
  test('an id of its own stays', () =>
    check(
      'Other',
      '\n//- b.md\n## S$0et it {#set}\n//- a.md\n[x](b.md#set) [[b#Set it]]\n',
      '\n//- a.md\n[x](b.md#set) [[b#Other]]\n//- b.md\n## Other {#set}\n',
    ));
  test('marks that a link cannot hold', () =>
    check(
      'C# | [x] `y`',
      '\n//- b.md\n## S$0et\n//- a.md\n[[b#Set]] [x](b.md#Set)\n',
      '\n//- a.md\n[[b#C x y]] [x](b.md#C%23%20%7C%20[x]%20y)\n//- b.md\n## C# | [x] `y`\n',
    ));
  test('quotes, in quotes of the front matter', () => {
    const vault =
      '\n//- b.md\n## O$0ld\n//- a.md\n---\nup: "[[b#Old]]"\nin: \'[[b#old|x]]\'\nat: "[[b#%4Fld]]"\n---\n[[b#Old]]\n';
    check(
      'Say "hi"',
      vault,
      '\n//- a.md\n---\nup: "[[b#Say hi]]"\nin: \'[[b#Say hi|x]]\'\nat: "[[b#Say%20%22hi%22]]"\n---\n[[b#Say "hi"]]\n//- b.md\n## Say "hi"\n',
    );
    check(
      "It's",
      vault,
      '\n//- a.md\n---\nup: "[[b#Its]]"\nin: \'[[b#Its|x]]\'\nat: "[[b#It%27s]]"\n---\n[[b#It\'s]]\n//- b.md\n## It\'s\n',
    );
  });
  test('where a heading without those quotes stands before it', () =>
    check(
      "It's",
      '\n//- b.md\n## Its\n## O$0ld\n//- a.md\n---\nup: "[[b#Old]]"\n---\n',
      '\n//- a.md\n---\nup: "[[b#its-1]]"\n---\n//- b.md\n## Its\n## It\'s\n',
    ));
  test('quotes, in an attribute of HTML', () =>
    check(
      'Say "hi" & <b>',
      '\n//- b.md\n## O$0ld it\n//- a.md\n<a href="b.md#Old it">x</a> <a href=\'b.md#old-it\'>x</a>\n',
      '\n//- a.md\n<a href="b.md#Say%20%22hi%22%20&">x</a> <a href=\'b.md#say-hi-\'>x</a>\n//- b.md\n## Say "hi" & <b>\n',
    ));
  test('underlined', () => check('New', '\n//- b.md\nO$0ld\n===\n[[#Old]]\n', '\n//- b.md\nNew\n===\n[[#New]]\n'));
});

describe('blocks, tags, labels, aliases', () => {
  test('a block', () =>
    check(
      'new',
      '\n//- b.md\n# H\ntext ^o$0ld\n\n[[#^old]]\n//- a.md\n[[b#^old]] [[b#H#^old]] ![[b#^old|x]]\n',
      '\n//- a.md\n[[b#^new]] [[b#H#^new]] ![[b#^new|x]]\n//- b.md\n# H\ntext ^new\n\n[[#^new]]\n',
    ));
  test('a block, encoded', () =>
    check(
      'new',
      '\n//- b.md\n# H\ntext ^o$0ld\n//- a.md\n[x](b.md#%5Eold) [y](b.md#^old) [z](b.md#H%23%5eold)\n',
      '\n//- a.md\n[x](b.md#%5Enew) [y](b.md#^new) [z](b.md#H%23%5enew)\n//- b.md\n# H\ntext ^new\n',
    ));
  test("of Dendron's ranges, whose other end stays", () =>
    check(
      'new',
      '\n//- a.md\n[[b#^old:#^y]] [[b#^old:#*]] [[b#^old]] [[b#^y:#^old]] [x](b.md#%5Eold:#%5Ey) [x](b.md#%5Eold%3A%23%5Ey)\n//- b.md\nfoo ^o$0ld\n\nbar ^y\n',
      '\n//- a.md\n[[b#^new:#^y]] [[b#^new:#*]] [[b#^new]] [[b#^y:#^old]] [x](b.md#%5Enew:#%5Ey) [x](b.md#%5Enew%3A%23%5Ey)\n//- b.md\nfoo ^new\n\nbar ^y\n',
    ));
  test('a tag with those below it', () =>
    check(
      'b/c',
      '\n//- a.md\n---\ntags: [a, x, a/y]\n---\n#$0a #a/b #ab #A\n//- b.md\n---\ntags:\n  - "#a"\n  - other\n---\n#x/a\n',
      '\n//- a.md\n---\ntags: [b/c, x, b/c/y]\n---\n#b/c #b/c/b #ab #b/c\n//- b.md\n---\ntags:\n  - "#b/c"\n  - other\n---\n#x/a\n',
    ));
  test('a tag or an alias in a heading, and links to the heading follow', () => {
    check(
      'big',
      '\n//- a.md\n#$0tag\n//- b.md\n## A #tag here\n//- c.md\n[[b#A tag here]] [x](b.md#a-tag-here)\n',
      '\n//- a.md\n#big\n//- b.md\n## A #big here\n//- c.md\n[[b#A big here]] [x](b.md#a-big-here)\n',
    );
    check(
      'Beta',
      '\n//- a.md\n## See [[b|A$0lpha]]\n//- b.md\n//- c.md\n[[a#See Alpha]]\n',
      '\n//- a.md\n## See [[b|Beta]]\n//- c.md\n[[a#See Beta]]\n',
    );
  });
  test('a tag in spellings of other lengths', () => {
    check(
      'bar',
      '\n//- a.md\n#$0café and #cafe\u0301 and #cafe\u0301/x\n//- b.md\n---\ntags: [cafe\u0301, café/y]\n---\n',
      '\n//- a.md\n#bar and #bar and #bar/x\n//- b.md\n---\ntags: [bar, bar/y]\n---\n',
    );
    check(
      'way',
      '\n//- a.md\n#$0strasse\n//- b.md\n#strasse and #straße\n',
      '\n//- a.md\n#way\n//- b.md\n#way and #way\n',
    );
  });
  test('a footnote', () =>
    check(
      'new',
      '\n//- a.md\nx[^o$0ld] y[^old] z[^2]\n\n[^old]: text\n[^2]: text\n',
      '\n//- a.md\nx[^new] y[^new] z[^2]\n\n[^new]: text\n[^2]: text\n',
    ));
  test('a reference label', () =>
    check(
      'new',
      '\n//- a.md\n[x][o$0ld] [Old] [old][] ![y][old] [z][2]\n\n[old]: u.md\n[2]: v.md\n',
      '\n//- a.md\n[x][new] [new] [new][] ![y][new] [z][2]\n\n[new]: u.md\n[2]: v.md\n',
    ));
  test('the text of a link', () => check('new', '\n//- a.md\n[[a|o$0ld]]\n', '\n//- a.md\n[[a|new]]\n'));
});

describe('names in the front matter', () => {
  test('an alias: the links by it, never the file', () =>
    check(
      'New name',
      `
//- b.md
---
title: T
aliases: [One, Old na$0me, "Three"]
---
[[Old name]]
//- a.md
---
up: "[[old name]]"
---
[[Old name]] [[OLD NAME|x]] [[old name#h]] [[Old%20name]] [[One]] [[b]] [x](b.md) [[text|Old name]] \`[[Old name]]\`
`,
      `
//- a.md
---
up: "[[New name]]"
---
[[New name]] [[New name|x]] [[New name#h]] [[New name]] [[One]] [[b]] [x](b.md) [[text|Old name]] \`[[Old name]]\`
//- b.md
---
title: T
aliases: [One, New name, "Three"]
---
[[New name]]
`,
    ));
  test('the title: the links by it; the first heading and the file stay', () =>
    check(
      'Новое: имя',
      '\n//- b.md\n---\ntitle: Old T$0itle\n---\n# Old Title\n//- a.md\n[[Old Title]] [[old title|x]] [[b]] [[b#Old Title]]\n',
      '\n//- a.md\n[[Новое: имя]] [[Новое: имя|x]] [[b]] [[b#Old Title]]\n//- b.md\n---\ntitle: "Новое: имя"\n---\n# Old Title\n',
    ));
  test('in lists, in quotes, in CRLF, after emoji', () =>
    check(
      "it's",
      "\n//- b.md\n---\r\nx: 😀\r\nalias:\r\n  - 'o$0ld'\r\n  - b\r\n---\r\n//- a.md\n[[old]]\n",
      "\n//- a.md\n[[it's]]\n//- b.md\n---\r\nx: 😀\r\nalias:\r\n  - 'it''s'\r\n  - b\r\n---\r\n",
    ));
  test('an id', () =>
    check(
      'n2',
      '\n//- b.md\n---\nid: "n$01"\n---\n//- a.md\n[[n1]]\n',
      '\n//- a.md\n[[n2]]\n//- b.md\n---\nid: "n2"\n---\n',
    ));
  test('what YAML or a link would read otherwise', () => {
    check(
      'a, b: "c"',
      '\n//- b.md\n---\naliases: [o$0ld]\n---\n//- a.md\n[[old]]\n',
      '\n//- a.md\n[[a%2C b%3A %22c%22]]\n//- b.md\n---\naliases: ["a, b: \\"c\\""]\n---\n',
    );
    check(
      'a|b]]',
      '\n//- b.md\n---\ntitle: o$0ld\n---\n//- a.md\n[[old]]\n',
      '\n//- a.md\n[[a%7Cb%5D%5D]]\n//- b.md\n---\ntitle: a|b]]\n---\n',
    );
    check(
      'a "b"',
      '\n//- b.md\n---\ntitle: o$0ld\n---\n//- a.md\n---\nup: "[[old]]"\n---\n',
      '\n//- a.md\n---\nup: "[[a %22b%22]]"\n---\n//- b.md\n---\ntitle: a "b"\n---\n',
    );
  });
  test('a name that a note has by its file: links by the alias are written otherwise', () =>
    check(
      'taken',
      '\n//- b.md\n---\naliases: [o$0ld]\n---\n//- taken.md\n//- a.md\n[[old]] [[taken]]\n',
      '\n//- a.md\n[[b]] [[taken]]\n//- b.md\n---\naliases: [taken]\n---\n',
    ));
  test("a name that is another note's title: links by that title stay with it", () =>
    check(
      'Their Title',
      '\n//- b.md\n---\naliases: [o$0ld]\n---\n//- other.md\n# Their Title\n//- a.md\n[[old]] [[Their Title]]\n',
      '\n//- a.md\n[[Their Title]] [[other]]\n//- b.md\n---\naliases: [Their Title]\n---\n',
    ));
});

describe('what is wanted and not there', () => {
  test('in every note that wants it, folders, endings and fragments as they are', () =>
    check(
      'new name',
      `
//- a.md
[[no$0ne]] [[none.md|x]] [[x/none#h]] ![[none]] [[./None.md]] [[other]] [t](x/none.md) [t](<no thing.md>)
//- d/b.md
---
up: "[[none]]"
---
[[none]] [t](none.md#h) \`[[none]]\` [[text|none]]
`,
      `
//- a.md
[[new name]] [[new name.md|x]] [[x/new name#h]] ![[new name]] [[./new name.md]] [[other]] [t](x/new%20name.md) [t](<no thing.md>)
//- d/b.md
---
up: "[[new name]]"
---
[[new name]] [t](new%20name.md#h) \`[[none]]\` [[text|none]]
`,
    ));
  test('of Markdown links those to the same path', () =>
    check(
      'b',
      '\n//- a.md\n[x](d/no$0ne.md) [x](none.md) [x](<d/none.md>) [[none]]\n//- d/c.md\n[x](none.md) [x](/d/none)\n',
      '\n//- a.md\n[x](d/b.md) [x](none.md) [x](<d/b.md>) [[b]]\n//- d/c.md\n[x](b.md) [x](/d/none)\n',
    ));
  test('an image keeps its ending', () =>
    check(
      'plot.png',
      '\n//- a.md\n![](m/fi$0g.png) ![[fig.png|300]]\n//- m/b.md\n![](fig.png) ![](other/fig.png)\n',
      '\n//- a.md\n![](m/plot.png) ![[plot.png|300]]\n//- m/b.md\n![](plot.png) ![](other/fig.png)\n',
    ));
  test('an apostrophe, in quotes of the front matter and of HTML', () => {
    check(
      "it's",
      "\n//- a.md\n---\nup: '[[missing]]'\n---\n[[mis$0sing]]\n",
      "\n//- a.md\n---\nup: '[[it%27s]]'\n---\n[[it's]]\n",
    );
    check(
      "it's",
      "\n//- a.md\n<img src='old.png'> ![](o$0ld.png)\n",
      "\n//- a.md\n<img src='it%27s.png'> ![](it's.png)\n",
    );
  });
  test('a space of another kind asks for no <…>', () =>
    check('b c', '\n//- a.md\n[x](no\u3000n$0e.md)\n', '\n//- a.md\n[x](b%20c.md)\n'));
  test('an index without its folder is no name', () =>
    check(
      'start',
      '\n//- a.md\n[[x/ind$0ex]] [[y/index]]\n//- b.md\n[[x/index.md]]\n',
      '\n//- a.md\n[[x/start]] [[y/index]]\n//- b.md\n[[x/start.md]]\n',
    ));
  test('a link of that name that leads somewhere stays', () =>
    check(
      'new',
      '\n//- a.md\n[x](no$0ne.md) [y](d/none.md)\n//- d/none.md\n//- d/b.md\n[[none]] [x](none.md) [x](../none.md)\n',
      '\n//- a.md\n[x](new.md) [y](d/none.md)\n//- d/b.md\n[[none]] [x](none.md) [x](../new.md)\n',
    ));
});

describe('what is refused, and nothing changed', () => {
  const note = '\n//- d/old.md\n# T\n//- d/taken.md\n//- a.md\n[[$0old]]\n';
  for (const name of [
    'a]]b',
    'a|b',
    'a#b',
    '../a',
    'x/y',
    'aux',
    'CON.md',
    'x'.repeat(256),
    'й'.repeat(127),
    'a:b',
    'x.',
    '.x',
    'a\\b',
    'a\nb',
    '..',
  ])
    test(JSON.stringify(name.slice(0, 20)), () => checkRefused(name, note, /cannot be the name of a file/));
  test('empty', () => checkRefused(' ', note, /^The new name is empty/));
  test('taken', () => checkRefused('Taken', note, /^“d\/Taken\.md” exists already/));
  test('taken by a file that differs in case only', () => {
    checkRefused('A', '\n//- A.md\n//- a.md\n//- n.md\n[[./a$0.md]]\n', /^“A\.md” exists already/);
    checkRefused('D', '\n//- D/x.md\n//- d/index.md\n//- d/y.md\n//- n.md\n[[./d$0]]\n', /^“D” exists already/);
  });
  test('a heading that would be something else', () => {
    for (const name of ['x\ny', 'x {#id}', 'x #', '{#x}'])
      checkRefused(name, '\n//- a.md\n# $0H\n', /cannot be the text of this heading/);
  });
  test('blocks', () => {
    checkRefused('a b', '\n//- a.md\nx ^$0id\n', /cannot name a block/);
    checkRefused('two', '\n//- a.md\nx ^$0id\n\ny ^two\n', /exists already/);
  });
  test('tags', () => {
    for (const name of ['a b', '12', 'a//b', '/a', 'a#']) checkRefused(name, '\n//- a.md\n#$0tag\n', /cannot be a tag/);
    for (const name of ['null', '-', 'Null'])
      checkRefused(name, '\n//- b.md\n---\ntags: [tag, other]\n---\n//- a.md\n#$0tag\n', /cannot be a tag/);
    check('null', '\n//- a.md\n#$0tag\n', '\n//- a.md\n#null\n');
    check('true', '\n//- a.md\n---\ntags: [tag]\n---\n#$0tag\n', '\n//- a.md\n---\ntags: [true]\n---\n#true\n');
  });
  test('labels', () => {
    checkRefused('a b', '\n//- a.md\nx[^$0a]\n\n[^a]: x\n', /cannot be a label/);
    checkRefused('b', '\n//- a.md\nx[^$0a] [^b]\n\n[^a]: x\n', /exists already/);
    checkRefused('a|b', '\n//- a.md\n| x |\n|---|\n| [x][$0a] |\n\n[a]: x\n', /cannot be a label/);
    checkRefused('b', '\n//- a.md\n[x][$0a] [b]\n\n[a]: x\n', /exists already/);
    check('a|b', '\n//- a.md\n[x][$0a]\n\n[a]: x\n', '\n//- a.md\n[x][a|b]\n\n[a|b]: x\n');
    checkRefused('a]b', '\n//- a.md\n[x][$0a]\n\n[a]: x\n', /cannot be a label/);
  });
  test('what is wanted', () => {
    for (const name of ['a|b', 'x/y', '.x', 'aux'])
      checkRefused(name, '\n//- a.md\n[[no$0ne]]\n', /cannot be the name of a file/);
  });
  test('names in the front matter', () =>
    checkRefused('a\nb', '\n//- a.md\n---\ntitle: $0T\n---\n', /cannot stand in the front matter/));
  test('the text of a link that would end too early', () =>
    checkRefused('new]', '\n//- a.md\n[[b|o$0ld]]\n', /cannot be the text of a link/));
  test('the text of a link in the front matter', () => {
    const link = (quote: string) => `\n//- a.md\n---\nup: ${quote}[[b|o$0ld]]${quote}\n---\n`;
    for (const [quote, name] of [
      ['"', 'say "hi"'],
      ["'", "it's"],
      ['"', 'a\\nb'],
      ['"', 'x [y] z'],
    ] as const)
      checkRefused(name, link(quote), /cannot be the text of a link/);
    check("it's", link('"'), '\n//- a.md\n---\nup: "[[b|it\'s]]"\n---\n');
    check('say "hi"', link("'"), '\n//- a.md\n---\nup: \'[[b|say "hi"]]\'\n---\n');
  });
  test('the text of a link that would become its target', () => {
    const notes = '\n//- d/taken.md\n//- b.md\n# Long Title\n';
    checkRefused('taken', `${notes}//- a.md\n[[Long Title|o$0ld]]\n`, /is the path of a note, and the link would lead/);
    checkRefused('d/taken', `${notes}//- a.md\n[[none|o$0ld]]\n`, /is the path of a note, and the link would lead/);
    check('taken', `${notes}//- a.md\n[[b|o$0ld]]\n`, '\n//- a.md\n[[b|taken]]\n');
  });
  test('the text of a link', () => checkRefused('x]]y', '\n//- a.md\n[[a|$0b]]\n', /cannot be the text of a link/));
});

test('where nothing has a name', () => {
  for (const literal of [
    '$0prose',
    '[x](none.md:1$02)',
    '[[..$0]]',
    '[[../../o$0ut]]',
    '<https://x$0.org>',
    '`[[a$0]]`',
    '[te$0xt](a.md)',
    '[x](../$0out.md)',
  ]) {
    const of = world(`\n//- a.md\n${literal}\n`);
    assert.equal(rename(of.vault, of.place, 'x', { settings: of.settings, language: 'en' }), undefined, literal);
  }
});
