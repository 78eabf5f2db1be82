import type { Messages } from '../en/index.ts'

const fallback: Messages['fallback'] = {
  failed: '出了点问题，没有改动任何内容。请稍后再试。',
  busy: (seconds) => `目前发布较多，请在 ${seconds} 秒后重试。`,
  notDone: (text) => `操作没有完成：${text}`,
  unknownAction: '这个按钮来自旧版本，已不再可用。',
  expired: '这条回答已过期，无法翻页，请重新提问。',
  notWaiting: '这个问题已经回答过，或者已过期。请重新操作。',
  tooLateForDialog: '打开用时过长，请再试一次。',
  tooMany: '一分钟内的操作太多，没有发布任何内容。请一分钟后再试。',
  shared: '已分享，频道里的所有人都能看到。',
  notShared: '无法在这里分享，没有发布任何内容。请稍后再试。',
}

/** The message names the platform, the channel and what to do, so it stays beside the translation. */
const answers: Messages['answers'] = {
  gone: '这份日报已不存在，无法再打开其中的内容。',
  range: (first, last, total) =>
    first === last ? `第 ${first} 条，共 ${total} 条` : `第 ${first}–${last} 条，共 ${total} 条`,
  since: (day) => `${day}以来`,
  until: (day) => `截至${day}`,
  closest: '没有完全匹配的内容，以下最为接近。',
  corrected: (tag) => `没有完全匹配的内容，以下是话题“${tag}”。`,
  isSearch: (command) => ['以上是搜索结果。命令的写法是 ', command, '。'],
  maybeCommand: (command) => ['是指 ', command, ' 吗？'],
  newer: '较新',
  older: '较早',
  share: '分享到频道',
  shareAsk: '让频道里的所有人看到这一页？',
  takeBack: '收回',
  tookBack: '分享者已收回。',
  notSharer: '只有分享的人可以收回。',
  noShare: '私信中无法分享，请在频道里提问后再分享。',
  readSection: '阅读全文',
  openInChannel: '在频道中打开',
  nothing: '没有找到',
  nothingFor: (query) => ['日报中没有与“', query, '”相关的内容。'],
  nearTitles: '相近的标题：',
  nearTopics: '相近的话题：',
  topics: '话题：',
  noDigestOn: (day) => `${day}没有日报`,
  nearestDays: (days) => `最近的日报：${days.join('、')}。`,
  noDigests: '还没有日报。',
  withdrawnOn: (day) => `${day}的日报已撤回`,
}

const discuss: Messages['discuss'] = {
  posting: '这一节还没有完全送达，请一分钟后再试。',
  notPosted: '这份日报没有在本频道发布过，无法在这里讨论。',
  off: '本频道已关闭讨论。',
  opened: (point) => `要点 ${point} 已开启讨论：`,
  openedAll: '本节的全部要点均已开启讨论：',
  openLink: '打开讨论串',
  title: '正在讨论',
  none: '最近七天的内容还没有人讨论。在任意一节下选择一个要点即可开始。',
  replies: (count) => (count === 0 ? '还没有回复' : `${count} 条回复`),
}

const home: Messages['home'] = {
  newest: '最新一期',
  read: '阅读',
  digestsOf: (first, last) => (first === last ? `${last}的日报` : `${first}至${last}的日报`),
  chooseDay: '选择日期',
  withdrawn: '（已撤回）',
  topics: '话题',
  destinations: '你管理的频道',
  none: '还没有订阅日报的频道。在频道中输入 /digest 订阅 即可订阅。',
}

const next: Messages['next'] = {
  title: '下一期',
  sentenceGap: '',
  comes: (when, zone) => `下一期将于${when}（${zone}）发布。`,
  waits: (when, zone) => `下一期的日报还没有出来，最早于${when}（${zone}）发布。`,
  never: '一年之内没有发布日。',
  more: (count) => `……另有 ${count} 个。`,
  pausedUntil: (day) => `已暂停至${day}。`,
  paused: (reason) => `已暂停：${reason}`,
  posted: '今天的已经发布。',
  posting: '今天的正在发布，可能在等待平台的速率限制。',
  uncertain: '无法确认今天的内容是否全部送达，因此没有继续发送；管理员可在状态中看到。',
  dayOff: (day) => `今天休刊：这里${weekdays[day]}不发布。`,
  skipped: '今天休刊：这一天在这里不发布。',
  early: '还没到今天的发布时间。',
  tooLate: (until) => `今天已经太晚：${until} 之后这里不再发布。`,
  noDigestYet: '今天的日报还没有出来，一出来就会发布。',
  withdrawn: (reason) => `今天的日报已撤回：${reason}`,
}

const weekdays: Messages['weekdays'] = {
  mon: '周一',
  tue: '周二',
  wed: '周三',
  thu: '周四',
  fri: '周五',
  sat: '周六',
  sun: '周日',
}

const reports: Messages['reports'] = {
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

const subscriptions: Messages['subscriptions'] = {
  notAllowed: '只有本频道的管理者可以更改订阅。',
  noChannel: '请在相应的频道中输入这条命令。',
  nothingHere: '本频道没有订阅日报。输入 /digest subscribe 即可订阅。',
  fromFile: (publication) => `本频道的“${publication}”写在配置文件中，只能在那里更改。`,
  comesAlready: (publication) => `本频道已经订阅了“${publication}”。输入 /digest settings 可以更改。`,
  title: '本频道的订阅',
  subscribe: '订阅',
  change: '更改',
  pause: '暂停',
  resume: '恢复',
  unsubscribe: '退订',
  save: '保存',
  unsubscribeAsk: (publication) => `不再把“${publication}”发布到这里？`,
  pauseAsk: (publication, day) => `“${publication}”从${day}起恢复发布，在此之前不再发布？`,
  resumeAsk: (publication) => `从现在起恢复在这里发布“${publication}”？`,
  changeAsk: (settings) => `把这里的发布更改为：${settings}？`,
  subscribed: (when) => `已订阅，日报将在 ${when}发布；最新一期马上就到。`,
  changed: (when) => `已保存，日报将在 ${when}发布。`,
  unsubscribed: '已退订，已发布的内容会保留。',
  pausedUntil: (day) => `已暂停，${day}恢复发布。`,
  resumed: '已恢复。昨天以来错过的会补发，更早的不再补发。',
  stoppedTitle: '日报已暂停',
  stopped: (publication, channel) => ['你为频道 ', channel, ` 订阅的“${publication}”无法发布：`],
  exportLead: '全部订阅，可直接粘贴到配置文件：',
  daysOf: (days) => (days.length === 7 ? '每天' : days.map((day) => weekdays[day]).join('、')),
  layouts: {
    sections: '每节一条消息',
    thread: '全部放在一个讨论串中',
    overview: '只发概览',
    forum: '每天一个论坛帖子',
  },
  discussions: { 'on-click': '', 'on-post': '要点随文发到讨论串', off: '不开讨论' },
  when: (at, zone) => `${at}（${zone}）`,
}

const subscriptionForm: Messages['subscriptionForm'] = {
  publication: '刊物',
  when: '时间和时区',
  whenHint: '例如 08:30 Asia/Shanghai',
  days: '日期',
  tags: '只看这些话题',
  tagsHint: '不选表示全部',
  layout: '版式',
  until: '暂停至',
  again: '修改填写内容',
  untilHint: '例如 下周一 或 2026-12-27',
  noPublication: (name, known) => `没有名为“${name}”的刊物。现有：${known.join('、')}。`,
  noTime: (text) => `“${text}”不是有效的时间，请写成 08:30。`,
  noZone: (text, nearest) => `“${text}”不是有效的时区。${nearest ? `是指 ${nearest} 吗？` : '请写成 Asia/Shanghai。'}`,
  noDays: (text) => `“${text}”不是有效的日期，请写 mon、tue、wed、thu、fri、sat、sun，或者 weekdays、daily。`,
  noTopic: (text, nearest) =>
    `没有话题“${text}”。${nearest.length > 0 ? `是指${nearest.join('或')}吗？` : '留空表示全部话题。'}`,
  noLayout: (text, possible) => `“${text}”不是这里可用的版式，请选择：${possible.join('、')}。`,
  noDiscussion: (text, possible) => `“${text}”不是讨论方式，请选择：${possible.join('、')}。`,
  noDay: (text) => `“${text}”不是将来的日期，请写成 2026-12-27 或“下周一”。`,
}

export const zhChat = {
  testMessage: (time: string, zone: string) =>
    `这是一条测试消息：Morning Post 可以在本频道发言。每日简报将在 ${time}（${zone}）送达这里。`,
  fallback,
  answers,
  discuss,
  home,
  next,
  weekdays,
  reports,
  subscriptions,
  subscriptionForm,
}
