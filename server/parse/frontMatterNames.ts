// Where the names of a note stand in its front matter. They are looked for only where one is to be another, so the note
// does not keep their places, and the YAML library may take its time.
import type { Span } from '../text/span.ts';
import { frontMatterEnd, yamlSource } from './frontMatter.ts';
import { parseYaml, yaml } from './yaml.ts';

/** A title, an alias or an id; the span is that of the name, without quotes. */
export interface FrontMatterName extends Span {
  readonly key: 'title' | 'alias' | 'id';
  /** The place among `FrontMatter.aliases`. */
  readonly index: number;
  readonly name: string;
  /** The mark around it; empty where there is none. */
  readonly quote: '' | "'" | '"';
}

/** Names that stand as they are read, in one line; those that YAML spells otherwise are left out. */
export function frontMatterNames(text: string): FrontMatterName[] {
  const end = frontMatterEnd(text);
  if (!end) return [];
  const { start, source } = yamlSource(text, end);
  const { isMap, isScalar, isSeq } = yaml();
  const { contents, errors } = parseYaml(source);
  if (errors.length > 0 || !isMap(contents)) return [];
  const found: FrontMatterName[] = [];
  let index = 0;
  for (const [field, key] of fields) {
    const value: unknown = contents.items.find((pair) => isScalar(pair.key) && pair.key.value === field)?.value;
    const scalars: unknown[] = isSeq(value) && key === 'alias' ? value.items : [value];
    for (const scalar of scalars) {
      if (!isScalar(scalar) || scalar.value == null || !scalar.range) continue;
      const name = String(scalar.source ?? scalar.value).trim();
      if (name === '') continue;
      const quote = quotes[scalar.type ?? ''] ?? '';
      const from = scalar.range[0] + quote.length;
      const to = scalar.range[1] - quote.length;
      if (source.slice(from, to) === name)
        found.push({ key, index, name, quote, start: start + from, end: start + to });
      if (key === 'alias') index++;
    }
  }
  return found;
}

/** As in `readFrontMatter`. */
const fields = [
  ['title', 'title'],
  ['aliases', 'alias'],
  ['alias', 'alias'],
  ['id', 'id'],
] as const;
const quotes: Readonly<Record<string, "'" | '"'>> = { QUOTE_SINGLE: "'", QUOTE_DOUBLE: '"' };
