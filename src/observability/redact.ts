/** Tokens of both platforms, wherever they turn up: `xoxb-…`, `xapp-…`, Discord's three dotted pieces. */
const tokenLike = /\b(?:xox[a-z]|xapp)-[\w-]{6,}|\b[\w-]{20,}\.[\w-]{5,8}\.[\w-]{20,}\b/g

/** What stands in the place of a secret. */
export const hidden = '[hidden]'

const secrets = new Set<string>()

/** From now on, `redact` leaves out this value, whatever it looks like, and however it is written. */
export function keepSecret(value: string): void {
  // A form writes a blank as a plus, an address as %20.
  const inAddress = encodeURIComponent(value)
  for (const form of [value, inAddress, inAddress.replaceAll('%20', '+'), JSON.stringify(value).slice(1, -1)]) {
    secrets.add(form)
  }
}

/** The text without secrets: fit to be read by whoever reads the log. */
export function redact(text: string): string {
  let safe = text.replace(tokenLike, hidden)
  for (const secret of secrets) safe = safe.replaceAll(secret, hidden)
  return safe
}
