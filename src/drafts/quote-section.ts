import type { DraftSection, DraftSentence, DraftSource } from '../domain/draft.ts'
import { splitSentences } from './sentences.ts'
import { isInstruction } from './verify/instructions.ts'

/** Shorter pieces are headings or leftovers; longer ones are lists or tables that became one line. In characters. */
const sentenceLength = { min: 12, max: 700 }

/** How long the quoted text of a section may become, in characters: two or three sentences of an abstract. */
const bodyMax = 700

/** At most this many takeaways are quoted. */
const takeawaysMax = 3

/** The role of a sentence about the work. */
const signs = {
  does: /\b(?:we|this (?:paper|work|study|article|release)|our) (?:\w+ )?(?:propose|introduce|present|develop|show|study|describe|adds?|release|build|investigate)|\b(?:is|are) (?:proposed|introduced|presented)\b|(?:本文|我们|作者|该研究)(?:提出|介绍|研究|设计|发布|构建)|提出了/i,
  figure:
    /\d\s*(?:%|‰|×|x\b|％)|\d+(?:\.\d+)?[ -]?(?:times|fold|points?|percent|per cent)\b|\d\s*(?:倍|个百分点|分|万|亿)/i,
  limit:
    /\b(?:however|limit(?:ed|ation|s)?|remains?|only|future work|not yet|fails?|does not|do not|cannot|although|unclear|caveat)\b|然而|但是|局限|尚未|仍然|仅|不足|有待/i,
} as const

/** The section of a candidate, quoted from its text. Undefined if no sentence of the text can be quoted. */
export function quoteSection(source: DraftSource): DraftSection | undefined {
  const sentences = splitSentences(source.text)
  const places = sentences.flatMap((text, at) =>
    text.length >= sentenceLength.min && text.length <= sentenceLength.max && !isInstruction(text) ? [at] : [],
  )
  const [first] = places
  if (first === undefined) return undefined
  const has = (sign: RegExp, skip: readonly number[]) =>
    places.filter((at) => !skip.includes(at) && sign.test(sentences[at] ?? ''))
  const [does] = has(signs.does, [first])
  const opening = does === undefined ? [first, ...places.slice(1, 2)] : [first, does]
  const chosen = [...has(signs.figure, opening), ...has(signs.limit, opening)]
  const takeaways = [...new Set(chosen)].slice(0, takeawaysMax).toSorted((one, other) => one - other)
  const body = withinLength(opening, sentences)
  const quote = (at: number): DraftSentence => quotationOf(source.id, at, sentences[at] ?? '')
  return {
    candidate: source.id,
    ...(source.tags[0] !== undefined && { tag: source.tags[0] }),
    title: source.title,
    body: body.map(quote),
    takeaways: takeaways.map(quote),
    source: { title: source.title, url: source.url },
  }
}

function quotationOf(candidate: string, sentence: number, text: string): DraftSentence {
  return { text, kind: 'quotation', evidence: [{ candidate, sentence }], problems: [] }
}

/** The first sentence, and those after it that fit. */
function withinLength(places: readonly number[], sentences: readonly string[]): number[] {
  const kept: number[] = []
  let length = 0
  for (const at of places) {
    length += sentences[at]?.length ?? 0
    if (kept.length > 0 && length > bodyMax) break
    kept.push(at)
  }
  return kept
}
