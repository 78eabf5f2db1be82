import { BlockList, isIP } from 'node:net'

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
 * The proxy for an http or https address; undefined where it is reached directly. Entries of `NO_PROXY` are read as curl
 * reads them: a name covers its subdomains, with or without a dot in front of it; an address covers itself, and a network
 * (`10.0.0.0/8`, `fd00::/8`) the addresses in it. Beyond curl, `:8443` at the end limits an entry to that port, and `*.` in front
 * of a name leaves out the name itself, and of a URL the host and the port count. https://curl.se/libcurl/c/CURLOPT_NOPROXY.html
 */
export function proxyFor(address: string | URL, { http, https, noProxy }: ProxySettings): string | undefined {
  const { protocol, hostname, port } = new URL(address)
  const proxy = (protocol === 'https:' && https) || http
  if (!proxy) return undefined
  const host = plain(hostname)
  const entries = noProxy.split(/[,\s]+/).filter(Boolean)
  return entries.some((entry) => covers(entry, host, port || defaultPorts[protocol])) ? undefined : proxy
}

/** The proxy that an error of Node says it could not connect to, as `host:port`; undefined if it was another host. */
export function proxyAtFault(error: Error, { http, https }: ProxySettings): string | undefined {
  const { hostname, port, address } = (error instanceof AggregateError ? error.errors[0] : error) as {
    readonly hostname?: unknown
    readonly port?: unknown
    readonly address?: unknown
  }
  for (const url of [https, http]) {
    const proxy = url === undefined ? undefined : new URL(url)
    const proxyPort = proxy && (proxy.port || defaultPorts[proxy.protocol])
    // A name that was looked up is gone from the error of the connection.
    const isThere = address !== undefined && String(port) === proxyPort
    if (proxy && (isThere || hostname === plain(proxy.hostname))) return `${proxy.hostname}:${proxyPort}`
  }
  return undefined
}

/** Without brackets, and without the dot of a complete name. */
const plain = (host: string) =>
  host
    .replace(/^\[(.+)\]/, '$1')
    .replace(/(.)\.$/, '$1')
    .toLowerCase()

function covers(written: string, host: string, port = ''): boolean {
  const entry = URL.canParse(written) && written.includes('://') ? new URL(written).host : written
  // `::1` has no port, `[::1]:443` and `example.org:443` have.
  const [, part = entry, only] = /^(\[.+\][/\d]*|[^:]+):(\d+)$/.exec(entry) ?? []
  if (only !== undefined && only !== port) return false
  if (part === '*') return true
  return isIP(host) > 0 ? includes(plain(part), host) : isPartOf(host, part)
}

function isPartOf(host: string, entry: string): boolean {
  const domain = plain(entry.replace(/^\*?\./, ''))
  return (!entry.startsWith('*') && host === domain) || host.endsWith(`.${domain}`)
}

/** Whether an address or a network in CIDR notation includes an address. */
function includes(network: string, host: string): boolean {
  const [, start = '', bits] = /^(.+?)(?:\/(\d+))?$/.exec(network) ?? []
  const length = Number(bits ?? lengthOf(start))
  if (isIP(start) === 0 || length > lengthOf(start)) return false
  const list = new BlockList()
  list.addSubnet(start, length, familyOf(start))
  return list.check(host, familyOf(host))
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
const lengthOf = (address: string) => (isIP(address) === 6 ? 128 : 32)
