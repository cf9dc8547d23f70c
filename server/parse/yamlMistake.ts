// The mistakes in front matter that people make, told apart by what the YAML library says of them, whose own words are for
// those who wrote it: “Nested mappings are not allowed in compact mappings” is a colon in a title.
import type { YAMLParseError } from 'yaml';

export type YamlMistake =
  | 'colon'
  | 'tab'
  | 'quote'
  | 'bracket'
  | 'mark'
  | 'repeated'
  | 'behind'
  | 'item'
  | 'line'
  | 'deep'
  | 'long'
  | 'aliases';

/** What an error of the library is, and its offset in the source; `undefined` for a rare one. */
export function yamlMistake(
  source: string,
  { code, message, pos: [at] }: Pick<YAMLParseError, 'code' | 'message' | 'pos'>,
): { readonly mistake: YamlMistake | undefined; readonly at: number } {
  const rest = /^[^\r\n]*/.exec(source.slice(at))![0];
  const found = (mistake: YamlMistake | undefined, place = at) => ({ mistake, at: Math.max(place, 0) });
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return found(/:(?:\s|$)/.test(rest) ? 'colon' : undefined);
  if (code === 'TAB_AS_INDENT') return found('tab');
  // It is found where the text ends; what people look for is where it begins.
  if (code === 'MISSING_CHAR' && message.endsWith('quote')) return found('quote', openQuote(source) ?? at);
  if (code === 'BAD_INDENT' && message.startsWith('Flow'))
    return found('bracket', source.lastIndexOf(message.endsWith('}') ? '{' : '[', at));
  if (code === 'BAD_SCALAR_START') return found('mark');
  if (code === 'DUPLICATE_KEY') return found('repeated');
  if (code === 'MULTILINE_IMPLICIT_KEY') return found('line');
  if (code !== 'UNEXPECTED_TOKEN') return found(undefined);
  if (message.includes('block-seq-ind')) return found('item');
  return found(/["'\]}][ \t]*$/.test(source.slice(Math.max(0, at - 10), at)) ? 'behind' : undefined);
}

/** Where a quoted value begins that its line does not end. */
function openQuote(source: string): number | undefined {
  const open = /(?:[-:][ \t]+|[[,][ \t]*)(?:"[^"\r\n]*|'[^'\r\n]*)$/m.exec(source);
  return open ? open.index + open[0].search(/["']/) : undefined;
}
