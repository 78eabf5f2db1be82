import { webAddress } from '../../domain/web-address.ts'
import { escapeText } from './escape.ts'

/** How Discord is sent an address; undefined for one that it does not link. */
export function discordAddress(url: string): string | undefined {
  const address = webAddress(url)
  return address && linkTarget(address)
}

/** Percent-encodes what would end an address early or be read as something else; what it points at stays the same. */
function linkTarget(url: string): string {
  const encoded = url
    // Inside angle brackets, only these characters end an address.
    .replace(/[\s<>"`]/g, encodeURIComponent)
    // A backslash before a letter is one; before a mark it would escape it.
    .replace(/\\(?![0-9A-Za-z])/g, '%5C')
    .replace(/@(?=everyone|here)/gi, '%40')
  return hasPlainParentheses(encoded) ? encoded : encoded.replaceAll('(', '%28').replaceAll(')', '%29')
}

/** Whether every parenthesis is closed, and none stands inside another: only these may stand in a masked link. */
function hasPlainParentheses(url: string): boolean {
  return !/[()]/.test(url.replace(/\([^()]*\)/g, ''))
}

/** In bytes as sent. A longer address takes too much of a message to be followed there; web servers refuse it, too. */
const addressMax = 1200

/** Whether an address leaves no room beside it for words. */
export function isOverlong(url: string): boolean {
  return Buffer.byteLength(discordAddress(url) ?? url) > addressMax
}

/**
 * An address standing for itself. Angle brackets keep the marks in it from being read, and a preview from unfolding.
 * One that Discord does not link is text.
 */
export function bareUrl(url: string): string {
  const address = discordAddress(url)
  return address ? `<${address}>` : escapeText(url.replace(/^mailto:/i, ''))
}

/** Not what follows an address in a sentence. */
const address = /https?:\/\/[^\s<>\u3000-\u303F\uFF00-\uFFEF]*[^\s<>\u3000-\u303F\uFF00-\uFFEF.,:;!?'"*_~`|)\]}]/gi

/** Addresses that Discord links by itself, and where they stand. */
export function urlsIn(text: string): { url: string; index: number }[] {
  if (!text.includes('://')) return []
  return [...text.matchAll(address)].map(({ 0: url, index }) => {
    const opened = url.split('(').length - url.split(')').length
    const closing = /^\)*/.exec(text.slice(index + url.length))?.[0] ?? ''
    return { url: url + closing.slice(0, Math.max(0, opened)), index }
  })
}
