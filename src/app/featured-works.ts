import type { Digest, Inline } from '../domain/digest.ts'
import { blocksText, plainText } from '../domain/text.ts'
import type { FeaturedWork } from '../sources/rank.ts'

/** The works in the sections and notes of a digest. */
export function featuredIn({ date, sections, notes = [] }: Digest): FeaturedWork[] {
  const at = Date.parse(`${date}T00:00:00Z`)
  return [
    ...sections.flatMap(({ title, source, body, takeaways }) => {
      const titles = [title, ...(source ? [source] : [])]
      const points = takeaways.map(plainText)
      const text = [...titles.map(plainText), blocksText(body), ...points].join('\n')
      return titles.map((each) => ({ title: plainText(each), text, urls: linksIn(each), at }))
    }),
    ...notes.flatMap(({ title, text: words }) => {
      const text = [title, words].map(plainText).join('\n')
      return [
        { title: plainText(title), text, urls: linksIn(title), at },
        { title: '', text, urls: linksIn(words), at },
      ]
    }),
  ]
}

function linksIn(inlines: readonly Inline[]): string[] {
  return inlines.flatMap((node) => {
    const inner = 'children' in node ? linksIn(node.children) : []
    return node.type === 'link' ? [node.url, ...inner] : inner
  })
}
