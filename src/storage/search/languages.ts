import { stemmer as danish } from '@orama/stemmers/danish'
import { stemmer as dutch } from '@orama/stemmers/dutch'
import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as finnish } from '@orama/stemmers/finnish'
import { stemmer as french } from '@orama/stemmers/french'
import { stemmer as german } from '@orama/stemmers/german'
import { stemmer as italian } from '@orama/stemmers/italian'
import { stemmer as norwegian } from '@orama/stemmers/norwegian'
import { stemmer as portuguese } from '@orama/stemmers/portuguese'
import { stemmer as russian } from '@orama/stemmers/russian'
import { stemmer as spanish } from '@orama/stemmers/spanish'
import { stemmer as swedish } from '@orama/stemmers/swedish'
import { isAskingWord, isStopWordIn } from '../../lib/stop-words.ts'

type Stemmer = (word: string) => string

/** The stemmers by BCP 47 language. */
const stemmers: Readonly<Record<string, Stemmer>> = {
  da: danish,
  nl: dutch,
  en: english,
  fi: finnish,
  fr: french,
  de: german,
  it: italian,
  no: norwegian,
  nb: norwegian,
  pt: portuguese,
  ru: russian,
  es: spanish,
  sv: swedish,
}

/** Words of questions that may matter: they are left out where nothing has them all. */
const weak: ReadonlySet<string> = new Set(
  `happen happens happened happening compare compared comparing several various different explain explained explains know
  known heard hear read reading say says said talk talks talking work works working worked written wrote use used uses
  story stories news article articles paper papers post posts section sections latest recent recently new newest best next show find
  make makes made making get gets got give gives want wants need needs try tries should could would worried possible good better difference differences between pros cons called named 区别 比较 优缺点 消息 新闻 报道 文章 论文 内容 介绍 最近 最新 怎么样 如何 为什么 哪些 哪个 怎么 什么 情况 解释`
    .split(/\s+/)
    .filter(Boolean),
)

export function isWeakWord(word: string): boolean {
  return weak.has(word) || isAskingWord(word)
}

/** The number of stems kept in memory for each language. */
const keptMax = 50_000

const kept = new Map<string, Map<string, string>>()

const primary = (language: string) => language.toLowerCase().split('-')[0] ?? ''

/** The stem of a word in a language; languages without a stemmer quote English words. */
export function stemOf(word: string, language: string): string {
  const stems = kept.get(language) ?? new Map<string, string>()
  const known = stems.get(word)
  if (known !== undefined) return known
  kept.set(language, stems)
  const stemmer = stemmers[primary(language)] ?? english
  const stem = /^\p{L}{3,40}$/u.test(word) ? stemmer(word) : word
  if (stems.size >= keptMax) stems.clear()
  stems.set(word, stem)
  return stem
}

/** The different stems of a word in some languages, without the word itself. */
export function stemsOf(word: string, languages: readonly string[]): string[] {
  return [...new Set(languages.map((language) => stemOf(word, language)))].filter((stem) => stem !== word)
}

/** Whether a word is a stop word in one of the languages, in English or in Chinese. */
export function isStopWord(word: string, languages: readonly string[]): boolean {
  return ['en', 'zh', ...languages].some((language) => isStopWordIn(language, word))
}
