// Findings as text for people and programs.
import type { Diagnostic } from 'vscode-languageserver-types';

/** A finding with the path that its reader knows it by. */
export interface Located {
  /** From the folder the command was started in, with `/`. */
  readonly path: string;
  readonly diagnostic: Diagnostic;
}

export interface Report {
  readonly findings: readonly Located[];
  /** The last line, for people. */
  readonly summary: string;
  readonly notes: number;
  /** How many findings there are by code, of the rules and notes that were asked for; those that are old or not listed included. */
  readonly counts: Readonly<Record<string, number>>;
  /** The version of this program. */
  readonly version: string;
}

export const formats = { text, json, github, sarif } as const;

export type Format = (report: Report) => string | Promise<string>;

const severityNames = ['', 'error', 'warning', 'information', 'hint'];

export function severityName({ severity }: Diagnostic): string {
  return severityNames[severity ?? 1]!;
}

/** `path:line:column: severity: message [code]`, the lines of a compiler. */
function text({ findings, summary }: Report): string {
  const lines = findings.map(({ path, diagnostic }) => {
    const { line, character } = diagnostic.range.start;
    return `${path}:${line + 1}:${character + 1}: ${severityName(diagnostic)}: ${oneLine(diagnostic)} [${diagnostic.code}]`;
  });
  return [...lines, summary, ''].join('\n');
}

function json({ findings, notes, counts }: Report): string {
  const found = findings.map(({ path, diagnostic }) => ({
    path,
    line: diagnostic.range.start.line + 1,
    column: diagnostic.range.start.character + 1,
    endLine: diagnostic.range.end.line + 1,
    endColumn: diagnostic.range.end.character + 1,
    severity: severityName(diagnostic),
    code: diagnostic.code,
    message: oneLine(diagnostic),
  }));
  return `${JSON.stringify({ version: 1, notes, counts, findings: found }, undefined, 2)}\n`;
}

const githubCommands = ['', 'error', 'warning', 'notice', 'notice'];

/** Workflow commands of GitHub Actions, which become annotations in a pull request. */
function github({ findings }: Report): string {
  return findings
    .map(({ path, diagnostic }) => {
      const { start, end } = diagnostic.range;
      const properties = [
        `file=${githubProperty(path)}`,
        `line=${start.line + 1}`,
        `col=${start.character + 1}`,
        `endLine=${end.line + 1}`,
        `endColumn=${end.character + 1}`,
        `title=${githubProperty(`research-notes ${diagnostic.code}`)}`,
      ];
      return `::${githubCommands[diagnostic.severity ?? 1]} ${properties.join(',')}::${githubData(oneLine(diagnostic))}\n`;
    })
    .join('');
}

export function oneLine({ message }: Diagnostic): string {
  return (typeof message === 'string' ? message : message.value).replace(/\s+/g, ' ');
}

function githubData(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function githubProperty(value: string): string {
  return githubData(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

async function sarif(report: Report): Promise<string> {
  return (await import('./sarif.ts')).sarif(report);
}
