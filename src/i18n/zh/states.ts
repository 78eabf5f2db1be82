import type { Messages } from '../en/index.ts'

const states: Messages['states'] = {
  onHold: (time) => `已在频道中暂停至 ${time}。`,
  superseded: (day) => `由 ${day} 的日报代替。`,
  withdrawn: (text) => `日报已撤回：${text}`,
  dayOff: (weekday) => `${weekday}不发布。`,
  uncertain: '部分消息不确定是否送达。',
  underWay: '正在发布，机器人会继续完成。',
  skippedDate: '按配置跳过这一天。',
  inReview: '草稿正在等待审阅。',
  held: '审阅人决定今天不发。',
  windowOver: '日报已有，但在发布时间内没有发布。',
}

export const zhStates = { states }
