import { networkInterfaces } from 'node:os'

type ListInterfaces = () => NodeJS.Dict<readonly { readonly address: string; readonly internal: boolean }[]>

/** The address of this machine that no other one reaches: that of IPv6 only where there is none of IPv4. */
export function loopbackHost(list: ListInterfaces = networkInterfaces): string {
  const own = internalAddresses(list)
  return own.includes('::1') && !own.includes('127.0.0.1') ? '::1' : '127.0.0.1'
}

/** Empty where the system does not let a program list them. */
function internalAddresses(list: ListInterfaces): string[] {
  try {
    return Object.values(list()).flatMap((all = []) =>
      all.flatMap(({ address, internal }) => (internal ? address : [])),
    )
  } catch {
    return []
  }
}

/** The host as it is written in a URL. */
export function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
