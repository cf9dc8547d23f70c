// The one place where HTML becomes elements. What a note may write is a list; our own markup carries the page's mark.
import createPurifier, { type DOMPurify } from 'dompurify';

/** Prose, and nothing that runs, loads, submits or covers. */
const tags =
  'a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s samp small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var wbr center';
const attributes =
  'abbr align alt checked cite colspan datetime dir disabled headers height href id lang loading name open reversed rowspan scope span src start summary title type valign value width';

/** What our own markup may become: element names and attributes that a note's HTML never gets. */
const ownTags = new Set(['button', 'section', 'nav', 'audio', 'video']);
const ownAttributes = new Set(['class', 'id', 'role', 'tabindex', 'title', 'aria-label', 'aria-hidden', 'loading']);

/** Where attributes of ours may stand in place of an address: see `ownAddress` in server/render/page/html.ts. */
const addresses: Readonly<Record<string, string>> = { A: 'href', IMG: 'src' };

export type Sanitize = (html: string) => DocumentFragment;

/** @param mark the secret part of our own attributes' names: `data-MARK-…` */
export function sanitizer(window: Window, mark: string): Sanitize {
  const purifier: DOMPurify = createPurifier(window as never);
  const prefix = `data-${mark}-`;
  purifier.addHook('uponSanitizeAttribute', (element, data) => {
    const { attrName, attrValue } = data;
    if (attrName.startsWith(prefix)) {
      data.forceKeepAttr = true;
      return;
    }
    if (addresses[element.nodeName] === attrName && attrValue.startsWith(`${mark}:`)) {
      data.keepAttr = false;
      const own: object = JSON.parse(decodeURIComponent(attrValue.slice(mark.length + 1)));
      for (const [name, value] of Object.entries(own)) element.setAttribute(prefix + name, String(value));
      return;
    }
    if (attrName.startsWith('data-') || attrName.startsWith('aria-')) data.keepAttr = false;
    else if (attrName === 'href') data.keepAttr = /^(?:https?|mailto):/i.test(attrValue) || attrValue.startsWith('#');
    else if (attrName === 'src') data.keepAttr = isPicture(attrValue);
    else if (attrName === 'id' || attrName === 'name') {
      // Prefixed, so that no name of a note's can stand in for one of the document's.
      if (element.nodeName === 'A' || attrName === 'id') data.attrValue = `note-${attrValue}`;
      else data.keepAttr = false;
    }
  });
  purifier.addHook('afterSanitizeAttributes', (element) => {
    if (element.nodeName === 'INPUT' && element.getAttribute('type') !== 'checkbox') element.remove();
    else if (element.nodeName === 'INPUT') element.setAttribute('disabled', '');
  });
  return (html) => {
    const fragment = purifier.sanitize(html, {
      ALLOWED_TAGS: tags.split(' '),
      ALLOWED_ATTR: attributes.split(' '),
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
      ALLOW_UNKNOWN_PROTOCOLS: false,
      SANITIZE_DOM: false,
      FORBID_CONTENTS: [
        'script',
        'style',
        'iframe',
        'object',
        'embed',
        'template',
        'noscript',
        'svg',
        'math',
        'video',
        'audio',
        'select',
        'textarea',
        'title',
        'xmp',
        'noembed',
        'noframes',
        'plaintext',
      ],
      RETURN_DOM_FRAGMENT: true,
    });
    adopt(fragment, prefix);
    return fragment;
  };
}

function isPicture(address: string): boolean {
  return /^https:/i.test(address) || /^data:image\/(?:png|jpe?g|gif|webp|avif);base64,/i.test(address);
}

/** Marked attributes become plain ones; after this the mark is gone, and nothing of the page shows it. */
function adopt(fragment: DocumentFragment, prefix: string): void {
  for (const found of [...fragment.querySelectorAll('*')]) {
    let element = found;
    const own = [...element.attributes].filter(({ name }) => name.startsWith(prefix));
    const tag = own.find(({ name }) => name === `${prefix}tag`)?.value;
    if (tag !== undefined && ownTags.has(tag)) element = renamed(element, tag);
    for (const { name, value } of own) {
      element.removeAttribute(name);
      const short = name.slice(prefix.length);
      if (short === 'tag') continue;
      if (short === 'id') element.setAttribute('id', `note-${value}`);
      else element.setAttribute(ownAttributes.has(short) ? short : `data-${short}`, value);
    }
  }
}

function renamed(element: Element, tag: string): Element {
  const other = element.ownerDocument.createElement(tag);
  for (const { name, value } of [...element.attributes]) other.setAttribute(name, value);
  other.append(...element.childNodes);
  if (tag === 'button') other.setAttribute('type', 'button');
  element.replaceWith(other);
  return other;
}
