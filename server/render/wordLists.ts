// What the codes, rules, reasons and mistakes are called, in English and Russian.
import type { Language } from '../messages.ts';
import type { YamlMistake } from '../parse/yamlMistake.ts';
import type { DiagnosticCode } from '../protocol.ts';
import type { Reason } from '../vault/explain.ts';
import type { Tier } from '../vault/resolve.ts';

const healthGroups: Record<DiagnosticCode, string> = {
  'missing-note': 'Notes that are wanted and not written',
  'missing-file': 'Missing files',
  'missing-image': 'Missing images',
  'missing-heading': 'Missing headings',
  'missing-block': 'Missing blocks',
  'ambiguous-link': 'Links that several notes answer',
  'imprecise-path': 'Paths that do not exist as written',
  'stale-todo': 'Comments out of date',
  'case-mismatch': 'Names that differ in case',
  'duplicate-heading-id': 'Heading ids that stand twice',
  'duplicate-block-id': 'Block ids that stand twice',
  'front-matter': 'Front matter that cannot be read',
  'file-skipped': 'Files that are not read',
  'outside-workspace': 'Links out of the workspace',
};
const explainTiers: Record<Tier, string> = {
  url: 'address',
  relative: "from the note's folder",
  root: 'from a content root',
  suffix: 'by the end of a path',
  alias: 'by an alias',
  title: 'by a title',
  name: 'by the file name alone',
  missing: 'nowhere',
  outside: 'outside',
};
const explainRules: Record<Tier, string> = {
  url: 'It is an address on the web.',
  relative: "There is such a path from the note's own folder: this rule comes first.",
  root: 'There is no such path from the note, but there is from a content root.',
  suffix: 'There is no such path from the note or a content root; a path of the vault ends like this.',
  alias: 'No path ends like this; a note has it as an alias.',
  title: 'No path ends like this and no note has it as an alias; a note has it as its title.',
  name: 'The folder is wrong, but exactly one note has this file name.',
  missing: 'No rule found a note.',
  outside: 'It lies outside the workspace and is not looked at.',
};
const explainReasons: Record<Reason, string> = {
  sidecar: 'it only describes an image',
  spelling: 'another is spelled more exactly as it is written',
  otherFolder: "it lies in another workspace folder, and there is one in the note's own",
  note: 'a note of that name comes before an index or a file',
  self: 'it is the note itself',
  inside: "it lies in the note's own folder, and the link goes up",
  farther: 'another is nearer',
  longer: 'another has a shorter path',
  later: 'another comes first in the order of paths',
  laterTier: 'only a later rule would find it',
  path: 'the folders that are written are not its own',
};
const yamlMistakes: Record<YamlMistake, string> = {
  colon: 'a value that holds a colon and a space needs quotes around it, as in title: "Foo: bar"',
  tab: 'indent with spaces, not with tabs',
  quote: 'the quote that opens here is not closed',
  bracket: 'the bracket that opens here is not closed on its line',
  mark: 'a value that begins with such a mark needs quotes around it',
  repeated: 'this key stands here a second time',
  behind:
    'nothing may follow a closing quote or bracket: put quotes around the whole value, or each link into an item of its own',
  item: 'a list begins on the line below its key',
  line: 'a line needs a key, a colon and a space before its value',
  indent: 'keys beside one another, and items of one list, begin in one column',
  deep: 'it is nested too deeply',
  long: 'it is too long',
  aliases: 'it repeats too many aliases',
};

const russianHealthGroups: Record<DiagnosticCode, string> = {
  'missing-note': 'Нужны, но не написаны',
  'missing-file': 'Нет файлов',
  'missing-image': 'Нет изображений',
  'missing-heading': 'Нет заголовков',
  'missing-block': 'Нет блоков',
  'ambiguous-link': 'Ссылки, которым отвечают несколько заметок',
  'imprecise-path': 'Пути, которых в таком виде нет',
  'stale-todo': 'Устаревшие комментарии',
  'case-mismatch': 'Имена, отличающиеся регистром',
  'duplicate-heading-id': 'Повторы меток заголовков',
  'duplicate-block-id': 'Повторы меток блоков',
  'front-matter': 'Front matter, который не читается',
  'file-skipped': 'Файлы, которые не читаются',
  'outside-workspace': 'Ссылки за пределы рабочей области',
};
const russianTiers: Record<Tier, string> = {
  url: 'адрес',
  relative: 'от папки заметки',
  root: 'от корня содержимого',
  suffix: 'по концу пути',
  alias: 'по псевдониму',
  title: 'по заголовку',
  name: 'только по имени файла',
  missing: 'нигде',
  outside: 'снаружи',
};
const russianRules: Record<Tier, string> = {
  url: 'Это адрес в сети.',
  relative: 'Такой путь есть от папки самой заметки: это правило первое.',
  root: 'От заметки такого пути нет, но есть от корня содержимого.',
  suffix: 'Ни от заметки, ни от корня такого пути нет; так кончается один из путей хранилища.',
  alias: 'Так не кончается ни один путь; это псевдоним заметки.',
  title: 'Так не кончается ни один путь, и псевдонима такого нет; это заголовок заметки.',
  name: 'Папка указана неверно, но файл с таким именем ровно один.',
  missing: 'Ни одно правило не нашло заметку.',
  outside: 'Лежит за пределами рабочей области, туда мы не смотрим.',
};
const russianReasons: Record<Reason, string> = {
  sidecar: 'только описывает изображение',
  spelling: 'другая пишется точнее так, как в ссылке',
  otherFolder: 'лежит в другой папке рабочей области, а в своей такая есть',
  note: 'заметка с таким именем важнее оглавления или файла',
  self: 'это сама заметка',
  inside: 'лежит в папке самой заметки, а ссылка ведёт вверх',
  farther: 'другая ближе',
  longer: 'у другой путь короче',
  later: 'другая раньше по порядку путей',
  laterTier: 'её нашло бы только более позднее правило',
  path: 'указаны не её папки',
};
const russianYamlMistakes: Record<YamlMistake, string> = {
  colon: 'значение с двоеточием и пробелом нужно взять в кавычки, например title: "Foo: bar"',
  tab: 'отступ делается пробелами, а не табуляцией',
  quote: 'открытая здесь кавычка не закрыта',
  bracket: 'открытая здесь скобка не закрыта на той же строке',
  mark: 'значение, которое начинается с такого знака, нужно взять в кавычки',
  repeated: 'этот ключ уже есть выше',
  behind:
    'после закрывающей кавычки или скобки ничего быть не может: возьмите в кавычки всё значение или каждую ссылку сделайте пунктом списка',
  item: 'список начинается на строке под своим ключом',
  line: 'перед значением нужны ключ, двоеточие и пробел',
  indent: 'соседние ключи и пункты одного списка начинаются с одного столбца',
  deep: 'слишком глубокая вложенность',
  long: 'слишком длинный текст',
  aliases: 'слишком много повторов по ссылкам YAML',
};

const english = { healthGroups, rules: explainRules, tiers: explainTiers, reasons: explainReasons, yamlMistakes };
const russian: typeof english = {
  healthGroups: russianHealthGroups,
  rules: russianRules,
  tiers: russianTiers,
  reasons: russianReasons,
  yamlMistakes: russianYamlMistakes,
};

export function wordLists(language: Language): typeof english {
  return language === 'ru' ? russian : english;
}
