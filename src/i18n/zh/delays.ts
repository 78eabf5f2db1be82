import type { Messages } from '../en/index.ts'

const delays: Messages['delays'] = {
  minutes: (count) => `${count} 分钟`,
  hours: (count) => `${count} 小时`,
  days: (count) => `${count} 天`,
  posted: (duration) => `延迟 ${duration}发布`,
  finished: (duration) => `延迟 ${duration}才全部发布`,
  unfinished: '未能按时全部发布',
  sentence: (late, reasons, isExplained) => {
    if (reasons.length === 0) return `${late}。`
    return `${late}${isExplained ? '：' : '，部分原因是'}${reasons.join('，之后')}。`
  },
  reasons: (platform) => ({
    'not-running': '机器人没有运行',
    asleep: '机器处于睡眠状态',
    'clock-ahead': '机器的时钟被调快',
    'asleep-or-clock-ahead': '机器处于睡眠状态或时钟被调快',
    'clock-wrong': '机器的时钟不准',
    unreachable: `无法连接 ${platform}`,
    'token-refused': `${platform} 不接受机器人的令牌`,
    'not-installed': '目标所在的工作区没有安装此应用',
    'no-access': '机器人无权访问目标所在的工作区',
    retried: `无法连接 ${platform} 或它要求等待`,
    slow: `${platform} 接收得慢`,
    'on-hold': '有人在频道中要求暂停',
    paused: '发布目标已暂停',
    busy: '前一次投递或更正还没有结束',
    'digest-late': '日报来得晚',
    'digest-unreadable': '日报无法读取',
    uncertain: '无法确认某条消息是否送达',
    'config-changed': '配置有改动',
    'new-destination': '发布目标是新增的',
  }),
}

export const zhDelays = { delays }
