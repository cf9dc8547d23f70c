// The outline marks the section that is being read.

/** Follows the scrolling; the function it gives is called after the outline was drawn. */
export function spyOutline(rail: HTMLElement): () => void {
  let targets: { link: HTMLElement; target: HTMLElement }[] = [];
  let current: HTMLElement | undefined;
  let waiting = false;
  const mark = () => {
    waiting = false;
    const line = innerHeight * 0.25;
    let found = targets[0]?.link;
    // A high window shows several sections before anything is scrolled: then it is the first.
    if (scrollY > 0) {
      for (const { link, target } of targets) if (target.getBoundingClientRect().top < line) found = link;
    }
    if (found === current) return;
    current?.removeAttribute('aria-current');
    found?.setAttribute('aria-current', 'true');
    current = found;
  };
  addEventListener(
    'scroll',
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(mark);
    },
    { passive: true },
  );
  return () => {
    targets = [...rail.querySelectorAll<HTMLElement>('.outline a[data-to]')].flatMap((link) => {
      const target = document.getElementById(`note-${link.dataset.to}`);
      return target ? [{ link, target }] : [];
    });
    current = undefined;
    mark();
  };
}
