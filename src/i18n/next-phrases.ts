import type { Weekday } from '../domain/day.ts'
import { inLanguages } from './languages.ts'

/** What the bot says of posts to come and of those that did not come. */
interface NextPhrases {
  readonly title: string
  /** Between two sentences. */
  readonly between: string
  comes(when: string, zone: string): string
  readonly never: string
  pausedUntil(day: string): string
  paused(reason: string): string
  readonly posted: string
  readonly underWay: string
  readonly uncertain: string
  dayOff(day: Weekday): string
  readonly skipped: string
  readonly early: string
  tooLate(until: string): string
  readonly noDigestYet: string
  withdrawn(reason: string): string
}

const weekdayNames = {
  mon: ['Monday', '周一'],
  tue: ['Tuesday', '周二'],
  wed: ['Wednesday', '周三'],
  thu: ['Thursday', '周四'],
  fri: ['Friday', '周五'],
  sat: ['Saturday', '周六'],
  sun: ['Sunday', '周日'],
} as const satisfies Record<Weekday, readonly [english: string, chinese: string]>

/** A reason that somebody wrote, as a sentence before another. */
function ended(reason: string): string {
  if (/[\p{P}\p{S}]$/u.test(reason)) return reason
  return /\p{Script=Han}$/u.test(reason) ? `${reason}。` : `${reason}.`
}

const english: NextPhrases = {
  title: 'Next post',
  between: ' ',
  comes: (when, zone) => `The next one comes on ${when} (${zone}).`,
  never: 'No day is left within a year.',
  pausedUntil: (day) => `It is paused until ${day}.`,
  paused: (reason) => `It is paused: ${reason}`,
  posted: 'Today’s is here already.',
  underWay: 'Today’s is on its way; it may be waiting for a rate limit.',
  uncertain:
    'Nobody can say whether all of today’s arrived, so nothing more was sent. The admins can see it in the status.',
  dayOff: (day) => `Today is a day off: nothing comes on a ${weekdayNames[day][0]}.`,
  skipped: 'Today is a day off: the date is left out here.',
  early: 'Today’s hour has not come yet.',
  tooLate: (until) => `It was too late for today: nothing goes out here after ${until}.`,
  noDigestYet: 'There is no digest for today yet; it is posted as soon as there is.',
  withdrawn: (reason) => `Today’s was withdrawn: ${ended(reason)}`,
}

const chinese: NextPhrases = {
  title: '下一期',
  between: '',
  comes: (when, zone) => `下一期将于${when}（${zone}）发布。`,
  never: '一年之内没有发布日。',
  pausedUntil: (day) => `已暂停至${day}。`,
  paused: (reason) => `已暂停：${reason}`,
  posted: '今天的已经发布。',
  underWay: '今天的正在发布，可能在等待平台的速率限制。',
  uncertain: '无法确认今天的内容是否全部送达，因此没有继续发送；管理员可在状态中看到。',
  dayOff: (day) => `今天休刊：这里${weekdayNames[day][1]}不发布。`,
  skipped: '今天休刊：这一天在这里不发布。',
  early: '还没到今天的发布时间。',
  tooLate: (until) => `今天已经太晚：${until} 之后这里不再发布。`,
  noDigestYet: '今天的日报还没有出来，一出来就会发布。',
  withdrawn: (reason) => `今天的日报已撤回：${ended(reason)}`,
}

export const nextPhrasesFor = inLanguages(english, chinese)
