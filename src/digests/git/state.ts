import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { failureReasonSchema } from '../../domain/failure-reason.ts'
import type { Problem, ProblemKey, ProblemValue } from '../../domain/problem.ts'
import type { GitFolders } from './settings.ts'

/** What is known of a repository after the last pull; times are milliseconds since 1970. */
const gitStateSchema = z.object({
  /** The commit that is read. */
  commit: z.string().exactOptional(),
  committedAt: z.number().exactOptional(),
  /** When its files took the place of the ones before. */
  changedAt: z.number().exactOptional(),
  /** When the repository was last pulled without a failure. */
  pulledAt: z.number().exactOptional(),
  failure: z
    .object({ reason: failureReasonSchema, since: z.number(), tries: z.number(), isLasting: z.boolean() })
    .exactOptional(),
  /** The content of each file of the commit, by its path. */
  files: z.record(z.string(), z.string()).default({}),
  skipped: z
    .array(
      z.object({
        path: z.string(),
        key: z.custom<ProblemKey>((key) => typeof key === 'string'),
        values: z.array(z.custom<ProblemValue>()).readonly(),
        rule: z.string(),
        severity: z.enum(['error', 'warning']),
      }),
    )
    // What 0.2.0 wrote had sentences.
    .catch([])
    .default([]),
})
export type GitState = Readonly<z.output<typeof gitStateSchema>>

/** Files of the commit that are not read, by their places in the folder that is. */
export function problemsOfCommit({ skipped }: GitState, { current }: Pick<GitFolders, 'current'>): readonly Problem[] {
  return skipped.map(({ path, ...about }) => ({ file: join(current, path), line: 1, column: 1, ...about }))
}

/** The state in a file; an empty one if there is none. */
export function readGitState(file: string): GitState {
  try {
    return gitStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return gitStateSchema.parse({})
  }
}
