/** Tokens of both platforms: `xoxb-…`, `xapp-…`, Discord's three dotted pieces. */
const tokenLike = /\b(?:xox[a-z]|xapp)-[\w-]{6,}|\b[\w-]{20,}\.[\w-]{5,8}\.[\w-]{20,}\b/g

/** Replaces a secret. */
export const hidden = '[hidden]'

const secrets = new Set<string>()

/** In characters. Shorter texts occur in many words: removing them would make the log unreadable. */
const shortestSecret = 6

/** From now on `redact` removes this value, however it is encoded, unless it is too short for a secret. */
export function registerSecret(value: string): void {
  if (value.length < shortestSecret) return
  // Forms encode a space as a plus sign, URLs as %20.
  const inAddress = encodeURIComponent(value)
  for (const form of [value, inAddress, inAddress.replaceAll('%20', '+'), JSON.stringify(value).slice(1, -1)]) {
    secrets.add(form)
  }
}

/** The text without secrets. */
export function redact(text: string): string {
  let safe = text.replace(tokenLike, hidden)
  for (const secret of secrets) safe = safe.replaceAll(secret, hidden)
  return safe
}
