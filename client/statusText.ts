// The words of the status item.
import { l10n } from 'vscode';
import { type DiagnosticCode, diagnosticCodes, type StatusResult } from '../server/protocol.ts';
import { countedNotes } from './countedNotes.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';

export const tooltipCommands = [
  'researchNotes.showProblems',
  'researchNotes.rebuildIndex',
  'researchNotes.openSettings',
] as const;

/** `4/4 · 1/1` with icons; a note without images does not speak of them. */
export function statusText({ vault, note }: StatusResult): string {
  if (vault.state === 'loading') return '$(sync~spin)';
  if (!note) return '$(link)';
  const links = `$(link) ${note.links.good}/${note.links.total}`;
  return note.images.total === 0 ? links : `${links} · $(file-media) ${note.images.good}/${note.images.total}`;
}

/** The same for a screen reader. */
export function statusLabel(status: StatusResult): string {
  return ['Research Notes', vaultLine(status), noteLine(status)].filter(Boolean).join('. ');
}

/** Markdown. Of the workspace only folder names appear in it, escaped. */
export function statusTooltip(status: StatusResult): string {
  const { roots, problems } = status.vault;
  const parts = [`**Research Notes** · ${escapeMarkdown(vaultLine(status))}`, escapeMarkdown(noteLine(status))];
  const found = diagnosticCodes.filter((code) => problems[code]);
  if (found.length > 0) {
    parts.push(`${l10n.t('In all notes:')}\n${list(found.map((code) => problemLine(code, problems[code]!)))}`);
  } else if (status.vault.state === 'ready') parts.push(escapeMarkdown(l10n.t('No problems in any note')));
  if (roots.length > 0) {
    const lines = roots.map(({ path, reason }) => `**${escapeMarkdown(path)}** – ${escapeMarkdown(reason)}`);
    parts.push(`${l10n.t('Links start from:')}\n${list(lines)}`);
  }
  parts.push(
    [
      commandLink(l10n.t('Show problems'), 'showProblems'),
      commandLink(l10n.t('Rebuild index'), 'rebuildIndex'),
      commandLink(l10n.t('Content roots setting'), 'openSettings', 'contentRoots'),
    ].join(' · '),
  );
  return parts.filter(Boolean).join('\n\n');
}

function vaultLine({ vault }: StatusResult): string {
  const notes = countedNotes(vault.notes);
  return vault.state === 'loading' ? l10n.t('reading notes ({0} so far)', notes) : notes;
}

function noteLine({ note, vault }: StatusResult): string {
  if (vault.state === 'loading') return '';
  if (!note) return l10n.t('This file is not one of the notes');
  const { links, images } = note;
  const linkWords = l10n.t('Links of this note: {0} of {1} lead somewhere', links.good, links.total);
  if (images.total === 0) return linkWords;
  return `${linkWords}. ${l10n.t('Images: {0} of {1} found', images.good, images.total)}`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `\n- ${line}`).join('');
}

/** The command is one of `tooltipCommands`. */
function commandLink(text: string, name: string, argument?: string): string {
  const query = argument === undefined ? '' : `?${encodeURIComponent(JSON.stringify([argument]))}`;
  return `[${text}](command:researchNotes.${name}${query})`;
}

/** Written as "what: how many", which no plural can break. */
function problemLine(code: DiagnosticCode, count: number): string {
  switch (code) {
    case 'missing-note':
      return l10n.t('notes not found: {0}', count);
    case 'missing-file':
      return l10n.t('files not found: {0}', count);
    case 'missing-image':
      return l10n.t('images not found: {0}', count);
    case 'missing-heading':
      return l10n.t('headings not found: {0}', count);
    case 'missing-block':
      return l10n.t('blocks not found: {0}', count);
    case 'ambiguous-link':
      return l10n.t('ambiguous links: {0}', count);
    case 'imprecise-path':
      return l10n.t('inexact paths: {0}', count);
    case 'stale-todo':
      return l10n.t('TODO comments out of date: {0}', count);
    case 'case-mismatch':
      return l10n.t('differences in letter case: {0}', count);
    case 'duplicate-heading-id':
      return l10n.t('repeated heading ids: {0}', count);
    case 'duplicate-block-id':
      return l10n.t('repeated block ids: {0}', count);
    case 'front-matter':
      return l10n.t('mistakes in front matter: {0}', count);
    case 'file-skipped':
      return l10n.t('files skipped: {0}', count);
    case 'outside-workspace':
      return l10n.t('targets outside the workspace: {0}', count);
  }
}
