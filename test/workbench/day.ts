// The note that most tests of the window write into, and what they do first.
import type { Host } from './host.ts';

export const day = 'topics/conferences/reading_day_encoders.md';
export const probing = 'Пробы по слоям';

/** The status item has its counts once the vault is read. */
export async function ready(host: Host): Promise<string> {
  const items = await host.until(
    'the vault to be read',
    () => host.statusBar(),
    (found) => found.some((item) => /\d+\/\d+ · \d+\/\d+/.test(item)),
    20_000,
  );
  return items.find((item) => /\d+\/\d+ · \d+\/\d+/.test(item))!;
}

/** Opens the note, starts an item at the end of its related notes, which the editor does on Enter, and types into it. */
export async function typeLink(host: Host, query: string): Promise<void> {
  await host.open(day, 'Что читаем в следующий раз$0');
  await host.press('Enter');
  // As fast as people type: two keys within one request is a race that the editor itself loses now and then.
  await host.type(query, 60);
}
