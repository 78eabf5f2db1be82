/** A value that a problem mentions, as plain JSON. */
export type ProblemValue =
  | string
  | number
  | boolean
  | ProblemText
  | readonly ProblemValue[]
  | { readonly [name: string]: ProblemValue }

/**
 * A problem text as the message of an issue in a schema of this room, which cannot import the catalog; a test looks its
 * key up.
 */
export function valueRuleNamed(key: string, ...values: readonly ProblemValue[]): string {
  return JSON.stringify({ key, values })
}

/** Made from `problems` in i18n only, by `problemText()`, so that there is a sentence for each. */
export type ProblemKey = string & { readonly problemKey: unique symbol }

/** What is wrong and what to do, as data, so that each language can say it: see `describeProblem` in i18n. */
export type ProblemText = {
  readonly key: ProblemKey
  readonly values: readonly ProblemValue[]
}

/** A text in one language. */
export interface ProblemSentences {
  /** What is wrong: a sentence. */
  readonly message: string
  /** What to do about it: a sentence, two at most. */
  readonly fix: string
}

/** The sentences of one language by their keys. */
export type ProblemWords = Readonly<Record<string, (...values: never[]) => readonly [message: string, fix: string]>>

/** A problem in a file, for its author or an operator: `digests/2026-03-12.md:14:3  error  … (rule)`. */
export interface Problem extends ProblemText {
  readonly file: string
  /** Both count from 1. */
  readonly line: number
  readonly column: number
  readonly severity: 'error' | 'warning'
  /** Kebab-case name of the rule, e.g. `duplicate-number`. A rule may have several sentences. */
  readonly rule: string
}

/** A length above which a platform shows a text in another form. */
export interface TextLimit {
  readonly of: 'title' | 'section-title' | 'address'
  /** The maximum number of characters that are shown as written. */
  readonly max: number
  /** What readers see of a longer text. */
  readonly effect: 'bold-title' | 'forum-title' | 'thread-name' | 'no-button'
}
