/** What the bot says of posts to come and of those that did not come. */
export interface NextPhrases {
  readonly title: string
  readonly notHere: string
  comes(time: string, zone: string): string
  readonly never: string
  pausedUntil(day: string): string
  paused(reason: string): string
  readonly posted: string
  readonly there: string
  readonly underWay: string
  readonly uncertain: string
  readonly dayOff: string
  readonly early: string
  tooLate(until: string): string
  readonly noDigestYet: string
}

const english: NextPhrases = {
  title: 'Next post',
  notHere: 'No morning post comes to this channel. Type /digest subscribe to get one.',
  comes: (time, zone) => `next on ${time} (${zone}).`,
  never: 'no day is left within a year.',
  pausedUntil: (day) => `It is paused until ${day}.`,
  paused: (reason) => `It is paused: ${reason}`,
  posted: 'Today’s is here already: ',
  there: 'open it',
  underWay: 'Today’s is on its way; it may be waiting for a rate limit.',
  uncertain:
    'Nobody can say whether all of today’s arrived, so nothing more was sent. The admins can see it in the status.',
  dayOff: 'Today is a day off here.',
  early: 'Today’s hour has not come yet.',
  tooLate: (until) => `Nothing goes out here after ${until}.`,
  noDigestYet: 'There is no digest for today yet; it is posted as soon as there is.',
}

const chinese: NextPhrases = {
  title: '下一期',
  notHere: '本频道没有订阅日报。输入 /digest subscribe 即可订阅。',
  comes: (time, zone) => `下一期：${time}（${zone}）。`,
  never: '一年之内没有发布日。',
  pausedUntil: (day) => `已暂停至 ${day}。`,
  paused: (reason) => `已暂停：${reason}`,
  posted: '今天的已经发布：',
  there: '打开',
  underWay: '今天的正在发布，可能在等待速率限制。',
  uncertain: '无法确认今天的内容是否全部送达，因此没有继续发送；管理员可在状态中看到。',
  dayOff: '今天这里不发布。',
  early: '今天的发布时间还没到。',
  tooLate: (until) => `${until} 之后这里不再发布。`,
  noDigestYet: '今天的日报还没有，一有就会发布。',
}

export function nextPhrasesFor(language: string | undefined): NextPhrases {
  return language?.toLowerCase().startsWith('zh') ? chinese : english
}
