import type { Digest, Inline } from '../domain/digest.ts'
import { plainText } from '../domain/text.ts'
import type { FeaturedWork } from '../sources/rank.ts'

/** What a digest has as sections and notes. */
export function featuredIn({ date, sections, notes = [] }: Digest): FeaturedWork[] {
  const at = Date.parse(`${date}T00:00:00Z`)
  const work = (texts: readonly (readonly Inline[])[]): FeaturedWork[] =>
    texts.map((text) => ({ title: plainText(text), urls: linksIn(text), at }))
  return [
    ...sections.flatMap(({ title, source }) => work([title, ...(source ? [source] : [])])),
    ...notes.flatMap(({ title, text }) => [...work([title]), { title: '', urls: linksIn(text), at }]),
  ]
}

function linksIn(inlines: readonly Inline[]): string[] {
  return inlines.flatMap((node) => {
    const inner = 'children' in node ? linksIn(node.children) : []
    return node.type === 'link' ? [node.url, ...inner] : inner
  })
}
