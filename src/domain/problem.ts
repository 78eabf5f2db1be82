/** A problem in a file, for its author or an admin: `digests/2026-03-12.md:14:3  error  … (rule)`. */
export interface Problem {
  readonly file: string
  /** Both count from 1. */
  readonly line: number
  readonly column: number
  readonly severity: 'error' | 'warning'
  /** What is wrong and what to do, one sentence or two. */
  readonly message: string
  /** Kebab-case name of the rule, e.g. `duplicate-number`. */
  readonly rule: string
}

export function formatProblem({ file, line, column, severity, message, rule }: Problem): string {
  return `${file}:${line}:${column}  ${severity}  ${message} (${rule})`
}

/** A length above which a platform shows a text in another form. */
export interface TextLimit {
  readonly of: 'title' | 'section-title' | 'address'
  /** The most characters that are shown as written. */
  readonly max: number
  /** What readers see of a longer text, as the end of a sentence. */
  readonly effect: string
}
