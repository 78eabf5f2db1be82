import { BlockList, isIP } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

/** The origin of a request, and the name by which its sender reached this server. */
export interface PageClient {
  /** Its IP address. */
  readonly address: string
  /** The name or address by which it called the server, with the port. */
  readonly host: string
  readonly isSecure: boolean
  /** Whether a trusted proxy passed the request on. */
  readonly isForwarded: boolean
}

export type ReadClient = (context: Context) => PageClient

/**
 * Reads `X-Forwarded-For`, `-Host` and `-Proto` of requests from the named proxies (addresses or networks in CIDR
 * notation) and ignores them in all others, where anyone may have written them. Of several values the last counts: the
 * nearest proxy has added it.
 */
export function clientReader(trustedProxies: readonly string[]): ReadClient {
  const isTrusted = memberOf(trustedProxies)
  return (context) => {
    const { incoming } = context.env as HttpBindings
    const address = plain(incoming.socket.remoteAddress ?? '')
    const host = context.req.header('host') ?? ''
    if (!isTrusted(address)) return { address, host, isSecure: false, isForwarded: false }
    const last = (name: string) => listOf(context.req.header(name)).at(-1)
    return {
      address: firstUntrusted(listOf(context.req.header('x-forwarded-for')), isTrusted) ?? address,
      host: last('x-forwarded-host') ?? host,
      isSecure: last('x-forwarded-proto')?.toLowerCase() === 'https',
      isForwarded: true,
    }
  }
}

function memberOf(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => isIP(address) > 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** Proxies append the address of their client, so entries before the first untrusted address cannot be believed. */
function firstUntrusted(addresses: readonly string[], isTrusted: (address: string) => boolean): string | undefined {
  const known = addresses.map(plain)
  const found = known.findLast((address) => !isTrusted(address)) ?? known.at(0)
  return found !== undefined && isIP(found) > 0 ? found : undefined
}

function listOf(header: string | undefined): string[] {
  return (header ?? '').split(',').flatMap((each) => each.trim() || [])
}

/** Without the port and the brackets that some proxies write; an IPv4 address that arrived over an IPv6 socket, as IPv4. */
function plain(address: string): string {
  const bare = /^(?:\[(.+)\]|([\d.]+))(?::\d+)?$/.exec(address)
  return (bare?.[1] ?? bare?.[2] ?? address).replace(/^::ffff:(?=\d+\.)/i, '')
}
