import { inLanguages } from './languages.ts'

/** What the bot says to readers, in their own language. */
interface Phrases {
  readonly gone: string
  readonly broken: string
  readonly expired: string
  busy(seconds: number): string
  /** `1–5 of 12` */
  range(first: number, last: number, total: number): string
  since(day: string): string
  until(day: string): string
  corrected(tag: string): string
  readonly newer: string
  readonly older: string
  readonly share: string
  readonly noShare: string
  readonly readSection: string
  readonly openInChannel: string
  readonly nothing: string
  /** What stands before and after what was asked. */
  readonly nothingFor: readonly [before: string, after: string]
  readonly nearTitles: string
  readonly nearTopics: string
  readonly topics: string
  noDigestOn(day: string): string
  nearestDays(days: readonly string[]): string
  readonly noDigests: string
  withdrawnOn(day: string): string
  /** What stands between that and the reason. */
  readonly because: string
}

const english: Phrases = {
  gone: 'This digest is no longer in the library, so its sections cannot be opened any more.',
  broken: 'Something went wrong on our side. Nothing was changed; please try again in a minute.',
  expired: 'This answer is too old to turn its pages. Please ask again.',
  busy: (seconds) => `Too much is being posted just now. Please try again in ${seconds} seconds.`,
  range: (first, last, total) => (first === last ? `${first} of ${total}` : `${first}–${last} of ${total}`),
  since: (day) => `since ${day}`,
  until: (day) => `until ${day}`,
  corrected: (tag) => `Nothing matches that exactly, so this is the topic ${tag}.`,
  newer: 'Newer',
  older: 'Older',
  share: 'Share to channel',
  noShare: 'There is nobody to share this with here. Ask in a channel, and share it there.',
  readSection: 'Read section',
  openInChannel: 'Open in channel',
  nothing: 'Nothing found',
  nothingFor: ['The archive has nothing for ', '.'],
  nearTitles: 'Nearest titles:',
  nearTopics: 'Nearest topics:',
  topics: 'Topics:',
  noDigestOn: (day) => `No digest of ${day}`,
  nearestDays: (days) => `Nearest: ${days.join(' and ')}.`,
  noDigests: 'There is no digest yet.',
  withdrawnOn: (day) => `The digest of ${day} was withdrawn`,
  because: ': ',
}

const chinese: Phrases = {
  gone: '这份日报已不在库中，无法再打开其中的内容。',
  broken: '出了点问题，没有改动任何内容。请稍后再试。',
  expired: '这条回答已过期，无法翻页，请重新提问。',
  busy: (seconds) => `目前发布较多，请在 ${seconds} 秒后重试。`,
  range: (first, last, total) =>
    first === last ? `第 ${first} 条，共 ${total} 条` : `第 ${first}–${last} 条，共 ${total} 条`,
  since: (day) => `${day}以来`,
  until: (day) => `截至${day}`,
  corrected: (tag) => `没有完全匹配的内容，以下是话题“${tag}”。`,
  newer: '较新',
  older: '较早',
  share: '分享到频道',
  noShare: '私信中无法分享，请在频道里提问后再分享。',
  readSection: '阅读全文',
  openInChannel: '在频道中打开',
  nothing: '没有找到',
  nothingFor: ['归档中没有与“', '”相关的内容。'],
  nearTitles: '相近的标题：',
  nearTopics: '相近的话题：',
  topics: '话题：',
  noDigestOn: (day) => `${day}没有日报`,
  nearestDays: (days) => `最近的日报：${days.join('、')}。`,
  noDigests: '还没有日报。',
  withdrawnOn: (day) => `${day}的日报已撤回`,
  because: '：',
}

export const phrasesFor = inLanguages(english, chinese)
