// What another program fills in before anybody follows it: `{{ … }}`, `<% … %>`, `${ … }`, `%NAME%`.
import type { Link } from './note.ts';

/** Opening marks alone: `}}` closes braces of formulas and `%>` is an operator of R. */
const openings = /\{\{|<%|\$\{/;
const variable = /^%.*%$/;
/** Part of a name. Hex digits alone may be the encoding of a letter (`%AB%CD`), as may what follows the mark that closes it. */
const variableInside = /%(?![a-f]*%)[\p{L}_]+%(?![\da-f]{2})/iu;

/** True for a link whose path or fragment is no name yet: nothing may be said about it, nor is it ever written anew. */
export function isFilledIn({ target, fragment }: Pick<Link, 'target' | 'fragment'>): boolean {
  // A `#` may be the program's own: `{{#if cover}}`.
  if (openings.test(fragment === undefined ? target : `${target}#${fragment}`)) return true;
  return isVariable(target) || (fragment !== undefined && isVariable(fragment));
}

function isVariable(text: string): boolean {
  return variable.test(text) || variableInside.test(text);
}
