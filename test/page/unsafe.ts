// In place of client/preview/page/sanitize.ts: whatever HTML there is becomes elements. Only for the control run.

export function sanitizer(_window: Window, mark: string): (html: string) => DocumentFragment {
  return (html) => {
    const range = document.createRange();
    range.selectNode(document.body);
    // Unlike `innerHTML` this runs scripts: the policy has to keep them from it.
    const fragment = range.createContextualFragment(html);
    for (const element of fragment.querySelectorAll('*')) {
      for (const { name, value } of [...element.attributes]) {
        if (name === `data-${mark}-class`) element.className = value;
        else if (name.startsWith(`data-${mark}-`)) element.setAttribute(`data-${name.slice(mark.length + 6)}`, value);
      }
    }
    return fragment;
  };
}
