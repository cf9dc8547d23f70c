// TeX as a picture of its exact size, by MathJax. Large, hence a script of its own that is loaded for the first formula.
// What a note may hold is drawn without links and HTML, and what would take long is refused by counting, not by a clock.
import { MathJaxTexFont } from '@mathjax/mathjax-tex-font/js/svg.js';
import { liteAdaptor } from '@mathjax/src/js/adaptors/liteAdaptor.js';
import { HTMLDocument } from '@mathjax/src/js/handlers/html/HTMLDocument.js';
import TexError from '@mathjax/src/js/input/tex/TexError.js';
import type TexParser from '@mathjax/src/js/input/tex/TexParser.js';
import { TeX } from '@mathjax/src/js/input/tex.js';
import { SVG } from '@mathjax/src/js/output/svg.js';
import '@mathjax/src/js/input/tex/ams/AmsConfiguration.js';
import '@mathjax/src/js/input/tex/amscd/AmsCdConfiguration.js';
import '@mathjax/src/js/input/tex/base/BaseConfiguration.js';
import '@mathjax/src/js/input/tex/boldsymbol/BoldsymbolConfiguration.js';
import '@mathjax/src/js/input/tex/braket/BraketConfiguration.js';
import '@mathjax/src/js/input/tex/cancel/CancelConfiguration.js';
import '@mathjax/src/js/input/tex/centernot/CenternotConfiguration.js';
import '@mathjax/src/js/input/tex/color/ColorConfiguration.js';
import '@mathjax/src/js/input/tex/configmacros/ConfigMacrosConfiguration.js';
import '@mathjax/src/js/input/tex/enclose/EncloseConfiguration.js';
import '@mathjax/src/js/input/tex/extpfeil/ExtpfeilConfiguration.js';
import '@mathjax/src/js/input/tex/gensymb/GensymbConfiguration.js';
import '@mathjax/src/js/input/tex/mathtools/MathtoolsConfiguration.js';
import '@mathjax/src/js/input/tex/newcommand/NewcommandConfiguration.js';
import '@mathjax/src/js/input/tex/textcomp/TextcompConfiguration.js';
import '@mathjax/src/js/input/tex/textmacros/TextMacrosConfiguration.js';
import '@mathjax/src/js/input/tex/unicode/UnicodeConfiguration.js';
import '@mathjax/src/js/input/tex/upgreek/UpgreekConfiguration.js';
import '@mathjax/src/js/input/tex/verb/VerbConfiguration.js';
import { texMacros } from './texMacros.ts';

/** A formula as a picture, or why there is none. */
export type DrawnFormula =
  | { readonly kind: 'picture'; readonly svg: string }
  | {
      readonly kind: 'refused';
      readonly reason: FormulaReason;
      /** The command, environment or mark that the reason is about; may be empty. */
      readonly what: string;
      /** Where in the TeX the trouble is seen, where that is known. */
      readonly at: number | undefined;
    };

export type FormulaReason =
  | 'tooLarge'
  | 'tooDeep'
  | 'unknownCommand'
  | 'unknownEnvironment'
  | 'missingArgument'
  | 'missingEnd'
  | 'missingBrace'
  | 'extraBrace'
  | 'doubleScript'
  | 'misplaced'
  | 'unreadable';

export type DrawFormula = typeof drawFormula;

const most = {
  /** The parts of a formula that MathJax may make. A page of equations has half as many. */
  parts: 4000,
  /** Each level costs MathJax more than the one before; what people write has a few dozen. */
  levels: 150,
};
const mostMacros = 1000;
/** In characters and pixels: what an editor still shows in a hover. */
const largestPicture = 60 * 1024;
const longestSide = 8000;

/** Pixels of an em: letters as high as those of the text around. */
const em = 16;
/** The x-height of the font in ems. */
const exOfEm = 0.442;
/** So wide is a letter that the font does not have, in ems: Cyrillic, mostly. */
const otherLetter = 0.48;
const ink = '#1f1f1f';
const paper = '#ffffff';
const padding = { x: 10, y: 8 };

const packages = [
  'base',
  'ams',
  'amscd',
  'boldsymbol',
  'braket',
  'cancel',
  'centernot',
  'color',
  'configmacros',
  'enclose',
  'extpfeil',
  'gensymb',
  'mathtools',
  'newcommand',
  'textcomp',
  'textmacros',
  'unicode',
  'upgreek',
  'verb',
];

const adaptor = liteAdaptor({ unknownCharWidth: otherLetter });
type Element = ReturnType<typeof adaptor.node>;

/** Draws one formula; never throws. No formula sees what another has defined. */
export function drawFormula(tex: string, display: boolean, limits = most): DrawnFormula {
  let input: TeX<unknown, unknown, unknown> | undefined;
  try {
    input = bounded(limits);
    const output = new SVG({ fontCache: 'local', fontData: MathJaxTexFont, linebreaks: { inline: false } });
    const document = new HTMLDocument(adaptor.parse('', 'text/html'), adaptor, {
      InputJax: input,
      OutputJax: output,
    });
    const container = document.convert(tex, { display, em, ex: em * exOfEm, containerWidth: 40 * em }) as Element;
    const picture = asPicture(adaptor.firstChild(container) as Element);
    if (picture) return { kind: 'picture', svg: picture };
    return { kind: 'refused', reason: 'tooLarge', what: '', at: undefined };
  } catch (error) {
    return refusal(error, tex, input?.parseOptions.parsers ?? []);
  }
}

/** Thrown where counting ends. */
class Bound extends Error {
  readonly reason: 'tooLarge' | 'tooDeep';

  constructor(reason: 'tooLarge' | 'tooDeep') {
    super(reason);
    this.reason = reason;
  }
}

/** An input that gives up on what takes long. */
function bounded({ parts, levels }: typeof most): TeX<unknown, unknown, unknown> {
  const input = new TeX({
    packages,
    macros: texMacros,
    maxMacros: mostMacros,
    formatError: (_: unknown, error: unknown) => {
      throw error;
    },
  });
  let made = 0;
  const count = () => {
    if (++made > parts) throw new Bound('tooLarge');
  };
  const { parseOptions } = input;
  const create = parseOptions.nodeFactory.create.bind(parseOptions.nodeFactory);
  parseOptions.nodeFactory.create = (...given) => {
    count();
    return create(...given);
  };
  const push = parseOptions.pushParser.bind(parseOptions);
  parseOptions.pushParser = (parser) => {
    count();
    // An argument is read within the call that reads what is around it, and calls go only so deep.
    if (parseOptions.parsers.length >= levels) throw new Bound('tooDeep');
    push(parser);
  };
  // Before all other filters, which go down the tree as deep as it is.
  input.postFilters.add((given: unknown) => check((given as { data: { root: Tree } }).data.root, levels), -100);
  return input;
}

interface Tree {
  readonly childNodes: readonly (Tree | null)[];
  readonly attributes?: { unset(name: string): void };
}

/** Goes through all that was read: how deep it is, and that no part of it is a link. */
function check(root: Tree, levels: number): void {
  let level: Tree[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) throw new Bound('tooDeep');
    for (const { attributes } of level) attributes?.unset('href');
    level = level.flatMap(({ childNodes }) => childNodes.filter((child) => child !== null));
  }
}

// ---- the picture

/** MathJax's SVG on a light card, since an editor may be dark; `undefined` where it is too large to be shown. */
function asPicture(svg: Element): string | undefined {
  const box = boxOf(svg);
  const width = box.width + 2 * padding.x;
  const height = box.height + 2 * padding.y;
  // Written so that what is no number is too large as well.
  if (!(Math.max(width, height) < longestSide)) return undefined;
  const ids = new Map<string, string>();
  tidy(svg, ids);
  for (const name of ['xmlns', 'xmlns:xlink', 'role', 'focusable']) delete svg.attributes[name];
  const place = { x: padding.x, y: padding.y, width: rounded(box.width), height: rounded(box.height) };
  Object.assign(svg.attributes, place, { overflow: 'visible' });
  const size = `width="${rounded(width)}" height="${rounded(height)}"`;
  const picture =
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size} color="${ink}">` +
    `<rect width="100%" height="100%" rx="4" fill="${paper}"/>${adaptor.serializeXML(svg)}</svg>`;
  return picture.length > largestPicture ? undefined : picture;
}

/** In pixels. A formula with a number at its side says how wide it must be, and fills what it gets. */
function boxOf({ attributes }: Element): { width: number; height: number } {
  const view = String(attributes.viewBox ?? attributes['data-mjx-viewBox'] ?? '').split(' ');
  const [, , width, height] = view.map((units) => (Number(units) / 1000) * em);
  return { width: width ?? Number.NaN, height: height ?? Number.NaN };
}

function rounded(pixels: number): number {
  return Math.ceil(pixels * 100) / 100;
}

/** What paints with a colour and with nothing that is elsewhere. */
const colour = /^(?:#[\da-f]{3,8}|[a-z]+|rgba?\([\d.,%\s]+\))$/i;

/** What MathJax draws with; it can do more, and a note may ask for it: images, links, HTML. */
const elements = new Set('svg g defs path use rect line ellipse polygon text #text'.split(' '));
const attributesKept = new Set(
  (
    'id d points transform x y x1 y1 x2 y2 cx cy rx ry width height viewBox preserveAspectRatio overflow xlink:href ' +
    'fill stroke stroke-width stroke-linecap font-size font-family font-style font-weight'
  ).split(' '),
);

/** Leaves what a picture is made of, and shortens the ids: they and what MathJax says of its elements are most of it. */
function tidy(element: Element, ids: Map<string, string>): void {
  const { attributes } = element;
  const short = (id: string) => {
    const known = ids.get(id) ?? `g${ids.size}`;
    ids.set(id, known);
    return known;
  };
  for (const [name, given] of Object.entries(attributes)) {
    const value = String(given);
    if (!attributesKept.has(name)) delete attributes[name];
    else if ((name === 'fill' || name === 'stroke') && !colour.test(value)) delete attributes[name];
    else if (name === 'id') attributes[name] = short(value);
    else if (name !== 'xlink:href') continue;
    else if (value.startsWith('#')) attributes[name] = `#${short(value.slice(1))}`;
    else delete attributes[name];
  }
  if (element.kind === 'text') setWidth(element);
  element.children = element.children.filter(({ kind }) => elements.has(kind));
  for (const child of element.children) if ('children' in child) tidy(child, ids);
}

/** Letters of another font are as wide as MathJax took them for. */
function setWidth(text: Element): void {
  const letters = [...adaptor.textContent(text)];
  // Of these MathJax knows more.
  if (letters.some((letter) => letter >= '\u1100')) return;
  text.attributes.textLength = Math.round(letters.length * otherLetter * 1000);
  text.attributes.lengthAdjust = 'spacingAndGlyphs';
}

// ---- why there is none

const reasons: Readonly<Record<string, FormulaReason>> = {
  UndefinedControlSequence: 'unknownCommand',
  UnknownEnv: 'unknownEnvironment',
  MissingArgFor: 'missingArgument',
  MissingOrUnrecognizedDelim: 'missingArgument',
  MissingDimOrUnits: 'missingArgument',
  MissingCloseBracket: 'missingArgument',
  RunawayArgument: 'missingArgument',
  TokenNotFoundForCommand: 'missingArgument',
  EnvMissingEnd: 'missingEnd',
  EnvBadEnd: 'missingEnd',
  ExtraLeftMissingRight: 'missingEnd',
  MissingCloseBrace: 'missingBrace',
  ExtraOpenMissingClose: 'missingBrace',
  ExtraCloseMissingOpen: 'extraBrace',
  ExtraCloseLooking: 'extraBrace',
  DoubleExponent: 'doubleScript',
  DoubleExponentPrime: 'doubleScript',
  DoubleSubscripts: 'doubleScript',
  Misplaced: 'misplaced',
  MissingLeftExtraRight: 'misplaced',
  ExtraAlignTab: 'misplaced',
  MaxMacroSub1: 'tooLarge',
  MaxMacroSub2: 'tooLarge',
  MaxTemplateSubs: 'tooLarge',
  MaxBufferSize: 'tooLarge',
  MaxColumns: 'tooLarge',
};

function refusal(error: unknown, tex: string, parsers: readonly TexParser[]): DrawnFormula {
  if (error instanceof TexError) {
    const reason = reasons[error.id] ?? 'unreadable';
    const what = complaint(error, reason);
    return { kind: 'refused', reason, what, at: reason === 'tooLarge' ? undefined : placeOf(tex, what, parsers) };
  }
  const reason = error instanceof Bound ? error.reason : 'unreadable';
  return { kind: 'refused', reason, what: '', at: undefined };
}

/** What MathJax names in its sentence. */
function complaint({ id, message }: TexError, reason: FormulaReason): string {
  if (reason === 'unknownEnvironment') return /'(.*)'/.exec(message)?.[1] ?? '';
  if (id === 'MissingLeftExtraRight') return '\\right';
  return /\\(?:begin|end)\{[^}]*\}|\\[a-z]+\*?|\\\S|&/i.exec(message)?.[0].replace('\\end{', '\\begin{') ?? '';
}

/**
 * Where the outermost parser stood, or the command before that it complains of. Macros change its string, but what
 * follows the place is what follows it in the note.
 */
function placeOf(tex: string, what: string, parsers: readonly TexParser[]): number | undefined {
  const outer = parsers.at(-1);
  const rest = outer?.string.slice(outer.i);
  if (rest === undefined || !tex.endsWith(rest)) return undefined;
  const stood = tex.length - rest.length;
  const named = what === '' ? -1 : tex.slice(0, stood).lastIndexOf(what);
  return named < 0 ? stood : named;
}
