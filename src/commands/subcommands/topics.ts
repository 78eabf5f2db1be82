import { distance } from 'fastest-levenshtein'
import { plainTag } from '../../domain/digest.ts'
import type { Desk } from '../context.ts'
import { namesOf } from '../parse-command.ts'

/** A topic with all its names; `count` of what the archive has of it. */
export interface Topic {
  /** As the archive spells it most often, else as the vocabulary does. */
  readonly name: string
  readonly names: readonly string[]
  readonly count: number
}

/** Shorter words are nobody's typo. */
const shortestTypo = 3

/** Everything that the archive has something of, most frequent first; the names of one topic are counted together. */
export function topicsOf(desk: Desk): Topic[] {
  const topics = new Map<string, Topic>()
  for (const { tag, count } of desk.archive.tags([])) {
    const names = namesOf(tag, desk.vocabulary)
    const key = plainTag(names[0] ?? tag)
    const known = topics.get(key)
    topics.set(key, { name: known?.name ?? tag, names, count: (known?.count ?? 0) + count })
  }
  return [...topics.values()].toSorted((one, other) => other.count - one.count)
}

/** The topic that a word with a small typo in it means. */
export function topicLike(word: string, desk: Desk): string | undefined {
  const plain = plainTag(word)
  if (plain.length < shortestTypo) return undefined
  const [nearest] = byDistance(plain, allNames(desk))
  return nearest && nearest.steps <= typosIn(plain) ? nearest.name : undefined
}

/** The topics whose names look most like these words. */
export function topicsLike(words: string, desk: Desk, limit: number): string[] {
  const plain = plainTag(words)
  return byDistance(plain, allNames(desk))
    .filter(({ name, steps }) => steps <= Math.max(plain.length, name.length) / 2)
    .slice(0, limit)
    .map(({ name }) => name)
}

/** How many letters may be wrong: two swapped ones count as two. */
function typosIn(word: string): number {
  return word.length < 5 ? 1 : word.length < 9 ? 2 : 3
}

function byDistance(plain: string, names: readonly string[]): { name: string; steps: number }[] {
  // What is much longer than any name is none.
  const word = plain.slice(0, 80)
  return names
    .map((name) => ({ name, steps: distance(word, plainTag(name)) }))
    .toSorted((one, other) => one.steps - other.steps)
}

function allNames(desk: Desk): string[] {
  const known = desk.vocabulary.tags.flatMap(({ names }) => names)
  return [...new Set([...desk.archive.tags([]).map(({ tag }) => tag), ...known])]
}
