import type { Nodes } from 'mdast'
import { wordsOf } from './chapters.ts'

/** What a link is called that leads to more of the same: `Read more`, also with an arrow. */
const call = String.raw`read (?:more|on|in \d+ min(?:ute)?s?|the (?:\p{L}+ )?(?:paper|article|post|story|announcement|blog))|(?:full|original|whole) (?:story|article|text|post|paper)|continue reading|learn more|阅读更多|阅读全文|阅读原文|查看原文|查看全文|查看详情|查看更多|点击阅读|点击查看|原文链接|原文|全文|了解更多`

/** What stands in front of such an address: `Link:`, `via`, `Read more at`. */
const label = `links?|via|src|from|original(?:ly)?|credits?|ht|h/t|hat tip|further reading|read (?:more|it|on)(?: at| here)?|more(?: at| here| info)?|see(?: also)?|ref(?:erence)?s?|quellen?|fuentes?|fontes?|sources?|kilder?|lien|источники?|出典|출처|链接|参考|参考资料|参考文献|传送门|详情|详见|来自|来源|原文|信源|转自`

/** What an address is that belongs to a paper or a piece of news. */
const kind = `papers?|arxiv|pdf|abs(?:tract)?|code|github|repo(?:sitory)?|project(?: page)?|blog(?: post)?|post|article|video|slides|demo|data(?:set)?|models?|weights|docs|documentation|website|homepage|announcement|press release|doi|hugging ?face|thread|discussion|comments|论文(?:链接|地址)?|代码(?:链接|地址)?|项目(?:主页|地址|链接)?|博客|文章|视频|演示|数据集|模型|官网`

const readMore = new RegExp(String.raw`^[^\p{L}\p{N}]*(?:${call})[^\p{L}\p{N}]*$`, 'iu')
const labels = new RegExp(`^(?:${label})$`, 'iu')
const kinds = new RegExp(`^(?:${kind}|${call}|${label})$`, 'iu')
const address = /^(?:https?:\/\/|www\.)\S+$/i

/** A piece of a line: the words of a link, or those between links. */
interface Piece {
  readonly isLink: boolean
  readonly words: string
}

/**
 * Whether a line is nothing but links to what a text is about: `Link: https://…`, `[Paper](…) | [Code](…)`,
 * `[Read more](…)`, or an address.
 */
export function isSourceLine(line: readonly Nodes[]): boolean {
  const pieces = piecesOf(line)
  const links = pieces.filter(({ isLink }) => isLink)
  const between = pieces.filter(({ isLink, words }) => !isLink && words !== '')
  if (links.length === 0 || !between.every(({ words }) => kinds.test(words))) return false
  return between.length > 0 || links.every(({ words }) => kinds.test(words) || address.test(words))
}

/** How many characters of such a line say only that a link follows: `Link: `. */
export function sourceLabelLength(line: string): number {
  const [whole = '', name = ''] = /^[^\p{L}\p{N}(（]*([^:：\n]{2,20})[:：]\s*/u.exec(line) ?? []
  return labels.test(name.trim()) ? whole.length : 0
}

/** Whether a line is nothing but the call to follow its link. */
export function isCallToRead(words: string): boolean {
  return readMore.test(words)
}

function piecesOf(nodes: readonly Nodes[]): Piece[] {
  return nodes.flatMap((node): Piece[] => {
    if (node.type === 'link' || node.type === 'linkReference') {
      const words = wordsOf(node).trim()
      return [{ isLink: true, words: address.test(words) ? words : bare(words) }]
    }
    if ('children' in node) return piecesOf(node.children)
    return wordsOf(node)
      .split(/[|｜·•,，、]|(?<!\bh)\//i)
      .map((words) => ({ isLink: false, words: bare(words) }))
  })
}

/** Without punctuation and emoji around it. */
function bare(words: string): string {
  return words.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
}
