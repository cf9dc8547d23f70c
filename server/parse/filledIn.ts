// What another program fills in before anybody follows it: `{{ … }}`, `<% … %>`, `${ … }`, `%NAME%`.
import type { Link } from './note.ts';

/** Opening marks alone: `}}` closes braces of formulas and `%>` is an operator of R. */
const openings = /\{\{|<%|\$\{/;
const variable = /^%.*%$/;

/** True for a link whose path or fragment is no name yet: nothing may be said about it, nor is it ever written anew. */
export function isFilledIn({ target, fragment }: Pick<Link, 'target' | 'fragment'>): boolean {
  // A `#` may be the program's own: `{{#if cover}}`.
  if (openings.test(fragment === undefined ? target : `${target}#${fragment}`)) return true;
  return variable.test(target) || (fragment !== undefined && variable.test(fragment));
}
