// The command line: `research-notes check` says what the editor says, `research-notes lsp` serves other editors.
import { readFileSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formats } from './cli/format.ts';
import { targetsOf } from './cli/paths.ts';
import { UsageError } from './cli/usageError.ts';
import { words } from './cli/words.ts';
import { optimiseLate } from './lsp/tuning.ts';
import { languageOf } from './messages.ts';

const env = process.env;
const language = languageOf(env.LC_ALL || env.LC_MESSAGES || env.LANG);
const say = words(language);

/** 0: clean, 1: findings of at least the level, 2: could not run. */
async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === 'lsp') {
    // A bundle of its own, beside this one: a check need not load the protocol.
    createRequire(__filename)('./server/node.js');
    return new Promise(() => {});
  }
  if (command === undefined || command === 'help' || command === '--help' || command === '-h') {
    process.stdout.write(say.help);
    return command === undefined ? 2 : 0;
  }
  if (command === '--version' || command === 'version') {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  if (command !== 'check') throw new UsageError(say.unknownCommand(command));
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      level: { type: 'string', default: 'warning' },
      rule: { type: 'string', multiple: true, default: [] },
      since: { type: 'string' },
      baseline: { type: 'string' },
      'update-baseline': { type: 'boolean', default: false },
      fix: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(say.help);
    return 0;
  }
  const targets = targetsOf(positionals);
  if (!targets) throw new UsageError(say.oneFolder());
  const format = Object.hasOwn(formats, values.format) ? formats[values.format as keyof typeof formats] : undefined;
  if (!format) throw new UsageError(say.unknownValue('--format', values.format, Object.keys(formats)));
  // Node 22 and newer keep what they have compiled.
  (nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();
  const { check } = await import('./cli/check.ts');
  return check(
    {
      ...targets,
      format,
      level: values.level,
      rules: values.rule.flatMap((rule) => rule.split(',')),
      since: values.since,
      baseline: values.baseline,
      updateBaseline: values['update-baseline'],
      fix: values.fix || values['dry-run'],
      dryRun: values['dry-run'],
      version: version(),
    },
    language,
    { out: (text) => void process.stdout.write(text), error: (text) => void process.stderr.write(text) },
  );
}

function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError) return `${error.message}\n${say.seeHelp()}`;
  const isArgument = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
  if (!isArgument) return error.stack ?? error.message;
  return `${say.wrongOption(/'([^']+)'/.exec(error.message)?.[1] ?? error.message)}\n${say.seeHelp()}`;
}

function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }).version;
}

// `research-notes check | head` closes the pipe: nobody reads on, and nothing is wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** Once all is written: what the process holds need not be given back piece by piece. */
function leave(code: number): void {
  const { stdout, stderr } = process;
  stdout.write('', () => stderr.write('', () => process.exit(code)));
}

optimiseLate();
main(process.argv.slice(2)).then(leave, (error: unknown) => {
  process.stderr.write(`research-notes: ${errorText(error)}\n`);
  leave(2);
});
