// A run that ends before its last test fails: else a report of fewer tests would look like a good one.
import { after } from 'node:test';

let isWhole = false;
// Hooks that stand outside all suites run when the last test has ended, and this one last, since it is imported last.
after(() => {
  isWhole = true;
});
process.on('exit', () => {
  if (isWhole) return;
  console.error('The tests ended before the last one.');
  process.exitCode = 1;
});
