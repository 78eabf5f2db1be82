import type { Messages } from '../en/index.ts'

const status: Messages['status'] = {
  none: '还没有发布目标。',
  last: '上次',
  late: '延迟',
  today: '今天',
  next: '下次',
  wrong: '问题',
  posted: (digest, at) => `${digest}，发布于 ${at}`,
  neverPosted: '还没有发布过',
  noNext: '一年内没有发布',
  states: {
    posted: '已发布',
    late: '延迟发布',
    pending: '待发布',
    uncertain: '不确定',
    paused: '已暂停',
    failed: '发布失败',
    missed: '已错过',
    superseded: '已被代替',
    skipped: '已跳过',
    withdrawing: '正在撤回',
    withdrawn: '已撤回',
    planned: '等待发布',
    unpublished: '没有日报',
    off: '休息日',
    before: '尚无此发布目标',
  },
  state: (state, reason) => (reason === null ? state : `${state}：${reason}`),
  destination: (name, platform, channel) => `${name}（${platform} ${channel}）`,

  noTokens: (platform) => `不会发布：没有设置 ${platform} 的令牌。`,
  paused: (since, why) => `自 ${since} 起暂停，每小时重试一次：${why}`,
  failed: (digest, why) => `${digest} 没有发布：${why ?? '原因不明'}`,
  undoing: (digest, why) => `${digest} 还没有全部撤回。${why ?? '机器人会继续。'}`,
  pending: (digest, why) => `${digest} 还没有发完，机器人会继续完成。${why ?? ''}`,
  replaced: (part, why) => `${part} 被拒绝，由一行说明代替。${why}`,
  stale: (part, why) => `${part} 显示的内容比文件旧；文件有改动或机器人启动时会再次尝试。${why}`,
  deleted: (part, platform, command) =>
    `${part} 或其讨论串已在 ${platform} 中被删除，因此不会更正。如果是有意删除，无需处理；否则请用 \`${command}\` 撤回整期日报，再重新发布。`,
  uncertain: (digest, parts) => `${digest}：不确定 ${parts} 是否送达，因此不会重新发送。\`resolve\` 会说明在哪里查看。`,
  uncertainParts: (count, command) => `有 ${count} 条消息不确定是否送达：\`${command}\` 会列出并处理。`,

  gap: (isNew, from, to, isFound) => {
    const cause = isNew ? '投递记录是新的' : '投递记录曾丢失，或是较旧的副本'
    const span = from === undefined ? `${to} 之前` : `${from} 到 ${to} 之间`
    const found = isFound ? '频道中有其中没有的日报。' : ''
    return `${cause}：不知道 ${span}发布过什么。${found}对于这些天的日报，机器人会先在频道中查找，再发布。`
  },

  digestsFrom: (url) => `日报（${url}）`,
  read: '读取',
  commit: (commit, at) => `${commit}，提交于 ${at}`,
  noCommit: '还没有提交',
  pull: '拉取',
  neverPulled: '从未',
  notPulled: (why) => `无法拉取日报：${why}`,
}

const uncertainList: Messages['uncertainList'] = {
  none: '没有不确定的消息。',
  opening: (count) =>
    `不确定${count === 1 ? '这条消息' : `这 ${count} 条消息`}是否送达，因此没有重新发送。请先在频道中查看，再运行其中一条命令：`,
  lookFor: (words) => `查找    “${words}”`,
  lookForAny: '查找    机器人的一条消息；它的日报已无法读取',
  where: (platform, channel, since, near) =>
    `位置    ${platform} ${channel}，${since} 之后${near === undefined ? '' : `，在 ${near} 附近`}`,
  isThere: (command, menuItem) => `在频道中  ${command} --there LINK   （消息菜单中的“${menuItem}”）`,
  isNotThere: (command) => `不在频道  ${command} --send`,
}

const manualPost: Messages['manualPost'] = {
  posted: (where) => `已发布：${where}`,
  postedBefore: (where) => `之前已发布：${where}`,
  notPosted: (why) => `没有发布。${why}`,
  unknown: '原因见日志；机器人会继续处理。',
  botPosts: '机器人正在运行，会在一分钟内发布……',
  withdrawnDigest: (day, why) => `${day} 的日报已撤回，因此不发布：${why}`,
  undoing: (delivery) => `${delivery} 正在撤回；\`status\` 会显示进度。`,
  undone: (delivery, command, from) =>
    `${delivery} 已撤回，不会自动再次发布。${from === undefined ? '' : `${from} 之后，`}运行 \`${command}\` 可再次发布。`,
  noTokens: (destination, platform) =>
    `${destination} 在 ${platform} 上，但没有设置其令牌。.env.example 说明了如何获取。`,
}

export const zhStatus = { status, uncertainList, manualPost }
