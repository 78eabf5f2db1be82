import type { Messages } from '../en/index.ts'

const help: Messages['help'] = {
  lead: '回答只有你能看到，除非你分享出去。',
  lookups: [
    ['/digest', '最新一期日报'],
    ['/digest 智能体', '某个话题，最新的在前；小的拼写错误也能识别'],
    ['/digest 奖励模型', '全文检索；"词组可加引号"'],
    ['/digest 2026-03-12', '某一天的日报：昨天、上周五、3月12日、上周'],
    ['/digest 智能体 since:2026-03-01', '组合条件：since:、until:、tag:"图像生成"'],
  ],
}

const slashCommand: Messages['slashCommand'] = {
  'zh-CN': {
    name: '日报',
    description: '在日报中查找内容，并管理发送到本频道的日报',
    about: (names) => `话题、日期或关键词；也可以是 ${names.join('、')}`,
    namesIn: 'zh',
    suggest: '推荐给日报',
    options: {
      about: ['内容', ''],
      tag: ['话题', '只看这个话题'],
      since: ['开始', '从这一天起：2026-03-12、上周五、三月'],
      until: ['截止', '到这一天为止：2026-03-12、昨天、三月'],
      at: ['时间', '订阅用：发送时间，如 08:30'],
      timezone: ['时区', '订阅用：时区，如 Asia/Shanghai'],
      days: ['星期', '订阅用：daily、weekdays、weekends 或 mon,wed,fri'],
      layout: ['版式', '订阅用：日报的排版方式'],
      publication: ['刊物', '只看这份刊物'],
    },
  },
  'zh-TW': {
    name: '日報',
    description: '在日報中查找內容，並管理傳送到本頻道的日報',
    about: (names) => `話題、日期或關鍵詞；也可以是 ${names.join('、')}`,
    namesIn: 'en',
    suggest: '推薦給日報',
    options: {
      about: ['內容', ''],
      tag: ['話題', '只看這個話題'],
      since: ['開始', '從這一天起：2026-03-12、上週五、三月'],
      until: ['截止', '到這一天為止：2026-03-12、昨天、三月'],
      at: ['時間', '訂閱用：傳送時間，如 08:30'],
      timezone: ['時區', '訂閱用：時區，如 Asia/Taipei'],
      days: ['星期', '訂閱用：daily、weekdays、weekends 或 mon,wed,fri'],
      layout: ['版式', '訂閱用：日報的排版方式'],
      publication: ['刊物', '只看這份刊物'],
    },
  },
}

export const zhCommands = { help, slashCommand }
