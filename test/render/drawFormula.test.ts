// Formulas as pictures: their size, what is safe in them, and that nothing takes long or throws.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import katex from 'katex';
import { drawFormula } from '../../server/render/drawFormula.ts';
import { texMacros } from '../../server/render/texMacros.ts';

function picture(tex: string, display = true): { svg: string; width: number; height: number } {
  const found = drawFormula(tex, display);
  assert.ok(found.kind === 'picture', `${tex}: ${JSON.stringify(found)}`);
  const size = /^<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(found.svg);
  assert.ok(size, found.svg.slice(0, 200));
  return { svg: found.svg, width: Number(size[1]), height: Number(size[2]) };
}

/** Why there is no picture, with the place marked in the TeX. */
function refused(tex: string): string {
  const found = drawFormula(tex, true);
  assert.ok(found.kind === 'refused', tex);
  const { reason, what, at } = found;
  return [reason, what, at === undefined ? '' : `${tex.slice(0, at)}|${tex.slice(at)}`].filter(Boolean).join('  ');
}

describe('the picture', () => {
  test('a letter is as high as one of the text around it', () => {
    const { width, height } = picture('x');
    // The card around it has 20 by 16 pixels.
    assert.ok(width > 27 && width < 32, `${width} wide`);
    assert.ok(height > 22 && height < 28, `${height} high`);
  });
  test('grows with its formula', () => {
    assert.ok(picture('x+y+z').width > picture('x').width + 30);
    assert.ok(picture('\\sum_{i=1}^n i').height > picture('\\sum_{i=1}^n i', false).height + 10);
  });
  test('dark ink on a light card, and nothing that says what it is made of', () => {
    const { svg } = picture('\\frac{x}{2}');
    assert.match(svg, /color="#1f1f1f"><rect [^>]*fill="#ffffff"/);
    assert.doesNotMatch(svg, /data-|class=|style=|MJX/);
  });
  test('a number at its side has its place', () => {
    const { width, svg } = picture('x = y \\tag{1}');
    assert.ok(width > picture('x = y').width + 30 && width < 200, `${width} wide`);
    assert.doesNotMatch(svg, /<svg [^>]*width="100%"/);
  });
  test('Cyrillic is as wide as its place', () => {
    const { svg, width } = picture('\\text{если } x');
    assert.match(svg, /<text [^>]*textLength="1920" [^>]*>если<\/text>/);
    assert.ok(width > 55 && width < 75, `${width} wide`);
  });
  test('is well-formed whatever the letters are', () => {
    assert.match(picture('\\unicode{x43c}\\text{я\u0432<\\&\u0451}').svg, />яв</);
    assert.doesNotMatch(picture('\\text{я<script>}').svg, /<script/);
  });
});

describe('common TeX', () => {
  const formulas = [
    '\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}',
    '\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}',
    '\\left(\\frac{\\sqrt{a}}{\\sum_{i=1}^{n} x_i}\\right)^2',
    '\\mathbb{R} \\mathcal{L} \\mathfrak{g} \\mathscr{F} \\operatorname{softmax} \\bm{v}',
    '\\DeclareMathOperator{\\softmax}{softmax} \\softmax x',
    '\\overbrace{a}^{n} \\underbrace{b}_{m} \\xrightarrow[a]{b} \\boxed{x} \\cancel{y}',
    '\\begin{array}{c|c} 1 & 2 \\\\ \\hline 3 & 4 \\end{array}',
    '\\newcommand{\\half}[1]{\\frac{#1}{2}} \\half{x}',
    '\\color{red} x \\textcolor{#00f}{y}',
    'e^{i\\pi} + 1 = 0 \\quad \\forall \\varepsilon > 0',
    'x ∈ ℝ, α ≤ β',
  ];
  for (const tex of formulas) test(tex, () => assert.ok(picture(tex).width > 30));

  test('each command of ours is one of the preview too, and can be drawn', () => {
    const forms = Object.keys(texMacros).map((name) => {
      const known = [' x', '', '{x}{y}', '\\foo{x}', '{\\foo}{x}', '{1em}{x}'].map((rest) => `\\${name}${rest}`);
      const form = [...known, ...known.map((each) => `\\text{${each}}`)].find(isInPreview);
      assert.ok(form, `the preview knows \\${name}`);
      return form;
    });
    // Many at once, as each drawing begins with a new MathJax.
    for (let at = 0; at < forms.length; at += 24) {
      const some = forms.slice(at, at + 24);
      if (drawFormula(`{${some.join('}{')}}`, true).kind === 'picture') continue;
      for (const form of some) picture(form);
    }
  });
  function isInPreview(tex: string): boolean {
    try {
      katex.renderToString(tex, { displayMode: true, strict: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }
});

test('no formula sees what another has defined', () => {
  picture('\\def\\mine{x} \\mine');
  assert.equal(refused('\\mine'), 'unknownCommand  \\mine  |\\mine');
  picture('\\def\\frac{x} \\frac');
  assert.ok(picture('\\frac{1}{2}').height > picture('x').height + 5);
});

test('what is wrong, and where', () => {
  const cases = [
    ['x + \\foo{y}', 'unknownCommand  \\foo  x + |\\foo{y}'],
    ['\\frac{1}{\\foo} + z', 'unknownCommand  \\foo  \\frac{1}{|\\foo} + z'],
    ['\\begin{foo} x \\end{foo}', 'unknownEnvironment  foo  \\begin{|foo} x \\end{foo}'],
    ['\\frac{1}{2} + \\frac', 'missingArgument  \\frac  \\frac{1}{2} + |\\frac'],
    ['\\begin{aligned} x', 'missingEnd  \\begin{aligned}  |\\begin{aligned} x'],
    ['\\begin{aligned} x \\end{cases}', 'missingEnd  \\begin{aligned}  |\\begin{aligned} x \\end{cases}'],
    ['y + \\left( x', 'missingEnd  \\left  y + |\\left( x'],
    ['x \\right)', 'misplaced  \\right  x |\\right)'],
    ['a & b', 'misplaced  &  a |& b'],
    ['\\frac{1}{', 'missingBrace  \\frac{1}{|'],
    ['a} b', 'extraBrace  a}| b'],
    ['x^a^b', 'doubleScript  x^a^|b'],
    ['x #', 'unreadable  x #|'],
  ] as const;
  for (const [tex, expected] of cases) assert.equal(refused(tex), expected);
});

describe('what a hostile note may not do', () => {
  const unknown = [
    '\\href{javascript:alert(1)}{x}',
    '\\url{https://evil.example}',
    '\\class{a}{x}',
    '\\cssId{a}{x}',
    '\\style{background:url(https://evil.example)}{x}',
    '\\includegraphics{https://evil.example/x.png}',
    '\\require{html} x',
    '\\data{a=b}{x}',
  ];
  for (const tex of unknown) test(tex, () => assert.match(refused(tex), /^unknownCommand/));

  test('nothing in a picture is loaded or run', () => {
    for (const tex of [
      '\\mathtip{x}{y}',
      '\\toggle{x}{y}\\endtoggle',
      '\\unicode[url(https://evil.example)]{x41}',
      '\\text{<image href="https://evil.example/"/> я}',
      '\\color{url(https://evil.example/)} x',
      '\\colorbox{"><script>}{x}',
      '\\mmlToken{mi}[href="https://evil.example"]{x}',
      '\\mmlToken{mi}[style="background:url(https://evil.example)"]{x}',
      '\\mmlToken{mi}[onclick="alert(1)"]{x}',
      '\\mmlToken{mi}[class="evil" id="evil"]{x}',
      '\\mmlToken{mglyph}[src="https://evil.example/t.png"]{x}',
      '\\mathord{\\mmlToken{mglyph}[src="file:///evil"]{}}',
      '\\enclose{circle}[mathcolor="url(https://evil.example)"]{x}',
    ]) {
      const found = drawFormula(tex, true);
      if (found.kind === 'refused') continue;
      assert.doesNotMatch(
        found.svg,
        /<(?:script|image|a|foreignObject)\b|\b(?:on\w+|class|style)=|(?<!xlink:)href=/,
        tex,
      );
      // Only glyphs of the picture itself are referred to.
      assert.doesNotMatch(found.svg, /xlink:href="(?!#g\d)/, tex);
      assert.doesNotMatch(found.svg, /="[^"]*evil/, tex);
    }
  });

  const times = (text: string, count: number) => text.repeat(count);
  const nested = (open: string, close = '}') => {
    const count = Math.floor(1000 / (open.length + close.length));
    return `${times(open, count)}x${times(close, count)}`;
  };
  const heavy: Record<string, string> = {
    'a macro without end': '\\def\\a{\\a}\\a',
    'a macro that grows': '\\def\\a{x\\a}\\a',
    'a macro that doubles': '\\def\\a{\\a\\a}\\a',
    'an argument that doubles': '\\def\\a#1{\\a{#1#1}}\\a{x}',
    'ten to the fifth':
      '\\def\\a{xxxxxxxxxx}\\def\\b{\\a\\a\\a\\a\\a\\a\\a\\a\\a\\a}\\def\\c{\\b\\b\\b\\b\\b\\b\\b\\b\\b\\b}\\def\\d{\\c\\c\\c\\c\\c\\c\\c\\c\\c\\c}\\d\\d\\d\\d',
    'parsers in parsers': '\\def\\a{\\mathrm{\\a\\a}}\\a',
    'two to the twentieth': `\\def\\A{x}${[...'BCDEFGHIJKLMNOPQRSTU'].map((name, at) => `\\def\\${name}{\\mathrm{\\${String.fromCharCode(65 + at)}}\\mathrm{\\${String.fromCharCode(65 + at)}}}`).join('')}\\U`,
    'an environment in itself': '\\newenvironment{a}{\\begin{a}\\begin{a}}{}\\begin{a}',
    columns: '\\begin{array}{*{1000000}{c}}x\\end{array}',
    fractions: nested('\\frac{1}{'),
    braces: nested('{'),
    sizes: times('\\Huge ', 160),
    colours: times('\\color{red}', 90),
    boxes: nested('\\colorbox{red}{'),
    fences: nested('\\left(', '\\right)'),
    roots: nested('\\sqrt{'),
    powers: nested('x^{'),
    cases: nested('\\begin{cases}', '\\end{cases}'),
    texts: nested('\\text{$', '$}'),
    accents: nested('\\widehat{'),
    phantoms: nested('\\phantom{'),
    rows: `\\begin{aligned}${times('x&=y\\\\', 160)}\\end{aligned}`,
    cells: `\\begin{array}{c}${times('&', 1000)}\\end{array}`,
    'a long line': times('x+', 500),
    primes: `x${times("'", 1000)}`,
    'a wide space': 'x\\kern{99999999999em}y',
    'a large rule': '\\rule{1000000em}{100000em}',
    'nothing but marks': times('^', 1000),
    'nothing but slashes': times('\\', 1000),
    'nothing but braces': times('{', 1000),
  };
  test('nest deeper than calls go', () => {
    for (const open of ['{', '\\frac{1}{', '\\mathrm{', '\\text{$', '\\sqrt{'])
      assert.equal(refused(`${times(open, 300)}x${times(open.endsWith('$') ? '$}' : '}', 300)}`), 'tooDeep', open);
  });
  for (const [name, tex] of Object.entries(heavy)) {
    test(name, () => {
      assert.ok(tex.length <= 1050, `${tex.length}`);
      const start = performance.now();
      // A quarter of what is allowed, in length and in limits: all of it would take up to half a second each.
      drawFormula(tex, true, { parts: 1000, levels: 40 });
      // Each takes a few hundredths of a second; the rest is for a busy machine.
      assert.ok(performance.now() - start < 1000, `${performance.now() - start} ms`);
    });
  }
});
