// IWE's server, where it is installed: `cargo install iwes`.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Peer } from './peers.ts';

/** `undefined` where it is not on the PATH. */
export function iwe(): Peer | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  if (!folders.some((folder) => existsSync(join(folder, 'iwes')))) return undefined;
  return {
    name: 'IWE',
    command: ['iwes'],
    style: 'markdown',
    lead: '[',
    byTitle: true,
    tellsParagraphs: true,
    // It has no diagnostics; it renames from a link and not from a file; it reads a file anew when an editor saves it.
    lacks: ['problem', 'rename', 'created', 'switch'],
  };
}
