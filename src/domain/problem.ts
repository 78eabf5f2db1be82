/** A problem in a file, for its author or an admin: `digests/2026-03-12.md:14:3  error  … (rule)`. */
export interface Problem {
  readonly file: string
  /** Both count from 1. */
  readonly line: number
  readonly column: number
  readonly severity: 'error' | 'warning'
  /** What is wrong: a sentence. */
  readonly message: string
  /** What to do about it: a sentence, two at most. */
  readonly fix: string
  /** Kebab-case name of the rule, e.g. `duplicate-number`. */
  readonly rule: string
}

export type ProblemText = Pick<Problem, 'message' | 'fix'>

/** What is wrong and what to do, as one text. */
export function problemText({ message, fix }: ProblemText): string {
  return `${message} ${fix}`
}

export function formatProblem({ file, line, column, severity, rule, ...text }: Problem): string {
  return `${file}:${line}:${column}  ${severity}  ${problemText(text)} (${rule})`
}

/** A length above which a platform shows a text in another form. */
export interface TextLimit {
  readonly of: 'title' | 'section-title' | 'address'
  /** The most characters that are shown as written. */
  readonly max: number
  /** What readers see of a longer text, as the end of a sentence. */
  readonly effect: string
}
