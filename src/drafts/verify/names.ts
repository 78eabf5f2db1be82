import { stem } from './anchors.ts'
import { isCommonWord } from './common-words.ts'
import { normalize } from './normalize.ts'
import { isSamePeople } from './peoples.ts'
import { unitOf } from './units.ts'

/** The texts that names are compared with. */
interface NameEvidence {
  /** The sentences of the evidence, and the source's title, authors and tags. */
  readonly texts: readonly string[]
  /** The whole source. A word that begins a sentence and occurs in it in any form is not a name. */
  readonly source?: string
  /** Of the sentence, BCP 47. */
  readonly language: string
  readonly isTitle?: boolean
}

/** Abbreviations that have become common words. */
const everyday = /^(?:AI|IT|TV|PC|OK|ID|FAQ|PDF|URL|I|A|vs|No)$/

/** Formulas that are as common as the names of their substances, and kinds that the name of one of them tells. */
const formulas = new Map([
  ['CO2', /carbon dioxide|carbon emissions|二氧化碳/i],
  ['CH4', /methane|甲烷/i],
  ['H2O', /\bwater\b|水/i],
  ['N2O', /nitrous oxide|氧化亚氮/i],
  ['NOx', /nitrogen oxides|氮氧化物/i],
  ['H2', /hydrogen|氢/i],
  ['O2', /oxygen|氧/i],
  ['GPU', /\b(?:[ABHV]\d{2,3}|MI\d{3}X?|RTX|GB\d{3})s?\b|graphics (?:cards?|processors?)|显卡/i],
  ['Mac', /\bmacOS\b/],
  ['LLM', /\blanguage models?\b|语言模型|大模型/i],
  ['RAG', /\bretrieval[- ]augmented\b|检索增强/i],
])

const months =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$/

/** Latin words with their digits and signs: `Qwen2.5-VL-72B`, `O'Neill`, `C++`. */
export const latinWord =
  /(?<![\p{L}\p{N}])[\p{Script=Latin}][\p{Script=Latin}\p{M}\p{N}]*(?:[-'./_][\p{Script=Latin}\p{N}]+)*(?:\+\+|#)?/gu

/** The names of a sentence that are in none of the texts. */
export function unknownNames(
  sentence: string,
  { texts, source = '', language, isTitle = false }: NameEvidence,
): string[] {
  const text = normalize(sentence)
  const evidence = normalize(texts.join('\n'))
  const isHan = /\p{Script=Han}/u.test(text)
  const spelledOut = expandedAcronyms(text, evidence)
  const stems = new Set((source.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map(stem))
  const unknown = [...text.matchAll(latinWord)].flatMap((match) => {
    const name = match[0].replace(/'s?$/, '')
    const before = text.slice(0, match.index)
    // In a Chinese sentence, every word in Latin letters is a name or a term of its source.
    const isName = isHan
      ? name.length > 1 && !unitOf(name)
      : looksLikeName(name, isTitle || /(?:^|[.!?:;"(-]\s?)$/.test(before), language)
    // "Conductivity is low": only its place gives it a capital letter.
    const isPlain = !isTitle && /(?:^|[.!?]\s)$/.test(before) && /^\p{Lu}\p{Ll}{3,}$/u.test(name)
    if (isPlain && stems.has(stem(name.toLowerCase()))) return []
    if (spelledOut.some(([start, end]) => match.index >= start && match.index < end)) return []
    return !isName || (/[\d.]$/.test(before) && unitOf(name)) || isKnown(name, evidence) ? [] : [name]
  })
  return [
    ...new Set([
      ...unknown,
      ...(isTitle || /^de\b/i.test(language) ? [] : torn(text, evidence, /^(?:en|zh)\b/i.test(language))),
      ...unknownHanNames(text, evidence),
    ]),
  ]
}

/** Where a text writes out an acronym of the evidence: the Business Source Licence for BSL. */
function expandedAcronyms(text: string, evidence: string): [start: number, end: number][] {
  const acronyms = new Set(evidence.match(/(?<![\p{L}\p{N}])\p{Lu}{3,6}(?=s?(?![\p{L}\p{N}]))/gu))
  return [...acronyms].flatMap((acronym) => {
    const words = [...acronym].map((letter) => `${letter}\\p{Ll}+`).join('[ -](?:(?:of|and|for|the) )?')
    const found = text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${words}`, 'gu'))
    return [...found].map(({ 0: phrase, index }): [number, number] => [index, index + phrase.length])
  })
}

/**
 * Two names of the evidence, joined into one that it does not have, such as the first half of one and the second half
 * of another.
 */
function torn(text: string, evidence: string, isFirstTold: boolean): string[] {
  const pairs = text.matchAll(/(?<![\p{L}\p{N}])(\p{Lu}\p{Ll}[\p{L}\p{N}]*) (?=(\p{Lu}\p{Ll}[\p{L}\p{N}]*)(?!['’]))/gu)
  return [...pairs].flatMap(({ 1: one = '', 2: other = '', index }) => {
    // "En Santiago": there is no list of the words that begin sentences in other languages.
    if (!isFirstTold && /(?:^|[.!?:;]\s)$/.test(text.slice(0, index))) return []
    // "Mistral" counts as half of a name if the evidence has it only before "Large".
    const following = [...evidence.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${one}(?! \\p{Lu})`, 'gu'))]
    const isHalf = evidence.includes(`${one} `) && following.length === 0
    const areNames = isHalf || [one, other].every((name) => !isCommonWord(name.toLowerCase()) && !months.test(name))
    return areNames && !occursIn(`${one} ${other}`, evidence) ? [`${one} ${other}`] : []
  })
}

/**
 * Languages in which a capital letter tells nothing: German capitalizes every noun, and for others there is no list of
 * common words.
 */
function isOrdinaryCapital(name: string, isFirst: boolean, language: string): boolean {
  if (/^de\b/i.test(language)) return true
  if (!isFirst) return false
  // The parts of Hot-Swapping are checked one by one.
  return !/^en\b/i.test(language) || name.split(/[-'/]/).every((part) => isCommonWord(part.toLowerCase()))
}

export function looksLikeName(name: string, isFirst: boolean, language: string): boolean {
  if (everyday.test(name) || unitOf(name)) return false
  const plain = name.replace(/s$/, '')
  if (/\d/.test(name) && /\p{L}/u.test(name)) return true
  if (/^\p{Lu}[\p{Lu}\p{N}&-]+$/u.test(plain) || /\p{Ll}\p{Lu}/u.test(name)) return true
  if (!/^\p{Lu}/u.test(name)) return false
  return !isOrdinaryCapital(name, isFirst, language)
}

function isKnown(name: string, evidence: string): boolean {
  const forms = [name, name.replace(/s$/, ''), name.replace(/-(?:style|based|like|only|free|level|class)$/, '')]
  if (forms.some((form) => occursIn(form, evidence))) return true
  if (months.test(name) && occursIn(name.slice(0, 3), evidence, true)) return true
  const parts = name.split(/[-/]/)
  if (parts.length > 1 && !/\d/.test(name))
    return parts.every((part) => isCommonWord(part.toLowerCase()) || occursIn(part, evidence))
  if (/^\p{Lu}\p{Ll}{2,}$/u.test(name)) {
    const others = evidence.match(/(?<!\p{L})(?:\p{Lu}\p{Ll}{2,}|UK|USA?)(?!\p{L})/gu) ?? []
    if (others.some((other) => isSamePeople(name, other))) return true
  }
  const [, percentile] = /^[Pp](\d\d(?:\.\d+)?)$/.exec(name) ?? []
  if (percentile !== undefined && percentileIn(percentile).test(evidence)) return true
  if (formulas.get(name.replace(/s$/, ''))?.test(evidence)) return true
  return isAcronymOf(name.replace(/s$/, ''), evidence)
}

/** P99 is the 99th percentile, P50 the median. */
function percentileIn(number: string): RegExp {
  const median = number === '50' ? '|\\bmedian\\b|中位' : ''
  return new RegExp(
    `\\b${RegExp.escape(number)}(?:st|nd|rd|th)[\\s-]percentile|第\\s?${RegExp.escape(number)}\\s?百分位${median}`,
    'i',
  )
}

/** Whether the words are in the text with blanks and hyphens in any place, not as a part of a longer word or version. */
export function occursIn(name: string, evidence: string, isStart = false): boolean {
  const pieces = name.match(/[\p{L}\p{M}]+|\p{N}+|[^\p{L}\p{M}\p{N}]/gu) ?? []
  const pattern = pieces
    .filter((piece) => !/^[-_ ]$/.test(piece))
    .map(RegExp.escape)
    .join('[-_\\s]*')
  const end = isStart ? '' : '(?![a-z\\d]|\\.\\d)'
  return pattern !== '' && new RegExp(`(?<![a-z\\d])${pattern}(?:'?s)?${end}`, 'iu').test(evidence)
}

/** RNA is known from "ribonucleic acid" only by its letters, LLM from "large language model" by the first ones. */
function isAcronymOf(name: string, evidence: string): boolean {
  if (!/^\p{Lu}{2,6}$/u.test(name)) return false
  const words = [...name].map((letter) => `${letter}[\\p{L}\\d]*`).join('[-\\s]+(?:of |and |for |the )?')
  return new RegExp(`(?<!\\p{L})${words}(?!\\p{L})`, 'iu').test(evidence)
}

/** Organizations, places and people by the words that go with them. */
const hanNames = [
  /(?<name>\p{Script=Han}{2,6}?)(?:大学|学院|公司|集团|研究院|研究所|实验室|医院|基金会|委员会)/gu,
  /《(?<name>[^》]{1,40})》/gu,
]

const words = new Intl.Segmenter('zh', { granularity: 'word' })

const surname =
  '[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]'
const person = new RegExp(
  `(?<name>${surname}\\p{Script=Han}{1,2})(?=等人?(?:提出|认为|发现|的)|教授|博士|团队|院士|表示|指出|认为)`,
  'gu',
)
/** People by what they do, or by the word before them. */
const acting = new RegExp(
  `(?:(?:由|作者|据|研究者|创始人|工程师)(?<name>${surname}\\p{Script=Han}{1,2}?)(?=完成|提出|领导|主持|负责|开发|设计|撰写|率领|说|称|介绍|带队|和|与|等|[，。、 ]))|(?:^|[，。；：])(?<actor>${surname}\\p{Script=Han}{1,2}?)(?=提出了|完成了|发现了|设计了|开发了|领导了|说|称)`,
  'gu',
)

const places =
  '北京|上海|天津|重庆|广州|深圳|杭州|南京|武汉|成都|西安|苏州|郑州|长沙|青岛|厦门|宁波|合肥|济南|福州|昆明|哈尔滨|沈阳|大连|香港|澳门|台湾|台北|广东|浙江|江苏|四川|湖北|湖南|河南|河北|山东|山西|陕西|福建|安徽|江西|云南|贵州|广西|海南|甘肃|青海|宁夏|新疆|西藏|内蒙古|辽宁|吉林|黑龙江|中国|美国|英国|法国|德国|日本|韩国|印度|俄罗斯|加拿大|澳大利亚|巴西|意大利|西班牙|荷兰|瑞士|瑞典|新加坡|以色列|欧洲|非洲|亚洲|谷歌|微软|苹果公司|英伟达|阿里巴巴|阿里云|腾讯|百度|字节跳动|华为|小米|京东|美团|清华|北大|斯坦福|麻省理工|哈佛|牛津|剑桥|粤语|闽南语|客家话|吴语|湘语|赣语|普通话'
const place = new RegExp(`(?<name>${places})`, 'gu')

/** Names in Chinese characters. */
export function hanNamesIn(text: string): string[] {
  return [...hanNames, person, place].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => match.groups?.name ?? ''),
  )
}

function unknownHanNames(text: string, evidence: string): string[] {
  return [...hanNames, person, acting, place].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const name = match.groups?.name ?? match.groups?.actor ?? ''
      // 方法 and 金属 begin with a surname but are ordinary words.
      if (
        pattern === acting &&
        [...words.segment(name)].length === 1 &&
        !/^[王李张刘陈杨赵吴周徐孙朱胡郭谢罗梁宋唐许韩冯邓曹彭曾肖]/.test(name)
      )
        return []
      // "The hospital of the county" is not a name.
      if (/[的里]$/.test(name)) return []
      const isKnownWord =
        evidence.includes(name) ||
        (pattern !== place && pattern !== person && pattern !== acting && isPartlyKnown(name, evidence))
      return isKnownWord ? [] : [name]
    }),
  )
}

/** The characters before 大学 or 医院 may begin with other words, so only the last two are compared. */
function isPartlyKnown(name: string, evidence: string): boolean {
  return name.length < 2 || evidence.includes(name.slice(-2))
}
