// What a process has used, as Linux counts it. Elsewhere nothing is counted.
import { existsSync, readFileSync } from 'node:fs';

/** Processor time of all threads (ms; Linux counts hundredths of a second) and resident memory (MB); 0 where unknown. */
export function usage(pid: number): { readonly cpu: number; readonly memory: number } {
  if (!existsSync(`/proc/${pid}/stat`)) return { cpu: 0, memory: 0 };
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const resident = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  return { cpu: (Number(fields[11]) + Number(fields[12])) * 10, memory: resident / 1024 };
}
