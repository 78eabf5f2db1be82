import type { Weekday } from '../domain/day.ts'
import type { Discussion, Layout } from '../domain/destination.ts'
import { inLanguages } from './languages.ts'

/** What the bot says about subscriptions. */
export interface SubscriptionPhrases {
  readonly notAllowed: string
  readonly noChannel: string
  readonly nothingHere: string
  fromFile(name: string): string
  comesAlready(publication: string): string
  readonly title: string
  readonly subscribe: string
  readonly change: string
  readonly pause: string
  readonly resume: string
  readonly unsubscribe: string
  readonly save: string
  subscribed(when: string): string
  changed(when: string): string
  readonly unsubscribed: string
  pausedUntil(day: string): string
  readonly resumed: string
  readonly stoppedTitle: string
  stopped(publication: string, channel: string): string
  readonly exportLead: string
  /** `every day`, `Mon, Tue` */
  daysOf(days: readonly Weekday[]): string
  readonly weekdays: Readonly<Record<Weekday, string>>
  readonly layouts: Readonly<Record<Layout, string>>
  /** Empty for what is usual. */
  readonly discussions: Readonly<Record<Discussion, string>>
  /** `08:30 (Europe/Berlin)` */
  when(at: string, zone: string): string
}

const englishDays = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' }

const english: SubscriptionPhrases = {
  notAllowed: 'Only people who manage this channel can change what comes to it.',
  noChannel: 'Type this in the channel it is about.',
  nothingHere: 'No morning post comes to this channel. Type /digest subscribe to get one.',
  fromFile: (name) => `${name} is set in the configuration file, and can only be changed there.`,
  comesAlready: (publication) => `“${publication}” comes to this channel already. Type /digest settings to change it.`,
  title: 'Morning Post here',
  subscribe: 'Subscribe',
  change: 'Change',
  pause: 'Pause',
  resume: 'Resume',
  unsubscribe: 'Unsubscribe',
  save: 'Save',
  subscribed: (when) => `Subscribed. The morning post comes here at ${when}; the latest digest is on its way.`,
  changed: (when) => `Saved. The morning post comes here at ${when}.`,
  unsubscribed: 'Unsubscribed. What was posted stays.',
  pausedUntil: (day) => `Paused. The morning post comes back on ${day}.`,
  resumed: 'Resumed. What was missed since yesterday still comes; older digests do not.',
  stoppedTitle: 'A morning post is paused',
  stopped: (publication, channel) =>
    `You subscribed the channel ${channel} to “${publication}”, and it cannot be posted there:`,
  exportLead: 'All destinations, ready to be pasted into the configuration file:',
  daysOf: (days) => (days.length === 7 ? 'every day' : days.map((day) => englishDays[day]).join(', ')),
  weekdays: {
    mon: 'Monday',
    tue: 'Tuesday',
    wed: 'Wednesday',
    thu: 'Thursday',
    fri: 'Friday',
    sat: 'Saturday',
    sun: 'Sunday',
  },
  layouts: {
    sections: 'one message for each section',
    thread: 'everything in one thread',
    overview: 'the overview only',
    forum: 'a forum post a day',
  },
  discussions: { 'on-click': '', 'on-post': 'takeaways wait in the thread', off: 'no discussions' },
  when: (at, zone) => `${at} (${zone})`,
}

const chineseDays = { mon: '周一', tue: '周二', wed: '周三', thu: '周四', fri: '周五', sat: '周六', sun: '周日' }

const chinese: SubscriptionPhrases = {
  notAllowed: '只有本频道的管理者可以更改订阅。',
  noChannel: '请在相应的频道中输入这条命令。',
  nothingHere: '本频道没有订阅日报。输入 /digest subscribe 即可订阅。',
  fromFile: (name) => `${name} 写在配置文件中，只能在那里更改。`,
  comesAlready: (publication) => `本频道已经订阅了“${publication}”。输入 /digest settings 可以更改。`,
  title: '本频道的订阅',
  subscribe: '订阅',
  change: '更改',
  pause: '暂停',
  resume: '恢复',
  unsubscribe: '退订',
  save: '保存',
  subscribed: (when) => `已订阅，日报将在 ${when}发布；最新一期马上就到。`,
  changed: (when) => `已保存，日报将在 ${when}发布。`,
  unsubscribed: '已退订，已发布的内容会保留。',
  pausedUntil: (day) => `已暂停，${day}恢复发布。`,
  resumed: '已恢复。昨天以来错过的会补发，更早的不再补发。',
  stoppedTitle: '日报已暂停',
  stopped: (publication, channel) => `你为频道 ${channel} 订阅的“${publication}”无法发布：`,
  exportLead: '全部订阅，可直接粘贴到配置文件：',
  daysOf: (days) => (days.length === 7 ? '每天' : days.map((day) => chineseDays[day]).join('、')),
  weekdays: chineseDays,
  layouts: {
    sections: '每节一条消息',
    thread: '全部放在一个讨论串中',
    overview: '只发概览',
    forum: '每天一个论坛帖子',
  },
  discussions: { 'on-click': '', 'on-post': '要点随文发到讨论串', off: '不开讨论' },
  when: (at, zone) => `${at}（${zone}）`,
}

export const subscriptionPhrasesFor = inLanguages(english, chinese)
