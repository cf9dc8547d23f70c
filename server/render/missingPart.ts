// What is said where a link leads to a part of a note that is not there.
import type { Messages } from '../messages.ts';
import { namedBlock } from '../vault/fragments.ts';

/** @param fragment as in the link, without `#` */
export function missingPart(say: Messages, fragment: string, note: string): string {
  const block = namedBlock(fragment);
  return block === undefined ? say.missingHeading(fragment, note) : say.missingBlock(`^${block}`, note);
}
