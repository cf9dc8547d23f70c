// "Why does this link go there?": the rules that were tried, what each found, and why every other candidate was passed over.
import { type Language, messages } from '../messages.ts';
import type { Settings } from '../protocol.ts';
import { escapeMarkdown } from '../render/markdown.ts';
import { wordLists } from '../render/wordLists.ts';
import type { Place } from '../text/span.ts';
import { explain } from '../vault/explain.ts';
import type { File } from '../vault/files.ts';
import type { Vault } from '../vault/vault.ts';
import { linkAt } from './linkAt.ts';

/** A page of Markdown; `undefined` where no link stands at the place. */
export function explainLink(vault: Vault, place: Place, settings: Settings, language: Language): string | undefined {
  const note = vault.note(place.uri);
  const link = note && linkAt(note, place.offset);
  if (!link) return undefined;
  const say = messages(language);
  const { rules, tiers, reasons } = wordLists(language);
  const { resolution, steps, target, rejected } = explain(vault, place.uri, link, settings.links);
  const named = (file: File) => `**${oneLine(vault.titleOf(file))}** · ${oneLine(vault.displayPath(file.path))}`;
  const written = oneLine(link.fragment === undefined ? link.target : `${link.target}#${link.fragment}`);
  const lines = [`# ${say.explainTitle(written)}`, ''];
  lines.push(target ? `${say.explainLeads()} ${named(target)}` : say.explainNowhere());
  lines.push('', rules[resolution.tier]);
  if (resolution.aliasFirst) lines.push('', say.explainAliasFirst());
  if (resolution.imprecise) lines.push('', say.explainImprecise());
  if (steps.length > 0) {
    lines.push('', `## ${say.explainSteps()}`, '');
    for (const { tier, tried, found } of steps) {
      const result = found.length === 0 ? say.explainNothing() : found.map(named).join(', ');
      lines.push(`1. ${tiers[tier]}: ${oneLine(tried.startsWith('/') ? vault.displayPath(tried) : tried)} — ${result}`);
    }
  }
  if (rejected.length > 0) {
    lines.push('', `## ${say.explainRejected()}`, '');
    for (const { file, reason } of rejected) lines.push(`- ${named(file)} — ${reasons[reason]}`);
  }
  return `${lines.join('\n')}\n`;
}

/** What notes and links say is text of the page, not its Markdown. */
function oneLine(text: string): string {
  return escapeMarkdown(text.replace(/\s+/g, ' '));
}
