/** Redirect services (link trackers) by host, with the parameter that holds the target address. */
const wrappers: readonly (readonly [host: RegExp, parameter: string])[] = [
  [/(?:^|\.)safelinks\.protection\.(?:outlook|office365)\.(?:com|us|cn|de)$/, 'url'],
  [/^urldefense\.proofpoint\.com$/, 'u'],
  [/(?:^|\.)linkprotect\.cudasvc\.com$/, 'a'],
  [/^(?:www\.)?google\.[a-z.]{2,6}$/, 'q'],
  [/^(?:www\.)?google\.[a-z.]{2,6}$/, 'url'],
  [/^slack-redir\.net$/, 'url'],
  [/^(?:l|lm)\.(?:facebook|instagram)\.com$/, 'u'],
  [/^(?:www\.)?youtube\.com$/, 'q'],
  [/^(?:out\.reddit\.com|href\.li)$/, 'url'],
  [/^t\.umblr\.com$/, 'z'],
  [/^steamcommunity\.com$/, 'u'],
  [/^(?:link\.zhihu\.com|link\.juejin\.cn|link\.csdn\.net)$/, 'target'],
  [/^link\.jianshu\.com$/, 't'],
]

/** Redirects by path, on hosts that also have pages of their own. */
const redirects: Readonly<Record<string, RegExp>> = {
  google: /^\/url$/,
  youtube: /^\/redirect$/,
  steamcommunity: /^\/linkfilter\//,
}

/** The maximum depth of nested redirects. */
const wrappersMax = 4

/**
 * The target address behind link trackers and link checkers: theirs name the receiver of the e-mail, or expire. Any
 * other address is returned unchanged, as is that of a service that does not put the target into it.
 */
export function directAddress(url: string, left = wrappersMax): string {
  if (left === 0 || !/^https?:/i.test(url) || !URL.canParse(url)) return url
  const { hostname, pathname, searchParams, href } = new URL(url)
  const inner =
    wrappers
      .filter(([host]) => host.test(hostname) && isRedirect(hostname, pathname))
      .map(([, parameter]) => searchParams.get(parameter))
      .find((found) => found !== null) ?? wrappedInPath(hostname, href)
  const address = inner && hostname === 'urldefense.proofpoint.com' ? decodeProofpoint(inner) : inner
  return address && /^https?:/i.test(address) && URL.canParse(address) ? directAddress(address, left - 1) : url
}

function isRedirect(hostname: string, pathname: string): boolean {
  const name = Object.keys(redirects).find((each) => hostname.split('.').includes(each))
  return name === undefined || redirects[name]?.test(pathname) === true
}

/** `https://urldefense.com/v3/__https://a.example/b__;!!…` and `https://tracking.tldrnewsletter.com/CL0/https:%2F%2Fa.example/1/…`. */
function wrappedInPath(hostname: string, href: string): string | undefined {
  if (hostname === 'urldefense.com') {
    const [, address, replaced] = /\/v3\/__(.*?)__;(.*?)!!/.exec(href) ?? []
    // Characters that it took out stand in another alphabet behind the address.
    return replaced === '' ? address?.replace(/^(https?):\/(?!\/)/, '$1://') : undefined
  }
  const [, encoded] = /\/CL0\/(https?:%2F%2F[^/]+)\//i.exec(href) ?? []
  return encoded && decode(encoded)
}

/** Version 2 writes `-` for `%` and `_` for `/`. */
function decodeProofpoint(address: string): string {
  return /^https?:/.test(address) ? address : (decode(address.replaceAll('-', '%').replaceAll('_', '/')) ?? '')
}

function decode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}
