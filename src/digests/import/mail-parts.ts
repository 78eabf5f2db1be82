import type { Nodes, PhrasingContent, RootContent } from 'mdast'
import { wordsOf } from '../markdown/chapters.ts'
import { hasField } from './merge-tags.ts'

/** Boilerplate of newsletters before and after their text. */
const aboutMail =
  /\b(?:manage|update|change) (?:your )?(?:e-?mail )?(?:preferences|subscription|profile|settings)\b|\b(?:view|read|open) (?:this |it |the )?(?:e-?mail |post |issue |newsletter )?(?:in (?:your |a )?browser|online|on the web)\b|\byou(?:['’]re| are) (?:receiving|getting) this\b|\byou (?:received|got) this\b|\bwas (?:this (?:e-?mail |issue |newsletter )?)?forwarded\b|\b(?:did you (?:like|enjoy)|how (?:did you like|was)|what did you think of|rate) (?:this|today['’]s) (?:e-?mail|issue|newsletter|edition)\b|\bforward(?:ed)? (?:this|to a friend)\b|\byou just read issue\b|^sent from my \w+$|^-{2,}\s*(?:forwarded message|original message)|^(?:from|发件人)[:：].{0,200}(?:subject|主题)[:：]|^[—–\-\s]*END[—–\-\s]*$|点击(?:上方|下方|底部).{0,20}(?:卡片|名片|关注|阅读原文)|(?:扫码|长按).{0,12}关注|在浏览器中(?:查看|打开)|管理订阅|您收到(?:此|这封)邮件/i

/** Boilerplate only in a link or at the start of a short line: an article may contain the same words. */
const leave = /\bunsubscribe\b|\bopt[- ]out\b|退订|取消订阅/i
const leaveLine = /^\W*(?:unsubscribe|退订|取消订阅).{0,40}$/i

/** Words in the heading of a last chapter that has only boilerplate. */
const aboutHeading = /\b(?:about|subscri\w*|newsletter|e-?mail|footer|feedback|legal)\b|关于|订阅/i

/** Buttons between stories. */
const button =
  /^(?:subscribe(?: now| for free| here| today)?|share(?: this post| this issue)?|leave a comment|upgrade to paid|read in (?:the )?app|start (?:writing|your free trial)|get \d+ ?% off.*|立即订阅|分享)$/i

/** Lines around such boilerplate: copyright, postal address, social networks. */
const besideFooter =
  /^(?:copyright|©|\(c\))|\ball rights reserved\b|^our (?:mailing )?address is\b|^(?:follow|find|connect with) us\b.{0,60}$|^(?:(?:twitter|facebook|instagram|linkedin|youtube|mastodon|bluesky|threads|tiktok|website|rss|x)(?:[\s|·•,/]+|$))+$|^(?:powered by|sent (?:by|with|via)|start writing|get the app)\b|^[^.!?]{8,140},[^.!?]*\b(?:\d{4,6}|[A-Z]{1,2}\d{1,2} ?\d[A-Z]{2})\b[^.!?]{0,40}\.?$/i

/** In characters. Longer texts are content. */
const lineMax = 320

/** The maximum length of other lines inside a footer, in characters. */
const smallMax = 120

/** How far from the end a footer may begin, and how far from the start a link to the browser may stand, in blocks. */
const [footerBlocks, headBlocks] = [10, 4]

/** The text of a newsletter without the lines about the e-mail itself. */
export function withoutMailParts(all: readonly RootContent[]): RootContent[] {
  const nodes = all.filter((node) => !isButton(node) && !(node.type === 'html' && node.value.startsWith('<!--')))
  const words = nodes.map((node) => wordsOf(node).replace(/\s+/g, ' ').trim())
  const isAbout = (at: number) =>
    words[at] !== '' && (words[at]?.length ?? 0) <= lineMax && isAboutMail(nodes[at] as RootContent, words[at] ?? '')
  const isBeside = (at: number) => words[at] === '' || (words[at] !== undefined && besideFooter.test(words[at]))
  const start = words.findIndex((_, at) => !isAbout(at) && words[at] !== '')
  const first = start > 0 && start <= headBlocks ? start : 0
  // In a short text the head is near the end.
  const isHead = (at: number) => at <= first + headBlocks && isAboutView(words[at])
  let end = nodes.length
  for (let at = nodes.length - 1; at >= Math.max(first, nodes.length - footerBlocks); at -= 1) {
    if (isAbout(at) && !isHead(at)) end = at
    else if (nodes[at]?.type === 'heading' || (!isBeside(at) && (words[at]?.length ?? 0) > smallMax)) break
  }
  while (end < nodes.length && end > 0 && isBeside(end - 1)) end -= 1
  if (end < nodes.length && end > 1 && nodes[end - 1]?.type === 'heading' && aboutHeading.test(words[end - 1] ?? ''))
    end -= 1
  // Below the title stands the link to the browser as well.
  const isBelowTitle = (at: number) => at > first && at <= first + headBlocks && nodes[first]?.type === 'heading'
  return nodes.filter(
    (_, at) => at >= first && at < Math.max(first, end) && !(isBelowTitle(at) && isAboutView(words[at])),
  )
}

/** Whether a line has only the link to the web version of an e-mail. */
function isAboutView(words = ''): boolean {
  return (
    words.length <= smallMax &&
    /^\W*(?:view|read|open)\b.{0,40}\b(?:in (?:your |a )?browser|online|on the web)\b/i.test(words)
  )
}

function isAboutMail(node: RootContent, words: string): boolean {
  if (aboutMail.test(words) || leaveLine.test(words)) return true
  return leave.test(words) && (hasLink(node) || hasField(words))
}

function hasLink(node: Nodes): boolean {
  return node.type === 'link' || ('children' in node && node.children.some(hasLink))
}

function isButton(node: RootContent): boolean {
  const [only, ...others] = node.type === 'paragraph' ? node.children : []
  const isAlone = (only?.type === 'link' || only?.type === 'text') && others.length === 0
  return isAlone && button.test(wordsOf(only).trim())
}

/** Splits paragraphs at double line breaks, which are all that separates a title from its text. */
export function splitAtBlankLines(nodes: readonly RootContent[]): RootContent[] {
  return nodes.flatMap((node): RootContent[] => {
    if (node.type !== 'paragraph') return [node]
    const groups: PhrasingContent[][] = [[]]
    const isBlank = (child: PhrasingContent) => child.type === 'text' && child.value.trim() === ''
    const content = node.children.filter((child, at) => !(isBlank(child) && node.children[at - 1]?.type === 'break'))
    for (const [at, child] of content.entries()) {
      const isBreak = child.type === 'break'
      if (isBreak && content[at - 1]?.type === 'break') groups.push([])
      else if (!isBreak || (content[at + 1]?.type !== 'break' && groups.at(-1)?.length)) groups.at(-1)?.push(child)
    }
    const filled = groups
      .map((group) => group.slice(0, group.findLastIndex(({ type }) => type !== 'break') + 1))
      .filter((group) => group.length > 0)
    return filled.map((children) => ({ type: 'paragraph', children }))
  })
}

/**
 * A small heading right above a larger one, such as the name of a column, has no text of its own: it becomes a line
 * below the larger one.
 */
export function withKickersBelow(nodes: readonly RootContent[]): RootContent[] {
  const result: RootContent[] = []
  for (const node of nodes) {
    const last = result.at(-1)
    if (node.type !== 'heading' || last?.type !== 'heading') result.push(node)
    // A picture above a heading is a part of it.
    else if (last.depth === node.depth && !/[\p{L}\p{N}]/u.test(wordsOf(last)))
      result.splice(-1, 1, { ...node, children: [...last.children, { type: 'text', value: ' ' }, ...node.children] })
    else if (last.depth <= node.depth) result.push(node)
    else result.splice(-1, 1, node, { type: 'paragraph', children: [{ type: 'emphasis', children: last.children }] })
  }
  return result
}

/** A title is shorter, in characters. */
const titleMax = 120

/**
 * Paragraphs that are bold as a whole become headings if they are repeated and the text has no others: editors of
 * newsletters have a button for bold text, and often none for headings.
 */
export function withBoldHeadings(nodes: readonly RootContent[]): RootContent[] {
  if (nodes.some((node) => node.type === 'heading' && node.depth > 1)) return [...nodes]
  const isTitle = (node: RootContent | undefined, at: number) =>
    node !== undefined && isBoldTitle(node) && nodes[at + 1] !== undefined && !isBoldTitle(nodes[at + 1] as RootContent)
  if (nodes.filter(isTitle).length < 2) return [...nodes]
  return nodes.map((node, at) =>
    isTitle(node, at) && node.type === 'paragraph'
      ? { type: 'heading', depth: 2, children: withoutBold(node.children) }
      : node,
  )
}

function isBoldTitle(node: RootContent): boolean {
  if (node.type !== 'paragraph') return false
  const words = wordsOf(node).trim()
  return words !== '' && words.length <= titleMax && !/[.。,:：]$/.test(words) && node.children.every(isBold)
}

function isBold(node: PhrasingContent): boolean {
  if (node.type === 'strong' || node.type === 'break') return true
  if (node.type === 'link' || node.type === 'emphasis') return node.children.length > 0 && node.children.every(isBold)
  return node.type === 'text' && node.value.trim() === ''
}

function withoutBold(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    if (node.type === 'strong') return withoutBold(node.children)
    if (node.type === 'break') return [{ type: 'text', value: ' ' }]
    return 'children' in node ? [{ ...node, children: withoutBold(node.children) } as PhrasingContent] : [node]
  })
}
