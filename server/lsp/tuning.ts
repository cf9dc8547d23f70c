// How V8 spends its effort while a vault is read; imported before everything else.
import { setFlagsFromString } from 'node:v8';

// A thousand notes are read before optimised code is ready, and compiling it cost more than the reading (measured: half of
// all processor time). So functions prove themselves longer before they are optimised, and less is inlined into them.
setFlagsFromString('--interrupt-budget=600000');
setFlagsFromString('--max-inlined-bytecode-size-cumulative=300');
