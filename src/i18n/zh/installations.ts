import type { FailureWords } from '../../domain/failure-reason.ts'

export const zhInstallationFailures = {
  'not-installed': (workspace) => `${workspace} 尚未安装 Morning Post：请通过 /slack/install 安装。`,
  'needs-reinstall': (workspace) =>
    `${workspace} 的令牌已无法更新：请通过 /slack/install 在该工作区重新安装 Morning Post。`,
  uninstalled: (workspace) => `${workspace} 已移除 Morning Post，重新安装之前不会在该工作区发布任何内容。`,
} satisfies FailureWords
