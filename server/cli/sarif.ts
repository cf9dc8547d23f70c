// Findings as SARIF 2.1.0, which code scanning services read.
import { type DiagnosticCode, diagnosticCodes } from '../protocol.ts';
import { oneLine, type Report } from './format.ts';

const levels = ['none', 'error', 'warning', 'note', 'note'];

export function sarif({ findings, version }: Report): string {
  const results = findings.map(({ path, diagnostic }) => ({
    ruleId: diagnostic.code,
    ruleIndex: diagnosticCodes.indexOf(diagnostic.code as DiagnosticCode),
    level: levels[diagnostic.severity ?? 1],
    message: { text: oneLine(diagnostic) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
          region: {
            startLine: diagnostic.range.start.line + 1,
            startColumn: diagnostic.range.start.character + 1,
            endLine: diagnostic.range.end.line + 1,
            endColumn: diagnostic.range.end.character + 1,
          },
        },
      },
    ],
  }));
  const driver = { name: 'research-notes', version, rules: diagnosticCodes.map((id) => ({ id })) };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}
