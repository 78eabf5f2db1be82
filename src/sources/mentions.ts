import { normalizeTag } from '../domain/digest.ts'

/** Whether the text has the tag as words of its own, also in the plural; in writing without blanks, anywhere. */
export function mentions(text: string, tag: string): boolean {
  const [within, wanted] = [normalizeTag(text), normalizeTag(tag)]
  if (wanted === '') return false
  for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, at + 1)) {
    const rest = within.slice(at + wanted.length).replace(/^s(?![\p{L}\p{N}])/u, '')
    const isWord = /[a-z0-9]$/.test(wanted)
    if (!isWord || !(/[a-z0-9]$/.test(within.slice(0, at)) || /^[a-z0-9]/.test(rest))) return true
  }
  return false
}
