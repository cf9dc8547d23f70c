// Measures the server beside others on the same vault, over the same pipes.
//   npm run bench -- [--large] [--notes N,N] [--rounds N] [--seed N] [--only NAME,NAME] [--write]
// --large adds 100,000 notes (some minutes). --write puts the table into the README and the picture beside it.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure, type Run } from './flows.ts';
import { gates } from './gates.ts';
import { ours, type Peer, peers } from './peers.ts';
import { publish } from './publish.ts';
import { table } from './report.ts';
import { type PlannedVault, planVault, writeVault } from './vault.ts';

/** The runs of one server on one vault. */
export interface Result {
  readonly peer: string;
  readonly notes: number;
  readonly runs: readonly Run[];
}

const { values: args } = parseArgs({
  options: {
    large: { type: 'boolean' },
    notes: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seed: { type: 'string', default: '20261124' },
    only: { type: 'string' },
    write: { type: 'boolean' },
  },
});

async function main(): Promise<void> {
  const temporary = mkdtempSync(join(tmpdir(), 'research-notes-bench-'));
  process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
  const sizes = args.notes?.split(',').map(Number) ?? [1000, 10_000, ...(args.large ? [100_000] : [])];
  const wanted = args.only?.split(',');
  const all = peers('dist/bench/peers').filter(({ name }) => !wanted || wanted.includes(name));
  const results: Result[] = [];
  for (const size of sizes) {
    const vault = planVault(size, Number(args.seed));
    const roots = write(vault, join(temporary, String(size)), all);
    results.push(...(await compare(all, vault, roots)));
    rmSync(join(temporary, String(size)), { recursive: true });
  }
  const text = table(results);
  console.log(`\n${text}\n`);
  const held = gates(results);
  console.log(
    held
      .map(
        ({ name, value, limit }) =>
          `${value <= limit ? 'holds' : 'FAILS'}: ${name}: ${value.toFixed(2)} (at most ${limit})`,
      )
      .join('\n'),
  );
  if (args.write) publish(results, text);
  process.exitCode = held.every(({ value, limit }) => value <= limit) ? 0 : 1;
}

/** The vault once for each way of writing links. */
function write(vault: PlannedVault, folder: string, all: readonly Peer[]): Map<string, string> {
  const roots = new Map<string, string>();
  for (const style of new Set(all.map((peer) => peer.style))) {
    const root = join(folder, style);
    mkdirSync(root, { recursive: true });
    const bytes = writeVault(vault, root, style);
    roots.set(style, root);
    const links = vault.notes.reduce((sum, note) => sum + note.links.length, 0);
    console.log(
      `${vault.notes.length} notes, ${style} links: ${(bytes / 1e6).toFixed(1)} MB, ${links} links, ${vault.missingLinks} of them to nothing, ${vault.hubLinks} to one note`,
    );
  }
  return roots;
}

/** In turns, so that what else the machine does falls on all. */
async function compare(
  all: readonly Peer[],
  vault: PlannedVault,
  roots: ReadonlyMap<string, string>,
): Promise<Result[]> {
  const runs = new Map<string, Run[]>(all.map(({ name }) => [name, []]));
  const able = new Set(all);
  const rounds = Number(args.rounds);
  for (let round = 0; round < rounds; round++) {
    for (const peer of round % 2 ? [...able].reverse() : [...able]) {
      try {
        runs.get(peer.name)!.push(await measure(peer, vault, roots.get(peer.style)!));
        console.log(`${vault.notes.length} notes, round ${round + 1} of ${rounds}: ${peer.name}`);
      } catch (error) {
        if (peer.name === ours) throw error;
        able.delete(peer);
        console.log(`${vault.notes.length} notes: ${peer.name} gave up: ${error}`);
      }
    }
  }
  return [...runs].map(([peer, measured]) => ({ peer, notes: vault.notes.length, runs: measured }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
