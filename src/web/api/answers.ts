import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Problem } from '../../domain/problem.ts'
import { problemSentences } from '../../i18n/problems.ts'

/** A problem in a digest, as the API gives it. */
interface ProblemJson {
  /** Both count from 1. */
  readonly line: number
  readonly column: number
  readonly severity: Problem['severity']
  readonly rule: string
  readonly what: string
  readonly fix: string
}

/** Says what is wrong with a request, and what to do. */
export function errorAnswer(context: Context, status: ContentfulStatusCode, what: string, fix: string): Response {
  return context.json({ error: { what, fix } }, status)
}

export function toProblemJson(problem: Problem): ProblemJson {
  const { line, column, severity, rule } = problem
  const { message: what, fix } = problemSentences(problem)
  return { line, column, severity, rule, what, fix }
}
