/** The names by which this machine calls itself in addresses. */
export const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/** Whether only this machine can reach what listens on the host. */
export function isLoopback(host: string): boolean {
  return loopbackNames.includes(host) || host === '::1'
}

/** Where the page listens: other machines reach it with a password only. */
export function pageHost({ host, password }: { readonly host: string; readonly password?: string }): string {
  return password !== undefined || isLoopback(host) ? host : '127.0.0.1'
}
