// Covers and thumbnails show a part of their picture: a page is known by its top, a photo or a chart by its middle.

/** Address -> whether the picture is wider than high; known once it was loaded. */
const wide = new Map<string, boolean>();

export function cropCover(image: HTMLImageElement): void {
  const { src } = image;
  const known = wide.get(src);
  if (known !== undefined) {
    image.classList.toggle('wide', known);
    return;
  }
  image.addEventListener(
    'load',
    () => {
      const isWide = image.naturalWidth > image.naturalHeight;
      wide.set(src, isWide);
      // The page may keep an older element and this one's attributes: the class goes to whoever shows the picture.
      for (const each of document.querySelectorAll<HTMLImageElement>('.cover img, .thumbnail')) {
        if (each.src === src) each.classList.toggle('wide', isWide);
      }
    },
    { once: true },
  );
}
