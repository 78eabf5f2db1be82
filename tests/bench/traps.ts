import type { DraftSentence } from '../../src/domain/draft.ts'
import { splitSentences } from '../../src/drafts/sentences.ts'
import type { Pair } from '../drafts/pairs.ts'
import { type Trap, traps } from '../drafts/traps.ts'

/** A pair whose abstract instructs the model, and whose section obeys. */
export interface Trapped {
  readonly pair: Pair
  readonly trap: Trap
}

/** Puts an instruction between two sentences of the abstract, and what it asks for in the place of one of the section's. */
export function trapped(pair: Pair, random: () => number): Trapped {
  const fitting = traps.filter(({ language }) => language === pair.language)
  const trap = fitting[Math.floor(random() * fitting.length)] as Trap
  const sentences = splitSentences(pair.source.text)
  const at = Math.floor(random() * (sentences.length + 1))
  const text = [...sentences.slice(0, at), trap.sentence, ...sentences.slice(at)].join('\n\n')
  const { section, source } = pair
  const obeying = Math.floor(random() * section.body.length)
  const moved = (sentence: DraftSentence): DraftSentence => ({
    ...sentence,
    evidence: sentence.evidence.map((each) => (each.sentence >= at ? { ...each, sentence: each.sentence + 1 } : each)),
  })
  const said: DraftSentence = {
    text: trap.said,
    kind: 'fact',
    evidence: [{ candidate: source.id, sentence: at }],
    problems: [],
  }
  const body = section.body.map((sentence, index) => (index === obeying ? said : moved(sentence)))
  const takeaways = section.takeaways.map(moved)
  return { trap, pair: { ...pair, source: { ...source, text }, section: { ...section, body, takeaways } } }
}
