// The words by which authors mark the parts of a paper summary: its sections, and captions of figures.
import { foldLoosely } from '../text/fold.ts';

const overviewHeadings = words(
  'обзор|описание|краткое описание|общее описание|введение|определение|аннотация|tl;dr|overview|summary|abstract|introduction',
);
const relatedHeadings = words(
  'связи с другими темами|связь с другими темами|связи|связанные темы|связанные заметки|связанные понятия|связанные концепции|похожие темы|похожие заметки|похожее|см. также|см также|смотри также|смотрите также|related|related topics|related notes|related concepts|related ideas|similar|similar topics|similar notes|see also',
);
const sourcesHeadings = words(
  'источники|ссылки на источники|ссылки|источники и ссылки|литература|sources|references|bibliography',
);
const captionLabel =
  /^(?:изображение(?: показывает| демонстрирует)?|описание(?: изображения)?|иллюстрация(?: показывает)?|рисунок(?: \d+)?(?: показывает)?|на изображении(?: показано)?|таблица(?: \d+)?(?: показывает)?|image(?: shows)?|description|figure(?: \d+)?)\s*[:.]/;

/** A label with a number of the author's: its letters and number, and what ends it, with marks of emphasis around. */
const numberedLabel =
  /^([*_]*)((?:рисунок|рис|иллюстрация|илл|изображение|схема|таблица|табл|figure|fig|image|illustration|table)\.?\s*(?:№\s*)?(\d+(?:\.\d+)*[a-zа-яё]?))([*_]*)\s*([.:]?)([*_]*)\s*((?:[-–—]\s+)?)/iu;

export type SectionKind = 'overview' | 'related' | 'sources';

/** Which part of a summary a heading opens; the whole heading must be one of the known words, else `undefined`. */
export function sectionKind(heading: string): SectionKind | undefined {
  const key = foldLoosely(heading).trim().replace(/\s*:$/, '');
  if (overviewHeadings.has(key)) return 'overview';
  if (relatedHeadings.has(key)) return 'related';
  return sourcesHeadings.has(key) ? 'sources' : undefined;
}

/** How titles of lists of related notes begin, whatever they say of these: `Related papers`, `Похожие работы`. */
const relatedBeginning = /^(?:связанн|похож|см\.? также|смотри(?:те)? также|(?:related|similar|see also)(?!\p{L}))/u;

/** As `sectionKind` says, and titles that go on: what stands below these may as well be prose. */
export function mayListRelated(heading: string): boolean {
  return sectionKind(heading) === 'related' || relatedBeginning.test(foldLoosely(heading).trim());
}

export function isOverviewHeading(text: string): boolean {
  return sectionKind(text) === 'overview';
}

/**
 * The caption in a paragraph after a figure, without its label and marks; `undefined` where the paragraph is none:
 * `**Изображение:** …`, `Figure 2. …`, or a whole line in italics.
 */
export function captionOf(paragraph: string): string | undefined {
  const plain = paragraph.replace(/\s+/g, ' ').trim();
  const italic = wholeItalic.exec(plain);
  if (italic) return italic[2]!.trim();
  const bare = plain.replace(/[*_]/g, '');
  const numbered = numberedCaption(plain);
  if (numbered) return numbered.source.replace(/[*_]/g, '');
  const label = captionLabel.exec(foldLoosely(bare));
  return label ? bare.slice(label[0].length).trim() : undefined;
}

/** A caption as it is written, for rendering: emphasis, links and math inside are kept. */
export interface Caption {
  /** The author's own label with its number, as in `Figure 3:`. */
  readonly label: string | undefined;
  readonly number: string | undefined;
  readonly source: string;
}

/** As `captionOf`, but the caption as it is written. */
export function captionSource(paragraph: string): Caption | undefined {
  const caption = captionOf(paragraph);
  if (caption === undefined) return undefined;
  const plain = paragraph.trim();
  const italic = wholeItalic.exec(plain)?.[2]?.trim();
  const numbered = numberedCaption(italic ?? plain);
  if (numbered) return numbered;
  if (italic !== undefined) return { label: undefined, number: undefined, source: italic };
  // The label as written: its letters, with marks of emphasis before, inside and after it.
  const label = /^[*_]*[^*_:.]+[*_]*\s*[:.]\s*[*_]*\s*/.exec(plain);
  const rest = label ? plain.slice(label[0].length) : caption;
  // `**Label: caption**` leaves one mark without its partner.
  const marks = rest.match(/\*\*|__/g)?.length ?? 0;
  return { label: undefined, number: undefined, source: marks % 2 === 0 ? rest : caption };
}

const wholeItalic = /^([*_])(?!\1)([^*_]+)\1$/;

/** A caption that begins with a number of the author's; `undefined` for any other text: `Figure 3 shows how` is prose. */
export function numberedCaption(text: string): Caption | undefined {
  const match = numberedLabel.exec(text);
  if (!match) return undefined;
  const [all, before, label, number, after, stop, behind, dash] = match;
  let source = text.slice(all.length).trim();
  const isEmphasised = before !== '' && after === before && /^\P{Ll}/u.test(source);
  if (!stop && !dash && source !== '' && !isEmphasised) return undefined;
  // `**Figure 3: caption**` leaves a mark without its partner.
  if (before && !after && !behind && source.endsWith(before)) source = source.slice(0, -before.length);
  return { label: label! + stop, number, source };
}

const tagsLine = /^(?:[*_]*\p{L}[\p{L} -]{0,30}[*_]{0,4}:[*_]{0,4}\s*)?(?:#[\p{L}\p{N}_/-]+[\s,;·|]*)+$/u;
const fieldLine =
  /^(?:[*_]{0,3}\p{L}[\p{L}\p{N} _/-]{0,40}[*_]{0,3}::(?:\s.*)?|(?:[[(]\p{L}[^[\]()]{0,40}::[^[\]()]*[\])]\s*)+)$/u;

/** True for a paragraph that says nothing about its note's subject: lines of tags (`Tags: #a #b`) or of fields (`key:: value`). */
export function holdsOnlyFields(paragraph: string): boolean {
  const lines = paragraph.split(/\r\n|\n|\r/).map((line) => line.trim());
  return lines.every((line) => line === '' || tagsLine.test(line) || fieldLine.test(line));
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split('|').map(foldLoosely));
}
