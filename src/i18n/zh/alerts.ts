import type { Messages } from '../en/index.ts'

const alerts: Messages['alerts'] = {
  many: {
    ledger: (count) => `投递记录无法使用，共 ${count} 个原因`,
    memory: (count) => `有 ${count} 次发布不在投递记录中`,
    platform: (count) => `${count} 个平台无法发布`,
    uncertain: (count) => `${count} 条消息不确定是否送达`,
    paused: (count) => `${count} 个发布目标已暂停`,
    failed: (count) => `${count} 次发布被拒绝`,
    refused: (count) => `${count} 个部分被拒绝`,
    late: (count) => `${count} 次发布延迟`,
    digest: (count) => `${count} 份日报无法按现状发布`,
    stale: (count) => `${count} 份刊物停止更新`,
    resolved: (count) => `${count} 个问题已解决`,
  },
  needAttention: (count) => `有 ${count} 件事需要处理`,
  andMore: (count, command) => [`另有 ${count} 项：命令 `, command, ' 可列出全部。'],
  resolveWith: (command) => ['命令 ', command, ' 可以处理它们。'],
  seeLog: '原因见日志。',

  ledgerUnusable: '已停止发布：投递记录无法使用',
  ledgerUsable: '投递记录已恢复使用。',
  unknownPosts: '频道中有投递记录里没有的日报',
  unknownPostsWhy:
    '另一个机器人正在使用同一个令牌发布，或者数据文件夹丢失了。这些日报不会再次发布，发布前会先查看频道。',
  unknownPostsAdvice: '请只运行一个机器人，并在迁移或更换容器时保留它的数据文件夹。',
  platformDown: (platform) => `无法发布到 ${platform}`,
  notListening: (platform) => `${platform} 没有报告读者的操作`,
  platformUp: (platform) => `${platform} 已恢复正常。`,
  paused: (destination) => `${destination} 已暂停`,
  retriedHourly: '每小时会重试一次。',
  resumed: (destination) => `${destination} 已恢复发布。`,
  failed: (digest, destination) => `${digest} 没有发布到 ${destination}`,
  refused: (title, destination) => `“${title}”在 ${destination} 被拒绝`,
  refusedWhy: (part, digest) =>
    `${part} 的位置由一行说明代替，${digest} 的其余部分照常发布。修改这一节后，更正会替换这行说明。`,
  refusedFixed: (destination) => `${destination} 中被拒绝的部分已显示，或已不在日报中。`,
  retriedOnChange: '日报修改后会重试。',
  late: (digest, destination, duration) => `${digest} 在 ${destination} 已延迟 ${duration}，尚未全部发布`,
  stillTrying: '机器人会继续尝试，原因见日志。',
  postedLate: (digest, destination) => `${digest} 延迟发布到 ${destination}`,
  complete: (digest, destination) => `${digest} 已全部发布到 ${destination}。`,
  uncertain: (title, destination) => `“${title}”是否已送达 ${destination}？`,
  uncertainWhy: (part, digest) =>
    `无法确认 ${digest} 的 ${part} 是否送达。请到频道中查看并选择，在此之前不会继续发送。`,
  openNearest: '打开相邻的消息',
  isThere: '已送达',
  sendIt: '发送',
  alreadyResolved: '这个问题已经处理过了。',
  digestBroken: (file) => `${file} 无法按现状发布`,
  digestFixed: (file) => `${file} 现在可以发布了。`,
  stale: (publication, days) => `“${publication}”已有 ${days} 天没有更新`,
  staleWhy: (day) => `最近一期是 ${day}。放入新的日报文件后会自动发布。`,
  published: (publication) => `“${publication}”有新的一期。`,
}

const resolve: Messages['resolve'] = {
  sentenceGap: '',
  isThere: (part, delivery) => `已记录：${delivery} 的 ${part} 已送达。`,
  goesOn: '机器人会继续发送后面的内容。',
  noLink: '没有消息链接就无法更正或讨论，之后仍可补充链接。',
  postedOnChoice: (part, delivery) => `已记录：${delivery} 的 ${part} 未送达。读者再次选择时会发布。`,
  takenBack: (part, delivery) => `已记录：${delivery} 的 ${part} 未送达。${delivery} 已撤回，因此不会发送。`,
  resent: (part, delivery) => `已记录：${delivery} 的 ${part} 未送达。机器人会在一分钟内或启动后发送。`,
  isPosted: (part, delivery, link = '') => `${delivery} 的 ${part} 已送达${link && `：${link}`}，无需处理。`,
  isResolved: (part, delivery) => `${delivery} 的 ${part} 已经处理过：已送达。`,
  isLookedFor: (part, delivery) => `机器人正在查找 ${delivery} 的 ${part}，请一分钟后再看。`,
  isCertain: (part, delivery) => `${delivery} 的 ${part} 没有疑问，无需处理。`,
}

export const zhAlerts = { alerts, resolve }
