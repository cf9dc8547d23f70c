// `research-notes check`: reads a vault, lists its problems, and says by the exit code whether there are any.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Diagnostic } from 'vscode-languageserver-types';
import { fixableCodes, safeCodes } from '../features/fixableCodes.ts';
import { nodeFiles, pathOfUri } from '../lsp/nodeFiles.ts';
import { readSettings } from '../lsp/settings.ts';
import type { Language } from '../messages.ts';
import { type DiagnosticCode, diagnosticCodes, type Settings } from '../protocol.ts';
import { lineStarts, textIn } from '../text/lines.ts';
import { canonicalUri } from '../text/uri.ts';
import { isMarkdownPath } from '../vault/files.ts';
import type { Change, Failure } from './fixFiles.ts';
import { type Format, formats, type Located } from './format.ts';
import { fileUri, slashed } from './paths.ts';
import { type Finding, type ReadVault, readVault, type VaultQuestion } from './readVault.ts';
import { readSettingsFile } from './settingsFile.ts';
import { UsageError } from './usageError.ts';
import { words } from './words.ts';

export interface CheckOptions {
  readonly folder: string;
  /** Paths of notes in it: only their findings are wanted; empty for all. */
  readonly notes: readonly string[];
  readonly format: Format;
  readonly level: string;
  /** `CODE`, `CODE=SEVERITY` or `CODE=off`; empty for all. */
  readonly rules: readonly string[];
  readonly since: string | undefined;
  readonly baseline: string | undefined;
  readonly updateBaseline: boolean;
  readonly fix: boolean;
  readonly dryRun: boolean;
  readonly version: string;
}

export interface Output {
  out(text: string): void;
  error(text: string): void;
}

const levels = ['error', 'warning', 'information', 'hint'];
const severities = [...levels, 'off'];

/** Answers the exit code. @throws UsageError */
export async function check(options: CheckOptions, language: Language, output: Output): Promise<number> {
  const say = words(language);
  const tell = (line: string) => output.error(`research-notes: ${line}\n`);
  const level = levels.indexOf(options.level) + 1;
  if (level === 0) throw new UsageError(say.unknownValue('--level', options.level, levels));
  if (options.updateBaseline && options.baseline === undefined) throw new UsageError(say.needsBaseline());
  const isPart = options.rules.length > 0 || options.since !== undefined || options.notes.length > 0;
  if (options.updateBaseline && isPart) throw new UsageError(say.wholeBaseline());
  const question = ask(options, language, tell);
  const rules = rulesOf(options.rules, say.unknownValue);
  const isAsked = ({ code }: Diagnostic) => rules.codes.length === 0 || rules.codes.includes(code as DiagnosticCode);
  const asked = new Set(options.notes.map((path) => addressOf(path, say.noNote)));
  const isWanted = ({ uri, diagnostic }: Finding) =>
    isAsked(diagnostic) && (options.notes.length === 0 || asked.has(uri));
  const { settings } = question;
  const wanted = {
    ...question,
    settings: { ...settings, diagnostics: { ...settings.diagnostics, ...rules.severities } },
  };
  let read = await readVault(wanted);
  const isKnown = (uri: string) => read.vault.note(uri) !== undefined || read.loader.skipped.has(uri);
  for (const uri of asked) {
    if (isKnown(uri)) continue;
    if (!isMarkdownPath(uri)) throw new UsageError(say.noNote(shownPath(uri)));
    if (!uri.startsWith(`${question.folder}/`)) throw new UsageError(say.outside(shownPath(uri), options.folder));
    // A commit hook names all that was changed.
    asked.delete(uri);
    tell(say.leftOut(shownPath(uri)));
  }
  let everything = read.findings();
  let all = everything.filter(isWanted);

  if (options.fix) {
    const codes = rules.codes.length > 0 ? fixableCodes.filter((code) => rules.codes.includes(code)) : safeCodes;
    const fixed = await fix(read, all, codes, wanted, options.dryRun);
    for (const failure of fixed.failures) tell(failureText(failure, say));
    // What would be changed is what was asked for; programs that read the report would take it for a part of that.
    const result = options.dryRun && options.format === formats.text ? output.out : output.error;
    if (options.dryRun) for (const line of fixed.lines) result(`${line}\n`);
    result(`${options.dryRun ? say.wouldFix(fixed.edits, fixed.notes) : say.fixed(fixed.edits, fixed.notes)}\n`);
    if (!options.dryRun && fixed.edits > 0) {
      read = await readVault(wanted);
      everything = read.findings();
      all = everything.filter(isWanted);
    }
  }

  let found = all;
  if (options.baseline !== undefined || options.since !== undefined) {
    const older = await import('./older.ts');
    if (options.updateBaseline) {
      await older.writeBaselineFile(options.baseline!, wanted.folder, read.files, all, say);
      output.error(`${say.baselineWritten(options.baseline!, all.length)}\n`);
      return 0;
    }
    // Of all notes, whichever are wanted: how much of the vault was unwritten before depends on all that is new.
    const fresh = await older.onlyNew(
      everything.filter(({ diagnostic }) => isAsked(diagnostic)),
      read,
      wanted,
      isAsked,
      options,
      say,
    );
    found = fresh.filter(isWanted);
  }

  const isListed = ({ diagnostic }: Finding) => (diagnostic.severity ?? 1) <= level;
  const listed = found.filter(isListed);
  const counts: Record<string, number> = {};
  for (const { diagnostic } of all) counts[String(diagnostic.code)] = (counts[String(diagnostic.code)] ?? 0) + 1;
  const notes = options.notes.length > 0 ? asked.size : read.vault.countNotes();
  const summary = say.summary(
    notes,
    Object.entries(counts)
      .sort((a, b) => b[1] - a[1])
      .map(([code, count]) => `${code}: ${count}`)
      .join(', '),
  );
  const listedOf = found === all ? '' : ` ${say.newOnly(found.length, all.length)}`;
  const unlisted = listed.length === 0 && found.length > 0 ? ` ${say.belowLevel(options.level)}` : '';
  output.out(
    await options.format({
      findings: listed.map(({ uri, diagnostic }): Located => ({ path: shownPath(uri), diagnostic })),
      summary: summary + listedOf + unlisted,
      notes,
      counts,
      version: options.version,
    }),
  );
  return listed.length > 0 ? 1 : 0;
}

/** The folder with its settings. */
function ask(options: CheckOptions, language: Language, tell: (line: string) => void): VaultQuestion {
  const say = words(language);
  let path: string;
  try {
    path = realpathSync(resolve(options.folder));
    if (!statSync(path).isDirectory()) throw new Error();
  } catch {
    throw new UsageError(say.noFolder(options.folder));
  }
  const folder = canonicalUri(fileUri(path));
  if (nodeFiles(() => [folder]).isTooWide(folder)) throw new UsageError(say.tooWide(options.folder));
  const settingsPath = join(path, '.vscode', 'settings.json');
  const file = readSettingsFile(textAt(settingsPath) ?? '');
  if (!file.valid) tell(say.badSettings(settingsPath));
  const { settings, wrong } = readSettings(file.researchNotes);
  for (const name of wrong) tell(say.wrongSetting(name));
  return { folder, files: nodeFiles, settings, excludes: file.excludes, language, log: () => {} };
}

type Say = ReturnType<typeof words>;
type Severities = Partial<Settings['diagnostics']>;

function rulesOf(
  rules: readonly string[],
  unknown: Say['unknownValue'],
): { codes: DiagnosticCode[]; severities: Severities } {
  const codes: DiagnosticCode[] = [];
  const given: Record<string, string> = {};
  for (const rule of rules) {
    const [code, severity] = rule.split('=') as [string, string?];
    const known = diagnosticCodes.find((one) => one === code);
    if (!known) throw new UsageError(unknown('--rule', code, diagnosticCodes));
    if (severity !== undefined) {
      if (!severities.includes(severity)) throw new UsageError(unknown('--rule', severity, severities));
      given[known] = severity;
    }
    // What is switched off is not asked for.
    if (severity !== 'off') codes.push(known);
  }
  return { codes, severities: given as Severities };
}

async function fix(
  read: ReadVault,
  findings: readonly Finding[],
  codes: readonly DiagnosticCode[],
  { settings, language }: VaultQuestion,
  dryRun: boolean,
): Promise<{ edits: number; notes: number; lines: string[]; failures: Failure[] }> {
  const { findFixes, writeFixes } = await import('./fixFiles.ts');
  const fixable = findings.filter(({ diagnostic }) => codes.includes(diagnostic.code as DiagnosticCode));
  const { changes, failures } = findFixes(read, new Set(fixable.map(({ uri }) => uri)), codes, settings, language);
  if (!dryRun) failures.push(...writeFixes(changes));
  const written = changes.filter(({ uri }) => !failures.some((failure) => failure.uri === uri));
  const lines = written.flatMap(changedLines);
  return { edits: written.reduce((sum, { edits }) => sum + edits.length, 0), notes: written.length, lines, failures };
}

/** `path:line: "old" -> "new"`. */
function changedLines({ uri, edits, text }: Change): string[] {
  const lines = lineStarts(text);
  return [...edits]
    .sort(({ range: { start: a } }, { range: { start: b } }) => a.line - b.line || a.character - b.character)
    .map(({ range, newText }) => {
      const old = textIn(text, lines, range);
      return `${shownPath(uri)}:${range.start.line + 1}: ${JSON.stringify(old)} -> ${JSON.stringify(newText)}`;
    });
}

function failureText({ uri, why }: Failure, say: Say): string {
  if (why === 'changed') return say.notRewritten(shownPath(uri));
  return why === 'readOnly' ? say.readOnly(shownPath(uri)) : say.cannotWrite(shownPath(uri), why);
}

/** Canonical URI: of a symbolic link, the address of the link, as the vault lists it. @throws UsageError */
function addressOf(path: string, noNote: Say['noNote']): string {
  try {
    const full = resolve(path);
    statSync(full);
    return canonicalUri(fileUri(join(realpathSync(dirname(full)), basename(full))));
  } catch {
    throw new UsageError(noNote(path));
  }
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** From the folder the command was started in, as a reader there writes it. */
function shownPath(uri: string): string {
  const path = pathOfUri(uri);
  if (path === undefined) return uri;
  here ??= realpathSync('.');
  return slashed(relative(here, path));
}

let here: string | undefined;
