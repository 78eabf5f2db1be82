import type { Link, PhrasingContent } from 'mdast'
import type { ChatMark } from '../../i18n/en/problems-digests.ts'

/** Links as messages of Slack hold them, `<https://…|words>`: to the parser the words belong to the address. */
export function readSlackLinks(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const read: PhrasingContent[] = []
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at] as PhrasingContent
    const last = read.at(-1)
    const next = nodes[at + 1]
    const bar = node.type === 'link' ? node.url.indexOf('|') : -1
    if (node.type !== 'link' || bar < 0 || !isBare(node)) {
      read.push(node)
      continue
    }
    const words = decode(node.url.slice(bar + 1))
    const end = next?.type === 'text' ? /^[^<>\n]{0,300}>/.exec(next.value)?.[0].length : undefined
    if (last?.type === 'text' && last.value.endsWith('<') && next?.type === 'text' && end !== undefined) {
      // The address that the parser found must not include words after a blank.
      read.splice(-1, 1, { ...last, value: last.value.slice(0, -1) })
      read.push(linkTo(node, bar, words + next.value.slice(0, end - 1)))
      read.push({ ...next, value: next.value.slice(end) })
      at += 1
    } else read.push(isBracketed(node) ? linkTo(node, bar, words) : node)
  }
  return read
}

/** Whether the words of a link are its address. */
function isBare({ url, children: [only] }: Link): boolean {
  return only?.type === 'text' && decode(url).endsWith(decode(only.value))
}

/** Whether the link is enclosed in `<>`, which is not part of its words. */
function isBracketed({ position, children: [only] }: Link): boolean {
  const [outer, inner] = [position?.start.offset, only?.position?.start.offset]
  return outer !== undefined && inner === outer + 1
}

function linkTo(node: Link, bar: number, words: string): Link {
  return { ...node, url: node.url.slice(0, bar), children: [{ type: 'text', value: words }] }
}

function decode(text: string): string {
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}

/** `<t:1796022000:D>`, a timestamp in messages of Discord. */
const moment = /<t:(\d{9,11})(?::([tTdDfFR]))?>/g

/** `<:name:234567890123456789>`, an emoji of one server. */
const ownEmoji = /<a?:(\w{2,32}):\d{4,22}>/g

/** `<@U0123|ana>` and `<#C0456|general>`: Slack's names of people and channels behind their ids. */
const namedMention = /<([@#])[A-Z][A-Z0-9]{5,20}\|([^<>|\n]{1,80})>/g

/** The text of a message of Slack or Discord without markup that only they show. */
export function readChatMarks(text: string): string {
  if (!/<a?:|<t:|<[@#]/.test(text)) return text
  return text
    .replace(namedMention, '$1$2')
    .replace(moment, (_, seconds: string, style?: string) => {
      const iso = new Date(Number(seconds) * 1_000).toISOString()
      return style === 'd' || style === 'D' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
    })
    .replace(ownEmoji, ':$1:')
}

const person = '@!?(?:[UW][A-Z0-9]{4,20}|\\d{3,22})'
const group = '@&\\d{3,22}|!subteam\\^\\w{3,22}(?:\\|[^<>\\n]{0,80})?'
const channel = '#(?:[CDG][A-Z0-9]{4,20}|\\d{15,22})'
const everyone = '!(?:here|channel|everyone)(?:\\|[^<>\\n]{0,80})?'
const command = '/[\\w -]{1,70}:\\d{15,22}'
const bareMark = new RegExp(
  `<(?:(?<person>${person})|(?<group>${group})|(?<channel>${channel})|(?<everyone>${everyone})|(?<command>${command}))>`,
  'g',
)

/** Ids that are posted as they stand: their names are known only where they were copied. */
export function findBareMarks(text: string): { readonly mark: string; readonly kind: ChatMark; readonly at: number }[] {
  return [...text.matchAll(bareMark)].map(({ 0: mark, index: at, groups = {} }) => {
    const [kind = ''] = Object.keys(groups).filter((each) => groups[each] !== undefined)
    return { mark, kind: kind as ChatMark, at }
  })
}
