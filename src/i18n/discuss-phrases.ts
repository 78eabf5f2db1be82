import { inLanguages } from './languages.ts'

/** What the bot says about discussions. */
interface DiscussPhrases {
  readonly nowhere: string
  readonly underWay: string
  readonly off: string
  opened(point: number): string
  readonly openedAll: string
  readonly openLink: string
  readonly title: string
  readonly nobodyTalks: string
  replies(count: number): string
}

const english: DiscussPhrases = {
  underWay: 'This section is still on its way here. Please try again in a minute.',
  nowhere: 'This digest was never posted in this channel, so there is nothing to discuss it under.',
  off: 'Discussions are turned off in this channel.',
  opened: (point) => `Takeaway ${point} is up for discussion: `,
  openedAll: 'All takeaways of this section are up for discussion: ',
  openLink: 'open the thread',
  title: 'Being discussed',
  nobodyTalks: 'Nothing from the last seven days is being discussed here. Choose a takeaway under a section to begin.',
  replies: (count) => (count === 0 ? 'no replies yet' : count === 1 ? '1 reply' : `${count} replies`),
}

const chinese: DiscussPhrases = {
  underWay: '这一节还没有完全送达，请一分钟后再试。',
  nowhere: '这份日报没有在本频道发布过，无法在这里讨论。',
  off: '本频道已关闭讨论。',
  opened: (point) => `要点 ${point} 已开启讨论：`,
  openedAll: '本节的全部要点均已开启讨论：',
  openLink: '打开讨论串',
  title: '正在讨论',
  nobodyTalks: '最近七天的内容还没有人讨论。在任意一节下选择一个要点即可开始。',
  replies: (count) => (count === 0 ? '还没有回复' : `${count} 条回复`),
}

export const discussPhrasesFor = inLanguages(english, chinese)
