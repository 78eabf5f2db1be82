/** The largest number of entries of a feed that are read: parsing blocks everything else. */
const entriesMax = 400

/** The elements of entries in RSS, RDF and Atom. */
const names = ['item', 'entry'] as const

/** A feed cut into the parts before, of, and after its entries. */
interface FeedParts {
  readonly head: string
  readonly entries: readonly string[]
  /** How many entries have no end. */
  readonly broken: number
  /** Closes what `head` opens. */
  readonly tail: string
}

/** The document without its type definition: no entity of its own is expanded, and nothing else is loaded. */
export function withoutDoctype(xml: string): string {
  const start = xml.search(/<!DOCTYPE/i)
  if (start < 0) return xml
  // Quoted values and the part in brackets may hold a `>`.
  let quote = ''
  let isInside = false
  for (let at = start; at < xml.length; at += 1) {
    const character = xml[at] ?? ''
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '[') isInside = true
    else if (character === ']') isInside = false
    else if (character === '>' && !isInside) return xml.slice(0, start) + xml.slice(at + 1)
  }
  return xml.slice(0, start)
}

/** Cuts a feed by the tags of its entries, whether it is well-formed or not. Undefined if it has none. */
export function cutFeed(xml: string): FeedParts | undefined {
  const name = names.find((each) => new RegExp(`<${each}[\\s>]`, 'i').test(xml))
  if (!name) return undefined
  // Tags in quoted text and in comments are text.
  const code = xml.replaceAll(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g, (text) => ' '.repeat(text.length))
  const tags = new RegExp(`<(/?)${name}(?=[\\s>])[^<>]*>`, 'gi')
  const entries: string[] = []
  let broken = 0
  let openedAt = -1
  let first = xml.length
  for (const { 0: tag, 1: slash, index } of code.matchAll(tags)) {
    if (slash) {
      if (openedAt >= 0) entries.push(xml.slice(openedAt, index + tag.length))
      openedAt = -1
      continue
    }
    if (openedAt >= 0) broken += 1
    openedAt = index
    first = Math.min(first, index)
  }
  if (openedAt >= 0) broken += 1
  const root = /<([\w:.-]+)[^<>]*>/.exec(xml.slice(0, first).replace(/<\?[^>]*\?>/g, ''))
  const opened = root?.[0] ?? ''
  const isChannel = /^<rss[\s>]/i.test(opened)
  return {
    head: `${opened}${isChannel ? '<channel>' : ''}`,
    entries: entries.length <= entriesMax ? entries : ends(entries),
    broken,
    tail: `${isChannel ? '</channel>' : ''}</${root?.[1] ?? ''}>`,
  }
}

/** The first and the last ones: some feeds begin with the oldest. */
function ends(entries: readonly string[]): string[] {
  return [...entries.slice(0, entriesMax / 2), ...entries.slice(-entriesMax / 2)]
}
