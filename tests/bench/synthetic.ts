import { addDays, type Day } from '../../src/domain/day.ts'
import type { Block, Digest, Inline, Note, Section } from '../../src/domain/digest.ts'

/** Numbers from 0 to 1, the same for the same seed: Mulberry32. */
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

/** Two thousand common characters; which of them stand side by side is left to chance. */
const hanAt = (rank: number) => String.fromCharCode(0x4e00 + rank)

export const tagNames = 'Training Agent Multimodal Inference Image-Gen Evaluation Robotics Safety Code 检索'.split(' ')
const digestsInChinese = 0.1
const sectionsEach = 4
const notesEach = 4

/** Makes digests of about 6 KB, one a day and ten publications at most. */
export class Synthetic {
  readonly #random: () => number
  readonly #words = Array.from({ length: vocabularySize }, (_, rank) => wordOfRank(rank))

  constructor(seed: number) {
    this.#random = seeded(seed)
  }

  digest(publication: string, date: Day): Digest {
    const language = this.#random() < digestsInChinese ? 'zh' : 'en'
    const text = (size: number): readonly Inline[] => [{ type: 'text', value: this.#text(language, size) }]
    const paragraph = (size: number): Block => ({ type: 'paragraph', children: text(size) })
    const sections = Array.from({ length: sectionsEach }, (_, at): Section => {
      const takeaways = [text(90), text(90), text(90)]
      const body = [paragraph(340), paragraph(340)]
      return { number: `0${at + 1}`, tag: this.#tag(), title: text(45), body, takeaways, source: text(60) }
    })
    const notes = Array.from(
      { length: notesEach },
      (): Note => ({ tag: this.#tag(), title: text(40), text: text(170) }),
    )
    const overview = Array.from({ length: sectionsEach }, () => ({ headline: text(40), text: text(100) }))
    return { publication, date, language, overview, sections, notes, observation: [paragraph(500)], prose: [] }
  }

  #tag(): string {
    return tagNames[Math.floor(this.#random() * this.#random() * tagNames.length)] ?? ''
  }

  #text(language: string, size: number): string {
    let text = ''
    while (text.length < size) text += language === 'zh' ? this.#chinese() : `${this.#word()} `
    return `${text.trim()}.`
  }

  /** The n-th most frequent word is as frequent as 1/n, about: Zipf's law. */
  #word(): string {
    return this.#words[Math.floor(vocabularySize ** this.#random()) - 1] ?? ''
  }

  #chinese(): string {
    return this.#random() < 0.08 ? '，' : hanAt(Math.floor(2_000 ** this.#random()) - 1)
  }
}

/** So many days, the last of them 31 December 2026. */
export function daysBack(count: number): Day[] {
  return Array.from({ length: count }, (_, at) => addDays('2026-12-31' as Day, at - count + 1))
}
