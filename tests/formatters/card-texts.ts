import type { Card } from '../../src/domain/card.ts'

/** The words of cards that a reader must find, in this order; words of different styles count as different words. */
export function textsOfCards(cards: readonly Card[]): string[] {
  return cards.flatMap(({ title = '', tag = '', meta = '', body }, at) => {
    const caption = at === 0 ? [title, tag, meta] : [tag, title, meta]
    return [...caption, ...leaves(body)]
  })
}

/** The values of all nodes in styled text or blocks, in order. */
export function leaves(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leaves)
  if (typeof value !== 'object' || value === null) return []
  if ('value' in value) return [String(value.value)]
  const { header, rows, items, children } = value as Record<string, unknown>
  return leaves([header, rows, items, children])
}
