import type { FailureWords } from '../../domain/failure-reason.ts'
import type { Messages } from '../en/index.ts'

export const zhInstallationFailures = {
  'not-installed': (workspace) => `${workspace} 尚未安装 Morning Post：请通过 /slack/install 安装。`,
  'needs-reinstall': (workspace) =>
    `${workspace} 的令牌已无法更新：请通过 /slack/install 在该工作区重新安装 Morning Post。`,
  'no-key': (count) =>
    `未设置 MORNING_POST_KEY，而已有 ${count} 个工作区安装了应用：请设置加密其令牌时所用的密钥；没有它就必须重新安装应用。`,
  'no-client': (count) =>
    `未设置 SLACK_CLIENT_ID，而已有 ${count} 个工作区安装了应用：请照原样设置 SLACK_CLIENT_ID、SLACK_CLIENT_SECRET 和 PUBLIC_URL，否则不会在那里发布任何内容。`,
  'other-key': (workspace, used, own, command = 'installations rekey') =>
    `${workspace} 的令牌由密钥 ${used} 加密，而 MORNING_POST_KEY 是 ${own}：请设置加密时所用的密钥，或将其作为 MORNING_POST_KEY_OLD 提供给 \`${command}\`。没有它就必须重新安装应用。`,
  'tokens-changed': (workspace) =>
    `${workspace} 的令牌无法解密，因为其数据行被更改或属于另一个工作区：请在那里重新安装应用。`,
  uninstalled: (workspace) => `${workspace} 已移除 Morning Post，重新安装之前不会在该工作区发布任何内容。`,
  'slack-install-refused': (code) => `Slack 不再接受本次安装的授权码或令牌（${code}）：请重新安装应用。`,
  'slack-installed-token': (_variable, code) =>
    `Slack 不接受该工作区的令牌（${code}）：如果持续如此，需要该工作区的管理员通过 /slack/install 重新安装 Morning Post。`,
  'slack-installed-scope': (_variable, code, scope) =>
    `该工作区没有授予${scope ? `权限 ${scope}` : '所需的权限'}（${code}）：需要该工作区的管理员通过 /slack/install 重新安装 Morning Post。`,
  'slack-app-credentials': (code) =>
    `Slack 不接受应用的凭据（${code}）：请从 api.slack.com/apps 中该应用的“Basic Information”复制 SLACK_CLIENT_ID 和 SLACK_CLIENT_SECRET，并把 PUBLIC_URL 加上 /slack/oauth_redirect 添加到重定向地址。`,
} satisfies FailureWords

export const zhInstallations: Messages['installations'] = {
  notInstalled: (url) =>
    `此工作区尚未安装 Morning Post${url ? `：管理员可以在 ${url} 安装` : '，因此无法在这里回答'}。`,
  noLongerInstalled: (url) => `Morning Post 已失去对此工作区的访问权限：需要管理员${url ? `在 ${url} ` : ''}重新安装。`,
}
