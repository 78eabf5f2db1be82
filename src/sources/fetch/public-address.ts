import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { failureReason } from '../../i18n/failures.ts'
import { FetchFailed } from './fetch-failed.ts'

/**
 * IPv4 addresses that are not on the public internet, against server-side request forgery (SSRF).
 * https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const specialV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/**
 * Parts of 2000::/3 that are not public, or hold an IPv4 address that may not be: Teredo, 6to4, documentation.
 * https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const specialV6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const special = new BlockList()
for (const [network, bits] of specialV4) special.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of specialV6) special.addSubnet(network, bits, 'ipv6')

/** Everything else in IPv6 is private, local, multicast, or an IPv4 address in disguise (mapped, NAT64). */
const globalV6 = new BlockList()
globalV6.addSubnet('2000::', 3, 'ipv6')

/** Whether an IP address is on the public internet. */
function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address, 'ipv4')
  return isIP(address) === 6 && globalV6.check(address, 'ipv6') && !special.check(address, 'ipv6')
}

/** `example.org` for any port of that host, or `example.org:8080`. */
export type AllowedHost = string

/** Whether this host is on the allow list, and so may be private, on any port or the given one. */
function isAllowedHost({ hostname, host, port, protocol }: URL, allowed: readonly AllowedHost[]): boolean {
  const withPort = port === '' ? `${hostname}:${protocol === 'https:' ? 443 : 80}` : host
  return allowed.some((each) => [hostname, withPort].includes(each.toLowerCase()))
}

/** Throws `FetchFailed` for an address that must not be fetched whatever its name resolves to. */
export function checkAddress(url: URL, allowed: readonly AllowedHost[]): void {
  if (!/^https?:$/.test(url.protocol)) throw new FetchFailed(failureReason('source-scheme', url.protocol))
  if (url.username || url.password) {
    throw new FetchFailed(failureReason('source-login'))
  }
  if (isAllowedHost(url, allowed)) return
  if (url.port !== '') {
    throw new FetchFailed(failureReason('source-port', url.port, url.hostname, url.host))
  }
  const literal = literalIp(url)
  if (literal && !isPublicAddress(literal)) throw refused(url, literal)
}

function literalIp({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(bare) ? bare : undefined
}

function refused(url: URL, address: string): FetchFailed {
  const { hostname, host } = url
  return new FetchFailed(
    literalIp(url)
      ? failureReason('source-private', hostname, host)
      : failureReason('source-private-name', hostname, address, host),
  )
}

export interface ResolvedAddress {
  readonly address: string
  readonly family: 4 | 6
}

export type ResolveName = (
  hostname: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>

const resolveName: ResolveName = (hostname) => lookup(hostname, { all: true, order: 'verbatim' })

/** The addresses of a host to connect to. Throws `FetchFailed` if any of them is private and the host is not allowed. */
export async function resolveChecked(
  url: URL,
  allowed: readonly AllowedHost[],
  resolve: ResolveName = resolveName,
): Promise<readonly ResolvedAddress[]> {
  const literal = literalIp(url)
  const found = literal ? [{ address: literal, family: isIP(literal) }] : await resolveOrFail(url, resolve)
  const isAllowed = isAllowedHost(url, allowed)
  for (const { address } of found) if (!isAllowed && !isPublicAddress(address)) throw refused(url, address)
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}

async function resolveOrFail(url: URL, resolve: ResolveName) {
  try {
    return await resolve(url.hostname)
  } catch (cause) {
    throw new FetchFailed(failureReason('source-unresolved', url.hostname), { cause })
  }
}
