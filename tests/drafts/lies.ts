/** Lies that a model could tell: each changes one sentence. Nothing here is shared with the code that finds them. */
import type { DraftSection, DraftSentence } from '../../src/domain/draft.ts'

type Random = () => number

import { chineseNames, inventedNames, inventedQuotations, numberWords, unitChanges } from './lie-material.ts'
import type { Pair } from './pairs.ts'

export const lieKinds = [
  'number',
  'unit',
  'swap',
  'borrow',
  'name',
  'exchange',
  'quotation',
  'link',
  'opinion',
  'evidence',
] as const
export type LieKind = (typeof lieKinds)[number]

/** A section with one sentence that is not true any more. */
export interface Lie {
  readonly kind: LieKind
  readonly section: DraftSection
  /** What the sentence says now. */
  readonly text: string
}

/** A lie of that kind about the pair, or undefined if the random sentence does not fit. */
export function tellLie(kind: LieKind, { section, source, language }: Pair, random: Random): Lie | undefined {
  const sentences = [...section.body, ...section.takeaways]
  const wanted = kind === 'opinion' ? 'judgement' : 'fact'
  const target = pick(
    sentences.filter((each) => each.kind === wanted),
    random,
  )
  if (!target) return undefined
  const evidence = target.evidence
    .map(({ sentence }) => source.text.split(/\n\n|(?<=[.!?])\s|(?<=[。！？])/)[sentence] ?? '')
    .join(' ')
  const changed = change(kind, target, { all: `${source.title} ${source.text}`, evidence, language }, random)
  if (!changed || (changed.text === target.text && kind !== 'evidence')) return undefined
  const replace = (each: DraftSentence) => (each === target ? { ...target, ...changed } : each)
  const lying = { ...section, body: section.body.map(replace), takeaways: section.takeaways.map(replace) }
  return { kind, section: lying, text: changed.text }
}

interface About {
  readonly all: string
  readonly evidence: string
  readonly language: string
}

function change(
  kind: LieKind,
  { text, evidence }: DraftSentence,
  about: About,
  random: Random,
): Pick<DraftSentence, 'text' | 'evidence'> | undefined {
  const made = (words: string | undefined) => (words === undefined ? undefined : { text: words, evidence })
  switch (kind) {
    case 'number':
      return made(changeNumber(text, about.all, random))
    case 'unit':
      return made(changeUnit(text, random))
    case 'swap':
      return made(swapNumbers(text, random))
    case 'borrow':
      return made(borrowNumber(text, about.evidence, random))
    case 'name':
      return made(changeName(text, about, random))
    case 'exchange':
      return made(exchangeNames(text, about.evidence, random))
    case 'quotation':
      return made(addQuotation(text, about.language, random))
    case 'link':
      return made(
        `${text} ${pick(['See https://evil.example/now.', 'More at www.evil.example.', '[Read it](https://evil.example/).'], random)}`,
      )
    case 'opinion':
      return made(`${text.slice(0, -1)} ${about.language === 'zh' ? '，能省 37%。' : 'and saves 37%.'}`)
    case 'evidence':
      return {
        text,
        evidence: evidence.map(({ candidate }) => ({ candidate, sentence: 90 + Math.floor(random() * 9) })),
      }
  }
}

function changeNumber(text: string, all: string, random: Random): string | undefined {
  const places = [...text.matchAll(/(?<![\w.,-])\d[\d,.]*\d|(?<![\w.,-])\d/g)]
  const words = [...text.matchAll(new RegExp(`\\b(?:${numberWords.join('|')})\\b`, 'g'))]
  const place = pick([...places, ...words], random)
  if (!place) return undefined
  const old = place[0]
  const fresh = /\d/.test(old)
    ? otherNumber(old, random)
    : pick(
        numberWords.filter((word) => word !== old),
        random,
      )
  // A number that the source has elsewhere would be a swap.
  const isThere = new RegExp(`(?<![\\d.,])${(fresh ?? '').replace('.', '\\.')}(?![\\d])`).test(
    all.replace(/(?<=\d),(?=\d)/g, ''),
  )
  if (!fresh || fresh === old || isThere || all.toLowerCase().includes(fresh)) return undefined
  return text.slice(0, place.index) + fresh + text.slice(place.index + old.length)
}

function otherNumber(old: string, random: Random): string {
  const value = Number(old.replaceAll(',', ''))
  const digits = old.split('.')[1]?.length ?? 0
  const shapes = [
    () => (value * (1.1 + random())).toFixed(digits),
    () => (value + 10 ** -digits).toFixed(digits),
    () => (value * 10).toFixed(digits),
    () => (value * 0.7).toFixed(digits),
    () => old.replace(/\d(?!.*\d)/, (digit) => String((Number(digit) + 3) % 10)),
  ]
  return (pick(shapes, random) ?? shapes[0])?.() ?? old
}

function changeUnit(text: string, random: Random): string | undefined {
  const fitting = unitChanges.filter(([sign]) => sign.test(text))
  const [sign, others = []] = pick(fitting, random) ?? []
  const other = pick(others, random)
  return sign && other ? text.replace(sign, other) : undefined
}

/** What may stand between two items of a mere list, in which the order says nothing. */
const list = /^\s?(?:[\p{L}°%]{1,3}\s)?(?:,|、|，|and|or|和|与|或|, and)\s?$/u

/** Exchanges two numbers of one sentence, whatever stands between them. */
function swapNumbers(text: string, random: Random): string | undefined {
  const numbers = figuresOf(text)
  const [first, second] = [pick(numbers, random), pick(numbers, random)].toSorted(
    (one, other) => (one?.index ?? 0) - (other?.index ?? 0),
  )
  if (!first || !second || first[0] === second[0]) return undefined
  return list.test(text.slice(first.index + first[0].length, second.index)) ? undefined : exchanged(text, first, second)
}

/** A number of the evidence in the place of another. */
function borrowNumber(text: string, evidence: string, random: Random): string | undefined {
  const number = pick(figuresOf(text), random)
  const other = pick(figuresOf(evidence), random)
  if (!number || !other || text.includes(other[0]) || !evidence.includes(number[0])) return undefined
  return text.slice(0, number.index) + other[0] + text.slice(number.index + number[0].length)
}

/** Numbers in digits that are no part of a name, a version or a range. */
function figuresOf(text: string): RegExpExecArray[] {
  const all = [...text.matchAll(/(?<![\w.,:±–-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w:–-]|[.,]\d)/g)]
  return all.filter((match) => !/\p{Lu}[\p{L}]*\s$/u.test(text.slice(0, match.index)))
}

function exchanged(text: string, first: RegExpExecArray, second: RegExpExecArray): string {
  const between = text.slice(first.index + first[0].length, second.index)
  return text.slice(0, first.index) + second[0] + between + first[0] + text.slice(second.index + second[0].length)
}

function changeName(text: string, { language, all }: About, random: Random): string | undefined {
  const invented =
    pick(
      inventedNames.filter((name) => !all.includes(name)),
      random,
    ) ?? ''
  if (language === 'zh') {
    const known = chineseNames.find(([name]) => text.includes(name))
    if (known && random() < 0.5) return text.replace(known[0], known[1])
    const latin = pick(
      [...text.matchAll(/[A-Z][A-Za-z]*(?:[-.]?\w+)*/g)].filter(([name]) => name.length > 3),
      random,
    )
    if (latin) return text.slice(0, latin.index) + invented + text.slice(latin.index + latin[0].length)
    return `据${pick(['王建国教授', '李明团队', '清华大学', '腾讯', '上海交通大学'], random)}介绍，${text}`
  }
  const names = [
    ...text.matchAll(/(?<=[a-z,:] )[A-Z][\w+-]*(?:[. ](?:[A-Z]|\d)[\w+-]*)*|(?<![\w])[A-Z][a-z]+[A-Z]\w*/g),
  ]
  const name = pick(names, random)
  if (name) return text.slice(0, name.index) + invented + text.slice(name.index + name[0].length)
  const end = text.replace(/[.!?]$/, '')
  return pick(
    [
      `${end}, according to ${invented}.`,
      `${end}, as in ${invented}.`,
      `Unlike ${invented}, ${text[0]?.toLowerCase()}${text.slice(1)}`,
    ],
    random,
  )
}

/** Exchanges two names of one sentence. */
function exchangeNames(text: string, evidence: string, random: Random): string | undefined {
  const names = [
    ...text.matchAll(
      /(?<![\w-])[A-Z][A-Za-z]*(?:[-.]?\w+)*(?:\+\+)?(?: \d[\w.]*)?(?![\w-])|闽南语|粤语|郑州|武汉|广州|荧光素酶|腈水解酶/g,
    ),
  ].filter((match) => evidence.includes(match[0]) && !/^(?:MPa|GB|K|W|kW|MB|TB|Hz|F1|CI|GPU|GPS)$/.test(match[0]))
  const [first, second] = [pick(names, random), pick(names, random)].toSorted(
    (one, other) => (one?.index ?? 0) - (other?.index ?? 0),
  )
  if (!first || !second || first[0] === second[0]) return undefined
  const between = text.slice(first.index + first[0].length, second.index)
  // A name of several words would be torn, which is another lie.
  const [one, other] = [evidence.indexOf(first[0]), evidence.indexOf(second[0])].toSorted((a, b) => a - b)
  return list.test(between) || /^\S+?(?:, |、| and |和)/.test(evidence.slice(one, other)) || between === ' '
    ? undefined
    : exchanged(text, first, second)
}

function addQuotation(text: string, language: string, random: Random): string | undefined {
  if (language === 'zh') return `${text.replace(/。$/, '')}，作者说“${pick(inventedQuotations.zh, random)}”。`
  const words = pick(inventedQuotations.en, random)
  const end = text.replace(/[.!?]$/, '')
  return pick(
    [`${end}: “${words}.”`, `${end}, or "${words}".`, `“${words},” the authors write. ${text}`, `${end} («${words}»).`],
    random,
  )
}

function pick<Value>(values: readonly Value[], random: Random): Value | undefined {
  return values[Math.floor(random() * values.length)]
}
