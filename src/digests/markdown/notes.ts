import type { RootContent } from 'mdast'
import type { Note } from '../../domain/digest.ts'
import type { ParseContext } from './context.ts'
import { trimStart } from './inline-text.ts'
import { type Listed, readListed, splitHeadline } from './lists.ts'
import { readPrefixedTitle } from './title-prefix.ts'

/** Items of "Also worth noting": `- 05 [Agent] **Title.** One line. [Link](…)`. */
export function readNotes(nodes: readonly RootContent[], context: ParseContext, lastNumber: number): Listed<Note> {
  let expected = lastNumber + 1
  return readListed(nodes, context, (point) => {
    const { title: content, ...caption } = readPrefixedTitle(point, context.vocabulary, expected)
    expected = Number(caption.number ?? expected) + 1
    const [headline, text] = splitHeadline(content)
    if (headline.length > 0) return { ...caption, title: headline, text }
    // Without bold words the title is the link at the front, or everything there is.
    const [first, ...rest] = content
    return first?.type === 'link'
      ? { ...caption, title: [first], text: trimStart(rest) }
      : { ...caption, title: content, text: [] }
  })
}
