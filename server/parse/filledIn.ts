// What another program fills in before anybody follows it: `{{ … }}`, `<% … %>`, `${ … }`, `%NAME%`.
import type { Link } from './note.ts';

const marks = /\{\{|\}\}|<%|%>|^%.*%$|\$\{/;

/** True for a link whose path or fragment is no name yet: nothing may be said about it, nor is it ever written anew. */
export function isFilledIn({ target, fragment }: Pick<Link, 'target' | 'fragment'>): boolean {
  // A `#` may be the program's own: `{{#if cover}}`.
  return marks.test(fragment === undefined ? target : `${target}#${fragment}`);
}
