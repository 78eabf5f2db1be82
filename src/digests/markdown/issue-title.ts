import type { Heading, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'

const month = String.raw`(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`

/** A date, or the number of an issue. */
const issue = new RegExp(
  String.raw`\b(?:19|20)\d\d\b|\d{1,2}\s*月\s*\d{1,2}\s*[日号]|第\s*[\d一二三四五六七八九十百]+\s*[期号]|(?:#|№\s?|\b(?:no|vol|issue|edition|episode|week|nr|kw)\b\.?\s*#?)\d{1,4}\b|\b${month}\s+\d{1,2}(?:st|nd|rd|th)?\b|\b\d{1,2}(?:st|nd|rd|th|\.)?\s+${month}(?!\p{L})`,
  'giu',
)

const weekday = /(?:sun|mon|tues|wednes|thurs|fri|satur)day|(?:星期|周)[一二三四五六日天]/giu

/** A title is at most this long, in characters. */
const titleMax = 100

/** Whether words name an issue of a series: `AI Roundup, 12 March`, `Weekly #12`, `AI 早报｜3 月 12 日`. A date alone names none. */
export function isIssueTitle(words: string): boolean {
  const rest = words.replace(issue, '').replace(weekday, '')
  return words.search(issue) >= 0 && words.trim().length <= titleMax && /\p{Script=Han}{2}|\p{L}{3}/u.test(rest)
}

/** The first line of a text as its heading, where it stands alone and names an issue. */
export function withIssueTitle(nodes: readonly RootContent[]): readonly RootContent[] {
  const [first, ...rest] = nodes
  if (first?.type !== 'paragraph' || rest.length === 0) return nodes
  const words = wordsOf(first).trim()
  const isPlain = first.children.every(({ type }) => type === 'text' || type === 'strong' || type === 'emphasis')
  if (!isPlain || words.includes('\n') || /[.。!！?？:：,，;；]$/.test(words) || !isIssueTitle(words)) return nodes
  const title: Heading = { ...first, type: 'heading', depth: 1 }
  return [title, ...rest]
}
