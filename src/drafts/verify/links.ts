/** Addresses and the Markdown and HTML that make links. */
const link =
  /(?:https?|ftp|file|data|javascript|mailto):[^\s)\]>，。；、]+|\bwww\.[^\s)\]>，。；、]+|\]\(([^)\s]*)\)|<\/?[a-z][^>]*>|\b(?:[a-z\d-]+\.)+(?:com|org|net|io|ai|dev|edu|gov|info|co|app|cn|de|uk|fr|ru|jp|xyz|site|top)\b(?:\/[^\s)\]>，。；、]*)?/giu

/** The addresses in a sentence: a draft links its sources and nothing else. */
export function linksIn(text: string): string[] {
  return [...new Set([...text.matchAll(link)].map((match) => match[1] ?? match[0]))]
}
