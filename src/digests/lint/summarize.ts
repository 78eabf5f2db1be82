import { dirname } from 'node:path'
import type { Problem, ProblemText } from '../../domain/problem.ts'
import { problemText } from '../../i18n/problems.ts'

/** A warning is a publication's habit when at least this many of its digests have it, and at least a quarter of them. */
const habitDigests = 5

/** What concerns a publication rather than a digest: two digests with it are enough. */
const publicationRules = new Set(['unknown-key', 'free-form', 'missing-language'])

/** The rules for which each text is a warning of its own. */
const rulesByText = new Set(['unknown-key', 'free-form', 'missing-language'])

/** A digest that was checked. */
interface CheckedFile {
  readonly file: string
  readonly publication: string
}

/**
 * Reports a warning that most digests of a publication have once: at its first place, with their number. Each key of
 * front matter without a meaning is a warning of its own, and so is each way of reading a file, and each language. Of what
 * one file repeats, only the first places are listed. Errors are all kept.
 */
export function summarizeWarnings(problems: readonly Problem[], checked: readonly CheckedFile[]): Problem[] {
  const publications = new Map(checked.map(({ file, publication }) => [file, publication]))
  const placeOf = (file: string) => publications.get(file) ?? dirname(file)
  const totals = Map.groupBy(checked, ({ publication }) => publication)
  const groups = Map.groupBy(problems, ({ file, rule, key, values }) =>
    JSON.stringify([placeOf(file), rule, ...(rulesByText.has(rule) ? [key, values] : [])]),
  )
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    // An unread file gets its own line, because its author searches for its name.
    if (!first || first.severity === 'error' || !publications.has(first.file)) return group
    const affected = new Set(group.map(({ file }) => file)).size
    const total = totals.get(placeOf(first.file))?.length ?? 0
    const isHabit = affected >= habitDigests && affected * 4 >= total
    const holdsForAll = affected > 1 && (affected === total || publicationRules.has(first.rule))
    if (!isHabit && !holdsForAll) return [...Map.groupBy(group, ({ file }) => file).values()].flatMap(firstOf)
    return [{ ...first, ...problemText('habit', textOf(first), affected, total, group.length) }]
  })
}

/** Warnings of one rule that are listed for one file with their text; of more, only the lines are given. */
const perFile = 5

/** As many lines as a person will read. */
const linesMax = 20

function firstOf(group: readonly Problem[]): Problem[] {
  const more = group.length - perFile
  const lines = [...new Set(group.slice(perFile).map(({ line }) => line))]
  const unnamed = Math.max(0, lines.length - linesMax)
  return group.slice(0, perFile).map((problem, at) => {
    if (more <= 0 || at !== perFile - 1) return problem
    return { ...problem, ...problemText('same-in-lines', textOf(problem), lines.slice(0, linesMax), unnamed) }
  })
}

function textOf({ key, values }: Problem): ProblemText {
  return { key, values }
}
