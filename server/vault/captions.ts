// The words by which authors mark the parts of a paper summary: overview sections and captions of figures.
import { foldLoosely } from '../text/fold.ts';

const overviewHeadings = new Set(
  'обзор|описание|краткое описание|общее описание|введение|определение|аннотация|tl;dr|overview|summary|abstract|introduction'.split(
    '|',
  ),
);
const captionLabel =
  /^(?:изображение(?: показывает| демонстрирует)?|описание(?: изображения)?|иллюстрация(?: показывает)?|рисунок(?: \d+)?(?: показывает)?|на изображении(?: показано)?|таблица(?: \d+)?(?: показывает)?|image(?: shows)?|description|figure(?: \d+)?)\s*[:.]/;

export function isOverviewHeading(text: string): boolean {
  return overviewHeadings.has(foldLoosely(text).trim());
}

/**
 * The caption in a paragraph after a figure, without its label and marks; `undefined` where the paragraph is none:
 * `**Изображение:** …`, `Figure 2. …`, or a whole line in italics.
 */
export function captionOf(paragraph: string): string | undefined {
  const plain = paragraph.replace(/\s+/g, ' ').trim();
  const italic = /^([*_])(?!\1)([^*_]+)\1$/.exec(plain);
  if (italic) return italic[2]!.trim();
  const bare = plain.replace(/[*_]/g, '');
  const label = captionLabel.exec(foldLoosely(bare));
  return label ? bare.slice(label[0].length).trim() : undefined;
}
