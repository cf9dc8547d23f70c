// Notes written by an attacker: the rows of the table of hostile inputs that concern links, paths, names and front
// matter. Several runners read them: this process, a real browser, the hover, the export.

export interface Input {
  /** The row of the table. */
  readonly row: number;
  readonly name: string;
  /** The text of the note. */
  readonly text: string;
  /** What the server says about it: `code “marked text”`. Absent: nothing. */
  readonly problems?: readonly string[];
}

export const inputs: readonly Input[] = [
  { row: 2, name: 'image with a handler', text: '<img src=x onerror=alert(1)>\n', problems: ['missing-image “x”'] },
  {
    row: 16,
    name: 'elements that take the names of the page',
    text: '<a id=body name=cookie>x</a> <img name=getElementById>\n',
  },
  {
    row: 16,
    name: 'headings that objects have as names',
    text: '# __proto__\n\n# constructor\n\n# toString\n\n[[#__proto__]] [[#constructor]] [[#toString]] [[#hasOwnProperty]] [[__proto__]] [[constructor]]\n',
    problems: ['missing-heading “hasOwnProperty”', 'missing-note “constructor”'],
  },
  {
    row: 17,
    name: 'elements that are not closed',
    text: '<div><b><!--\n\n[[gone]]\n',
    problems: ['missing-note “gone”'],
  },
  {
    row: 21,
    name: 'javascript',
    text: '[a](javascript:alert(1)) [[javascript:alert(1)]]\n',
    problems: ['missing-note “javascript:alert(1)”'],
  },
  { row: 21, name: 'javascript in mixed case', text: '[a](JaVaScRiPt:alert(1)) <JAVASCRIPT:alert(1)>\n' },
  {
    row: 21,
    name: 'javascript in entities',
    text: '[a](&#x6A;avascript:alert(1)) [b](jAvA&#9;script:alert(1)) [c](&#1;javascript:alert(1))\n',
    problems: ['missing-file “jAvA&#9;script:alert(1)”', 'missing-file “&#1;javascript:alert(1)”'],
  },
  {
    row: 22,
    name: 'vbscript and data',
    text: '[a](vbscript:x) ![](data:text/html,x) ![](data:image/svg+xml,x) [[data:text/html,x]]\n',
  },
  {
    row: 23,
    name: 'a command',
    text: '[a](command:workbench.action.terminal.new) [[command:workbench.action.terminal.new]]\n',
    problems: ['missing-note “command:workbench.action.terminal.new”'],
  },
  {
    row: 24,
    name: 'schemes of other programs',
    text: '[a](vscode://x/y) [b](vscode-insiders://x) [c](ms-msdt:/id) [d](search-ms:query) [[vscode://x/y]] [[ms-msdt://x]]\n',
  },
  {
    row: 25,
    name: 'files of the machine',
    text: '[a](file:///etc/passwd) [b](file:////srv/share) <img src=file:///etc/passwd> [[file:///etc/passwd]] [[file:////srv/share]]\n',
  },
  {
    row: 25,
    name: 'refused addresses in every form',
    text: '[r] ![r] <file:///etc/passwd> <data:text/html,<b>> [**b**](file:///x "t") ![a](file:///x) - [x](javascript:1)\n\n[r]: vbscript:x\n',
  },
  {
    row: 26,
    name: 'shares of the network',
    text: '![](//evil.host/x.png) ![](\\\\\\\\evil\\\\share\\\\x.png) [[//evil.host/x]] [[\\\\evil\\share\\x]] ![[//evil.host/x.png]]\n',
    problems: [
      'outside-workspace “//evil.host/x.png”',
      'outside-workspace “\\\\\\\\evil\\\\share\\\\x.png”',
      'outside-workspace “//evil.host/x”',
      'outside-workspace “\\\\evil\\share\\x”',
      'outside-workspace “//evil.host/x.png”',
    ],
  },
  {
    row: 27,
    name: 'an address with a command line',
    text: '[a](mailto:a@b%26%20calc.exe) [[mailto:a@b%26%20calc.exe]]\n',
  },
  {
    row: 29,
    name: 'a picture that tells who reads',
    text: '![](https://evil.example/track.png) ![[https://evil.example/track.png]]\n',
  },
  {
    row: 31,
    name: 'percent signs that are no encoding',
    text: '[a](%C3) [b](\uD800) [[%C3]] [[%]] [[%zz]] ![](%E0%A4%A)\n',
    problems: [
      'missing-file “%C3”',
      'missing-file “\uFFFD”',
      'missing-note “%C3”',
      'missing-note “%”',
      'missing-note “%zz”',
      'missing-image “%E0%A4%A”',
    ],
  },
  {
    row: 32,
    name: 'a host that reads backwards',
    text: '[a](https://exam\u202Eple.org) [[https://exa\u200Bmple.org]] [[a\u202Eb]]\n',
    problems: ['missing-note “a\u202Eb”'],
  },
  {
    row: 33,
    name: 'paths out of the folder',
    text: '[[../../../etc/passwd]] ![[../../secret]] [[/abs]] [[C:\\Windows\\win.ini]] [a](../../../etc/passwd) ![](/etc/passwd)\n',
    problems: [
      'outside-workspace “../../../etc/passwd”',
      'outside-workspace “../../secret”',
      'missing-note “/abs”',
      'outside-workspace “C:\\Windows\\win.ini”',
      'outside-workspace “../../../etc/passwd”',
      'missing-image “/etc/passwd”',
    ],
  },
  {
    row: 34,
    name: 'encoded paths out of the folder',
    text: '[[%2e%2e/%2e%2e/x]] [[a%2F..%2F..%2F..%2Fb]] [[..\\..\\x]] [a](%2e%2e/%2e%2e/x) [b](..%5C..%5Cx)\n',
    problems: [
      'outside-workspace “%2e%2e/%2e%2e/x”',
      'outside-workspace “a%2F..%2F..%2F..%2Fb”',
      'outside-workspace “..\\..\\x”',
      'outside-workspace “%2e%2e/%2e%2e/x”',
      'outside-workspace “..%5C..%5Cx”',
    ],
  },
  {
    row: 34,
    name: 'twice encoded',
    text: '[[%252e%252e/%252e%252e/x]] [a](%252e%252e/%252e%252e/x)\n',
    problems: ['missing-note “%252e%252e/%252e%252e/x”', 'missing-file “%252e%252e/%252e%252e/x”'],
  },
  {
    row: 34,
    name: 'a path with NUL',
    text: '[a](../x%00.md) [[x%00y]] [[../%00/../../x]]\n',
    problems: ['missing-file “../x%00.md”', 'missing-note “x%00y”', 'outside-workspace “../%00/../../x”'],
  },
  {
    row: 35,
    name: 'a folder whose name begins like ours',
    text: '[[../vault-secret/x]] [a](../vault-secret/x.md) [[../../vault-secret/x]]\n',
    problems: [
      'missing-note “../vault-secret/x”',
      'missing-file “../vault-secret/x.md”',
      'outside-workspace “../../vault-secret/x”',
    ],
  },
  {
    row: 39,
    name: 'notes that must not be created',
    text: '[[../../.ssh/authorized_keys]] [[CON]] [[aux.md]] [[x.]] [[a?b]] [[nul/x]] [[LONG]]\n'.replace(
      'LONG',
      'n'.repeat(300),
    ),
    problems: [
      'outside-workspace “../../.ssh/authorized_keys”',
      'missing-note “CON”',
      'missing-note “aux.md”',
      'missing-note “x.”',
      'missing-note “a?b”',
      'missing-note “nul/x”',
      'missing-note “nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…',
    ],
  },
  {
    row: 41,
    name: 'marks in aliases and headings',
    text: '# <img src=q onerror=alert(1)> $(sync~spin) ${1:x}\n\n[[no|<img src=q onerror=alert(1)>]] [[no|`](command:x)]] [[no|$(sync~spin)]] [[no|${1:x}]]\n',
    problems: ['missing-image “q”'],
  },
  {
    row: 41,
    name: 'marks in targets',
    text: '[[<img src=q onerror=alert(1)>]] [[$(sync~spin)]] [[${1:x}]] ![["><script>alert(1)</script>]]\n',
  },
  {
    row: 42,
    name: 'links to a file whose name is markup',
    text: '[[\\"><img src=x onerror=1>]] [a](<%22><img src=x onerror=1>.md>)\n',
    problems: ['missing-image “x”', 'missing-image “x”'],
  },
  { row: 43, name: 'embeds itself', text: '![[43 embeds itself]]\n\n# h\n\n![[#h]]\n' },
  {
    row: 46,
    name: 'front matter in JavaScript',
    text: '---js\nprocess.exit(1)\n---\n[[gone]]\n',
    problems: ['missing-note “gone”'],
  },
  {
    row: 47,
    name: 'aliases of aliases',
    text: `---\na0: &a0 [x]\n${Array.from({ length: 12 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(12)}]`).join('\n')}\ntitle: *a12\n---\n[[gone]]\n`,
    problems: ['missing-note “gone”', 'front-matter “a0: &a0 [x]”'],
  },
  {
    row: 47,
    name: 'nested ten thousand deep',
    text: `---\ntitle: ${'['.repeat(10_000)}\n---\n[[gone]]\n`,
    problems: ['missing-note “gone”', 'front-matter “title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…'],
  },
  {
    row: 47,
    name: 'a function',
    text: '---\ntitle: !!js/function "function () { process.exit(1) }"\n---\n[[gone]]\n',
    problems: ['missing-note “gone”'],
  },
  {
    row: 47,
    name: 'keys that repeat',
    text: '---\ntitle: a\ntitle: b\n---\n[[gone]]\n',
    problems: ['missing-note “gone”', 'front-matter “title: b”'],
  },
  {
    row: 47,
    name: 'tabs',
    text: '---\na:\n\tb: c\n---\n[[gone]]\n',
    problems: ['missing-note “gone”', 'front-matter “\tb: c”'],
  },
  { row: 47, name: 'not closed', text: '---\ntitle: x\n\n[[gone]]\n', problems: ['missing-note “gone”'] },
  {
    row: 48,
    name: 'front matter that reaches for the prototype',
    text: '---\n__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\n---\n[[gone]]\n',
    problems: ['missing-note “gone”'],
  },
];

/** Names of files, and titles and aliases of notes, that are markup. */
export const names: readonly string[] = [
  '<img src=q onerror=alert(1)>',
  '"><img src=x onerror=1>',
  '`](command:x)',
  '](command:x)',
  '[x](command:x)',
  '![](https:evil)',
  '$(sync~spin)',
  '${1:x}',
  '$1',
  '__proto__',
  'a]]b',
  'a|b',
  'a#b',
  'a^b',
  '%2e%2e%2fx',
  '&lt;b&gt;',
  'exam\u202Eple',
];

/** Texts that grow with `n` and must not take more than in proportion (row 55): cmark's, and those of wiki-links. */
export const growing: Readonly<Record<string, (n: number) => string>> = {
  'nested strong emphasis': (n) => `${'*a **a '.repeat(n)}b${' a** a*'.repeat(n)}`,
  'many emphasis closers with no openers': (n) => 'a_ '.repeat(n),
  'many emphasis openers with no closers': (n) => '_a '.repeat(n),
  'many link closers with no openers': (n) => 'a]'.repeat(n),
  'many link openers with no closers': (n) => '[a'.repeat(n),
  'mismatched openers and closers': (n) => '*a_ '.repeat(n),
  'link openers and emphasis closers': (n) => '[ a_'.repeat(n),
  'pattern [ (](': (n) => '[ (]('.repeat(n),
  'pattern ![[]()': (n) => '![[]()'.repeat(n),
  'hard link and emphasis': (n) => `**x [a*b**c*](d)${'*x '.repeat(n)}`,
  'nested brackets': (n) => `${'['.repeat(n)}a${']'.repeat(n)}`,
  'nested block quotes': (n) => `${'> '.repeat(n)}a`,
  'deeply nested lists': (n) =>
    Array.from({ length: Math.floor(Math.sqrt(n)) }, (_, at) => `${'  '.repeat(at)}* a\n`).join(''),
  'NUL in input': (n) => 'abc\u0000de\u0000'.repeat(n),
  'runs of backticks': (n) =>
    Array.from({ length: Math.floor(Math.sqrt(n * 4)) }, (_, at) => `e${'`'.repeat(at)}`).join(''),
  'unclosed links': (n) => '[a](<b'.repeat(n),
  'unclosed links without brackets': (n) => '[a](b'.repeat(n),
  'unclosed comments': (n) => `</${'<!--'.repeat(n)}`,
  'empty lines in deeply nested lists': (n) => `${'- '.repeat(Math.min(n, 200))}x${'\n'.repeat(n)}`,
  'reference definitions with long labels': (n) =>
    `${Array.from({ length: Math.floor(n / 50) }, (_, at) => `[r${at}]: /u\n`).join('')}${'[x] '.repeat(n)}`,
  'declarations that are not closed': (n) => '<!A '.repeat(n),
  'instructions that are not closed': (n) => '<?'.repeat(n),
  'CDATA that is not closed': (n) => '<![CDATA['.repeat(n),
  'entities that are none': (n) => '&'.repeat(n),
  'table rows': (n) => `| a | b |\n| - | - |\n${'| [[a\\|b]] | c |\n'.repeat(Math.floor(n / 5))}`,
  '[[': (n) => '[['.repeat(n),
  '![[': (n) => '![['.repeat(n),
  '[[a|': (n) => '[[a|'.repeat(n),
  '[[ and a long text': (n) => `[[${'x'.repeat(n * 20)}`,
  '[[ and a long text ]]': (n) => `[[${'x'.repeat(n * 20)}]]`,
  '|': (n) => '|'.repeat(n * 2),
  'one run of backticks': (n) => '`'.repeat(n),
  'backticks one by one': (n) => '` '.repeat(n),
  'closed links': (n) => '[[a]] '.repeat(n),
  'links with brackets inside': (n) => '[[a[b]] '.repeat(n),
  dollars: (n) => '$a '.repeat(n),
  'dollars and links': (n) => '$[[a]] '.repeat(n),
  'percent signs': (n) => '%% '.repeat(n),
  carets: (n) => '^a '.repeat(n),
  tags: (n) => '#a#'.repeat(n),
  footnotes: (n) => '[^a]'.repeat(n),
  comments: (n) => '<!-- TODO: Broken link --> '.repeat(n),
  headings: (n) => '# a\n'.repeat(Math.floor(n / 4)),
  'lines of one character': (n) => 'a\n'.repeat(n),
  'fences that are not closed': (n) => '```\n'.repeat(n | 1),
  'footnote definitions': (n) => '[^a]: b\n'.repeat(Math.floor(n / 4)),
  'footnotes with their definitions': (n) =>
    Array.from({ length: n }, (_, at) => `a[^${at}]\n\n[^${at}]: t\n\n`).join(''),
  'an address with brackets': (n) => `https://a.b/${')'.repeat(n * 8)}`,
  'an address with dots': (n) => `https://a.b/${'.'.repeat(n * 8)}x`,
  'fences of BibTeX that are not closed': (n) => '```bib\nx '.repeat(n),
  'entries of BibTeX that are not closed': (n) => '@misc{a '.repeat(n),
  'spaces between words': (n) => `words${' '.repeat(n * 8)}b`,
  'lists and quotes in one another': (n) =>
    `${'- > '.repeat(Math.min(n, 500))}a\n\n${'  > b\n'.repeat(Math.floor(n / 8))}`,
  'an entry of BibTeX of spaces': (n) => `@misc{\na = b${' '.repeat(n * 8)}x\n}`,
  'a long run of backticks': (n) => '`'.repeat(n * 8),
  'authors without names': (n) => `Authors${' '.repeat(n)}`,
  'front matter that is not closed': (n) => `---\n${'a: b\n'.repeat(n)}`,
  'front matter of brackets': (n) => `---\na: ${'['.repeat(n)}\n---\n`,
  'front matter with links': (n) => `---\na: ["${'[['.repeat(n)}"]\n---\n`,
  'captions of formulas in a row': (n) => '![$x$](b.png) '.repeat(n),
  backslashes: (n) => '\\'.repeat(n),
  'escaped brackets': (n) => '\\[[a]] '.repeat(n),
};
