import { addDays, type Day } from '../../src/domain/day.ts'
import type { Block, Digest, Inline, Note, Section } from '../../src/domain/digest.ts'

/** A seeded random number generator from 0 to 1: Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const vocabularySize = 60_000
const syllables = 'ba ce di fo gu ha ke li mo nu pa re si to vu wa xe yi zo cha ster ing tion al er'.split(' ')

/** Rank 0 is in most digests, the last one in a few of ten years. */
export function wordOfRank(rank: number): string {
  let word = ''
  for (let rest = rank + syllables.length; rest > 0; rest = Math.floor(rest / syllables.length)) {
    word += syllables[rest % syllables.length]
  }
  return word
}

const hanVocabulary = 2_000

/** The n-th of the Chinese characters, the most frequent first. */
export const hanOfRank = (rank: number) => String.fromCharCode(0x4e00 + rank)

export const tagNames = ['Training', 'Agent', 'Multimodal', 'Inference', 'Image Gen', 'Evaluation', 'Robotics', '检索']

const digestsInChinese = 0.1

/** How long a digest is. */
export interface Length {
  /** As many sections as notes. */
  readonly sections: number
  /** Of a long one's text in each. */
  readonly share: number
  /** What that comes to, about. */
  readonly kilobytes: number
}

export const long: Length = { sections: 4, share: 1, kilobytes: 6.6 }
export const short: Length = { sections: 2, share: 0.25, kilobytes: 1.1 }

/** How much text is made once, in characters; digests are cut from it. */
const corpusLength = 3_000_000

/** Makes digests, the same for the same seed. */
export class Synthetic {
  readonly #random: () => number
  readonly #english: string
  readonly #chinese: string

  constructor(seed: number) {
    this.#random = seeded(seed)
    this.#english = this.#corpus(() => `${wordOfRank(this.#zipf(vocabularySize))} `)
    this.#chinese = this.#corpus(() => (this.#random() < 0.08 ? '，' : hanOfRank(this.#zipf(hanVocabulary))))
  }

  digest(publication: string, date: Day, { sections: count, share }: Length): Digest {
    const language = this.#random() < digestsInChinese ? 'zh' : 'en'
    const text = (size: number): readonly Inline[] => [{ type: 'text', value: this.#cut(language, size * share) }]
    const paragraph = (size: number): Block => ({ type: 'paragraph', children: text(size) })
    const sections = Array.from({ length: count }, (_, at): Section => {
      const body = [paragraph(280), paragraph(280)]
      return {
        number: `0${at + 1}`,
        tag: this.#tag(),
        title: text(45),
        body,
        takeaways: [text(80), text(80), text(80)],
      }
    })
    const notes = Array.from({ length: count }, (): Note => ({ tag: this.#tag(), title: text(40), text: text(170) }))
    const overview = Array.from({ length: count }, () => ({ headline: text(40), text: text(90) }))
    return { publication, date, language, overview, sections, notes, observation: [paragraph(500)], prose: [] }
  }

  /** A number below `size`, the n-th as frequent as 1/n: Zipf's law. */
  #zipf(size: number): number {
    return Math.floor(size ** this.#random()) - 1
  }

  #corpus(next: () => string): string {
    const words: string[] = []
    for (let length = 0; length < corpusLength; length += words.at(-1)?.length ?? 0) words.push(next())
    return words.join('')
  }

  /** Some text of about this size, from one blank to another. */
  #cut(language: 'en' | 'zh', size: number): string {
    const at = Math.floor(this.#random() * (corpusLength - size - 100))
    if (language === 'zh') return this.#chinese.slice(at, at + size)
    return this.#english.slice(this.#english.indexOf(' ', at) + 1, this.#english.indexOf(' ', at + size))
  }

  #tag(): string {
    return tagNames[Math.floor(this.#random() * this.#random() * tagNames.length)] ?? ''
  }
}

/** So many days, the last of them 31 December 2026. */
export function daysBack(count: number): Day[] {
  return Array.from({ length: count }, (_, at) => addDays('2026-12-31' as Day, at - count + 1))
}
