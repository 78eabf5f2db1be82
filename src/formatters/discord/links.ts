import { webAddress } from '../../domain/web-address.ts'
import { escapeText } from './escape.ts'

/** The address as it is sent to Discord; undefined for one that Discord does not link. */
export function discordAddress(url: string): string | undefined {
  const address = webAddress(url)
  return address && linkTarget(address)
}

/** Percent-encodes characters that would end an address early or be read as markup; its target stays the same. */
function linkTarget(url: string): string {
  const encoded = url
    // Inside angle brackets, only these characters end an address.
    .replace(/[\s<>"`]/g, encodeURIComponent)
    // A backslash before a letter is one; before a mark it would escape it.
    .replace(/\\(?![0-9A-Za-z])/g, '%5C')
    .replace(/@(?=everyone|here)/gi, '%40')
  return hasPlainParentheses(encoded) ? encoded : encoded.replaceAll('(', '%28').replaceAll(')', '%29')
}

/** Whether all parentheses are closed and none is nested: a masked link allows only these. */
function hasPlainParentheses(url: string): boolean {
  return !/[()]/.test(url.replace(/\([^()]*\)/g, ''))
}

/** In bytes as sent. A longer address takes too much of a message, and web servers reject it. */
const addressMax = 1200

/** Whether an address leaves no room for other words. */
export function isOverlong(url: string): boolean {
  return Buffer.byteLength(discordAddress(url) ?? url) > addressMax
}

/**
 * An address as its own text. Angle brackets prevent markup in it, and a preview. An address that Discord does not link
 * is text.
 */
export function bareUrl(url: string): string {
  const address = discordAddress(url)
  return address ? `<${address}>` : escapeText(url.replace(/^mailto:/i, ''))
}

/** Without the punctuation of the sentence after an address. */
const address = /https?:\/\/[^\s<>\u3000-\u303F\uFF00-\uFFEF]*[^\s<>\u3000-\u303F\uFF00-\uFFEF.,:;!?'"*_~`|)\]}]/gi

/** The addresses that Discord links by itself, with their positions. */
export function urlsIn(text: string): { url: string; index: number }[] {
  if (!text.includes('://')) return []
  return [...text.matchAll(address)].map(({ 0: url, index }) => {
    const opened = url.split('(').length - url.split(')').length
    const closing = /^\)*/.exec(text.slice(index + url.length))?.[0] ?? ''
    return { url: url + closing.slice(0, Math.max(0, opened)), index }
  })
}
