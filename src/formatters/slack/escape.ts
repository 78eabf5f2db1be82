/** A word joiner: nobody sees it, and no client takes the word for a mention. */
const joiner = '\u2060'

/** Plain words in which nothing is a mention, even if Slack parsed them. */
export function neutralizeMentions(text: string): string {
  return text.replace(/@(?=everyone|here|channel)/gi, `@${joiner}`).replace(/<(?=[!@#])/g, `<${joiner}`)
}
