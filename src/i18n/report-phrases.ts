import { inLanguages } from './languages.ts'

/** What the bot says about mistakes that readers report. */
interface ReportPhrases {
  readonly title: string
  readonly send: string
  readonly what: string
  /** Below the field: what it is about. */
  about(section: string, day: string): string
  readonly thanks: string
  readonly noted: string
  readonly empty: string
  readonly tooMany: string
  /** The heading of a report. */
  reported(title: string): string
  readonly openMessage: string
}

const english: ReportPhrases = {
  title: 'Report a mistake',
  send: 'Send',
  what: 'What is wrong?',
  about: (section, day) => `${section}, ${day}. Sent with your name.`,
  thanks: 'Thank you. Your report is with the people who make this digest.',
  noted: 'Thank you. Your report was noted.',
  empty: 'There were no words in it, so nothing was sent.',
  tooMany: 'That is a lot of reports at once. This one was not sent; please send it again in a minute:',
  reported: (title) => `Mistake reported: ${title}`,
  openMessage: 'Open message',
}

const chinese: ReportPhrases = {
  title: '报告错误',
  send: '发送',
  what: '哪里有误？',
  about: (section, day) => `${section}，${day}。发送时会附上你的名字。`,
  thanks: '谢谢！你的反馈已转交给日报的作者。',
  noted: '谢谢！你的反馈已记录。',
  empty: '没有填写内容，因此没有发送。',
  tooMany: '你短时间内提交了很多反馈。这一条没有发送，请一分钟后重新提交：',
  reported: (title) => `读者报错：${title}`,
  openMessage: '打开消息',
}

export const reportPhrasesFor = inLanguages(english, chinese)
