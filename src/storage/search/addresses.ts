import type { Digest } from '../../domain/digest.ts'

/** https://info.arxiv.org/help/arxiv_identifier.html, without the version. */
const arxivId = String.raw`\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7}`
const arxivAlone = new RegExp(`^(?:arxiv:)?(${arxivId})(?:v\\d+)?$`, 'i')
const arxivPath = new RegExp(`^/(?:abs|pdf|html|papers|overview)/(${arxivId})(?:v\\d+)?(?:\\.pdf)?/?$`, 'i')
/** https://www.doi.org/doi-handbook/HTML/doi-syntax.html */
const doiAlone = /^(?:doi:)?(10\.\d{4,9}\/\S+)$/i
const inText = new RegExp(`arxiv:\\s?(?:${arxivId})(?:v\\d+)?|\\b(?:doi:)?10\\.\\d{4,9}/[^\\s"<>]+`, 'gi')
/** Publishers show a paper under its DOI: `/doi/10.1126/…`, `/article/10.1007/…`. */
const doiPath = /\/(10\.\d{4,9}\/[^?#]+?)(?:\.pdf)?\/?$/
/** https://www.nature.com/nature-portfolio/for-authors: the last part of an address is that of the DOI. */
const naturePath = /^\/articles\/([a-z\d-]+?)(?:\.pdf)?\/?$/
/** Sites that show papers of arXiv under their ids. */
const arxivHosts = /^(?:[\w-]+\.)*(?:arxiv\.org|alphaxiv\.org|ar5iv\.org)$/
const punctuation = /^[<("'[:]+|[>)"'\].,;:!?]+$/g

/**
 * The canonical key of an address, an arXiv id or a DOI: equal for all its spellings. Undefined for other text. A host
 * alone has a key, too, so `node.js` may have one.
 */
export function addressKey(text: string): string | undefined {
  const plain = text.replace(punctuation, '')
  const id = arxivAlone.exec(plain)?.[1]
  if (id) return `arxiv:${id.toLowerCase()}`
  const doi = doiAlone.exec(plain)?.[1]
  if (doi) return `doi:${doi.toLowerCase()}`
  if (!/^(?:https?:\/\/|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#]|$))/i.test(plain)) return undefined
  const url = URL.parse(/^https?:/i.test(plain) ? plain : `https://${plain}`)
  return url ? urlKey(url) : undefined
}

/**
 * The keys of the addresses and ids in what was typed. Where blanks are not written, words stand beside them:
 * `见https://example.org/a，好`, `论文2210.03629`, `Title(https://example.org/a)`.
 */
export function addressKeysIn(typed: string): string[] {
  const words = typed.split(/\s+/).flatMap((word) => word.split(/(?=https?:\/\/)/i))
  const keys = words.flatMap((word) => [word, ...withoutNeighbours(word)]).flatMap((word) => addressKey(word) ?? [])
  return [...new Set(keys)]
}

/** The end of `…/wiki/机器学习` is unknown, and its beginning would be another address. */
function withoutNeighbours(word: string): string[] {
  return [...word.matchAll(/[!-~]+/g)].flatMap(({ 0: run, index }) => {
    const goesOn = run.endsWith('/') && /^\p{L}/u.test(word.slice(index + run.length))
    return goesOn ? [] : run
  })
}

function urlKey({ hostname, pathname, searchParams }: URL): string {
  const host = hostname.replace(/^www\./, '')
  const paper = (arxivHosts.test(host) || host === 'huggingface.co') && arxivPath.exec(pathname)?.[1]
  if (paper) return `arxiv:${paper.toLowerCase()}`
  const doi = doiPath.exec(decoded(pathname))?.[1]
  if (doi) return `doi:${doi.toLowerCase()}`
  const article = host === 'nature.com' && naturePath.exec(pathname)?.[1]
  if (article) return `doi:10.1038/${article}`
  for (const name of [...searchParams.keys()]) if (name.startsWith('utm_')) searchParams.delete(name)
  const query = searchParams.size > 0 ? `?${searchParams}` : ''
  return `${host}${decoded(pathname).replace(/\/+$/, '')}${query}`
}

/** The repository of a longer address, such as that of its issues, files or releases. */
export function repositoryOf(key: string): string[] {
  const found = /^(?:github\.com|gitlab\.com|codeberg\.org|huggingface\.co)\/[^/]+\/[^/?]+(?=[/?])/.exec(key)
  return found ? [found[0]] : []
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** The addresses that a piece links to, and the ids that its text names. */
export function addressesIn(piece: unknown, text: string): string[] {
  const named = text.match(inText) ?? []
  const keys = [...linksIn(piece), ...named.map((id) => id.replace(/\s/, ''))].flatMap((link) => addressKey(link) ?? [])
  return [...new Set(keys)]
}

function linksIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(linksIn)
  if (typeof node !== 'object' || node === null) return []
  const own = 'type' in node && node.type === 'link' && 'url' in node && typeof node.url === 'string' ? [node.url] : []
  return [...own, ...Object.values(node).flatMap(linksIn)]
}

/**
 * The identity of a piece's subject, equal for its twins: the same source on the same day, or, without a source, the
 * same place in a digest of the same shape.
 */
export function storyOf({ date, sections }: Digest, piece: string, url: string | undefined): string {
  const source = url && addressKey(url)
  if (source) return `source ${date} ${source}`
  return `place ${date} ${piece} ${sections.map(({ takeaways }) => takeaways.length).join()}`
}
