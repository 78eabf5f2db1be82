import type { SlackScope } from '../en/checks.ts'
import type { Messages } from '../en/index.ts'

const openLink = (link: string) => `请该工作区的管理员打开${link ? ` ${link}` : '安装链接（见 docs/installing.md）'}。`
const network = '请检查网络和代理，然后重试。'

const checks: Messages['checks'] = {
  config: (destinations) => `配置有效，共 ${destinations} 个发布目标。`,
  'no-destination': () => ['没有发布目标。', '请在“destinations”下添加。'],

  zones: (version) => `时区规则是最新的（版本 ${version}）。`,
  'old-zones': (zone, version) => [
    `${zone} 的时区规则缺失或过旧（版本 ${version || '未知'}）。`,
    '请使用自带时区数据的较新 Node。',
  ],
  folder: (freeMb) => `可写且仅本用户可读，剩余 ${freeMb} MB。`,
  'new-folder': () => '首次启动时会创建。',
  'no-folder': (path) => [`${path} 不是文件夹。`, '请用 MORNING_POST_DATA 指定另一个文件夹。'],
  'read-only-folder': () => ['所在磁盘是只读的。', '请用 MORNING_POST_DATA 指定另一磁盘上的文件夹。'],
  'folder-not-made': (path, owner, user, command) => [
    `无法创建：${path} 属于用户 ${owner}，当前用户是 ${user}。`,
    `请以 root 身份运行 \`${command}\`。`,
  ],
  'folder-of-another': (owner, user, command) => [
    `它属于用户 ${owner}，当前用户是 ${user}。`,
    `请以 root 身份运行 \`${command}\`。`,
  ],
  'network-folder': (type) => [
    `它在网络文件系统（${type}）上，锁和写入并不可靠。`,
    '请用 MORNING_POST_DATA 指定本地磁盘上的文件夹。',
  ],
  'full-disk': (freeMb) => [`只剩 ${freeMb} MB。`, '请在该磁盘上至少腾出 100 MB。'],
  'readable-folder': (command) => ['本机的其他用户可以读取它，而其中有读者查询过的内容。', `请运行 \`${command}\`。`],
  port: () => '未被占用。',
  'port-of-bot': () => '正在运行的 Morning Post 在使用它。',
  'port-used': (variable) => ['被另一个程序占用。', `请把 ${variable} 设为别的端口。`],
  'port-forbidden': (variable) => ['只有管理员可以使用。', `请把 ${variable} 设为别的端口。`],
  'no-such-address': (code, variable) => [`本机没有这个地址（${code}）。`, `请把 ${variable} 设为本机的地址。`],

  database: () => '可以读写。',

  'no-git': () => ['本机没有安装 git。', '请安装 git，或用“digests”键指定一个文件夹。'],
  'pull-failed': (commit, why) => [
    `${commit ? `当前读取的是 ${commit}` : '还没有拉取过'}。${why}`,
    '机器人会自行重试。',
  ],
  'not-pulled': (version) => `还没有拉取过：机器人启动时会拉取（${version}）。`,
  pulled: (commit, at, version) => `当前读取的是 ${commit}，拉取于 ${at}（${version}）。`,
  'no-digest-folder': () => ['文件夹不存在。', '请创建它，并放入一份日报。'],
  'wrong-digest': (problem, more) => [
    `${problem}${more > 0 ? `（另有 ${more} 个）` : ''}`,
    '请改正；`check` 会列出全部问题。',
  ],
  'no-digest': (folder) => [`${folder} 中没有它的日报。`, '请添加文件，文件名形如 2026-01-05.md。'],
  'only-samples': (newest) => [`最新的 ${newest} 是 Morning Post 自带的示例，不会发布。`, '请添加自己的日报。'],
  digests: (count, newest) => `共 ${count} 份日报，最新的是 ${newest}。`,

  installations: (workspaces, oldKey, command) =>
    `${workspaces} 个工作区的令牌可以读取。${oldKey > 0 ? `其中 ${oldKey} 个仍用旧密钥加密：请运行 \`${command}\`。` : ''}`,
  'not-installed': (workspace, link) => [`不会发布：${workspace} 没有安装此应用。`, openLink(link)],
  uninstalled: (workspace, link) => [`不会发布：${workspace} 移除了此应用。`, openLink(link)],
  'needs-reinstall': (workspace, link) => [`不会发布：${workspace} 需要重新安装此应用。`, openLink(link)],
  'expired-token': (workspace) => [`${workspace} 的令牌已过期。`, '请启动机器人，它会更新令牌，然后再检查一次。'],

  'no-tokens': (command) => [
    '没有设置任何令牌，因此 Slack 和 Discord 是模拟的。',
    `请运行 \`${command}\`，或填写 .env。`,
  ],
  'no-token-of': (platform) => [`不会发布：没有设置 ${platform} 的令牌。`, `请在 .env 中填写 ${platform} 的令牌。`],
  token: (owner) => `令牌有效：${owner}。`,
  role: (role) => `身份组 ${role} 可以审阅。`,
  'no-clock': (platform) => [`${platform} 没有给出当前时间。`, network],
  clock: (platform) => `本机时钟与 ${platform} 一致。`,
  'wrong-clock': (platform, aheadSeconds) => [
    `本机时钟比 ${platform} ${aheadSeconds > 0 ? '快' : '慢'} ${Math.abs(aheadSeconds)} 秒。`,
    '请开启时钟同步（NTP）。',
  ],
  'answer-not-understood': () => ['无法理解对方的回应。', network],
  'no-answer': (platform, seconds) => [`${platform} 在 ${seconds} 秒内没有回应。`, network],

  'slack-scopes': (count) => `机器人拥有所需的全部 ${count} 项权限（scope）。`,
  'slack-no-scopes': (scopes) => [
    `机器人缺少权限（scope）：${scopes.map((scope) => `${scope}（${scopePurposes[scope]}）`).join('、')}。`,
    '请在 api.slack.com/apps 该应用的“OAuth & Permissions”→“Bot Token Scopes”中添加，然后重新安装应用。',
  ],
  'slack-channel-id': (id) => [`${id} 不是 Slack 频道的 ID。`, '请从频道“About”标签页的末尾复制 ID（C0123456789）。'],
  'slack-removed': (channel) => [`机器人已被移出 ${channel}，不会自行返回。`, '请在频道中用 /invite 邀请它。'],
  'slack-public': (channel) => `${channel} 是公开频道：机器人会在首次发布前加入。`,
  'slack-channel': (channel) => `机器人在 ${channel} 中，并可以读取历史消息。`,
  'slack-elsewhere': (own, wanted) => [
    `不会发布：令牌属于 ${own || '另一个工作区'}，而 ${wanted} 没有安装此应用。`,
    '请为这个发布目标写明频道所在的工作区，或去掉 `workspace`。',
  ],
  'slack-direct': (channel) => [`${channel} 是私信。`, '请在配置中选择一个频道。'],
  'slack-archived': (channel) => [`${channel} 已归档。`, '请取消归档，或选择另一个频道。'],
  'slack-read-only': (channel) => [`机器人不能在 ${channel} 中发布。`, '请工作区管理员允许此应用在该频道发布。'],
  'slack-threads-only': (channel) => [
    `${channel} 只允许在讨论串中发消息。`,
    '请选择另一个频道，或允许此应用在该频道发布。',
  ],
  'slack-no-threads': (channel, layout) => [
    `${channel} 不允许讨论串。`,
    layout === 'thread' ? '请选择布局“sections”。' : '请为这个发布目标设置“discussion: off”。',
  ],
  'slack-private': (channel) => [`机器人不在私有频道 ${channel} 中。`, '请在频道中用 /invite 邀请机器人。'],
  'slack-group': (group, members) => `用户组 ${group} 有 ${members} 名成员。`,
  'slack-empty-group': (group) => [`用户组 ${group} 没有成员。`, '请在 Slack 中为它添加成员。'],

  'discord-no-server': (command) => ['机器人不在任何 Discord 服务器中。', inviteAdvice(command)],
  'discord-no-commands': (servers, command) => [
    `${servers} 不允许使用 /digest：缺少权限 applications.commands。`,
    inviteAdvice(command),
  ],
  'discord-commands': (servers) => `${servers} 允许使用 /digest，且不需要特权 intent。`,
  'discord-elsewhere': (channel, own, wanted) => [
    `${channel} 在 ${own} 中，而不在 ${wanted} 中。`,
    `请为这个发布目标设置 \`workspace: ${own}\`，或去掉 \`workspace\`。`,
  ],
  'discord-hidden': (id) => [
    `机器人看不到 Discord 频道 ${id}。`,
    '请把机器人加入该频道所在的服务器，并允许它在该频道“View Channel”。',
  ],
  'discord-not-a-forum': (channel) => [`${channel} 不是论坛。`, '请为这个发布目标选择另一种布局。'],
  'discord-forum': (channel, hasLayout) => [
    `${channel} 是论坛。`,
    hasLayout ? '请为这个发布目标选择布局“forum”。' : '请选择文字频道。',
  ],
  'discord-forum-tag': (channel) => [
    `${channel} 要求每个帖子带标签，但没有机器人可用的标签。`,
    '请为论坛添加一个标签。',
  ],
  'discord-no-messages': (channel) => [`${channel} 不接受消息。`, '请选择文字频道或论坛。'],
  'discord-no-threads': (channel) => [
    `${channel} 中不能有讨论串。`,
    '请选择文字频道，或布局“sections”并设置“discussion: off”。',
  ],
  'discord-timed-out': (server, until) => [`机器人在 ${server} 中被禁言至 ${until}。`, '请解除禁言。'],
  'discord-no-role': (role, server) => [`${server} 中没有身份组 ${role}。`, '请改正这个发布目标的“mention”。'],
  'discord-channel': (channel) => `机器人在 ${channel} 中拥有所需的全部权限。`,
  'discord-no-permissions': (names, channel) => [
    `机器人在 ${channel} 中缺少权限：${names}。`,
    `请在频道设置中为机器人开启 ${names}。`,
  ],
}

const scopePurposes: Readonly<Record<SlackScope, string>> = {
  'chat:write': '用于发布',
  commands: '用于 /digest',
  'users:read': '用于获知读者的时区，以及谁是访客',
  'channels:join': '用于加入公开频道',
  'channels:history': '用于在断线后查找消息',
  'groups:history': '用于在私有频道中查找消息',
  'channels:read': '用于查看频道是否可用',
  'groups:read': '用于查看私有频道是否可用',
}

function inviteAdvice(command: string): string {
  return `请打开 \`${command}\` 给出的链接，把机器人加入服务器。`
}

const doctor: Messages['doctor'] = {
  sentence: (text) => `${text.replace(/[。.]$/, '')}。`,
  tryLater: '请在此之后重试。',
  checkNetwork: network,
  fine: (count) => `${count} 项检查：一切正常`,
  wrong: (faults, count) => `${count} 项检查中有 ${faults} 项发现问题`,
}

export const zhChecks = { checks, doctor }
