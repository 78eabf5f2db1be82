import type { Nodes, Root } from 'mdast'

/** Deeper than any text that can be read in a chat; Markdown parsers need seconds for what is nested hundreds deep. */
export const maxNesting = 20

/** A quote or list marker at the start of what is left of a line. */
const marker = /^(?:>|[-+*](?=\s|$)|\d{1,9}[.)](?=\s|$))/

/** The line, from 1, on which lists and quotes are nested deeper than allowed. Takes time in proportion to the text. */
export function findDeepNesting(text: string): number | undefined {
  // The column at which each open list or quote continues.
  let open: number[] = []
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    let column = 0
    let rest = line
    for (;;) {
      const blank = rest.length - rest.trimStart().length
      column += width(rest.slice(0, blank))
      rest = rest.slice(blank)
      const found = marker.exec(rest)?.[0]
      if (!found) break
      open = open.filter((continues) => continues <= column)
      column += found.length
      open.push(column)
      if (open.length > maxNesting) return at + 1
      rest = rest.slice(found.length)
    }
  }
  return undefined
}

function width(blank: string): number {
  return blank.replaceAll('\t', '    ').length
}

/** The line, from 1, of a node that lies deeper than allowed in what was parsed. */
export function isDeeplyNested(root: Root): number | undefined {
  const waiting: { node: Nodes; depth: number }[] = [{ node: root, depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next
    // A list and its item are one step each, and so are a paragraph and its text.
    if (depth > 3 * maxNesting) return node.position?.start.line ?? 1
    if ('children' in node) for (const child of node.children) waiting.push({ node: child, depth: depth + 1 })
  }
  return undefined
}
