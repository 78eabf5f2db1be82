import type { CountedUnit, enValueProblems } from '../en/problems-values.ts'

const types: Readonly<Record<string, string>> = {
  string: '文字；数字请加引号',
  number: '数字',
  int: '整数',
  boolean: ' true 或 false',
  array: '列表，例如 [a, b]',
  object: '若干个键（`key: value`）',
  record: '若干个键（`key: value`）',
}

/** Undefined for what has no size, such as a number. */
function sizeOf(number: number, of: string, before: string): string | undefined {
  return of === 'string' || of === 'array' ? `${before}${number} ${of === 'string' ? '个字符' : '项'}` : undefined
}

const units: Record<CountedUnit, string> = {
  days: '天数',
  minutes: '分钟数',
  seconds: '秒数',
  candidates: '候选数',
  points: '分数',
  sections: '小节数',
  requests: '请求数',
  tokens: ' token 数',
}

const is = (sentence: string) => (): [string, string] => [sentence, '']

export const zhValueProblems: typeof enValueProblems = {
  'must-be-type': (type) => [`必须是${Object.hasOwn(types, type) ? types[type] : ` ${type}`}`, ''],
  'must-be-one-of': (values) => [`必须是以下之一：${values.join('、')}`, ''],
  'must-not-be-less': (minimum, of) => [sizeOf(minimum, of, '至少要有 ') ?? `不得小于 ${minimum}`, ''],
  'must-not-be-more': (maximum, of) => [sizeOf(maximum, of, '不得超过 ') ?? `不得大于 ${maximum}`, ''],
  'must-have-other-form': is('格式不正确'),
  'must-be-number-of': (unit, least, most) => [`必须是 ${least} 到 ${most} 之间的${units[unit]}`, ''],
  'must-be-time': is('必须是一天中的时间，例如“08:30”'),
  'must-be-end': is('必须是一天中的时间，例如“12:00”，或“24:00”'),
  'must-be-draft-time': is('必须是一天中的时间，例如“06:30”，或“off”'),
  'must-be-name': is('必须是 1 到 60 个字母、数字、点、连字符或下划线'),
  'must-be-workspace': is('必须是带平台名的工作区，例如 slack:T0123456789'),
  'must-be-publication': is('必须是 digests/ 下的文件夹名称，使用小写'),
  'must-be-publication-or-main': is('必须是 digests/ 下的文件夹名称（小写），或“main”'),
  'must-be-zone': is('必须是 IANA 时区，例如 Asia/Shanghai'),
  'must-be-day-or-calendar': is('必须是存在的日期（2026-12-25）或 .ics 文件的路径'),
  'must-be-id': is('必须是平台显示的 ID'),
  'must-be-mention': is('必须是 Slack 用户组的 ID（S0123456789）或 Discord 身份组的 ID（一个数字）'),
  'must-be-review': is('必须指定一个频道及其审阅人，或写“off”'),
  'must-be-language': is('必须是语言代码，例如 en 或 zh'),
  'must-be-web-address': is('必须是以 https:// 或 http:// 开头的网址，不含用户名和密码'),
  'must-be-category': is('必须是 arXiv 列出的分类，例如 cs.CL、stat.ML 或 quant-ph'),
  'must-name-category': is('必须写出一个分类'),
  'must-be-github': is('必须是 GitHub 显示的仓库名：owner/name'),
  'must-name-repository': is('必须写出一个仓库'),
  'must-be-feed-name': is('最多 40 个字母、数字、点、连字符或下划线'),
  'must-not-be-empty': is('不能为空'),
  'must-not-repeat': (name) => [`来源“${name}”不得重复：请删除一个，或给订阅源另写“name”`, ''],
  'must-be-contact': is('必须是邮箱地址或网页地址，只用 ASCII 字符'),
  'must-be-host': is('必须是主机名，或主机名和端口：intranet.example:8080'),
  'must-be-folder-or-git': is('必须是文件夹，或带有“git”键的仓库'),
  'must-be-git-address': is('必须是仓库的地址'),
  'must-be-git-form': is('必须是仓库的地址：https://…、ssh://…、git@host:path、file:///… 或从根目录开始的路径'),
  'must-hide-password': is('不得含有密码：请把密码写入 GIT_TOKEN_FILE 指定的文件，地址中只保留用户名'),
  'must-be-branch': is('必须是分支名称；如果是数字请加引号'),
  'is-no-branch': is('不是有效的分支名称'),
  'must-be-git-folder': is('必须是仓库中的文件夹'),
  'must-be-period': is('必须是带单位的时长，从 1s 到 24h，例如 5m'),

  'no-file': is('它不是文件'),
  'large-calendar': is('它超过 1 MB，请只保留假日'),
  'slow-calendar': is('其中日程的重复规则耗时过长，请只保留假日'),
  'empty-calendar': is('它是空的'),
  'long-calendar': (max) => [`它超过 ${max} 天，请只保留假日`, ''],
  'event-without-start': (event) => [`其中的日程“${event}”没有 DTSTART`, ''],

  'slack-channel-id': is('请写频道的 ID 而不是名称：形如 C0123456789，位于频道“About”选项卡的末尾。'),
  'slack-workspace-id': is('Slack 工作区写作 slack:T0123456789，组织写作 slack:E0123456789。'),
  'slack-user-id': is('Slack 用户 ID 形如 U0123456789：见个人资料中的“Copy member ID”。'),
  'slack-group-id': is('Slack 用户组 ID 形如 S0123456789：位于其页面网址的末尾。'),
  'discord-channel-id': is('Discord 频道 ID 是一个长数字，不是名称：在开发者模式下选择“Copy Channel ID”。'),
  'discord-server-id': is('Discord 服务器写作“discord:”加其 ID，即一个长数字：在开发者模式下选择“Copy Server ID”。'),
  'discord-user-id': is('Discord 用户 ID 是一个长数字：在开发者模式下选择“Copy User ID”。'),
  'discord-role-id': is('Discord 身份组 ID 是一个长数字：在开发者模式下选择“Copy Role ID”。'),
}
