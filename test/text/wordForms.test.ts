// Forms of words, and words that only look like forms of one another.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foldLoosely } from '../../server/text/fold.ts';
import { beginningOf, lemmasOf } from '../../server/text/wordForms.ts';

function areForms(a: string, b: string): boolean {
  const lemmas = new Set(lemmasOf(foldLoosely(a)));
  return lemmasOf(foldLoosely(b)).some((lemma) => lemmas.has(lemma));
}

describe('forms of a word', () => {
  for (const line of `
внимание: внимания вниманию вниманием внимании
квантование: квантования квантованию квантованием квантовании квантований квантованиям квантованиями квантованиях
обучение: обучения обучению обучением обучении
знание: знания знаний знаниям знаниями знаниях
решение: решения решений решениями
сеть: сети сетью сетей сетям сетями сетях
нейронная: нейронный нейронной нейронную нейронные нейронных нейронными нейронным
нейросеть: нейросети нейросетью нейросетями
модель: модели моделью моделей моделям моделями моделях
точность: точности точностью точностей
память: памяти памятью
речь: речи речью речей речами речах
дерево: дерева дереву деревом дереве деревья деревьев деревьям деревьями деревьях
лист: листа листья листьев листьями
слово: слова слову словом слов словам словами
слой: слоя слою слоем слое слои слоёв слоям слоями слоях
критерий: критерия критерию критерием критерии критериев критериями
граф: графа графу графом графе графы графов графам графами графах
трансформер: трансформера трансформеры трансформеров трансформерами
язык: языка языку языком языки языков языками
ключ: ключа ключом ключи ключей ключами
месяц: месяца месяцем месяцы месяцев
энкодер: энкодера энкодеров энкодерами
словарь: словаря словарём словари словарей словарями
уровень: уровня уровню уровнем уровни уровней уровнями
список: списка списком списки списков спискам
карта: карты карту картой карт картам картами
задача: задачи задачу задачей задач задачами
выборка: выборки выборку выборкой выборок выборками
настройка: настройки настройку настроек настройками
ошибка: ошибки ошибок ошибками
песня: песни песен песнями
неделя: недели неделю неделей недель неделям
функция: функции функцию функцией функций функциям функциями функциях
теория: теории теорий теорию
идея: идеи идею идеей идей
статья: статьи статью статьёй статьей статей статьям статьями
окно: окна окон окнами
письмо: письма писем письмами
сердце: сердца сердцем сердец
поле: поля полю полем полей полями
время: времени временем времена времён
визуальный: визуального визуальному визуальным визуальном визуальная визуальную визуальное визуальные визуальных визуальными
большой: большого большому большим большая большие больших большими
глубокое: глубокого глубокому глубоким глубокая глубокие глубоких глубокими
последний: последнего последнему последняя последнюю последние последних последними
общий: общего общему общая общую общие общих общими
четвёртый: четвертом четвёртые
данные: данных данным данными
обучающийся: обучающегося обучающихся обучающиеся обучающимся
probe: probes probed probing probe's probes’
layer: layers layered
embedding: embeddings embed embeds embedded
study: studies studied studying
query: queries querying
loss: losses
class: classes
box: boxes
match: matches matched matching
cache: caches caching cached
bias: biases biased
process: processes processing
model: models modeling modelling modelled
label: labels labeled labelled labelling
train: trains trained training
scale: scales scaled scaling
encode: encodes encoded encoding encodings
rate: rates rated rating
run: runs running
add: adds added adding
fill: fills filled filling
install: installs installed installing
use: uses used using
agree: agrees agreed agreeing
feed: feeds feeding
tie: ties tied
movie: movies
tokenize: tokenizes tokenized tokenizing
gpu: GPUs
focus: focused
llm: LLMs
api: APIs
index: indices indexes indexed indexing
matrix: matrices
vertex: vertices
corpus: corpora
analysis: analyses
hypothesis: hypotheses
key: keys
video: videos
`
    .trim()
    .split('\n'))
    test(line, () => {
      const [word, forms] = line.split(': ') as [string, string];
      for (const form of forms.split(' ')) {
        assert.ok(areForms(word, form), form);
        assert.ok(foldLoosely(form).startsWith(beginningOf(foldLoosely(word))), `${form}: ${beginningOf(word)}`);
        assert.ok(foldLoosely(word).startsWith(beginningOf(foldLoosely(form))), `${word}: ${beginningOf(form)}`);
      }
    });
});

describe('no forms of one another', () => {
  for (const [a, b] of `
сеть-сетка сеть-сет слой-слон слой-слово точность-точка точность-точный модель-модуль модель-моделирование знание-знак
статья-стать статья-стат дерево-деревня дерево-древо обучение-обучаемость обучение-обучающий внимание-внимательный
решение-решётка визуальный-визуальность энкодер-энкодерный класс-классовый класс-классный класс-классификация
вектор-векторный язык-языковой видео-вид партия-парта линия-лин серия-сера судья-суд граф-график граф-графика
квантование-квант квантование-квантовый метод-методика список-спис кодирование-кодировщик память-памятник
вес-весна сон-соня тест-текст данные-дань время-вредный функция-функционал карта-картина слово-словарь
probe-prob probe-problem probe-probable car-care cars-caring rate-rat rating-rats plan-plane planning-planing hope-hop
string-str string-strip ring-r thing-th bed-b red-r news-new lens-len bias-bia evening-even study-stud studies-studs
police-policy universe-university loss-lose losses-loses use-us note-not one-on this-thi bus-bu corpus-corp state-stat
encode-encoder attention-attentive attention-attend embed-emb model-mode model-modal code-codec local-locale
human-humane past-paste was-wa embedding-embedder layer-lay transformer-transform general-generate its-it
`
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split('-') as [string, string]))
    test(`${a} and ${b}`, () =>
      assert.ok(
        !areForms(a, b),
        lemmasOf(a)
          .filter((one) => lemmasOf(b).includes(one))
          .join(),
      ));
  test('a word with digits has no forms', () => assert.deepEqual(lemmasOf('gpt4s'), ['gpt4s']));
});
