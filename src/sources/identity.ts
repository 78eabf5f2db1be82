import { createHash } from 'node:crypto'

/** Parameters that say where a reader came from, not what is read. */
const trackingParameter =
  /^(?:utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|cmpid|spm|ref|ref_src|ref_url|referrer)$/i

/** Medium and others write where the reader subscribed into `source`, which elsewhere chooses the content. */
const trackingSource = /^(?:rss|feed|atom|email|newsletter|twitter|social)\b/i

/** `2601.01234`, or `cs/0112017` of before 2007, without its version. https://info.arxiv.org/help/arxiv_identifier.html */
const arxivId = String.raw`(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?`

/** Addresses of one arXiv paper, without the protocol and `www.`. */
const arxivAddresses = [
  new RegExp(String.raw`^(?:export\.|browse\.)?arxiv\.org\/(?:abs|pdf|html|ps|format)\/${arxivId}(?:\.pdf)?$`, 'i'),
  new RegExp(String.raw`^ar5iv(?:\.labs\.arxiv)?\.org\/(?:abs|html|pdf)\/${arxivId}$`, 'i'),
  new RegExp(String.raw`^(?:huggingface\.co|hf\.co|alphaxiv\.org)\/(?:papers|abs)\/${arxivId}$`, 'i'),
  new RegExp(String.raw`^(?:dx\.)?doi\.org\/10\.48550\/arxiv\.${arxivId}$`, 'i'),
]

/** The address of the abstract if this is an address of an arXiv paper in whichever form. */
function arxivAbstract(url: URL): string | undefined {
  const path = decoded(url.pathname).replace(/\/+$/, '')
  const address = `${url.hostname.replace(/^www\./, '')}${path}`
  for (const pattern of arxivAddresses) {
    const [, id] = pattern.exec(address) ?? []
    if (id) return `https://arxiv.org/abs/${id.toLowerCase()}`
  }
  return undefined
}

/**
 * The address that readers get: without tracking parameters, and the newest version of an arXiv paper's abstract.
 * Undefined if it is none of the web, or holds a user name or a password.
 */
export function cleanAddress(text: string, base?: string): string | undefined {
  const url = URL.parse(text.trim(), base)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || !url.hostname) return undefined
  const abstract = arxivAbstract(url)
  if (abstract) return abstract
  const tracking = [...url.searchParams].filter(
    ([name, value]) => trackingParameter.test(name) || (name === 'source' && trackingSource.test(value)),
  )
  // Only if there is something to remove: writing parameters again changes how they are encoded.
  for (const [name] of tracking) url.searchParams.delete(name)
  return url.href
}

/** One text for all addresses of the same page: to be compared, not to be opened. */
export function canonicalAddress(address: string): string {
  const url = new URL(cleanAddress(address) ?? address)
  const host = url.hostname.replace(/^www\./, '').replace(/\.$/, '')
  // The default port of http becomes that of https together with the protocol.
  const port = url.port === '80' || url.port === '443' ? '' : url.port
  const path = decoded(url.pathname).replace(/\/+$/, '')
  const names = host === 'github.com' ? path.toLowerCase() : path
  url.searchParams.sort()
  const query = url.searchParams.size > 0 ? `?${url.searchParams}` : ''
  return `https://${host}${port && `:${port}`}${names}${query}`
}

/** `%7Euser` and `~user` are the same path. */
function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/** A title as it is compared: letters and digits only, in one case. Empty for a title without any. */
export function titleKey(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** The id of a candidate with this address. */
export const candidateId = (address: string): string => hash(canonicalAddress(address))
