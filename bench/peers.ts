// The servers that are measured beside each other.
import { resolve } from 'node:path';
import type { Client } from './client.ts';
import type { Measure } from './flows.ts';
import { iwe } from './iwe.ts';
import type { Style } from './vault.ts';
import { vscodeMarkdown } from './vscodeMarkdown.ts';

export interface FileRename {
  readonly oldUri: string;
  readonly newUri: string;
}

export interface Peer {
  readonly name: string;
  readonly command: readonly string[];
  /** How the links are written that it understands. */
  readonly style: Style;
  /** It is asked for problems instead of telling them. */
  readonly pulls?: boolean;
  /** By section. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** `initializationOptions` */
  readonly options?: unknown;
  /** Answers what this server asks beside the protocol. */
  readonly attach?: (client: Client) => void;
  /** Tells file events in its own way too. */
  readonly tell?: (client: Client, changes: readonly { uri: string; type: 1 | 2 | 3 }[]) => Promise<void>;
  /** What is typed before the name of a note, where that is not the beginning of a link of the style. */
  readonly lead?: string;
  /** A note is searched by its title alone. */
  readonly byTitle?: boolean;
  /** References tell the paragraphs with links rather than the links: only the notes they stand in can be compared. */
  readonly tellsParagraphs?: boolean;
  /** What it does not do at all, and nobody should wait for. */
  readonly lacks?: readonly Measure[];
  /** Asks for the edit of a rename in its own way. */
  readonly rename?: (client: Client, files: readonly FileRename[]) => Promise<unknown>;
}

export const ours = 'Research Notes';
export const floor = 'floor';

/** @param folder where what is not at hand may be installed */
export function peers(folder: string): Peer[] {
  const built: Peer[] = [
    { name: ours, command: [process.execPath, resolve('dist/server/node.js'), '--stdio'], style: 'wiki' },
    { name: floor, command: [process.execPath, resolve('dist/bench/floor.js')], style: 'wiki' },
  ];
  const other = vscodeMarkdown(folder);
  if (!other) console.log('skipped: vscode-markdown-languageserver cannot be installed from npm here');
  const third = iwe();
  if (!third) console.log('skipped: iwes is not on the PATH (cargo install iwes)');
  return [...built, ...[other, third].filter((peer) => peer !== undefined)];
}
