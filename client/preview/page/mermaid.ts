// Mermaid: a script of its own, loaded for the first diagram. What it draws goes through an allow-list of its own.
import createPurifier from 'dompurify';
import mermaid from 'mermaid';
import './lazy.ts';

const purifier = createPurifier(window as never);
let count = 0;

window.researchNotesMermaid = async (text) => {
  const style = getComputedStyle(document.body);
  const colour = (name: string, other: string) => style.getPropertyValue(name).trim() || other;
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    maxTextSize: 50 * 1024,
    maxEdges: 500,
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    suppressErrorRendering: true,
    // What a note may not turn off by `%%{init}%%`.
    secure: [
      'secure',
      'securityLevel',
      'startOnLoad',
      'maxTextSize',
      'maxEdges',
      'htmlLabels',
      'flowchart',
      'themeCSS',
      'fontFamily',
      'suppressErrorRendering',
    ],
    theme: 'base',
    fontFamily: style.getPropertyValue('--ui') || 'sans-serif',
    themeVariables: {
      darkMode:
        document.body.classList.contains('vscode-dark') || document.body.classList.contains('vscode-high-contrast'),
      background: colour('--vscode-editor-background', '#fff'),
      primaryColor: colour('--vscode-textCodeBlock-background', '#eee'),
      primaryTextColor: colour('--vscode-editor-foreground', '#000'),
      primaryBorderColor: colour('--vscode-textLink-foreground', '#06c'),
      lineColor: colour('--vscode-descriptionForeground', '#555'),
      textColor: colour('--vscode-editor-foreground', '#000'),
    },
  });
  const { svg } = await mermaid.render(`note-diagram-${++count}`, text);
  return adopted(svg);
};

/** Shapes and text only. Its style sheet becomes one of the document: inline ones the page's policy does not take. */
function adopted(svg: string): SVGElement {
  const sheet = /<style>([\s\S]*?)<\/style>/.exec(svg)?.[1] ?? '';
  const fragment = purifier.sanitize(svg, {
    USE_PROFILES: { svg: true, svgFilters: false },
    FORBID_TAGS: [
      'a',
      'image',
      'foreignObject',
      'use',
      'animate',
      'animateTransform',
      'animateMotion',
      'set',
      'style',
      'script',
      'filter',
      'feImage',
    ],
    FORBID_ATTR: ['href', 'xlink:href'],
    RETURN_DOM_FRAGMENT: true,
  });
  const element = fragment.querySelector('svg');
  if (!element) throw new Error('nothing was drawn');
  // Its own markers are named by `url(#…)`; nothing else is.
  if (sheet !== '' && !/@import|url\((?!#[\w-]+\))/i.test(sheet)) {
    const styles = new CSSStyleSheet();
    styles.replaceSync(sheet);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];
  }
  element.setAttribute('role', 'img');
  return element;
}
