/** What the environment names. */
export interface ProxySettings {
  /** For http, and for https without a proxy of its own. */
  readonly http?: string
  readonly https?: string
  /** Names of hosts that are reached directly, with commas or blanks between them. */
  readonly noProxy: string
}

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

/**
 * The proxy for an http or https address; undefined where it is reached directly. Decides as
 * undici's `EnvHttpProxyAgent` does for requests, so that WebSockets go the same way: a name in `NO_PROXY` covers its
 * subdomains too. https://undici.nodejs.org/#/docs/api/EnvHttpProxyAgent
 */
export function proxyFor(address: string | URL, { http, https, noProxy }: ProxySettings): string | undefined {
  const { protocol, hostname, port } = new URL(address)
  const proxy = (protocol === 'https:' && https) || http
  if (!proxy) return undefined
  const name = plain(hostname)
  const entries = noProxy.split(/[,\s]+/).filter(Boolean)
  return entries.some((entry) => covers(entry, name, port || defaultPorts[protocol])) ? undefined : proxy
}

/** Without brackets, and without the dot of a complete name. */
const plain = (name: string) =>
  name
    .replace(/^\[(.+)\]$/, '$1')
    .replace(/(.)\.$/, '$1')
    .toLowerCase()

function covers(entry: string, name: string, port = ''): boolean {
  // `::1` has no port, `[::1]:443` and `example.org:443` have.
  const [, host = entry, only] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? []
  if (only !== undefined && only !== port) return false
  if (host === '*') return true
  const isSubdomainsOnly = host.startsWith('*')
  const domain = plain(host.replace(/^\*?\./, ''))
  return (!isSubdomainsOnly && name === domain) || name.endsWith(`.${domain}`)
}
