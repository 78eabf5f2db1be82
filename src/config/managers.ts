import type { Problem } from '../domain/problem.ts'
import {
  formatMemberId,
  splitMemberId,
  splitWorkspaceId,
  type WorkspaceId,
  workspacePattern,
} from '../domain/workspace-id.ts'
import { problemText } from '../i18n/problems.ts'
import { platforms } from '../platforms/registry.ts'
import type { ReportProblem } from './yaml.ts'

/** Managers in another workspace whose ids lack its prefix: they would never match a person. */
export function managerProblems(
  managers: Readonly<Record<string, readonly string[] | undefined>>,
  complain: ReportProblem,
): Problem[] {
  return platforms.flatMap(({ name, hasTokenPerWorkspace, ids }) =>
    (managers[name] ?? []).flatMap((each, at) => {
      const path = ['managers', name, at]
      if (!/[:/]/.test(each)) return []
      if (!hasTokenPerWorkspace) return [complain(path, problemText('member-alone'), 'contradiction')]
      const { scope: workspace, id: user } = splitMemberId(each)
      const { platform, id } = splitWorkspaceId(workspace as WorkspaceId)
      const isRight = workspacePattern.test(workspace) && platform === name && ids.workspace.isValid(id)
      if (isRight && ids.user.isValid(user) && each === formatMemberId(workspace, user)) return []
      return [complain(path, problemText('no-member', each, ids.workspace.advice), 'contradiction')]
    }),
  )
}
