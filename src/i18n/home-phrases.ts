import { inLanguages } from './languages.ts'

/** The headings of the bot's own place. */
interface HomePhrases {
  readonly newest: string
  readonly read: string
  readonly lastDays: string
  readonly chooseDay: string
  /** Said behind a day. */
  readonly withdrawn: string
  readonly topics: string
  readonly destinations: string
  readonly none: string
}

const english: HomePhrases = {
  newest: 'The newest digest',
  read: 'Read it',
  lastDays: 'The last seven days',
  chooseDay: 'Choose a day',
  withdrawn: ' (withdrawn)',
  topics: 'Topics',
  destinations: 'Where it goes',
  none: 'Nowhere yet. Type /digest subscribe in a channel.',
}

const chinese: HomePhrases = {
  newest: '最新一期',
  read: '阅读',
  lastDays: '最近七期',
  chooseDay: '选择日期',
  withdrawn: '（已撤回）',
  topics: '话题',
  destinations: '发布到',
  none: '还没有。在频道中输入 /digest subscribe 即可订阅。',
}

export const homePhrasesFor = inLanguages(english, chinese)
