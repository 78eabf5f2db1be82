import { globSync, readFileSync } from 'node:fs'
import type { DraftSection, DraftSentence, DraftSource } from '../../src/domain/draft.ts'

/** An abstract, and a correct section that a person wrote about it. */
export interface Pair {
  readonly name: string
  readonly source: DraftSource
  readonly section: DraftSection
  /** BCP 47. */
  readonly language: string
}

/** Pairs on which the checks must not be tuned: their figures say how good the checks are. */
export const heldOutFolder = 'tests/fixtures/drafts/held-out'

/** The pairs in `tests/fixtures/drafts/pairs-*.txt`, or in another folder. */
export function readPairs(folder = 'tests/fixtures/drafts'): readonly Pair[] {
  return globSync(`${folder}/pairs-*.txt`)
    .sort()
    .flatMap((file) => readFileSync(file, 'utf8').split(/^=== /m).slice(1).map(readPair))
}

function readPair(text: string): Pair {
  const [head = '', ...lines] = text.trim().split('\n')
  const [name = '', title = '', authors = '', tag = ''] = head.split(' | ')
  const end = lines.indexOf('---')
  const source: DraftSource = {
    id: name,
    source: 'arxiv:test',
    url: `https://example.org/${name}`,
    title,
    text: lines.slice(0, end).join('\n\n'),
    authors: authors.split(/[;；]\s*/),
    tags: [tag],
  }
  const written = lines.slice(end + 1)
  const sentences = written.filter((line) => !line.startsWith('T: '))
  const section: DraftSection = {
    candidate: name,
    tag,
    title: written.find((line) => line.startsWith('T: '))?.slice(3) ?? title,
    body: sentences.filter((line) => !line.startsWith('*')).map((line) => readSentence(line, name)),
    takeaways: sentences.filter((line) => line.startsWith('*')).map((line) => readSentence(line.slice(2), name)),
    source: { title, url: source.url },
    model: 'a person',
  }
  return { name, source, section, language: /^(?:zh|de|fr|es)(?=-)/.exec(name)?.[0] ?? 'en' }
}

/** `0,2: A fact.` rests on two sentences; `-: An opinion.` on none. */
function readSentence(line: string, candidate: string): DraftSentence {
  const [, places = '', words = ''] = /^([\d,]+|-): (.*)$/.exec(line) ?? []
  const evidence = places === '-' ? [] : places.split(',').map((at) => ({ candidate, sentence: Number(at) }))
  return { text: words, kind: places === '-' ? 'judgement' : 'fact', evidence, problems: [] }
}
