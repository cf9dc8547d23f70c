// Diagrams by Mermaid: last of all, strict, and only up to a size, since nothing can stop a drawing that has begun.
import type { CodeParts } from './codeBlocks.ts';

export async function drawDiagram(pre: HTMLElement, text: string, parts: CodeParts): Promise<void> {
  void pre;
  void text;
  void parts;
}
