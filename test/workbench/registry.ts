// The list of workbench tests: each is called once for every host that run.mjs starts.
import type { Host } from './host.ts';

export interface WorkbenchTest {
  readonly name: string;
  readonly run: (host: Host) => Promise<void>;
  /** False leaves the test out in that host; the runner then says "skip". */
  readonly where: (host: Host) => boolean;
}

/** The oldest VS Code that the tests run in. */
export const oldest = '1.100.3';

export const tests: WorkbenchTest[] = [];

export function test(name: string, run: WorkbenchTest['run'], where: WorkbenchTest['where'] = () => true): void {
  tests.push({ name, run, where });
}

/** What the server alone decides is told once by the server in Node, and once by the one in the web worker. */
export function testPerServer(name: string, run: WorkbenchTest['run']): void {
  test(name, run, (host) => host.version !== oldest && (host.kind === 'node' || host.memory));
}
