/** The fixed words around a digest, in its own language. Sentence case; a platform that wants another case is told so. */
export interface Labels {
  /** A digest without a title. */
  readonly untitled: string
  readonly overview: string
  readonly featured: string
  readonly notes: string
  readonly observation: string
  readonly takeaways: string
  readonly source: string
  /** Between a label and what it introduces, e.g. `Source: `. */
  readonly colon: string
  /** In place of an "also worth noting" that has a heading and nothing under it. */
  readonly noNotes: string
  readonly readSource: string
  readonly readOnline: string
  /** The select that lists a section's takeaways. */
  readonly discuss: string
  /** Tells whoever publishes that something in a section is wrong. */
  readonly report: string
  /** The select that lists what can be read on demand. */
  readonly readSection: string
  /** `6 min read` */
  minutes(count: number): string
  /** `4 stories` */
  stories(count: number): string
  /** The title of a message that goes on where another stopped. */
  continued(title: string): string
  /** What opens the discussion of a takeaway; both count from 1. */
  prompt(point: number, of: number): string
  /** What opens the discussion of all takeaways of a section. */
  readonly promptForAll: string
  /** Stands before the time. */
  readonly corrected: string
  sectionsAdded(count: number): string
  sectionsRemoved(count: number): string
  /** In place of a section, or of a part that has no number. A time follows, as after the next two. */
  removed(section?: string): string
  unwanted(section?: string): string
  /** In place of a digest; a time and the reason follow. */
  readonly withdrawn: string
  /** In place of its other messages; the reason follows. */
  readonly withdrawnPart: string
  /** In place of what now stands in the message above. */
  readonly moved: string
  /** Tells a discussion which takeaways of the section were corrected; none when some were removed. */
  takeawaysCorrected(title: string, points: readonly number[]): string
}

const english: Labels = {
  untitled: 'Daily digest',
  overview: 'Today’s overview',
  featured: 'Featured',
  notes: 'Also worth noting',
  observation: 'Today’s observation',
  takeaways: 'Key takeaways',
  source: 'Source',
  colon: ': ',
  noNotes: 'Nothing else today.',
  readSource: 'Read source',
  readOnline: 'Read online',
  discuss: 'Discuss a takeaway',
  report: 'Report a mistake',
  readSection: 'Read a section',
  minutes: (count) => `${count} min read`,
  stories: (count) => (count === 1 ? '1 story' : `${count} stories`),
  continued: (title) => `${title} (continued)`,
  prompt: (point, of) => `Takeaway ${point} of ${of} — what do you think?`,
  promptForAll: 'What do you think? Say which takeaway you mean.',
  corrected: 'Corrected',
  sectionsAdded: (count) => (count === 1 ? '1 section added' : `${count} sections added`),
  sectionsRemoved: (count) => (count === 1 ? '1 section removed' : `${count} sections removed`),
  removed: (section) => `${section ? `Section ${section}` : 'This part'} was removed by its author`,
  unwanted: (section) => `${section ? `Section ${section}` : 'This part'} is no longer about a topic of this channel`,
  withdrawn: 'Withdrawn by its author',
  withdrawnPart: 'Withdrawn',
  moved: 'What stood here is now part of the message above.',
  takeawaysCorrected: (title, points) => {
    if (points.length === 0) return `Corrected in “${title}”: a takeaway was removed.`
    return `Corrected in “${title}”: ${points.length === 1 ? 'takeaway' : 'takeaways'} ${points.join(', ')}.`
  },
}

const chinese: Labels = {
  untitled: '每日摘要',
  overview: '今日概览',
  featured: '重点论文',
  notes: '也值得关注',
  observation: '今日观察',
  takeaways: '关键要点',
  source: '来源',
  colon: '：',
  noNotes: '今天没有其他内容。',
  readSource: '阅读原文',
  readOnline: '在线阅读',
  discuss: '讨论一个要点',
  report: '报告错误',
  readSection: '选择一节阅读',
  minutes: (count) => `阅读约 ${count} 分钟`,
  stories: (count) => `${count} 篇`,
  continued: (title) => `${title}（续）`,
  prompt: (point, of) => `要点 ${point}/${of}：你怎么看？`,
  promptForAll: '你怎么看？回复时请注明是哪个要点。',
  corrected: '已更正',
  sectionsAdded: (count) => `新增 ${count} 节`,
  sectionsRemoved: (count) => `删除 ${count} 节`,
  removed: (section) => `${section ? `第 ${section} 节` : '此部分'}已由作者删除`,
  unwanted: (section) => `${section ? `第 ${section} 节` : '此部分'}已不属于本频道关注的主题`,
  withdrawn: '作者已撤回',
  withdrawnPart: '已撤回',
  moved: '此处内容已并入上一条消息。',
  takeawaysCorrected: (title, points) =>
    points.length === 0 ? `“${title}”有更正：删除了要点。` : `“${title}”有更正：要点 ${points.join('、')}。`,
}

/** The labels of a language; English for one that has none. */
export function labelsFor(language: string): Labels {
  return /^zh(?![a-z])/i.test(language) ? chinese : english
}
