// Findings held against older readings: a baseline file, a Git revision.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Diagnostic } from 'vscode-languageserver-types';
import { severities, unwrittenSeverity } from '../features/diagnostics.ts';
import { decode } from '../lsp/decode.ts';
import type { FileSystem } from '../lsp/fileSystem.ts';
import { pathOfUri } from '../lsp/nodeFiles.ts';
import type { DiagnosticCode } from '../protocol.ts';
import { lineStarts, textIn } from '../text/lines.ts';
import { pathOf, uriOf } from '../text/uri.ts';
import { unwrittenShare } from '../vault/unwrittenShare.ts';
import type { Vault } from '../vault/vault.ts';
import { finish } from '../vault/walk.ts';
import {
  type Baseline,
  baselineOf,
  newFindings,
  type Print,
  printOf,
  readBaseline,
  writeBaseline,
} from './baseline.ts';
import { gitCommit, gitFiles, gitRenames, gitTop } from './gitFiles.ts';
import { vaultPath } from './paths.ts';
import { type Finding, type ReadVault, readVault, type VaultQuestion } from './readVault.ts';
import { UsageError } from './usageError.ts';
import type { words } from './words.ts';

type Say = ReturnType<typeof words>;

/** Writes down what is found now, so that only what comes later is new. @throws UsageError */
export async function writeBaselineFile(
  path: string,
  folder: string,
  files: FileSystem,
  findings: readonly Finding[],
  say: Say,
): Promise<void> {
  const text = writeBaseline([...(await printsOf(findings, folder, files)).values()]);
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(say.cannotWrite(path, (error as NodeJS.ErrnoException).code ?? String(error)));
  }
}

/** The findings that neither the baseline nor the revision has. @param findings of all notes @throws UsageError */
export async function onlyNew(
  findings: readonly Finding[],
  { files, vault }: ReadVault,
  question: VaultQuestion,
  isAsked: (diagnostic: Diagnostic) => boolean,
  { baseline, since }: { readonly baseline: string | undefined; readonly since: string | undefined },
  say: Say,
): Promise<Finding[]> {
  const prints = await printsOf(findings, question.folder, files);
  const print = (finding: Finding) => prints.get(finding)!;
  let found = [...findings];
  if (baseline !== undefined) found = newFindings(found, print, readBaselineFile(baseline, say));
  if (since !== undefined) found = newFindings(found, print, await findingsAt(since, question, isAsked, say));
  return question.settings.diagnostics['missing-note'] === 'auto' ? asBefore(found, vault) : found;
}

/**
 * New findings with the severity that `auto` has in the vault without them: where the loss of one note leaves so many links
 * without a target that unwritten notes seem to be a way of working, they are what the check is for.
 */
function asBefore(found: readonly Finding[], vault: Vault): Finding[] {
  const isUnwritten = ({ diagnostic: { code } }: Finding) => code === ('missing-note' satisfies DiagnosticCode);
  const share = finish(unwrittenShare(vault, found.filter(isUnwritten).length));
  const severity = severities[unwrittenSeverity(share)];
  return found.map((finding) =>
    isUnwritten(finding) ? { ...finding, diagnostic: { ...finding.diagnostic, severity } } : finding,
  );
}

/** The findings of a Git revision, named by the paths that their notes have now. */
async function findingsAt(
  revision: string,
  question: VaultQuestion,
  isAsked: (diagnostic: Diagnostic) => boolean,
  say: Say,
): Promise<Baseline> {
  const top = gitTop(pathOfUri(question.folder)!);
  if (top === undefined) throw new UsageError(say.noGit());
  const commit = gitCommit(top, revision);
  if (commit === undefined) throw new UsageError(say.noRevision(revision));
  const files = gitFiles(top, commit);
  const then = await readVault({ ...question, files: () => files });
  const findings = then.findings().filter(({ diagnostic }) => isAsked(diagnostic));
  const renames = gitRenames(top, commit);
  const root = vaultPath(top);
  const nowAt = (uri: string): string => {
    const renamed = renames.get(pathOf(uri).slice(root.length + 1));
    return renamed === undefined ? uri : uriOf(`${root}/${renamed}`);
  };
  return baselineOf([...(await printsOf(findings, question.folder, files, nowAt)).values()]);
}

function readBaselineFile(path: string, say: Say): Baseline {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(say.noBaseline(path));
  }
  const baseline = readBaseline(text);
  if (!baseline) throw new UsageError(say.badBaseline(path));
  return baseline;
}

/** @param nowAt the address that a note goes by today */
async function printsOf(
  findings: readonly Finding[],
  folder: string,
  files: FileSystem,
  nowAt = (uri: string) => uri,
): Promise<Map<Finding, Print>> {
  const uris = [...new Set(findings.map(({ uri }) => uri))];
  const contents = await files.read(uris, Number.MAX_SAFE_INTEGER);
  const texts = new Map(
    uris.map((uri, index) => {
      const bytes = contents[index]?.bytes;
      const text = (bytes && decode(bytes)) ?? '';
      return [uri, { text, lines: lineStarts(text) }];
    }),
  );
  return new Map(
    findings.map((finding) => {
      const { text, lines } = texts.get(finding.uri)!;
      return [
        finding,
        printOf(finding, relativeTo(folder, nowAt(finding.uri)), textIn(text, lines, finding.diagnostic.range)),
      ];
    }),
  );
}

function relativeTo(folder: string, uri: string): string {
  return uri.startsWith(`${folder}/`) ? decodeURIComponent(uri.slice(folder.length + 1)) : uri;
}
