import type { Paragraph, PhrasingContent, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'

/** The beginning of a definition: `:   What it means`. */
const mark = /^:[ \t]+(?=\S)/

/** In characters. A longer line is a sentence. */
const termMax = 120

/**
 * Converts terms with definitions, as PHP Markdown Extra, kramdown and Pandoc write them, into lines in bold with
 * paragraphs below. The parser takes a definition for the continuation of the line above.
 */
export function splitDefinitions(nodes: readonly RootContent[]): RootContent[] {
  const isApart = nodes.map((node, at) => isDefinition(node) && isTerm(nodes[at - 1]))
  // A single line with a colon and a blank line above may have the colon for another reason.
  const areApart = isApart.filter(Boolean).length > 1
  return nodes.flatMap((node, at): RootContent[] => {
    if (node.type !== 'paragraph') return [node]
    const [first = [], ...others] = cutAtMarks(node.children)
    const own = { ...node, children: first }
    const isDefined = others.length > 0 || (areApart && isApart[at + 1] === true)
    if (others.length === 0 && !isDefined) return [areApart && isApart[at] ? withoutMark(node) : node]
    const term: Paragraph = isTerm(own) ? { ...node, children: [{ type: 'strong', children: first }] } : own
    return [term, ...others.map((children) => withoutMark({ ...node, children }))]
  })
}

function isDefinition(node: RootContent): boolean {
  return node.type === 'paragraph' && mark.test(wordsOf(node))
}

function isTerm(node: RootContent | undefined): boolean {
  if (node?.type !== 'paragraph' || isDefinition(node)) return false
  const words = wordsOf(node)
  return words.length <= termMax && !words.includes('\n')
}

/** Cut before each line that begins a definition. */
function cutAtMarks(children: readonly PhrasingContent[]): PhrasingContent[][] {
  const groups: PhrasingContent[][] = [[]]
  for (const child of children) {
    const pieces = child.type === 'text' ? child.value.split(/\n(?=:[ \t]+\S)/) : []
    if (child.type !== 'text' || pieces.length < 2) {
      groups.at(-1)?.push(child)
      continue
    }
    for (const [at, value] of pieces.entries()) {
      if (at > 0) groups.push([])
      if (value !== '') groups.at(-1)?.push({ ...child, value })
    }
  }
  return groups
}

function withoutMark(paragraph: Paragraph): Paragraph {
  const [first, ...rest] = paragraph.children
  if (first?.type !== 'text') return paragraph
  return { ...paragraph, children: [{ ...first, value: first.value.replace(mark, '') }, ...rest] }
}
