import { dirname } from 'node:path'
import type { Problem } from '../../domain/problem.ts'

/** A warning is a publication's habit when at least this many of its digests have it, and at least a quarter of them. */
const habitDigests = 5

/**
 * Reports a warning that most digests of a publication have once: at its first place, with their number.
 * `files` are the digests that were checked. Errors are all kept.
 */
export function summarizeWarnings(problems: readonly Problem[], files: readonly string[]): Problem[] {
  const digests = Map.groupBy(files, (file) => dirname(file))
  const groups = Map.groupBy(problems, ({ file, rule }) => `${dirname(file)} ${rule}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first || first.severity === 'error') return group
    const affected = new Set(group.map(({ file }) => file)).size
    const total = digests.get(dirname(first.file))?.length ?? 0
    if (affected < habitDigests || affected * 4 < total) return group
    const scope = `This holds for ${affected} of the ${total} digests in this folder, at ${group.length} places`
    const message = `${first.message} ${scope}; check a digest by itself to see its own.`
    return [{ ...first, message }]
  })
}
