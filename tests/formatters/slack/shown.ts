import type { Part } from '../../../src/domain/part.ts'

/** What a reader sees of rendered parts, for comparison with what the author wrote. */

type Json = Readonly<Record<string, unknown>>

/** Every object in a body, in reading order. */
export function objectsIn(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(objectsIn)
  return Array.isArray(value) ? inner : [value as Json, ...inner]
}

/** The words of headers and rich text: not those of context lines and controls, which are ours. */
export function wordsShown(parts: readonly Part[]): string {
  const blocks = parts.flatMap(({ body }) => body.blocks as Json[])
  const read = blocks.filter(({ type }) => type !== 'context' && type !== 'actions')
  return read
    .flatMap(objectsIn)
    .map(({ text, alt_text: alt }) => (typeof text === 'string' ? text : typeof alt === 'string' ? alt : ''))
    .join(' ')
}

/** The addresses that readers can follow, in order, each once where it goes on. */
export function addressesShown(parts: readonly Part[]): string[] {
  const links = parts.flatMap(({ body }) => objectsIn(body.blocks)).filter(({ type }) => type === 'link')
  return withoutRepeats(links.map(({ url }) => String(url)))
}

export function withoutRepeats(values: readonly string[]): string[] {
  return values.filter((value, at) => value !== values[at - 1])
}

/** Words without blanks, the joiner that keeps a word from being a mention, and the marks around another direction. */
export function letters(text: string): string {
  return text.replace(/[\s\u2060\u2068\u2069]/g, '')
}
