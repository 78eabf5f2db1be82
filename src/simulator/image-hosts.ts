/** The hosts whose images a simulated platform can fetch: all but those that are out of reach. */
export class ImageHosts {
  /** Hosts that do not answer, in addition to those under `.invalid`, which no name server knows (RFC 2606). */
  readonly unreachable = new Set<string>()

  canFetch(url: string): boolean {
    if (!URL.canParse(url)) return false
    const { hostname } = new URL(url)
    return !hostname.endsWith('.invalid') && !this.unreachable.has(hostname)
  }
}
