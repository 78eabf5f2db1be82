import type { List, RootContent } from 'mdast'
import { unstyled } from '../../domain/build.ts'
import type { Inline } from '../../domain/digest.ts'
import type { ParseContext } from './context.ts'
import { mergeTexts } from './inline-text.ts'
import { isEmpty, readInlines } from './inlines.ts'

/** Reads a list whose items are styled text only; what they hold besides is added to `leftover`. */
export function readListItems(list: List, context: ParseContext, leftover: RootContent[]): Inline[][] {
  return list.children.flatMap((item) => {
    const point: Inline[] = []
    for (const node of item.children) {
      if (node.type !== 'paragraph') leftover.push(node)
      else {
        if (point.length > 0) point.push({ type: 'break' })
        point.push(...readInlines(node.children, context))
      }
    }
    // `[x]` at the start of a bullet makes a task, but these lists hold none.
    if (typeof item.checked === 'boolean') point.unshift(unstyled(item.checked ? '[x] ' : '[ ] '))
    return isEmpty(point) ? [] : [context.mark(mergeTexts(point), item)]
  })
}

const names: Partial<Record<RootContent['type'], string>> = {
  list: 'list',
  table: 'table',
  code: 'code block',
  blockquote: 'quote',
  heading: 'heading',
  math: 'formula',
  image: 'image',
  html: 'HTML',
}

/** Says that something stays in the post, though not where it was written. */
export function warnCarried(nodes: readonly RootContent[], part: string, place: string, context: ParseContext): void {
  for (const node of nodes) {
    if (['definition', 'footnoteDefinition', 'thematicBreak'].includes(node.type)) continue
    const message = `This ${names[node.type] ?? 'paragraph'} does not fit ${part}; it is shown ${place}.`
    context.warn('carried-as-prose', message, node)
  }
}
