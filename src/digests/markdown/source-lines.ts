import type { Nodes } from 'mdast'
import { wordsOf } from './chapters.ts'

/** The words of links to the full text, such as `Read more`, also with an arrow. */
const call = String.raw`read (?:more|on|in \d+ min(?:ute)?s?|the (?:\p{L}+ )?(?:paper|article|post|story|announcement|blog))|(?:full|original|whole) (?:story|article|text|post|paper)|continue reading|learn more|阅读更多|阅读全文|阅读原文|查看原文|查看全文|查看详情|查看更多|点击阅读|点击查看|原文链接|原文|全文|了解更多|閱讀更多|閱讀全文|閱讀原文|続きを読む|記事を読む|詳しくはこちら|더 ?(?:읽기|보기)|원문 ?보기|자세히 보기|weiterlesen|mehr (?:lesen|dazu)|zum (?:artikel|paper)|lire (?:la suite|l['’]article|plus|l['’]étude)|en savoir plus|leer (?:más|el artículo)|más información|leia mais|ler mais|saiba mais|leggi (?:di più|l['’]articolo|tutto)|continua a leggere|читать (?:далее|дальше|полностью|статью)|подробнее|اقرأ المزيد|للمزيد|lees (?:verder|meer)|czytaj (?:więcej|dalej|całość)|więcej|läs (?:mer|vidare|hela artikeln)|læs (?:mere|videre|hele artiklen)|les (?:mer|videre|hele saken)|lue (?:lisää|koko juttu)|číst (?:dál|více)|čtěte více|více zde|celý článek|čítať (?:ďalej|viac)|olvass tovább|tovább olvasom|bővebben|citește mai (?:mult|departe)|mai multe|pročitaj (?:više|dalje)|opširnije|preberi več|прочети (?:повече|още)|читати (?:далі|більше)|детальніше|докладніше|διαβάστε περισσότερα|περισσότερα|קראו עוד|להמשך קריאה|ادامه مطلب|बाकी पढ़ें|और पढ़ें|อ่านต่อ|devamı(?:nı oku)?|daha fazlası?|đọc (?:tiếp|thêm)|xem thêm|(?:baca )?selengkapnya|llegir més`

/** Labels before such an address: `Link:`, `via`, `Read more at`. */
const label = `${call}|links?|via|src|from|original(?:ly)?|credits?|ht|h/t|hat tip|further reading|read (?:more|it|on)(?: at| here)?|more(?: at| here| info)?|see(?: also)?|ref(?:erence)?s?|quellen?|fuentes?|fontes?|sources?|kilder?|lien|источники?|出典|출처|链接|参考|参考资料|参考文献|传送门|详情|详见|来自|来源|原文|信源|转自|元記事|引用元|リンク|참고|링크|관련 링크|원문 ?링크|mehr|zum nachlesen|pour aller plus loin|per approfondire|enlaces?|liens?|ссылк[аи]|по ссылке|оригинал|الرابط|الروابط|رابط`

/** Labels that say no more than that a source follows, also behind a sentence. */
const sourceWords =
  /^(?:sources?|v[ií]a|links?|quellen?|fuentes?|fontes?|kilder?|källa|lähde|bron|źródło|zdroj|forrás|kaynak|источники?|джерело|المصدر|出典|출처|来源|來源|链接)$/iu

/** Kinds of linked things that belong to a paper or a piece of news. */
const kind = `papers?|preprint|study|report|details|model card|release notes|arxiv|pdf|abs(?:tract)?|code|github|repo(?:sitory)?|project(?: page)?|blog(?: post)?|post|article|video|slides|demo|data(?:set)?|models?|weights|docs|documentation|website|homepage|announcement|press release|doi|hugging ?face|thread|discussion|comments|论文(?:链接|地址)?|代码(?:链接|地址)?|项目(?:主页|地址|链接)?|博客|文章|视频|演示|数据集|模型|官网|論文|コード|プロジェクト|논문|코드|프로젝트|aufsatz|artikel|projekt|étude|artículo|estudio|artigo|projeto|estudo|articolo|progetto|codice|código|статья|код|проект|видео|الورقة|المشروع|الكود`

const readMore = new RegExp(String.raw`^[^\p{L}\p{N}]*(?:${call})[^\p{L}\p{N}]*$`, 'iu')
const labels = new RegExp(`^(?:${label})$`, 'iu')
const kinds = new RegExp(`^(?:${kind}|${call}|${label})$`, 'iu')
const address = /^(?:https?:\/\/|www\.)\S+$/i

/** Signs in front of a link to what a text is about. */
const pointing = /^\s*(?:🔗|👉|➡\ufe0f?|🌐|📎|📄|📰|📖|[↳⤷→➜➝▸▶►»›⇒]\ufe0f?)\s*$/u

/** `via`, `(h/t`: what follows names who had the news first. */
const credit = /^\s*[(（[—–-]{0,2}\s*(?:via|h\/t|hat[ -]tip(?: to)?)(?=[\s:：])[\s:：]*/iu

/** The most words beside the links of such a line, in characters. */
const creditMax = 60

/** A piece of a line: the words of a link, or those between links. */
interface Piece {
  readonly isLink: boolean
  readonly words: string
}

/**
 * Whether a line consists of links to the subject of a text: `Link: https://…`, `[Paper](…) | [Code](…)`, `[Read
 * more](…)`, or an address.
 */
export function isSourceLine(line: readonly Nodes[]): boolean {
  const pieces = piecesOf(line)
  const links = pieces.filter(({ isLink }) => isLink)
  const [first] = line
  const isBare = pieces.every(({ isLink, words }) => isLink || words === '')
  if (links.length === 1 && isBare && first?.type === 'text' && pointing.test(first.value)) return true
  if (isCredit(line)) return true
  const between = pieces.filter(({ isLink, words }) => !isLink && words !== '')
  if (links.length === 0 || !between.every(({ words }) => kinds.test(words))) return false
  return between.length > 0 || links.every(({ words }) => kinds.test(words) || address.test(words))
}

/** Whether a line is `(via [a page](…))`, also with a name beside the link. */
function isCredit(line: readonly Nodes[]): boolean {
  const words = line.map(wordsOf).join('')
  const last = line.findLast((node) => /[\p{L}\p{N}]/u.test(wordsOf(node)))
  const own = line.filter(({ type }) => type === 'text').map(wordsOf)
  return credit.test(words) && last?.type === 'link' && own.join('').length <= creditMax && !words.includes('\n')
}

/** Whether a line points to a source by itself: `↳ [Title](…)`, `(via [a page](…))`. */
export function isPointer(line: readonly Nodes[]): boolean {
  const [first] = line
  return first?.type === 'text' && (pointing.test(first.value) || isCredit(line)) && isSourceLine(line)
}

/** Whether a line is one link and nothing else. */
export function isLoneLink(line: readonly Nodes[]): boolean {
  const [only, ...others] = line.filter((node) => node.type !== 'break' && /[^\s.,:;·|→»›]/u.test(wordsOf(node)))
  return (only?.type === 'link' || only?.type === 'linkReference') && others.length === 0 && wordsOf(only).trim() !== ''
}

/** The length of the label of such a line, in characters: `Link: `, `Source | `. */
export function sourceLabelLength(line: string): number {
  const [whole = '', name = ''] =
    /^[^\p{L}\p{N}(（]*([^:：|｜\n]{2,24}?)(?:\s*[:：|｜]|\s[-–—](?=\s))\s*/u.exec(line) ?? []
  return labels.test(name.trim()) ? whole.length : 0
}

/**
 * The index of the first link after the last sentence of a text: `It works. [Paper](…)`, `It works. ([link](…))`.
 * Undefined without such links, or if the link is a word of the sentence.
 */
export function endingLinks(line: readonly Nodes[]): number | undefined {
  const isBetween = (node: Nodes) => node.type === 'text' && /^[\s|·•,/()[\]（）]*[.。]?$/.test(node.value)
  const isSource = (node: Nodes) => node.type === 'link' && isSourceLine([node]) && !address.test(wordsOf(node).trim())
  let at = line.findLastIndex(({ type }) => type === 'link')
  while (at > 1 && isBetween(line[at - 1] as Nodes) && line[at - 2]?.type === 'link') at -= 2
  const isLabelled = endingLabelLength(at > 0 ? wordsOf(line[at - 1] as Nodes) : '') > 0
  const isTaken = (node: Nodes, place: number) => isSource(node) || (isLabelled && place >= at && node.type === 'link')
  const before = line.findLastIndex((node, place) => !isBetween(node) && !isTaken(node, place))
  if (isLabelled) return before < at ? at : undefined
  const last = line[before]
  const isClosed = last?.type === 'text' && /[.!?…。！？]["'”’»」』)）]*\s*[(（[]?$/.test(last.value)
  return isClosed && line.slice(before + 1).some(isSource) ? before + 1 : undefined
}

/** How many characters at the end of a text are a label behind the last sentence, such as `Source: ` or ` (via `. */
export function endingLabelLength(text: string): number {
  const [bracketed, called = ''] = /\s*[(（[]([^:：.!?\n()（）]{2,24}?)[:：]?\s*$/u.exec(text) ?? []
  if (bracketed && (sourceWords.test(called.trim()) || /^(?:h\/t|hat[ -]tip(?: to)?)$/i.test(called.trim())))
    return bracketed.length
  const [whole = '', name = ''] =
    /(?<=[.!?…。！？]["'”’»」』)）]*)\s*[(（[]?([^:：.!?\n]{2,24})[:：]\s*$/u.exec(text) ?? []
  return sourceWords.test(name.trim()) ? whole.length : 0
}

/** Whether a line is only a call to follow its link. */
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
