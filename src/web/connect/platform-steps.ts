import type { Html } from '../html.ts'

/** How to get the tokens of a platform: a link to start with, then one field for each token. */
export interface PlatformSteps {
  readonly start: { readonly href: string; readonly words: string }
  /** The steps after the link is opened. */
  readonly advice: Html
  readonly fields: readonly TokenField[]
}

export interface TokenField {
  /** The variable of the environment; also the name of the field. */
  readonly variable: string
  readonly label: string
  /** Where to find the token. */
  readonly hint: Html
  readonly placeholder: string
}
