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
  | 'indent'
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
  const isMisplaced = code === 'BAD_INDENT' || code === 'BLOCK_AS_IMPLICIT_KEY';
  if (isMisplaced && /^All|^A block/.test(message)) return found('indent', at + source.slice(at).search(/[^ ]|$/));
  if (code === 'BLOCK_AS_IMPLICIT_KEY') {
    if (/:(?:\s|$)/.test(rest)) return found('colon');
    // The value goes on until a line that has a key.
    const key = indentedKey.exec(source.slice(at));
    return key ? found('indent', at + key.index + key[0].length) : found(undefined);
  }
  if (code === 'TAB_AS_INDENT') return found('tab');
  // It is found where the text ends; what people look for is where it begins.
  if (code === 'MISSING_CHAR' && message.endsWith('quote')) return found('quote', openQuote(source) ?? at);
  if (code === 'BAD_INDENT' && message.startsWith('Flow'))
    return found('bracket', source.lastIndexOf(message.endsWith('}') ? '{' : '[', at));
  if (code === 'MISSING_CHAR' && message.startsWith('Implicit map keys')) return found('line');
  if (code === 'BAD_SCALAR_START') return found('mark');
  if (code === 'DUPLICATE_KEY') return found('repeated');
  if (code === 'MULTILINE_IMPLICIT_KEY') return found('line');
  if (code !== 'UNEXPECTED_TOKEN') return found(undefined);
  if (message.includes('block-seq-ind')) return found('item');
  const indent = lineIndent.exec(source.slice(0, at))?.[1];
  if (indent !== undefined && message.includes('map-value-ind')) return found('line');
  if (indent !== undefined && indent.length < (firstKeyIndent.exec(source)?.[1]?.length ?? 0))
    return found(/:(?:\s|$)/.test(rest) ? 'indent' : 'line');
  return found(/["'\]}][ \t]*$/.test(source.slice(Math.max(0, at - 10), at)) ? 'behind' : undefined);
}

/** The spaces before what begins a line; not on the first line, where nothing is out of place. */
const lineIndent = /[\r\n]( *)$/;

/** The spaces before the first line, where that has a key: all others must begin there. */
const firstKeyIndent = /^(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*( *)(?=[^\s#-][^\r\n]*?:(?:\s|$))/;

/** What stands before the key of the first line that is indented and has one. */
const indentedKey = /[\r\n][ \t]+(?=[^\s#-][^\r\n]*?:(?:\s|$))/;

/** Comments, which hold no quotes of YAML, and quoted keys and values with the quote that closes them, if one does. */
const quoted =
  /(?:^|[ \t])#.*|(?:^|[-:][ \t]|[[{,])[ \t]*(?:"[^"\\]*(?:\\[\s\S][^"\\]*)*("?)|'[^']*(?:''[^']*)*('?))/gm;

/** Where the quoted value begins that nothing closes: those before it may be closed on a later line. */
function openQuote(source: string): number | undefined {
  for (const { 0: written, 1: double, 2: single, index } of source.matchAll(quoted))
    if (double === '' || single === '') return index + written.search(/["']/);
  return undefined;
}
