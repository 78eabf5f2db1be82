import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { mathFromMarkdown } from 'mdast-util-math'
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly'
import { gfmStrikethroughCjkFriendly } from 'micromark-extension-cjk-friendly-gfm-strikethrough'
import { frontmatter } from 'micromark-extension-frontmatter'
import { EditMap } from 'micromark-util-edit-map'
import { dollarMath } from './dollar-math.ts'
import { sparingGfm } from './sparing-gfm.ts'
import { timesSign } from './times-sign.ts'

EditMap.prototype.consume = applyEdits

const githubNodes = gfmFromMarkdown()
const mdastExtensions = [
  frontmatterFromMarkdown(['yaml', 'toml']),
  ...githubNodes.map((extension) => ({ ...extension, transforms: [] })),
  mathFromMarkdown(),
]

/** They link the addresses that are still text. To look for them takes a tenth of the time of a parse. */
const linkAddresses = githubNodes.flatMap(({ transforms }) => transforms ?? [])
const before = frontmatter(['yaml', 'toml'])
const after = [dollarMath(), cjkFriendlyExtension(), gfmStrikethroughCjkFriendly({ singleTilde: false }), timesSign()]

/** Markdown with everything a digest may use: GFM, front matter, math, and emphasis that works beside CJK characters. */
export function parseMarkdown(text: string): Root {
  const extensions = [before, sparingGfm(text), ...after]
  const root = fromMarkdown(text, { extensions, mdastExtensions })
  if (holdsAddress(root)) for (const transform of linkAddresses) transform(root)
  return root
}

/** Whether something in a text may be an address that is to be linked. */
function holdsAddress(node: Nodes): boolean {
  if (node.type === 'text') return /:\/\/|www\.|@/i.test(node.value)
  return 'children' in node && node.children.some(holdsAddress)
}

type Event = Parameters<EditMap['consume']>[0][number]

/**
 * Applies the edits without touching what stands before the first. The parser edits its events after each list and quote
 * that ends, near their end; its own method copies all of them each time, which takes seconds for thousands of lists.
 */
export function applyEdits(this: EditMap, events: Event[]): undefined {
  this.map.sort(([one], [other]) => one - other)
  const start = this.map[0]?.[0] ?? events.length
  const edited = events.splice(start)
  let at = start
  const keepUntil = (end: number) => {
    for (; at < end; at += 1) events.push(edited[at - start] as Event)
  }
  for (const [index, removed, added] of this.map) {
    keepUntil(index)
    for (const event of added) events.push(event)
    at += removed
  }
  keepUntil(start + edited.length)
  this.map.length = 0
  this.index.clear()
}
