/** A word joiner: invisible, and prevents every client from reading a word as a mention. */
const joiner = '\u2060'

/** Plain text without mentions, even where Slack parses it. */
export function neutralizeMentions(text: string): string {
  return text.replace(/@(?=everyone|here|channel)/gi, `@${joiner}`).replace(/<(?=[!@#])/g, `<${joiner}`)
}

/** https://docs.slack.dev/messaging/formatting-message-text escapes these three and no others. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
