import { inLanguages } from './languages.ts'

/** The words of the dialogs, and what is said of values that make no sense. */
export interface SubscriptionFormPhrases {
  readonly publication: string
  readonly when: string
  readonly whenHint: string
  readonly days: string
  readonly tags: string
  readonly tagsHint: string
  readonly layout: string
  readonly until: string
  readonly untilHint: string
  noPublication(name: string, known: readonly string[]): string
  noTime(text: string): string
  /** `nearest` is empty when nothing is near. */
  noZone(text: string, nearest: string): string
  noDays(text: string): string
  noTopic(text: string, nearest: readonly string[]): string
  noLayout(text: string, possible: readonly string[]): string
  noDiscussion(text: string, possible: readonly string[]): string
  noDay(text: string): string
}

const english: SubscriptionFormPhrases = {
  publication: 'Publication',
  when: 'Time and time zone',
  whenHint: 'For example 08:30 Europe/Berlin',
  days: 'Days',
  tags: 'Only these topics',
  tagsHint: 'None for all',
  layout: 'Layout',
  until: 'Paused until',
  untilHint: 'A day, such as next monday or 2026-12-27',
  noPublication: (name, known) => `There is no publication “${name}”. There are: ${known.join(', ')}.`,
  noTime: (text) => `“${text}” is no time of day. Write it as 08:30.`,
  noZone: (text, nearest) =>
    `“${text}” is no time zone. ${nearest ? `Did you mean ${nearest}?` : 'Write it as Europe/Berlin.'}`,
  noDays: (text) => `“${text}” names no days. Write mon, tue, wed, thu, fri, sat, sun, or weekdays, or daily.`,
  noTopic: (text, nearest) =>
    `Nothing is tagged “${text}”. ${nearest.length > 0 ? `Did you mean ${nearest.join(' or ')}?` : 'Leave it out for all topics.'}`,
  noLayout: (text, possible) => `“${text}” is no layout here. Choose one of ${possible.join(', ')}.`,
  noDiscussion: (text, possible) => `“${text}” is no way to discuss. Choose one of ${possible.join(', ')}.`,
  noDay: (text) => `“${text}” is no day to come. Write a date such as 2026-12-27, or next monday.`,
}

const chinese: SubscriptionFormPhrases = {
  publication: '刊物',
  when: '时间和时区',
  whenHint: '例如 08:30 Asia/Shanghai',
  days: '日期',
  tags: '只看这些话题',
  tagsHint: '不选表示全部',
  layout: '版式',
  until: '暂停至',
  untilHint: '例如 下周一 或 2026-12-27',
  noPublication: (name, known) => `没有名为“${name}”的刊物。现有：${known.join('、')}。`,
  noTime: (text) => `“${text}”不是有效的时间，请写成 08:30。`,
  noZone: (text, nearest) => `“${text}”不是有效的时区。${nearest ? `是指 ${nearest} 吗？` : '请写成 Asia/Shanghai。'}`,
  noDays: (text) => `“${text}”不是有效的日期，请写 mon、tue、wed、thu、fri、sat、sun，或者 weekdays、daily。`,
  noTopic: (text, nearest) =>
    `没有话题“${text}”。${nearest.length > 0 ? `是指${nearest.join('或')}吗？` : '留空表示全部话题。'}`,
  noLayout: (text, possible) => `“${text}”不是这里可用的版式，请选择：${possible.join('、')}。`,
  noDiscussion: (text, possible) => `“${text}”不是讨论方式，请选择：${possible.join('、')}。`,
  noDay: (text) => `“${text}”不是将来的日期，请写成 2026-12-27 或“下周一”。`,
}

export const subscriptionFormPhrasesFor = inLanguages(english, chinese)
