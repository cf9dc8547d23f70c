// One word written in other letters: as it sounds in Russian and in Latin letters, and as the other keyboard layout types it.
import { foldLoosely } from './fold.ts';

/** The keys of the Russian layout, each before the one of the American layout in its place. */
const russianKeys = 'ё`йqцwуeкrеtнyгuшiщoзpх[ъ]фaыsвdаfпgрhоjлkдlж;э\'яzчxсcмvиbтnьmб,ю.Ё~Х{Ъ}Ж:Э"Б<Ю>';
const toLatinKey = new Map<string, string>();
const toRussianKey = new Map<string, string>();
for (let index = 0; index < russianKeys.length; index += 2) {
  toLatinKey.set(russianKeys[index]!, russianKeys[index + 1]!);
  toRussianKey.set(russianKeys[index + 1]!, russianKeys[index]!.toLowerCase());
}
const russianLetters = 'абвгдежзийклмнопрстуфхцчшщъыьэюя';
const latinLetters = 'a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya'.split(' ');

export function hasRussian(text: string): boolean {
  return /[а-яё]/i.test(text);
}

/** True for two words of which one has Russian letters, or letters with marks, and the other has none. */
export function areOtherLetters(one: string, other: string): boolean {
  return hasRussian(one) !== hasRussian(other) || isAscii(one) !== isAscii(other);
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}

/** Folded text as it is pronounced, in Latin letters. */
export function latinOf(text: string): string {
  return hasRussian(text)
    ? foldLoosely(text).replace(/[а-я]/g, (letter) => latinLetters[russianLetters.indexOf(letter)]!)
    : text;
}

/** What the same keys write on the other keyboard layout; `undefined` where letters of both are mixed. */
export function otherLayout(text: string): string | undefined {
  const russian = hasRussian(text);
  if (russian && /[a-z]/i.test(text)) return undefined;
  const folded = text.toLowerCase();
  return folded.replace(/[^\s\d_-]/g, (key) => (russian ? toLatinKey : toRussianKey).get(key) ?? key);
}

/** What several letters of Latin writing stand for; each sound has one letter, and capitals are sounds of more than one. */
const sounds: Readonly<Record<string, string>> = {
  shch: 'W',
  tsch: '4',
  tch: '4',
  sch: 'W',
  skh: 'W',
  shh: 'W',
  sh: 'W',
  ch: '4',
  zh: 'J',
  kh: 'h',
  ts: 'C',
  tz: 'C',
  cz: 'C',
  ck: 'k',
  ph: 'f',
  th: 't',
  qu: 'kv',
  q: 'k',
  w: 'v',
  x: 'ks',
  y: 'i',
  j: 'i',
};
const groups = /shch|tsch|tch|sch|skh|shh|sh|ch|zh|kh|ts|tz|cz|ck|ph|th|qu|c(?=[eiy])|[cqwxyj]/g;
/** The marks of ISO 9 and of scientific transliteration, in the digraphs of the others. */
const marked: Readonly<Record<string, string>> = {
  š: 'sh',
  č: 'ch',
  ž: 'zh',
  ŝ: 'sch',
  ć: 'ch',
  è: 'e',
  ë: 'yo',
  û: 'yu',
  â: 'ya',
};

/**
 * How a folded word sounds, in one spelling for all the ways Russian is written in Latin letters and for Russian itself:
 * `vizual`, `визуал`; `embeding`, `эмбеддинг`. Doubled letters count once.
 * @param scientific `c` is `ц`, `x` is `х`, `yo` and `ye` are `ё` and `е`: as GOST, ISO 9, BGN and chats write them;
 * else as in English words
 */
export function soundOf(word: string, scientific = false): string {
  let latin = latinOf(word);
  if (/[^\x00-\x7f]/.test(latin)) {
    latin = latin.replace(/[^\x00-\x7f]/g, (letter) => marked[letter] ?? letter.normalize('NFD')[0]!);
  }
  latin = latin.replace(/['`ʹʺ’]/g, '');
  if (scientific)
    latin = latin
      .replace(/[yj]([oe])/g, 'e')
      .replace(/x/g, 'h')
      .replace(/c(?!h)/g, 'ts');
  return latin.replace(groups, (group) => sounds[group] ?? (group === 'c' ? 'k' : group)).replace(/(.)\1(?!\1)/g, '$1');
}

/**
 * How the words of another language may sound that `word` is the Russian writing of, or the other way round: `мюон` is
 * “muon”, `лямбда` “lambda”, `центроид` “centroid”, `джава` “java” and `дженерик` “generic”. Several letters of one language
 * have one of the other, so these are no one's `soundOf`; none where that says all.
 */
export function foreignSounds(word: string): string[] {
  const readings = hasRussian(word)
    ? [fromRussian(word).replace(/дж|ж/g, 'й'), fromRussian(word).replace(/дж/g, 'г')]
    : [word.replace(/u/g, 'yu').replace(/j/g, 'dzh'), word.replace(/g(?=[eiy])/g, 'dzh').replace(/j/g, 'zh')];
  const known = [soundOf(word)];
  for (const reading of readings) {
    const sound = soundOf(reading);
    if (!known.includes(sound)) known.push(sound);
  }
  return known.slice(1);
}

/** A vowel that Russian writes soft after a consonant, and the `c` of Latin, in the letters that sound as they do there. */
function fromRussian(word: string): string {
  return word
    .replace(/(?<=[бвгджзклмнпрстфхц])я/g, 'а')
    .replace(/ю/g, 'у')
    .replace(/ц/g, 'к');
}

/** How what `soundOf` gives may be written, as parts of patterns; a letter that is not here is written as itself. */
const spellings: Readonly<Record<string, string>> = {
  ia: '[иыйiyj]?(?:я|[иыйiyj]?[аa])',
  iu: '[иыйiyj]?(?:ю|[иыйiyj]?[уu])',
  ks: '(?:[кkcq]{1,2}[сs]|x)',
  a: '[аa]',
  b: '[бb]',
  v: '[вvwu]',
  g: '[гg]',
  d: '[дd]',
  e: '[еёэe]',
  J: '(?:ж|zh)',
  z: '[зz]',
  i: '[иыйiyj]',
  k: '[кkcq]',
  l: '[лl]',
  m: '[мm]',
  n: '[нn]',
  o: '[оo]',
  p: '[пp]',
  r: '[рr]',
  s: '[сs]',
  t: '[тt]h?',
  u: '[уu]',
  f: '(?:[фf]|ph)',
  h: '[хkh]',
  C: '(?:ц|[тt][сs]|tz|cz)',
  '4': '(?:ч|t?s?ch)',
  W: '(?:[шщ]|s[chk]{1,3})',
};

/** So many sounds are asked for by a pattern: more would tell little more, and letters that two of them share take time. */
const mostSounds = 6;

/**
 * The source of a pattern, for either case, that finds all words of Russian and plain Latin letters that begin to sound so
 * (`soundOf`), and more: asking each word is much slower.
 */
export function soundPattern(sound: string): string {
  const parts = (sound.match(/ia|iu|ks|./gs) ?? []).slice(0, mostSounds);
  return parts.map((part) => `(?:${spellings[part] ?? part}){1,2}[ьъ]?`).join('');
}
