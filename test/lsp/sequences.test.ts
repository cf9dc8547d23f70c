// Random days of work: a few in each run of the tests, thousands of operations by `npm run test:sequences`.
import { test } from 'node:test';
import { checkSequences } from './sequences.ts';

const { RESEARCH_NOTES_OPERATIONS: operations = '250', RESEARCH_NOTES_SEED: seed = '20261124' } = process.env;

test(`${operations} random operations: the server knows what a fresh one does, and every byte is where it should be`, () =>
  checkSequences(Number(operations), Number(seed)));
