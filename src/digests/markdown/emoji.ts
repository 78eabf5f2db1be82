import { nameToEmoji } from 'gemoji'

/** One name or several in a row, apart from words and addresses: `:rocket:`, but not `std::gem::x` or `10:100:20`. */
const shortcodes = /(?<![\p{L}\p{N}_/:])(?::[a-z0-9_+-]+:)+(?![\p{L}\p{N}_/:])/gu

/** The text with emoji for the names that GitHub knows: `:rocket:`. Other names stay. */
export function replaceShortcodes(text: string): string {
  if (!text.includes(':')) return text
  return text.replace(shortcodes, (run) =>
    run.replace(/:([^:]+):/g, (code, name: string) => (Object.hasOwn(nameToEmoji, name) && nameToEmoji[name]) || code),
  )
}
