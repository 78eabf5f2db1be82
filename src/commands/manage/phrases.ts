/** What the bot says about subscriptions. */
export interface ManagePhrases {
  readonly notAllowed: string
  readonly noChannel: string
  readonly title: string
  readonly subscribe: string
  readonly change: string
  readonly pause: string
  readonly resume: string
  readonly unsubscribe: string
  readonly save: string
  readonly fieldPublication: string
  readonly fieldWhen: string
  readonly fieldWhenHint: string
  readonly fieldDays: string
  readonly fieldTags: string
  readonly fieldTagsHint: string
  readonly fieldLayout: string
  readonly fieldUntil: string
  readonly fieldUntilHint: string
  noPublication(name: string, known: readonly string[]): string
  noTime(text: string): string
  noZone(text: string, nearest: string): string
  noDays(text: string): string
  noLayout(text: string, possible: readonly string[]): string
  noDay(text: string): string
  subscribed(at: string, zone: string): string
  changed(at: string, zone: string): string
  readonly unsubscribed: string
  pausedUntil(day: string): string
  readonly resumed: string
  readonly nothingHere: string
  fromFile(name: string): string
  readonly everyDay: string
  readonly exportLead: string
  stopped(name: string, reason: string): string
}

const english: ManagePhrases = {
  notAllowed: 'Only people who manage this channel can change what comes to it.',
  noChannel: 'Type this in the channel it is about.',
  title: 'Morning Post in this channel',
  subscribe: 'Subscribe',
  change: 'Change',
  pause: 'Pause',
  resume: 'Resume',
  unsubscribe: 'Unsubscribe',
  save: 'Save',
  fieldPublication: 'Publication',
  fieldWhen: 'Time and time zone',
  fieldWhenHint: 'For example 08:30 Europe/Berlin',
  fieldDays: 'Days',
  fieldTags: 'Only these topics',
  fieldTagsHint: 'None for all',
  fieldLayout: 'Layout',
  fieldUntil: 'Paused until',
  fieldUntilHint: 'A day, such as next monday or 2026-12-27',
  noPublication: (name, known) => `There is no publication “${name}”. There are: ${known.join(', ')}.`,
  noTime: (text) => `“${text}” is no time of day. Write it as 08:30.`,
  noZone: (text, nearest) => `“${text}” is no time zone. Did you mean ${nearest}?`,
  noDays: (text) => `“${text}” names no days. Write mon, tue, wed, thu, fri, sat, sun, or weekdays, or daily.`,
  noLayout: (text, possible) => `“${text}” is no layout here. Choose one of ${possible.join(', ')}.`,
  noDay: (text) => `“${text}” is no day to come. Write a date such as 2026-12-27, or next monday.`,
  subscribed: (at, zone) =>
    `Subscribed. The morning post comes here at ${at} (${zone}); the latest digest is on its way.`,
  changed: (at, zone) => `Saved. The morning post comes here at ${at} (${zone}).`,
  unsubscribed: 'Unsubscribed. What was posted stays.',
  pausedUntil: (day) => `Paused. The morning post comes back on ${day}.`,
  resumed: 'Resumed. What is owed is posted by the normal rule.',
  nothingHere: 'No morning post comes to this channel. Type /digest subscribe to get one.',
  fromFile: (name) => `${name} is set in the configuration file, and can only be changed there.`,
  everyDay: 'every day',
  exportLead: 'All destinations, ready to be pasted into the configuration file:',
  stopped: (name, reason) => `The morning post to ${name} is paused: ${reason}`,
}

const chinese: ManagePhrases = {
  notAllowed: '只有能管理本频道的人可以更改订阅。',
  noChannel: '请在要订阅的频道中输入。',
  title: '本频道的订阅',
  subscribe: '订阅',
  change: '更改',
  pause: '暂停',
  resume: '恢复',
  unsubscribe: '退订',
  save: '保存',
  fieldPublication: '刊物',
  fieldWhen: '时间和时区',
  fieldWhenHint: '例如 08:30 Asia/Shanghai',
  fieldDays: '日子',
  fieldTags: '只看这些话题',
  fieldTagsHint: '不选表示全部',
  fieldLayout: '版式',
  fieldUntil: '暂停至',
  fieldUntilHint: '例如 2026-12-27',
  noPublication: (name, known) => `没有刊物“${name}”。现有：${known.join('、')}。`,
  noTime: (text) => `“${text}”不是时间，请写成 08:30。`,
  noZone: (text, nearest) => `“${text}”不是时区，您是指 ${nearest} 吗？`,
  noDays: (text) => `“${text}”不是日子，请写 mon、tue、wed、thu、fri、sat、sun，或 weekdays、daily。`,
  noLayout: (text, possible) => `“${text}”不是这里的版式，请选择：${possible.join('、')}。`,
  noDay: (text) => `“${text}”不是将来的日期，请写成 2026-12-27。`,
  subscribed: (at, zone) => `已订阅，每天 ${at}（${zone}）发布；最新一期马上就到。`,
  changed: (at, zone) => `已保存，每天 ${at}（${zone}）发布。`,
  unsubscribed: '已退订，已发布的内容会保留。',
  pausedUntil: (day) => `已暂停，${day} 恢复。`,
  resumed: '已恢复。',
  nothingHere: '本频道没有订阅日报。输入 /digest subscribe 即可订阅。',
  fromFile: (name) => `${name} 写在配置文件中，只能在那里更改。`,
  everyDay: '每天',
  exportLead: '全部订阅，可直接粘贴到配置文件：',
  stopped: (name, reason) => `${name} 的日报已暂停：${reason}`,
}

export function managePhrasesFor(language: string | undefined): ManagePhrases {
  return language?.toLowerCase().startsWith('zh') ? chinese : english
}
