import type { Messages } from '../en/index.ts'
import { zhInstallationFailures } from './installations.ts'
import { zhSourceFailures } from './sources.ts'

const slackApps = 'api.slack.com/apps'
const untilWritable = '在此之前不会发布任何内容，因为无法记录的消息可能会重复发布；恢复后机器人会自行继续。'
const appToken = `请在 ${slackApps} 该应用的“Basic Information”中创建带有 connections:write 权限的应用级令牌（xapp-…）。`
const untilReachable = '在此之前不会发布任何内容；机器人会自行重试。'

function detail(words: string) {
  return (code: string, faults: string) => `${words}（${code}）${faults}`
}

const failures: Messages['failures'] = {
  busy: (platform, ms) => `${platform} 要求等待 ${Math.ceil(Number(ms) / 1000)} 秒`,
  ambiguous: (platform, what) => `${platform} 没有确认消息（${what}），消息可能已送达，也可能没有`,
  'still-arriving': (platform, ms) => `${platform} 可能仍在处理之前的请求，${ms} 毫秒内不会重新发送`,
  unreachable: (platform, what) => `无法连接 ${platform}（${what}）`,
  'cannot-say': (platform, why) => `${platform} 不让机器人查看消息是否送达：${why}`,
  'message-refused': (platform, why) => `${platform} 拒绝了这条消息：${why}`,
  'refused-for-now': (platform, why) => `${platform} 暂时拒绝了请求：${why}`,
  'place-unknown': (part, under) =>
    `${part} 应发在 ${under} 的讨论串中，但确认 ${under} 时没有提供消息链接：请再次处理 ${under}，并附上消息链接。`,
  'message-unknown': (part) => `找不到 ${part} 的消息，无法自动更正：请手动更正`,
  'thread-gone': (platform) =>
    `它的首条消息或讨论串已在 ${platform} 中被删除，因此不再发布或更正其余部分；之后的日报不受影响。`,
  'delivery-withdrawn': (delivery) => `${delivery} 已撤回，不再发布其中任何消息。`,
  'not-begun': (why) => `没有发送任何内容：${why}`,
  'lane-lost': (lane) => `${lane} 由另一台机器继续处理。`,
  bug: () => 'Morning Post 内部出错，详情见日志。',
  ...zhInstallationFailures,
  ...zhSourceFailures,
  'see-log': () => '原因见日志。',
  'refusal-lost': () => '机器人重启前这条消息刚被拒绝，原因见日志。',
  'token-checked-again': () => '令牌被拒绝。机器人会不时重新检查；如有新令牌，请写入 .env 并重启机器人。',
  'welcome-later': (day) =>
    `最新的日报已过旧，不适合作为新频道的第一篇（welcomeDays）；频道里的一行说明写明第一份在 ${day}。`,
  'welcome-soon': () =>
    '最新的日报已过旧，不适合作为新频道的第一篇（welcomeDays）；频道里的一行说明写明第一份即将到来。',
  'welcome-unknown': () => '最新的日报已过旧，不适合作为新频道的第一篇（welcomeDays）。',
  'no-matching-tag': () => '没有带有此发布目标所需标签的小节。',
  withdrawn: (why) => `作者在发布前撤回了它：${why}`,
  'not-withdrawn': (parts, command, why) =>
    `${parts} 无法删除。请手动删除剩余消息，或在问题解决后再次运行 \`${command}\`。原因：${why}`,
  'message-unknown-to-delete': () => '它是手动确认的，没有提供消息链接。',
  superseded: (day) => `由 ${day} 的日报代替。`,
  'posted-before': (digest, command) =>
    `它重复了已在此发布的 ${digest}：文件被改名或复制过。如确实要再次发布，请运行 \`${command}\`。`,
  'channel-changed': (from, to) => `频道 ${from} 拒绝了其余部分，发布目标已改为 ${to}。`,

  'not-connected': () => '尚未连接。',
  'not-started': () => '尚未启动。',
  stopped: () => '已停止。',
  'connection-lost': () => '连接已断开。',
  'command-not-registered': (command, why) => `无法注册 /${command}，读者无法输入这个命令：${why}`,

  'slack-unknown-channel': (channel, code) =>
    `Slack 中没有机器人可见的频道 ${channel}：请检查配置中的 ID，如为私有频道请邀请机器人（${code}）。`,
  'slack-not-in-channel': (channel, code) =>
    `机器人不在 Slack 频道 ${channel} 中：请在频道内用 /invite 邀请机器人（${code}）。`,
  'slack-archived': (channel, code) => `Slack 频道 ${channel} 已归档：请取消归档，或从配置中移除（${code}）。`,
  'slack-restricted': (channel, code) =>
    `Slack 不允许机器人在频道 ${channel} 中发布：需要工作区管理员允许该应用（${code}）。`,
  'slack-no-threads': (channel, code) =>
    `Slack 频道 ${channel} 不允许讨论串：请为此发布目标选择 "sections" 布局，或允许讨论串（${code}）。`,
  'slack-threads-only': (channel, code) =>
    `Slack 频道 ${channel} 只允许在讨论串中发消息：请换一个频道，或允许该应用在频道中发布（${code}）。`,
  'slack-no-direct-messages': (_channel, code) =>
    `机器人的私信已关闭：请在 Slack 应用设置的 App Home 中打开 Messages 标签页（${code}）。`,
  'slack-plan-limit': (_channel, code) => `Slack 工作区的消息数已达到所用方案的上限（${code}）。`,
  'slack-unknown-group': (_channel, code) => `Slack 没有这个用户组：请检查配置中的 id（S0123456789）（${code}）。`,
  'slack-no-groups': (_channel, code) => `Slack 工作区所用的方案没有用户组：请在配置中写明人员（${code}）。`,
  'slack-bot-token': (variable, code) =>
    `Slack 不接受 ${variable}（${code}）：请从 ${slackApps} 该应用的“OAuth & Permissions”中复制 Bot User OAuth Token（xoxb-…）。`,
  'slack-app-token': (variable, code) => `Slack 不接受 ${variable}（${code}）：${appToken}`,
  'slack-http-address': (host, code) =>
    `无法接收 Slack 的请求，因为 ${host} 不是本机的地址（${code}）：请把 SLACK_HTTP_HOST 设为本机的一个地址，或设为 0.0.0.0 表示所有地址。公开地址是代理的地址。`,
  'slack-http-port-used': (host, port) =>
    `无法接收 Slack 的请求，因为 ${host} 的端口 ${port} 已被其他程序占用：请结束该程序，或把 SLACK_HTTP_PORT 设为另一个端口，并让代理转发到那里。`,
  'slack-http-port-forbidden': (port) =>
    `无法接收 Slack 的请求，因为只有管理员可以使用端口 ${port}：请把 SLACK_HTTP_PORT 设为 1024 或更大的端口，并让代理转发到那里。`,
  'slack-other-app': (listening, posting) =>
    `SLACK_APP_TOKEN 属于应用 ${listening}，而 SLACK_BOT_TOKEN 属于应用 ${posting}：请在 ${slackApps} 从同一个应用复制两者。`,
  'other-workspace': (channel, own, named) =>
    `机器人在 ${own} 中访问 ${channel}，而目标写的是 ${named}：请为该目标设置 \`workspace: ${own}\`，或删去 \`workspace\`。`,
  'slack-bot-scope': (variable, code, scope) =>
    `${variable} 缺少权限${scope && ` ${scope}`}（${code}）：请在 ${slackApps} 该应用的“OAuth & Permissions”的“Bot Token Scopes”中添加它，重新安装应用并复制令牌。`,
  'slack-app-scope': (variable, code, scope) => `${variable} 缺少权限${scope && ` ${scope}`}（${code}）：${appToken}`,

  'discord-unknown-channel': (channel, code) =>
    `Discord 中没有频道 ${channel}：请检查配置中的 ID，并确认机器人在那个服务器中（${code}）。`,
  'discord-permission': (channel, code) =>
    `机器人在 Discord 频道 ${channel} 中缺少权限：需要 View Channel、Send Messages、Read Message History、Create Public Threads 和 Send Messages in Threads（${code}）。`,
  'discord-forum': (channel, code) => `Discord 频道 ${channel} 是论坛：请为此发布目标选择 "forum" 布局（${code}）。`,
  'discord-not-a-forum': (channel) => `Discord 频道 ${channel} 不是论坛：请为此发布目标选择其他布局。`,
  'discord-forum-tag': (channel, code) =>
    `Discord 论坛 ${channel} 要求每个帖子都有标签，但没有合适的标签：请添加一个与日报主题同名的标签（${code}）。`,
  'discord-no-direct-messages': (_channel, code) =>
    `Discord 不让机器人给此人发私信：对方需要允许来自服务器成员的消息（${code}）。`,
  'discord-no-messages': (channel, code) => `Discord 频道 ${channel} 不能接收消息：请选择文字频道或论坛（${code}）。`,
  'discord-threads-full': (channel, code) =>
    `Discord 频道 ${channel} 所在服务器打开的子区已达上限：请关闭一些（${code}）。`,
  'discord-token': () =>
    'Discord 不接受 DISCORD_TOKEN：请在 discord.com/developers/applications 该应用的“Bot”页复制令牌，或在那里重置。',

  'by-another-author': detail('它由其他用户或应用发布'),
  'kept-for-compliance': detail('工作区保留所有消息，不允许删除'),
  'too-old': detail('工作区不允许编辑这么久以前的消息'),
  deleted: detail('消息已被删除'),
  'too-late': detail('读者提问后过了太久'),
  'answered-already': detail('已经回复过读者'),
  empty: detail('内容为空'),
  'too-large': detail('内容太大'),
  'breaks-a-rule': detail('违反了规则'),
  'thread-archived': detail('所在讨论串已归档'),
  'thread-locked': detail('所在讨论串已锁定'),
  'auto-mod': detail('被服务器的 AutoMod 规则拦截'),
  'auto-mod-title': detail('标题被服务器的 AutoMod 规则拦截'),
  'harmful-link': detail('Discord 认为其中一个链接有害'),

  'git-missing': () => '机器人所在的机器没有安装 git：请安装，或改用日报文件夹。',
  'git-ssh-refused': (detail) => `服务器不接受该 SSH 密钥：请用 GIT_SSH_KEY_FILE 指定可读取仓库的密钥（${detail}）。`,
  'git-refused': (detail) =>
    `服务器不接受该令牌，可能已过期：请在 GIT_TOKEN_FILE 的文件中填写可读取仓库的令牌，下次拉取时会读取；或填写 GIT_TOKEN 并重新启动机器人（${detail}）。`,
  'git-no-branch': (detail) => `分支不存在：请修改“digests”下的“branch”（${detail}）。`,
  'git-no-branches': () => '仓库还没有分支，或者返回的是网页：请推送第一个提交，或检查“digests”下的“git”。',
  'git-no-default': (branches) => `仓库没有默认分支：请在“digests”下的“branch”中写上其中一个分支：${branches}。`,
  'git-no-repository': (detail) => `仓库不存在，或没有令牌时不可见：请检查“digests”下的“git”（${detail}）。`,
  'git-no-folder': (folder) => `仓库中没有文件夹 ${folder}：请修改“digests”下的“folder”，或添加该文件夹。`,
  'git-protocol': (detail) => `git 不能使用这种地址：请使用 https 或 ssh（${detail}）。`,
  'git-unreachable': (detail) => `无法连接仓库，机器人会重试（${detail}）。`,
  'git-slow': (seconds) => `git 在 ${seconds} 秒内没有完成，机器人会重试。`,
  'git-too-large': () => '仓库过大：上限为 512 MB、25,000 份日报或 256 MB 的日报。请把日报放在单独的仓库中。',
  'git-disk-full': (detail) => `数据文件夹所在的磁盘已满：请腾出空间（${detail}）。`,
  'git-failed': (detail) => `git 出错：${detail}。`,

  'unexpected-response': () => '返回内容出乎意料',
  'unknown-format': () => '返回内容的格式未知',

  'ledger-locked': (file) => `${file} 被另一个进程锁定：请关闭正在写入它的程序。${untilWritable}`,
  'ledger-read-only': (file) => `${file} 无法写入：请让机器人的用户可以写入它和它所在的文件夹。${untilWritable}`,
  'ledger-disk-broken': (file) =>
    `${file} 所在的磁盘工作不正常：请查看系统的提示，以及 \`ulimit -f\` 是否限制了文件大小。${untilWritable}`,
  'ledger-disk-full': (file) => `${file} 所在的磁盘已满：请腾出空间。${untilWritable}`,
  'ledger-not-opened': (file) => `${file} 无法打开：请让机器人的用户可以读写它和它所在的文件夹。${untilWritable}`,
  'ledger-files-used-up': (file) =>
    `${file} 无法打开，因为机器人打开的文件过多：请用 systemd 的 LimitNOFILE 或 \`ulimit -n\` 提高其用户的上限。${untilWritable}`,
  'ledger-folder': (file) => `${file} 是文件夹，而这里必须是文件：请将该文件夹移走。${untilWritable}`,
  'ledger-damaged': (file, command) =>
    `${file} 已损坏：请停止机器人并恢复备份（${command}）。没有备份时，请把该文件移走：机器人会从空的记录开始，并在发布前先查看频道。`,
  'ledger-newer': (file, version, known) =>
    `${file} 由更新版本的 Morning Post 写入（数据表版本 ${version}，本版本只认识 ${known}）：请重新安装该版本，或恢复升级前的副本，即同一文件夹中的 morning-post.schema-VERSION.TIME.sqlite。`,
  'ledger-unknown': (file, detail) => `${file} 无法使用（${detail}）：请恢复它，或把它移走，从空的记录开始。`,
  'ledger-of-older-bot': (file) =>
    `正在运行的机器人版本比此命令旧，而此命令会更改它正在使用的 ${file} 的数据表：请先用此版本重新启动机器人。`,
  'ledger-without-copy': (file, folder, detail) =>
    `${file} 的数据表需要更新，但无法先把备份写入 ${folder}（${detail}）：请腾出空间，并让机器人的用户可以写入。在此之前不会发布任何内容。`,
  'ledger-replaced': (file) =>
    `机器人运行时 ${file} 被另一个文件替换：请重新启动机器人以使用新文件。在此之前不会发布任何内容。`,
  'ledger-deleted': (file) => `机器人运行时 ${file} 被删除且无法恢复：请重新启动机器人。在此之前不会发布任何内容。`,
  'lock-taken': (folder, owner) =>
    `数据文件夹 ${folder} 的锁被删除，另一个 Morning Post（进程 ${owner}）已占用该文件夹。两个机器人会重复发布，因此本机器人不再发布：请停止其中一个，再重新启动另一个。`,
  'data-folder-not-made': (folder, code) =>
    `无法创建数据文件夹 ${folder}（${code}）：请让它所在的磁盘可写，或用 MORNING_POST_DATA 指定另一个文件夹。`,

  'database-unreachable': (where, detail) =>
    `无法连接 ${where}（${detail}）：请检查 DATABASE_URL、PostgreSQL 是否在运行，以及网络是否畅通。${untilReachable}`,
  'database-host-unknown': (where, detail) =>
    `${where} 的主机名无法解析（${detail}）：请修改 DATABASE_URL，或检查域名解析。${untilReachable}`,
  'database-slow': (where, detail) => `${where} 没有及时响应（${detail}）：请检查它的负载和网络。${untilReachable}`,
  'database-restarting': (where, detail) =>
    `${where} 正在启动或停止（${detail}）：请稍候，或查看其日志。${untilReachable}`,
  'database-ends-idle': (where, detail) =>
    `${where} 断开了短暂空闲的连接（${detail}）：请把该用户的 idle_session_timeout 调到数分钟，或设为 0。${untilReachable}`,
  'database-login-refused': (where, detail) =>
    `${where} 不接受登录（${detail}）：请修改 DATABASE_URL 中的用户和密码（百分号写作 %25），或在 pg_hba.conf 中允许它们。${untilReachable}`,
  'database-missing': (where, detail) =>
    `${where} 不存在（${detail}）：请用 CREATE DATABASE 创建，或修改 DATABASE_URL。${untilReachable}`,
  'database-no-rights': (where, detail) =>
    `该用户无权使用 ${where}（${detail}）：请让该用户成为数据库及其表的所有者。${untilReachable}`,
  'database-no-schema': (where, detail) =>
    `${where} 没有可放置数据表的模式（${detail}）：请让该用户的 search_path 指向一个存在且属于它的模式。${untilReachable}`,
  'database-no-tables': (where, detail) =>
    `${where} 中找不到账本的数据表（${detail}）：请让该用户的 search_path 指向含有它们的模式；如果表已被删除，请重新启动机器人。${untilReachable}`,
  'database-read-only': (where, detail) =>
    `${where} 无法写入（${detail}）：它是副本，或被设为只读。请在 DATABASE_URL 中填写主服务器。${untilReachable}`,
  'database-older-machines': (where, count) =>
    `此版本需要更改 ${where} 的数据表，而仍有旧版本的机器在使用它们（${count} 台）：请先全部停止。`,
  'database-disk-full': (where, detail) => `${where} 的磁盘已满（${detail}）：请在服务器上腾出空间。${untilReachable}`,
  'database-connections-used-up': (where, detail) =>
    `${where} 没有空闲连接（${detail}）：请关闭其他连接、提高 max_connections，或使用连接池。${untilReachable}`,
  'database-overloaded': (where, detail) =>
    `${where} 的服务器资源不足（${detail}）：请增加内存，或查看其日志。${untilReachable}`,
  'database-busy': (where, detail) =>
    `${where} 取消了一条语句（${detail}）：请查找长时间的锁，以及该用户过低的 statement_timeout。${untilReachable}`,
  'database-broken': (where, detail) =>
    `${where} 报告数据或磁盘损坏（${detail}）：请查看服务器日志，必要时恢复备份。${untilReachable}`,
  'database-without-tls': (where, detail) =>
    `${where} 不提供加密（${detail}）：请在服务器上启用，或在专用网络中于 DATABASE_URL 写入 sslmode=disable。${untilReachable}`,
  'database-wants-tls': (where, detail) =>
    `${where} 拒绝未加密的连接（${detail}）：请在 DATABASE_URL 中写入 sslmode=require 或 verify-full。${untilReachable}`,
  'database-certificate-name': (where, detail) =>
    `${where} 的证书属于另一个名称（${detail}）：请在 DATABASE_URL 中按证书上的名称填写服务器。${untilReachable}`,
  'database-certificate-time': (where, detail) =>
    `${where} 的证书目前无效（${detail}）：请在服务器上更新证书，或校正本机时钟。${untilReachable}`,
  'database-certificate': (where, detail) =>
    `${where} 的证书不受信任（${detail}）：请在 DATABASE_URL 中用 sslrootcert 指定其颁发机构。${untilReachable}`,
  'database-newer': (where, version, known) =>
    `${where} 由更新版本的 Morning Post 写入（数据表版本 ${version}，本版本只认识 ${known}）：请更新本机的版本，旧版本无法使用它。`,
  'database-without-transactions': (where, detail) =>
    `${where} 前面的连接池不允许事务（${detail}）：请把它的模式设为 session 或 transaction。`,
  'database-old-server': (where, version) =>
    `${where} 运行的是 PostgreSQL ${version}，而 Morning Post 需要 15 或更新版本：请更新服务器。`,
  'database-encoding': (where, encoding) =>
    `${where} 的编码是 ${encoding}，无法保存所有字符：请用 CREATE DATABASE morning_post ENCODING 'UTF8' TEMPLATE template0 新建数据库。`,
}

export const zhFailures = { failures }
