// The library that reads YAML. It runs when a front matter first needs it: many vaults have none that does, and it was a
// tenth of the time of every start.
import type { Document } from 'yaml';

type Yaml = typeof import('yaml');

/** The one way to run a bundled module at once but not before: an `import()` would have to be waited for. */
declare const require: (name: 'yaml') => Yaml;

let loaded: Yaml | undefined;

export function yaml(): Yaml {
  loaded ??= require('yaml');
  return loaded;
}

/** Keeps what is wrong as `errors`; may still throw on nesting thousands of levels deep. */
export function parseYaml(source: string): Document.Parsed {
  return yaml().parseDocument(source, { prettyErrors: false, logLevel: 'silent', strict: true });
}
