import { unstyled } from '../../domain/build.ts'
import type { Inline } from '../../domain/digest.ts'
import { mergeTexts } from '../markdown/inline-text.ts'
import { type PageLine, takeBullet } from './page-line.ts'

/** The lines of a page that was copied as text. Blank lines mean nothing: each line is a block of its own. */
export function readTextLines(page: string): PageLine[] {
  return page.split(/\r\n|\r|\n/).flatMap((line, index): PageLine[] => {
    const indent = line.length - line.replace(/^[\s\uFEFF]+/, '').length
    const [hashes = ''] = /^#{1,6}(?=\s)/.exec(line.slice(indent)) ?? []
    const words = line
      .slice(indent + hashes.length)
      .replace(/\s+/g, ' ')
      .trim()
    if (words === '') return []
    const at = { line: index + 1, column: indent + 1 }
    if (hashes) return [{ at, words: linkAddresses(words), heading: hashes.length }]
    return [{ at, ...takeBullet(linkAddresses(words)) }]
  })
}

/** Turns the addresses in a text into links, without the punctuation that follows them. */
function linkAddresses(words: string): Inline[] {
  const nodes: Inline[] = []
  let end = 0
  for (const { 0: found, index } of words.matchAll(
    /(?<![\p{L}\p{N}])https?:\/\/[\w-]+\.[^\s<>"“”，。、；！？（）《》「」]+/gu,
  )) {
    const url = trimAddress(found)
    if (!URL.canParse(url)) continue
    nodes.push(unstyled(words.slice(end, index)), { type: 'link', url, children: [unstyled(url)] })
    end = index + url.length
  }
  return mergeTexts([...nodes, unstyled(words.slice(end))])
}

function trimAddress(found: string): string {
  const url = found.replace(/[?!.,:;*_~'"]+$/, '')
  const count = (mark: string) => url.split(mark).length
  return url.endsWith(')') && count(')') > count('(') ? trimAddress(url.slice(0, -1)) : url
}
