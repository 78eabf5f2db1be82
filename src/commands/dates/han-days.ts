import { addDays } from '../../domain/day.ts'
import { holidayNames } from './holidays.ts'
import { type LeadingDays, parseLeadingDays } from './parse-date.ts'
import type { ReaderClock, TakenDays } from './periods.ts'

/** Where days may begin in Chinese, which writes no blanks between words. */
const mayBegin = new RegExp(
  String.raw`(?<![\d一二三四五六七八九十两兩]|月(?=[\d一-十]{1,3}[日号號]))(?=今[天日早晚夜]|昨[天日晚夜]|大?前天|[本这這上下当當]|最近|[过過]去|[近前][\d一-十两兩几幾]|[今去前明]年|[周週][一二三四五六日天末]|星期|[礼禮]拜|月[初中底末]|第[\d一-十]{1,3}[周週]|半(?:年|个?個?月)|[春夏秋冬][天季]|第?[一二三四1-4]季度|\d{1,4}(?:年|月|-|[天日号號]|个?[周週月年]|个?小[时時])|[一二三四五六七八九十两兩几幾]{1,3}(?:月|个|小|天|日|周|週|号|號|年)|年[初底末]|(?:${holidayNames})(?:以来|以來|之?[前后後]|以[前后後]|期[间間]|起))`,
  'gu',
)

/** Texts are cut at fewer places than this. */
const placesMax = 40

/** `二〇二五年` */
const hanYear = /二[〇零○][〇零○一二三四五六七八九]{2}(?=年)/g

function inDigits(year: string): string {
  return [...year].map((digit) => Math.max(0, '〇一二三四五六七八九'.indexOf(digit))).join('')
}

const isBoundary = /[\s，,。？?！!的在于於从從自有到]$/u
const from = /(?:从|從|自)\s*$/u
const until = /(?:截至|直到|到)\s*$/u
const before = /^(?:之前|以前|前(?![\p{Script=Han}]))/u
const after = /^(?:之后|之後|以后|以後|[后後](?![\p{Script=Han}]))/u
const since = /^(?:以来|以來|开始|開始|起)/u

/** The days in a Chinese text, as `3月9日以来` and `从3月9日到11日`, and the other words. */
export function takeHanDays(typed: string, here: ReaderClock): TakenDays | undefined {
  if (!/\p{Script=Han}/u.test(typed)) return undefined
  const text = typed.replaceAll(hanYear, inDigits)
  for (const { index } of [...text.matchAll(mayBegin)].slice(0, placesMax)) {
    const head = text.slice(0, index)
    const found = parseLeadingDays(text.slice(index), here)
    if (!found || found.rest === text.slice(index)) continue
    const isApart = head === '' || isBoundary.test(head)
    const { days, rest } = bounded(found, head)
    if (!isApart && !/^(?:$|[\s的，,。？?！!])/u.test(rest)) continue
    const around = head
      .replace(from, '')
      .replace(until, '')
      .replace(/[在于於]\s*$/u, '')
      .replace(/的$/, '')
    const words = [around, rest.replace(/^[的\s，,]+/u, '')].map((each) => each.trim()).filter(Boolean)
    return { words: words.join(' '), days }
  }
  return undefined
}

function bounded({ span, rest, isRange }: LeadingDays, head: string): { days: TakenDays['days']; rest: string } {
  const without = (pattern: RegExp) => rest.replace(pattern, '')
  if (isRange) return { days: span, rest: without(/^(?:之间|之間|期间|期間)/u) }
  if (before.test(rest)) return { days: { last: addDays(span.first, -1) }, rest: without(before) }
  if (after.test(rest)) return { days: { first: addDays(span.last, 1) }, rest: without(after) }
  if (since.test(rest)) return { days: { first: span.first }, rest: without(since) }
  if (from.test(head)) return { days: { first: span.first }, rest }
  if (until.test(head)) return { days: { last: span.last }, rest: without(/^(?:为止|為止)/u) }
  return { days: span, rest: without(/^(?:期间|期間|里|裡)/u) }
}
