/** Every label of letters, digits and hyphens, at least two of them, the last no number: no `localhost`, no IP address. */
const publicHost = /^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/

/** Written as it is sent: nothing in it has to be encoded. https://url.spec.whatwg.org/#url-code-points */
const encoded = /^https?:\/\/(?!\/)(?:[\w\-.~:/?#@!$&'()*+,;=[\]]|%[0-9a-f]{2})+$/i

/**
 * An address as every platform accepts it for a link or a button: http or https, a host in the public name system, no
 * user name; letters outside ASCII as punycode or percent-encoded. Undefined for others, which are shown as text:
 * Discord answers `URL_TYPE_INVALID_URL` to `http://localhost/`, Slack `invalid url`.
 */
export function webAddress(url: string): string | undefined {
  const written = url.trim()
  if (!URL.canParse(written)) return undefined
  const { protocol, hostname, username, password, href } = new URL(written)
  if (!/^https?:$/.test(protocol) || username || password || !publicHost.test(hostname)) return undefined
  // The standard lets a percent sign stand that encodes nothing.
  return encoded.test(written) ? written : href.replace(/%(?![0-9a-f]{2})/gi, '%25')
}

/** Whether the text of a link only repeats its address. */
export function repeatsAddress(words: string, url: string): boolean {
  return shorten(words) === shorten(url)
}

function shorten(url: string): string {
  return url
    .trim()
    .replace(/^(?:https?:\/\/|mailto:)/i, '')
    .replace(/\/$/, '')
}
