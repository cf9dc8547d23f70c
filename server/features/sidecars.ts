// Sidecars follow their image: a Markdown file that describes it, with the JSON file of the same name, goes where the image
// goes and takes over its name; the name that it says itself is written anew.
import { fold } from '../text/fold.ts';
import { basename, dirname, isInside, pathOf, uriOf } from '../text/uri.ts';
import { type File, isImagePath, noteEndings, stemPath } from '../vault/files.ts';
import type { Vault } from '../vault/vault.ts';
import type { Changes, FileRename } from './plan.ts';

/** The moves that moves of images entail, without those that are among them already. */
export function sidecarMoves(vault: Vault, renames: readonly FileRename[]): FileRename[] {
  const moved = new Set(renames.map(({ from }) => from));
  const folders = renames.map(({ from }) => pathOf(from)).filter((path) => vault.files.hasFolder(fold(path)));
  const leaves = ({ uri, path }: File) => moved.has(uri) || folders.some((folder) => isInside(folder, path));
  const found = new Map<string, FileRename>();
  for (const { image, to, named } of movedImages(vault, renames)) {
    for (const sidecar of [...named, ...besides(vault, image, named, leaves)].flatMap((file) =>
      withData(vault, file),
    )) {
      const path = `${dirname(to)}/${nameFor(basename(sidecar.path), basename(image.path), basename(to))}`;
      const isTaken = vault.files.atPath(fold(path)).some((file) => file !== sidecar && !leaves(file));
      if (path !== sidecar.path && !isTaken && !leaves(sidecar))
        found.set(sidecar.uri, { from: sidecar.uri, to: uriOf(path) });
    }
  }
  return [...found.values()];
}

/** Writes the new names of images into the sidecars that name them. */
export function renameInSidecars(vault: Vault, renames: readonly FileRename[], changes: Changes): void {
  for (const { to, named } of movedImages(vault, renames)) {
    for (const { uri } of named) {
      const written = vault.note(uri)?.describedImage;
      if (!written) continue;
      const { start, end, name } = written;
      changes.add(uri, { start, end, newText: basename(to), was: name });
    }
  }
}

interface MovedImage {
  readonly image: File;
  /** The path that it will have. */
  readonly to: string;
  /** The sidecars that say its name, in its folder. */
  readonly named: readonly File[];
}

function movedImages(vault: Vault, renames: readonly FileRename[]): MovedImage[] {
  const images = renames.flatMap(({ from, to }) => {
    const image = vault.files.get(from);
    return image && isImagePath(image.path) ? [{ image, to: pathOf(to) }] : [];
  });
  if (images.length === 0) return [];
  const byImage = new Map<string, File[]>();
  for (const uri of vault.describingImages()) {
    const file = vault.files.get(uri);
    const key = file && `${dirname(file.key)}/${describedBy(vault, file)}`;
    if (file && key) byImage.set(key, [...(byImage.get(key) ?? []), file]);
  }
  return images.map((one) => ({ ...one, named: byImage.get(one.image.key) ?? [] }));
}

/** The folded name of the image that a sidecar says it describes; empty where it says none. */
function describedBy(vault: Vault, file: File): string {
  return fold(vault.note(file.uri)?.describedImage?.name ?? '');
}

/** The sidecars of the image's name; what another image of that name needs stays with that one. */
function besides(vault: Vault, image: File, named: readonly File[], leaves: (file: File) => boolean): File[] {
  const stem = stemPath(image.key);
  const folder = dirname(image.key);
  const isNeeded = vault.files.imagesOf(stem).some((other) => other !== image && !leaves(other));
  return noteEndings
    .flatMap((ending) => vault.files.atPath(stem + ending))
    .filter((file) => {
      const other = describedBy(vault, file);
      const isOthers = isNeeded || (other !== '' && vault.files.atPath(`${folder}/${other}`).length > 0);
      return !vault.isNote(file) && !named.includes(file) && !isOthers;
    });
}

function withData(vault: Vault, sidecar: File): File[] {
  return [sidecar, ...vault.files.atPath(`${stemPath(sidecar.key)}.json`)];
}

/** `fig.md` and `fig.png.md` take over the new name of `fig.png`; `about.md` stays what it is. */
function nameFor(name: string, old: string, fresh: string): string {
  const rest = restAfter(name, old);
  if (rest !== undefined) return fresh + rest;
  const ending = restAfter(name, `${stemPath(old)}.`);
  return ending === undefined ? name : `${stemPath(fresh)}.${ending}`;
}

/** Counted from the end: of the same letters one spelling is longer than another. */
function restAfter(name: string, start: string): string | undefined {
  const [whole, key] = [fold(name), fold(start)];
  return whole.startsWith(key) ? name.slice(name.length + key.length - whole.length) : undefined;
}
