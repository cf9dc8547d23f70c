// Which words are forms of one another: Russian nouns and adjectives by case and number, English words by number and tense.
// Nothing is derived: "модель" and "моделирование", "encode" and "encoder" are other words.

/** What a folded word may be a form of. Two words are forms of one if both may be forms of the same. */
export function lemmasOf(word: string): readonly string[] {
  const plain = word.replace(/['’]s?$/, '');
  if (/^[а-я]+$/.test(plain)) return [plain, ...russianLemmas(plain)];
  return /^[a-z]+$/.test(plain) ? [englishLemma(plain)] : [plain];
}

/** What every form of a word begins with. */
export function beginningOf(word: string): string {
  const stems = lemmasOf(word).map((lemma) => lemma.split('+')[0]!);
  const shortest = stems.reduce((least, stem) => (stem.length < least.length ? stem : least));
  let length = shortest.length;
  while (!stems.every((stem) => stem.startsWith(shortest.slice(0, length)))) length--;
  // At the end of a stem sounds change: "настройка" and "настроек", "index" and "indices".
  return /^[а-яa-z]+$/.test(shortest)
    ? shortest.slice(0, Math.max(1, Math.min(length, shortest.length - 2)))
    : shortest;
}

// ---- Russian

interface Declension {
  /** An example. */
  readonly of: string;
  /** The last letter of the stem. */
  readonly stem: RegExp;
  /** `-` is none. */
  readonly endings: string;
}

const hard = /[бвдзлмнпрстф]$/;
const velar = /[гкх]$/;
const hissing = /[жчшщц]$/;
const vowel = /[аеиоуыэюя]$/;

const declensions: readonly Declension[] = [
  { of: 'граф', stem: hard, endings: '- а у ом е ы ов ам ами ах' },
  { of: 'блок', stem: velar, endings: '- а у ом е и ов ам ами ах' },
  { of: 'ключ, месяц', stem: hissing, endings: '- а у ом ем е и ы ов ев ей ам ами ах' },
  { of: 'лист', stem: /(?:брат|лист|стул)$/, endings: '- а у ом е ья ьев ьям ьями ьях' },
  { of: 'словарь, уровень', stem: hard, endings: 'ь я ю ем е и ей ям ями ях' },
  { of: 'слой, критерий', stem: vowel, endings: 'й я ю ем е и ев ям ями ях' },
  { of: 'карта', stem: hard, endings: '- а ы е у ой ою ам ами ах' },
  { of: 'задача, выборка', stem: /[гкхжчшщц]$/, endings: '- а и ы е у ой ою ей ею ам ами ах' },
  { of: 'неделя', stem: hard, endings: 'ь я и е ю ей ею ям ями ях' },
  { of: 'песня', stem: /[^аеиоуыэюя]н$/, endings: '- ь я и е ю ей ею ям ями ях' },
  { of: 'функция, идея', stem: vowel, endings: 'я и е ю ей ею й ям ями ях' },
  { of: 'статья', stem: hard, endings: 'ья ьи ье ью ьей ьею ей ьям ьями ьях' },
  { of: 'сеть', stem: hard, endings: 'ь и ью ей ям ями ях' },
  { of: 'вещь, речь', stem: hissing, endings: 'ь и ью ей ам ами ах' },
  { of: 'слово', stem: /[бвгдзклмнпрстфх]$/, endings: '- о а у ом е ам ами ах' },
  { of: 'дерево', stem: /(?:дерев|звен|крыл|пер)$/, endings: 'о а у ом е ья ьев ьям ьями ьях' },
  { of: 'сердце', stem: hissing, endings: '- е а у ем ам ами ах' },
  { of: 'поле', stem: /[лр]$/, endings: 'е я ю ем ей ям ями ях' },
  { of: 'внимание', stem: /и$/, endings: 'е я ю ем и й ям ями ях' },
  { of: 'здоровье', stem: hard, endings: 'ье ья ью ьем ьи ий ьям ьями ьях' },
  { of: 'время', stem: /м$/, endings: 'я ени енем ена ен енам енами енах' },
  { of: 'нейронный', stem: hard, endings: 'ый ой ого ому ым ом ая ую ою ое ые ых ыми' },
  { of: 'глубокий', stem: velar, endings: 'ий ой ого ому им ом ая ую ою ое ие их ими' },
  {
    of: 'общий, большой',
    stem: hissing,
    endings: 'ий ый ой его ого ему ому им ым ем ом ая ую ей ой ею ою ее ое ие ые их ых ими ыми',
  },
  { of: 'последний', stem: /н$/, endings: 'ий его ему им ем яя юю ей ею ее ие их ими' },
];

/** Ending -> the indexes of the declensions that have it. */
const byEnding = new Map<string, number[]>();
for (const [index, { endings }] of declensions.entries())
  for (const written of new Set(endings.split(' '))) {
    const ending = written === '-' ? '' : written;
    byEnding.set(ending, [...(byEnding.get(ending) ?? []), index]);
  }
const longestEnding = Math.max(...[...byEnding.keys()].map((ending) => ending.length));

/** What stays of a word when its ending is taken away is at least this long (letters). */
const shortestStem = 2;

/** Stem and declension for each way to read a word. */
function russianLemmas(word: string): string[] {
  const active = /^.+[щш](?:ий|его|ему|им|ем|ая|ую|ей|ею|ее|ие|их|ими)(?=ся$)/.exec(word)?.[0];
  if (active) return russianLemmas(active).map((lemma) => `${lemma}ся`);
  const found: string[] = [];
  for (let length = 0; length <= longestEnding && word.length - length >= shortestStem; length++) {
    const stem = word.slice(0, word.length - length);
    const ending = word.slice(stem.length);
    const stems = ending === '' || ending === 'ь' ? [stem, ...withoutVowel(stem)] : [stem];
    for (const index of byEnding.get(ending) ?? [])
      for (const one of stems) if (declensions[index]!.stem.test(one)) found.push(`${one}+${index}`);
  }
  return found;
}

/** The vowel before the last letter may be there only where no vowel follows: "список", "выборок", "уровень", "настроек". */
function withoutVowel(stem: string): string[] {
  const [, before, inserted, last] = /^(.+)([ое])([кцнлрм])$/.exec(stem) ?? [];
  if (before === undefined) return [];
  if (vowel.test(before)) return inserted === 'е' ? [`${before}й${last}`] : [];
  return inserted === 'о' ? [`${before}${last}`] : [`${before}${last}`, `${before}ь${last}`];
}

// ---- English

/** Words that look like forms of others and are none, and forms that no rule makes. */
const irregular = new Map([
  ...'alias atlas bias canvas chaos during embed evening everything finale gas humane hundred inning its lens locale morale'
    .concat(' naked news nothing outing paste rationale sacred series something species anything always whereas yes')
    .split(' ')
    .map((word): [string, string] => [word, word]),
  ...'aliases-alias analyses-analysis biases-bias buses-bus children-child corpora-corpus criteria-criterion gases-gas'
    .concat(' hypotheses-hypothesis indices-index lenses-lens lives-life matrices-matrix maxima-maximum men-man')
    .concat(
      ' minima-minimum optima-optimum phenomena-phenomenon syntheses-synthesis theses-thesis vertices-vertex women-woman',
    )
    .split(' ')
    .map((pair) => pair.split('-') as [string, string]),
]);

const hasVowel = /[aeiouy]/;
/** A word of one syllable whose end would be doubled or has an `e`: "run" and "running", "probe" and "probing". */
const shortWord = /^(?:[^aeiouy]*|y)[aeiouy][^aeiouywx]$/;
const oneSyllable = /^[^aeiouy]*[aeiouy]+[^aeiouy]*$/;

/** What the forms have in common, by the rules of Porter's stemmer for number and tense alone: it need not be a word. */
function englishLemma(word: string): string {
  const singular = irregular.get(word) ?? withoutNumber(word);
  return irregular.get(singular) ?? withoutLastVowel(withoutTense(singular));
}

function withoutNumber(word: string): string {
  if (!word.endsWith('s') || word.length < 3) return word;
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (/^[cgnt]pus$/.test(word)) return word.slice(0, -1);
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:[su]s|[hnsx]is)$/.test(word)) return word;
  const before = word.slice(0, -1);
  // With no other vowel than the one before it, the s belongs to the word: "was". "llms" has none at all.
  return hasVowel.test(before) && !hasVowel.test(before.slice(0, -1)) ? word : before;
}

function withoutTense(word: string): string {
  if (word.endsWith('eed')) return /[aeiouy][^aeiouy]+eed$/.test(word) ? word.slice(0, -1) : word;
  const stem = /^(.+)(?:ed|ing)$/.exec(word)?.[1];
  if (stem === undefined || stem.length < 2 || !hasVowel.test(stem)) return word;
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (stem.length > 3 && /([bdfgmnprt])\1$/.test(stem)) return stem.slice(0, -1);
  return shortWord.test(stem) ? `${stem}e` : stem;
}

/** "study" and "studies", "encode" and "encoding", "model" and "modelled" differ there. */
function withoutLastVowel(word: string): string {
  if (/.[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}i`;
  if (word.endsWith('ll') && !oneSyllable.test(word)) return word.slice(0, -1);
  const stem = word.slice(0, -1);
  return word.endsWith('e') && hasVowel.test(stem) && !shortWord.test(stem) ? stem : word;
}
