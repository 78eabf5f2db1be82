/** What the bot says to readers, in their own language. */
export interface Phrases {
  readonly gone: string
  readonly nowhere: string
  readonly broken: string
  readonly expired: string
  opened(point: number): string
  readonly openLink: string
  /** `1–5 of 12` */
  range(first: number, last: number, total: number): string
  corrected(tag: string): string
  readonly newer: string
  readonly older: string
  readonly share: string
  readonly readSection: string
  readonly openInChannel: string
  readonly nothing: string
  readonly nothingFor: string
  readonly nearTitles: string
  readonly topics: string
  noDigestOn(day: string): string
  readonly noDigests: string
  readonly discussed: string
  readonly nobodyTalks: string
  replies(count: number): string
}

const english: Phrases = {
  gone: 'This digest is no longer in the library, so its sections cannot be opened any more.',
  nowhere: 'This digest was never posted in this channel, so there is nothing to discuss it under.',
  broken: 'Something went wrong on our side. Nothing was changed; please try again in a minute.',
  expired: 'This answer is too old to turn its pages. Please ask again.',
  opened: (point) => `Takeaway ${point} is up for discussion: `,
  openLink: 'open the thread',
  range: (first, last, total) => `${first}–${last} of ${total}`,
  corrected: (tag) => `Nothing has these words, so this is the topic ${tag}.`,
  newer: 'Newer',
  older: 'Older',
  share: 'Share to channel',
  readSection: 'Read section',
  openInChannel: 'Open in channel',
  nothing: 'Nothing found',
  nothingFor: 'The archive has nothing for ',
  nearTitles: 'Nearest titles:',
  topics: 'Topics: ',
  noDigestOn: (day) => `There is no digest of ${day}.`,
  noDigests: 'There is no digest yet.',
  discussed: 'Being discussed',
  nobodyTalks: 'Nobody has opened a discussion in the last seven days. Choose a takeaway under a section to begin one.',
  replies: (count) => (count === 1 ? '1 reply' : `${count} replies`),
}

const chinese: Phrases = {
  gone: '这份日报已不在库中，无法再打开它的内容。',
  nowhere: '这份日报没有在本频道发布过，因此没有可以讨论的位置。',
  broken: '我们这边出了点问题，没有改动任何内容，请稍后再试。',
  expired: '这个回答太旧了，无法翻页，请重新提问。',
  opened: (point) => `要点 ${point} 已开启讨论：`,
  openLink: '打开讨论串',
  range: (first, last, total) => `第 ${first}–${last} 条，共 ${total} 条`,
  corrected: (tag) => `没有找到这些词，以下是话题“${tag}”。`,
  newer: '较新',
  older: '较早',
  share: '分享到频道',
  readSection: '阅读全文',
  openInChannel: '在频道中打开',
  nothing: '没有找到',
  nothingFor: '归档中没有：',
  nearTitles: '相近的标题：',
  topics: '话题：',
  noDigestOn: (day) => `${day} 没有日报。`,
  noDigests: '还没有日报。',
  discussed: '正在讨论',
  nobodyTalks: '最近七天还没有讨论。在某个板块下选择一个要点即可开始。',
  replies: (count) => `${count} 条回复`,
}

export function phrasesFor(language: string | undefined): Phrases {
  return language?.toLowerCase().startsWith('zh') ? chinese : english
}
