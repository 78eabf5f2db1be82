import type { DraftSentence, DraftSource } from '../../src/domain/draft.ts'
import { sentenceProblems } from '../../src/drafts/verify/verify-sentence.ts'

/** A candidate about a fictitious paper. */
export function aSource(rest: Partial<DraftSource> = {}): DraftSource {
  return {
    id: '0123456789abcdef',
    source: 'arxiv:cs.LG',
    url: 'https://example.org/abs/2603.00001',
    title: 'Tidewater: Sparse Routing for Long Documents',
    text:
      'Reading long documents is slow because every token attends to every other. We propose Tidewater, which routes each ' +
      'paragraph to 4 of 32 experts. On LongBench it gains 7.5 percentage points and runs 2.1x faster. However, it has ' +
      'been tried on English text only.',
    authors: ['Ada Byron', 'Li Wei'],
    tags: ['Inference'],
    ...rest,
  }
}

export const chineseSource = aSource({
  id: 'fedcba9876543210',
  url: 'https://example.org/abs/2603.00002',
  title: '潮水：长文档的稀疏路由',
  text: '长文档阅读很慢，因为每个词都要关注其他所有词。本文提出潮水模型，把每个段落分给 32 位专家中的 4 位。在 LongBench 上提高 7.5 个百分点，速度是原来的 2.1 倍。不过，目前仅在中文文本上试过。',
})

/** The problems of a sentence whose evidence is one sentence of a source: `number 12`. */
export function problems(
  text: string,
  evidence: string,
  rest: { language?: string; kind?: DraftSentence['kind'] } = {},
): string[] {
  const { language = 'en', kind = 'fact' } = rest
  const source = aSource({ title: 'A study', authors: [], tags: [], text: evidence })
  const sentence: DraftSentence = { text, kind, evidence: [{ candidate: source.id, sentence: 0 }], problems: [] }
  const context = { find: () => source, language, names: ['Training'] }
  return sentenceProblems(sentence, [evidence], context).map((each) => `${each.kind} ${each.what}`)
}
