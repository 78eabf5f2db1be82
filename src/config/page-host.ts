import { loopbackHost } from '../lib/loopback-host.ts'

/** The names by which this machine calls itself in addresses. */
export const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/** Whether only this machine can reach what listens on the host. */
export function isLoopback(host: string): boolean {
  return loopbackNames.includes(host) || host === '::1'
}

/** A shorter password can be guessed at 50 attempts in a quarter of an hour. In characters. */
const passwordLeast = 12

interface PageAccess {
  readonly host: string
  readonly password?: string
}

/** Where the page listens: other machines reach it with a password only. */
export function pageHost({ host, password }: PageAccess): string {
  return password !== undefined || isLoopback(host) ? host : loopbackHost()
}

/** A warning for the operator about who can reach the page; undefined if there is nothing to warn about. */
export function pageWarning(page: PageAccess): string | undefined {
  const host = pageHost(page)
  if (host !== page.host)
    return `PAGE_HOST is ${page.host}, but PAGE_PASSWORD is not set: the page stays on ${host}, for this machine alone`
  if (isLoopback(host) || (page.password?.length ?? 0) >= passwordLeast) return undefined
  return `PAGE_PASSWORD has fewer than ${passwordLeast} characters, and other machines reach the page: choose a longer one`
}
