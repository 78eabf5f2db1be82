import type { Messages } from '../en/index.ts'

export const zhSuggest: Messages['suggest'] = {
  added: (title, publication) => `已推荐给“${publication}”：${title}。是否采用由编辑决定。`,
  unread: (title, publication) => `已推荐给“${publication}”：${title}。网页无法读取，编辑会查看。`,
  known: (title) => `这已经在候选之中：${title}。`,
  noLink: '这条消息里没有网页链接。',
  nowhere: '这里看不到任何刊物，因此无法推荐链接。',
  onlyFirst: (count) => `每条消息只取前 ${count} 个链接。`,
  tooMany: '你今天推荐得很多了，请明天再试。',
}
