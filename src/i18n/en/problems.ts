import { enConfigProblems } from './problems-config.ts'
import { enDigestProblems } from './problems-digests.ts'
import { enFileProblems } from './problems-files.ts'
import { enFrontMatterProblems } from './problems-front-matter.ts'
import { enImportProblems } from './problems-import.ts'
import { enLintProblems, plural } from './problems-lint.ts'
import { enValueProblems } from './problems-values.ts'

const problems = {
  ...enFileProblems,
  ...enDigestProblems,
  ...enFrontMatterProblems,
  ...enLintProblems,
  ...enImportProblems,
  ...enConfigProblems,
  ...enValueProblems,
}

type Range = readonly [least: number, most: number]

const range = ([least, most]: Range): string => (least === most ? '' : `${least} to `) + plural(most, 'message')

/** The words around problems. */
const problemList = {
  sentenceGap: ' ',
  error: 'error',
  warning: 'warning',
  configUnusable: 'The configuration cannot be used.',
  place: (line: number, column: number) => `Line ${line}, column ${column}: `,
  checked: (digests: number, errors: number, warnings: number) =>
    `${plural(digests, 'digest')} checked: ${plural(errors, 'error')}, ${plural(warnings, 'warning')}`,
  /** The least and the most messages of a digest, in a channel and in the thread below. */
  morning: (where: string, inChannel: Range, inThread: Range) => {
    const below = inThread[1] > 0 ? ` and ${range(inThread)} in its thread` : ''
    return `A morning posts ${range(inChannel)} in a channel${below} on ${where}.`
  },
}

export const enProblems = { problems, problemList }
