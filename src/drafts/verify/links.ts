/** Addresses and the Markdown and HTML that make links. */
const link =
  /(?:https?|ftp|file|data|javascript|mailto):[^\s)\]>，。；、]+|\bwww\.[^\s)\]>，。；、]+|\]\(([^)\s]*)\)|<\/?[a-z][^>]*>|\b(?:[a-z\d-]+\.)+(?:com|org|net|io|ai|dev|edu|gov|info|co|app|cn|de|uk|fr|ru|jp|xyz|site|top)\b(?:\/[^\s)\]>，。；、]*)?/giu

/** A name such as crates.io, which no platform makes a link. */
const bareDomain = /^[a-z\d-]+(?:\.[a-z\d-]+)+$/i

/** The addresses in a sentence. A draft may link only its sources; it may name a domain that they name. */
export function linksIn(text: string, sources: readonly string[]): string[] {
  const isNamed = (address: string) =>
    bareDomain.test(address) && !/^www\./i.test(address) && sources.some((source) => source.includes(address))
  return [...new Set([...text.matchAll(link)].map((match) => match[1] ?? match[0]))].filter((each) => !isNamed(each))
}
