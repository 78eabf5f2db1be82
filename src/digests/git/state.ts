import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { failureReasonSchema } from '../../domain/failure-reason.ts'
import type { ProblemKey, ProblemValue } from '../../domain/problem.ts'

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

/** The state in a file; an empty one if there is none. */
export function readGitState(file: string): GitState {
  try {
    return gitStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return gitStateSchema.parse({})
  }
}
