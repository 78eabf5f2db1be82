import type { DraftProblem } from '../../domain/draft.ts'
import { stem } from './anchors.ts'

/** Pairs of opposite statements. Matching ignores case. */
const oppositions: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\b(?:ris(?:e|es|ing|en)|rose|increas\w+|grew|grows?|grown|climb\w*|(?:went|goes|go|gone|going) up)\b|\d%? more\b|上涨|上升|增加|增长|提高|升高|涨/i,
    /\b(?:fall(?:s|en|ing)?|fell|decreas\w+|declin\w+|drop(?:s|ped|ping)?|los(?:e|es|t|ing)|shr[aiu]nk\w*|reduc\w+|(?:went|goes|go|gone|going) down)\b|下跌|下降|减少|降低|跌/i,
  ],
  [
    /\b(?:wins?|won|winning|succeed\w*|success\w*|passed)\b|成功|获胜|通过/i,
    /\b(?:los(?:e|es|t|ing)|fail\w*)\b|失败|落败|未通过/i,
  ],
  [
    /\b(?:add(?:s|ed|ing)?|new|introduc\w+)\b|新增|加入|引入/i,
    /\b(?:remov\w+|dropp?(?:s|ed)|delet\w+|gone|fix(?:es|ed)?)\b|移除|删除|去掉|修复/i,
  ],
  [/\b(?:earn(?:s|ed)?|gain(?:s|ed)?|profits?|profited)\b|盈利|赚/i, /\b(?:los(?:e|es|t|ses|s))\b|亏损|亏/i],
  [
    /\b(?:all|every|always|each|both)\b|所有|全部|都/i,
    /\b(?:some(?= of\b| [a-z-]+s\b)|few|none|no|sometimes|rarely)\b|部分|少数|有些|没有/i,
  ],
  [/\b(?:most (?=\p{L})|majority\b)|大多数|多数|大部分/iu, /\b(?:few|minority|rarely|hardly)\b|少数|很少|小部分/i],
  [/\b(?:twice|doubl\w+)\b|翻倍|翻番|一倍/i, /\b(?:half|halv\w+)\b|减半|一半/i],
  [
    /\b(?:at least|more than|no fewer than|no less than)(?=\s[$€£]?\d)|(?:至少|超过|不少于)(?=\s?\d)/i,
    /\b(?:at most|no more than|fewer than|less than|up to)(?=\s[$€£]?\d)|(?:至多|不超过|不到|不足)(?=\s?\d)/i,
  ],
  [
    /\b(?:safe|secure|effective|possible|legal|stable)\b|有效|安全|稳定/i,
    /\b(?:unsafe|insecure|ineffective|impossible|illegal|unstable|vulnerable)\b|无效|不安全|不稳定/i,
  ],
  [
    /\b(?:open(?:ed|s)?|started|begins?|began|launch\w*)\b|开放|启动/i,
    /\b(?:clos(?:ed?|es)|stopp?(?:ed|s)|ends?|ended|shut)\b|关闭|停止/i,
  ],
  [
    /\b(?:accept\w*|approv\w*|allow\w*|permit\w*)\b|批准|允许|接受/i,
    /\b(?:reject\w*|den(?:y|ied|ies)|forbid\w*|bann?\w*|block\w*)\b|拒绝|禁止/i,
  ],
]

/** Words that reverse a statement, so that the check cannot tell anything. */
const turns =
  /\b(?:rather than|instead of|not|no|never|none|nothing|without|cannot|\w+n't|neither|nor|hardly|only|except|but|yet|un\w+)\b|不|没|未|无|仅|只|除|否/i

const withoutPrefix = (word: string) => (/^(?:[无不]|un|in|im|il)./i.test(word) ? ' ' : word)

/** Reversed statements: a text has one side of a pair, and its evidence has only the other side. */
export function oppositeWords(text: string, evidence: string): DraftProblem[] {
  const flipped = oppositions.flatMap(([one, other]) => {
    const [mine, theirs] = [one.exec(text)?.[0], other.exec(text)?.[0]]
    // 无 of 无效 is what reverses it.
    const isPlain = [text, evidence].every((each) => !turns.test(each.replace(new RegExp(other, 'gi'), withoutPrefix)))
    if (!isPlain) return []
    if (mine && !theirs && other.test(evidence) && !one.test(evidence)) return [mine]
    return theirs && !mine && one.test(evidence) && !other.test(evidence) ? [theirs] : []
  })
  return [...flipped, ...deniedNouns(text, evidence)].map((what) => ({ kind: 'polarity', what }))
}

const anyNegation =
  /\b(?:control|placebo|rather than|instead of|not|no|never|none|nothing|nobody|neither|nor|without|cannot|ban\w*|non|lack\w*|fail\w*|un\w+|\w+n't|hardly|miss\w*|absent|absence|only|few|little|rarely|exclu\w*|omit\w*|same|alone|gone|drop\w*|stop\w*|remov\w*|out|free|zero|end\w*)\b|不|没|未|无|非|否|难|缺|仅|只|失|停|免|同|零|剩|都|对照/i

/** "It had an effect" for "it had no effect", and the other way round; 优于 for 并未优于. */
function deniedNouns(text: string, evidence: string): string[] {
  const wordsIn = (each: string) => each.toLowerCase().match(/[a-z]{4,}/g) ?? []
  const words = (each: string) => new Set(wordsIn(each).map(stem))
  const [isDeniedHere, isDeniedThere] = [anyNegation.test(text), anyNegation.test(evidence)]
  if (isDeniedHere === isDeniedThere) return []
  const [plain, denying] = isDeniedHere ? [evidence, text] : [text, evidence]
  const known = words(plain)
  const english = [
    ...denying
      .toLowerCase()
      .matchAll(
        /\b(?:no(?! (?:more|fewer|less) than\b)|without(?: any)?|no longer|stopped(?= [a-z]+ing\b)|never)\s([a-z]+)(?:\s([a-z]{4,}))?/g,
      ),
  ]
  const nouns = english.flatMap(([, first = '', second]) => {
    // For "no adverse events", both words have to be there.
    const phrase = [first, second ?? ''].filter((word) => word.length > 3)
    // "Without the train … a day train" says both.
    const isBoth = (word: string) => wordsIn(denying).filter((each) => stem(each) === stem(word)).length > 1
    const isKnown = phrase.length > 0 && phrase.every((word) => known.has(stem(word)))
    return isKnown && !phrase.every(isBoth) ? [phrase.join(' ')] : []
  })
  const chinese = [
    ...denying.matchAll(
      /(?:并未|没有|未能|不再|不会|不能|无法|并不|未|不)(?![在对向把被用从给为和与])(\p{Script=Han}{2})/gu,
    ),
  ]
  const denied = chinese.map(([, word = '']) => word)
  // "With a fork … without a fork" says both.
  const isAlways = (word: string) => denying.split(word).length - 1 === denied.filter((each) => each === word).length
  return [...nouns, ...denied.filter((word) => plain.includes(word) && isAlways(word))]
}
