import type { DraftProblem, DraftSentence, DraftSource } from '../../domain/draft.ts'
import { splitSentences } from '../sentences.ts'
import { limitProblems } from './bounds.ts'
import { overstatements } from './certainty.ts'
import { numberProblems } from './check-numbers.ts'
import { turnedComparatives } from './comparatives.ts'
import { contrastedWords, otherOrdinals } from './contrasts.ts'
import { isDerived } from './derived-numbers.ts'
import { droppedNegation } from './dropped-negation.ts'
import { turnedOrder } from './event-order.ts'
import { exchangedNames } from './exchanged-names.ts'
import { fractionProblems, withShares } from './fractions.ts'
import { impliedNumbers } from './implied-numbers.ts'
import { isInstruction } from './instructions.ts'
import { occursIn, unknownNames } from './names.ts'
import { normalize, writesDecimalComma } from './normalize.ts'
import { oppositeWords } from './oppositions.ts'
import { polarityProblems } from './polarity.ts'
import { quantitiesIn } from './quantities.ts'
import type { Quantity } from './quantity.ts'
import { hasQuotation, inventedQuotations, isQuotedFrom } from './quotations.ts'
import { swappedNumbers } from './swaps.ts'
import { unitsIn } from './units.ts'

/** The candidate with an id; undefined if it no longer exists. */
type FindSource = (id: string) => DraftSource | undefined

export interface VerifyContext {
  readonly find: FindSource
  /** BCP 47. */
  readonly language: string
  /** Names that every section may use: the tags of the publication. */
  readonly names: readonly string[]
}

/** Words that refer to names in the previous sentence. */
const meansNamesBefore = /\b(?:both|respectively|the (?:former|latter|two))\b|两者|二者|前者|后者|分别/i

/** The problems of a sentence. No model is asked. */
export function sentenceProblems(
  sentence: DraftSentence,
  about: readonly string[],
  context: VerifyContext,
): DraftProblem[] {
  const links = linksIn(
    sentence.text,
    sentence.evidence.flatMap(({ candidate }) => context.find(candidate)?.text ?? []),
  ).map((what): DraftProblem => ({ kind: 'link', what }))
  switch (sentence.kind) {
    case 'person':
      return []
    case 'judgement':
      return [...links, ...judgementProblems(sentence.text, about, context)]
    case 'fact':
    case 'quotation': {
      const { find } = context
      const evidence = sentence.evidence.map(
        ({ candidate, sentence: at }) => splitSentences(find(candidate)?.text ?? '')[at],
      )
      const sentences = evidence.filter((each) => each !== undefined)
      const before = sentence.evidence.flatMap(({ candidate, sentence: at }, place) =>
        meansNamesBefore.test(evidence[place] ?? '') ? (splitSentences(find(candidate)?.text ?? '')[at - 1] ?? []) : [],
      )
      if (sentences.length === 0 || sentences.length < evidence.length)
        return [{ kind: 'evidence', what: sentence.text }]
      // Text that instructs a model is not evidence, not even as a quotation.
      if (sentences.some(isInstruction)) return [...links, { kind: 'evidence', what: sentence.text }]
      if (sentence.kind === 'fact') {
        const sources = sentence.evidence.flatMap(({ candidate }) => find(candidate) ?? [])
        return [...links, ...factProblems(sentence.text, sentences, sources, context, before)]
      }
      return isQuotedFrom(sentence.text, sentences) ? [] : [{ kind: 'quotation', what: sentence.text }]
    }
  }
}

/** The problems of a title, whose evidence is the whole source. */
export function titleProblems(title: string, source: DraftSource, context: VerifyContext): DraftProblem[] {
  if (normalize(title) === normalize(source.title)) return []
  const links = linksIn(title, [source.text]).map((what): DraftProblem => ({ kind: 'link', what }))
  return [
    ...links,
    ...factProblems(
      title,
      [source.title, ...splitSentences(source.text).filter((each) => !isInstruction(each))],
      [source],
      context,
      [],
      true,
    ),
  ]
}

function factProblems(
  text: string,
  sentences: readonly string[],
  sources: readonly DraftSource[],
  { language, names }: VerifyContext,
  before: readonly string[] = [],
  isTitle = false,
): DraftProblem[] {
  const comma = writesDecimalComma(language)
  const evidence = sentences.map(normalize)
  const titles = sources.map(({ title }) => normalize(title))
  const numbers = withShares(quantitiesIn(normalize(text), comma), normalize(text))
  const counted = [...evidence, ...titles].map((each) => ({
    text: each,
    numbers: withShares(quantitiesIn(each, comma || hasDecimalComma(each)), each),
  }))
  const known = [...counted.flatMap((each) => each.numbers), ...evidence.flatMap(impliedNumbers)]
  const units = new Set(evidence.flatMap(unitsIn))
  const follows = (number: Quantity) => isDerived(number, { text: normalize(text), numbers }, counted)
  const wrong = numberProblems(numbers, known, units, follows).filter(
    ({ what }) => !isVersion(what, text, sentences, titles),
  )
  const isOther = ({ kind, what }: DraftProblem) => !wrong.some((each) => each.kind === kind && each.what === what)
  const texts = [...sentences, ...before, ...sources.flatMap(wordsAbout), ...names]
  const source = sources.map((each) => each.text).join('\n')
  return [
    ...wrong,
    ...fractionProblems(numbers, normalize(text), counted),
    ...unknownNames(text, { texts, source, language, isTitle }).map((what): DraftProblem => ({ kind: 'name', what })),
    ...inventedQuotations(text, sentences, source).map((what): DraftProblem => ({ kind: 'quotation', what })),
    ...(wrong.length > 0 || isTitle ? [] : swappedNumbers(normalize(text), evidence, comma)),
    ...(isTitle ? [] : wordProblems(normalize(text), evidence, comma).filter(isOther)),
    ...(isTitle ? [] : exchangedNames(normalize(text), evidence, language)),
  ]
}

/** Problems of the words although all numbers and names are right. */
function wordProblems(text: string, evidence: readonly string[], hasDecimalComma: boolean): DraftProblem[] {
  const all = evidence.join(' ')
  const turned = polarityProblems(text, evidence, hasDecimalComma)
  const reversed = [...(turned.length > 0 ? turned : oppositeWords(text, all))]
  return [
    ...reversed,
    ...(reversed.length > 0 ? [] : [...turnedComparatives(text, all), ...droppedNegation(text, evidence)]),
    ...turnedOrder(text, evidence),
    ...limitProblems(text, evidence, hasDecimalComma),
    ...contrastedWords(text, all),
    ...otherOrdinals(text, all),
    ...overstatements(text, all),
  ]
}

/** "GPT 4.1" is a name if the evidence has GPT-4.1. */
function isVersion(number: string, text: string, ...known: readonly (readonly string[])[]): boolean {
  const at = normalize(text).indexOf(` ${number}`)
  const name = /\p{Lu}[\p{L}\p{N}-]*$/u.exec(normalize(text).slice(0, Math.max(at, 0)))?.[0]
  return name !== undefined && occursIn(`${name} ${number}`, known.flat().join('\n'))
}

/** Words that every sentence may use, because they name the work as a whole. */
function wordsAbout({ title, authors, source, tags, text }: DraftSource): string[] {
  return [title, ...authors, source, ...tags, ...subjectsOf(text)]
}

/** Names that the text introduces: "we propose Tidewater, which", "a compressor called Lumberjack", 本文提出 BlockSieve. */
function subjectsOf(text: string): string[] {
  const introduced =
    /(?:(?:propose|present|introduce|develop|describe|release|call(?:ed)?|named?|dubbed|built?)\s+(?:an?\s+|the\s+)?|(?:提出|构建|发布|名为|称为|称作)了?\s?)(\p{Lu}[\p{L}\p{N}]*(?:[- ]\p{Lu}?[\p{L}\p{N}.]+)?|\p{Lu}[\w.-]+)/gu
  const counted = new Map<string, number>()
  for (const [name] of text.matchAll(
    /(?<![\p{L}\p{N}])\p{L}*(?:\p{Lu}\p{Ll}+\p{Lu}|\p{Lu}{2}|\p{Lu}\p{Ll}+\d)[\p{L}\p{N}-]*/gu,
  )) {
    counted.set(name, (counted.get(name) ?? 0) + 1)
  }
  const first = /^\s*(?:The\s)?(\p{Lu}[\p{L}\p{N}-]+(?:\.\d+)?)/u.exec(text)?.[1]
  const frequent = [...counted].filter(([, count]) => count > 1).map(([name]) => name)
  return [...[...text.matchAll(introduced)].map((match) => match[1] ?? ''), ...frequent, ...(first ? [first] : [])]
}

/** The problems of a judgement, which states no facts: no number, no quotation, and no name that its section lacks. */
function judgementProblems(text: string, about: readonly string[], { language, names }: VerifyContext): DraftProblem[] {
  const numbers = quantitiesIn(normalize(text), writesDecimalComma(language)).filter(statesNumber)
  const problem = (what: string): DraftProblem => ({ kind: 'judgement', what })
  return [
    ...numbers.map(({ raw }) => problem(raw)),
    ...(hasQuotation(text) ? [problem(text)] : []),
    ...unknownNames(text, { texts: [...about, ...names], language }).map(
      (what): DraftProblem => ({ kind: 'name', what }),
    ),
  ]
}

/** "One of them" is not a count. */
function statesNumber({ kind, readings }: Quantity): boolean {
  return kind !== 'article' && !(kind === 'words' && readings.every(({ value }) => value === 1))
}

/** Whether a text writes decimals with a comma: `12,5 %`. */
function hasDecimalComma(text: string): boolean {
  return /\d,\d{1,2}(?!\d)/.test(text) && !/\d\.\d{1,2}(?!\d)/.test(text)
}

/** Addresses and the Markdown and HTML that make links. */
const link =
  /(?:https?|ftp|file|data|javascript|mailto):[^\s)\]>，。；、]+|\bwww\.[^\s)\]>，。；、]+|\]\(([^)\s]*)\)|<\/?[a-z][^>]*>|\b(?:[a-z\d-]+\.)+(?:com|org|net|io|ai|dev|edu|gov|info|co|app|cn|de|uk|fr|ru|jp|xyz|site|top)\b(?:\/[^\s)\]>，。；、]*)?/giu

/** A name such as crates.io, which no platform makes a link. */
const bareDomain = /^[a-z\d-]+(?:\.[a-z\d-]+)+$/i

/** The addresses in a sentence. A draft may link only its sources; it may name a domain that they name. */
function linksIn(text: string, sources: readonly string[]): string[] {
  const isNamed = (address: string) =>
    bareDomain.test(address) && !/^www\./i.test(address) && sources.some((source) => source.includes(address))
  return [...new Set([...text.matchAll(link)].map((match) => match[1] ?? match[0]))].filter((each) => !isNamed(each))
}
