import { distance } from 'fastest-levenshtein'
import { normalizeTag } from '../../domain/digest.ts'
import type { ReadContext } from '../context.ts'
import { plainTopic, tagNames } from '../parse-command.ts'

/** A topic with all its names, and how many sections and notes have it. */
interface Topic {
  /** The most frequent spelling in the digests, else that of the vocabulary. */
  readonly name: string
  readonly names: readonly string[]
  readonly count: number
}

/** Shorter words are never corrected. */
const shortestTypo = 3

/** All topics in the digests, most frequent first; the names of one topic are counted together. */
export function topicsOf(context: ReadContext): Topic[] {
  const topics = new Map<string, Topic>()
  for (const { tag, count } of context.index.tags([])) {
    const names = tagNames(tag, context.vocabulary)
    const key = normalizeTag(names[0] ?? tag)
    const known = topics.get(key)
    topics.set(key, { name: known?.name ?? tag, names, count: (known?.count ?? 0) + count })
  }
  return [...topics.values()].toSorted((one, other) => other.count - one.count)
}

/** The topic that a word with a small typo means. */
export function topicLike(word: string, context: ReadContext): string | undefined {
  const plain = plainTopic(word)
  if (plain.length < shortestTypo) return undefined
  const [nearest] = byDistance(plain, allNames(context))
  return nearest && nearest.steps <= typosIn(plain) ? nearest.name : undefined
}

/** The topics whose names begin like these words or differ from them in few letters, the nearest first. */
export function topicsLike(words: string, context: ReadContext, limit: number): string[] {
  const plain = plainTopic(words)
  return byDistance(plain, allNames(context))
    .filter(({ name, steps }) => {
      const other = plainTopic(name)
      const shorter = Math.min(plain.length, other.length)
      const isBeginning = shorter >= shortestTypo && (other.startsWith(plain) || plain.startsWith(other))
      return isBeginning || steps <= Math.max(plain.length, other.length) / 3
    })
    .slice(0, limit)
    .map(({ name }) => name)
}

/** How many letters may be wrong; two swapped letters count as two. */
function typosIn(word: string): number {
  return word.length < 5 ? 1 : word.length < 9 ? 2 : 3
}

function byDistance(plain: string, names: readonly string[]): { name: string; steps: number }[] {
  // Longer text matches no name; the limit keeps the comparison cheap.
  const word = plain.slice(0, 80)
  return names
    .map((name) => ({ name, steps: distance(word, plainTopic(name)) }))
    .toSorted((one, other) => one.steps - other.steps)
}

function allNames(context: ReadContext): string[] {
  const known = context.vocabulary.tags.flatMap(({ names }) => names)
  return [...new Set([...context.index.tags([]).map(({ tag }) => tag), ...known])]
}
