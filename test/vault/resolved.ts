// What a link of a literal resolves to, as one line of text: the shared half of the checks about resolving.
import { linkAt } from '../../server/features/linkAt.ts';
import { type Resolution, resolve } from '../../server/vault/resolve.ts';
import { type World, type WorldOptions, world } from '../fixture.ts';

/** `tier path | path #fragment (marks)` for the link at `$0`; throws where there is no link. */
export function resolved(literal: string, options: WorldOptions = {}): string {
  const here = world(literal, options);
  const { uri, offset } = here.place;
  const link = linkAt(here.vault.note(uri)!, offset);
  if (!link) throw new Error('There is no link at $0');
  return shown(here, resolve(here.vault, uri, link, { pipeOrder: here.settings.links.pipeOrder }));
}

export function shown(here: World, found: Resolution): string {
  const marks = [
    ...(found.imprecise ? ['imprecise'] : []),
    ...(found.caseDiffers ? ['case'] : []),
    ...(found.aliasFirst ? ['alias first'] : []),
    ...(found.folder === undefined ? [] : ['folder']),
    ...(found.unknown ? ['unknown'] : []),
  ];
  return [
    found.tier,
    ...(found.files.length ? [found.files.map((file) => here.path(file.uri)).join(' | ')] : []),
    ...(found.fragment === undefined ? [] : [`#${found.fragment}`]),
    ...(marks.length ? [`(${marks.join(', ')})`] : []),
  ].join(' ');
}
