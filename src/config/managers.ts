import type { Problem } from '../domain/problem.ts'
import {
  formatMemberId,
  splitMemberId,
  splitWorkspaceId,
  type WorkspaceId,
  workspacePattern,
} from '../domain/workspace-id.ts'
import { platforms } from '../platforms/registry.ts'
import type { ReportProblem } from './yaml.ts'

/** Managers of another workspace that are not written as one: they would never match a person. */
export function managerProblems(
  managers: Readonly<Record<string, readonly string[] | undefined>>,
  complain: ReportProblem,
): Problem[] {
  return platforms.flatMap(({ name, hasTokenPerWorkspace, ids }) =>
    (managers[name] ?? []).flatMap((each, at) => {
      const path = ['managers', name, at]
      if (!/[:/]/.test(each)) return []
      if (!hasTokenPerWorkspace)
        return [
          complain(path, { message: 'An id is the same in all servers.', fix: 'Write it alone.' }, 'contradiction'),
        ]
      const { scope: workspace, id: user } = splitMemberId(each)
      const { platform, id } = splitWorkspaceId(workspace as WorkspaceId)
      const isRight = workspacePattern.test(workspace) && platform === name && ids.workspace.isValid(id)
      if (isRight && ids.user.isValid(user) && each === formatMemberId(workspace, user)) return []
      const message = `"${each}" is no person of another workspace.`
      const fix = `${ids.workspace.advice} A person there is the workspace and their id, such as slack:T0123456789/U0123456789.`
      return [complain(path, { message, fix }, 'contradiction')]
    }),
  )
}
