// The words that generated notes are made of, a list for each script.

export interface Script {
  /** How many of a hundred notes are written in it. */
  readonly share: number;
  readonly words: readonly string[];
  /** What may stand between the words of a file name. */
  readonly joints: readonly string[];
  readonly space: string;
}

const split = (words: string) => words.split(' ');

export const scripts: readonly Script[] = [
  {
    share: 50,
    joints: ['-', '_', ' '],
    space: ' ',
    words: split(
      'attention layer probe kernel vector graph token model sparse dense encoder decoder sampling gradient entropy memory retrieval index cache prompt agent reward policy scaling dataset benchmark latent diffusion transformer embedding alignment caption vision speech audio robot planning reasoning search proof theorem manifold spectrum tensor circuit feature neuron pruning distillation quantization adapter routing expert context window compression evaluation survey outline review draft summary method result ablation baseline',
    ),
  },
  {
    share: 25,
    joints: ['-', '_', ' '],
    space: ' ',
    words: split(
      'внимание слой проба ядро вектор граф токен модель память поиск индекс подсказка агент награда обучение выборка градиент энтропия данные опыт метод обзор разбор вывод теория задача решение сеть признак кодировщик изображение подпись речь рассуждение доказательство спектр пространство сжатие оценка контекст эксперимент параметр функция ошибка связь заметка ссылка источник черновик итог',
    ),
  },
  {
    share: 8,
    joints: [''],
    space: '',
    words: split(
      '注意 模型 向量 图谱 记忆 检索 训练 数据 方法 结果 语言 视觉 推理 压缩 评估 编码 解码 特征 网络 实验 总结',
    ),
  },
  {
    share: 8,
    joints: [''],
    space: '',
    words: split(
      '注意 モデル ベクトル グラフ 記憶 検索 学習 データ 手法 結果 言語 画像 推論 圧縮 評価 符号 特徴 実験 要約 論文',
    ),
  },
  {
    share: 9,
    joints: ['-', '_', ' '],
    space: ' ',
    words: split(
      'Aufmerksamkeit Schicht Vektor Gedächtnis Suche Lernen Daten Verfahren Ergebnis Sprache Bild Schluss Größe Bewertung Merkmal Netz Versuch Überblick Entwurf Quelle Beweis Raum Kern Modell Überschrift',
    ),
  },
];

/** As many as the shares say. @param place from 0 up to 1 */
export function scriptAt(place: number): Script {
  let left = place * 100;
  return scripts.find((script) => (left -= script.share) < 0) ?? scripts[0]!;
}
