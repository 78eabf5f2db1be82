/** The relation of two names, if the words around them tell it. */
export interface Relation {
  /** The kind of relation, for comparison with other texts: `transfer`, `speed`. */
  readonly kind: string
  /** Whether the first of the two is the giver, or has more of what is compared. */
  readonly isFirst: boolean
}

/**
 * Words before the origin and before the target of a transfer. Phrases such as "compared to" and "due to" are excluded.
 */
const source = /(?<!\b(?:different|differs?|apart|aside)\s)\b(?:from|out of)\s(?:the\s)?$|从\s?$/i
const goal =
  /(?<!\b(?:compared|similar|due|according|close|closer|next|relative|superior|inferior|equal|thanks|prior|contrast|alternative|respect|refers?)\s)\b(?:(?:in|on)?to|through|until)\s(?:the\s)?$|[给向到至]了?\s?$/i

/** Comparatives by the compared property, with those for the name that has more of it first. */
const comparatives: readonly (readonly [kind: string, more: RegExp, less: RegExp])[] = [
  ['speed', /\b(?:faster|quicker|ahead of)\b|[快早]/i, /\bslower\b|[慢晚]/i],
  [
    'quality',
    /\b(?:better|stronger|superior|outperform\w*|beat(?:s|en|ing)?|surpass\w*)\b|[好强优]/i,
    /\b(?:worse|weaker|inferior|lags?|trails?|behind)\b|[差弱]/i,
  ],
  [
    'size',
    /\b(?:larger|bigger|greater|higher|more|exceed\w*)\b|[高大多]/i,
    /\b(?:smaller|lower|fewer|less)\b|[低小少]/i,
  ],
  ['length', /\b(?:longer|deeper|heavier|taller)\b|[长重]/i, /\b(?:shorter|shallower|lighter)\b|[短轻]/i],
  ['age', /\b(?:older|earlier|before)\b/i, /\b(?:younger|newer|later|after)\b/i],
  ['price', /\b(?:dearer|costlier|more expensive)\b|贵/i, /\b(?:cheaper|less expensive)\b|便宜/i],
]

/** TSMC's N3P, N3P from TSMC, 台积电的 N3P. */
const possessive = /^(?:'s?\s(?:\p{Ll}+\s){0,2}|\s?的\s?)$/u
const possessed = /^,?\s(?:from|by|of|made by|built by)\s(?:the\s)?$/u

const comparing =
  /\b(?:than|ahead of|behind|before|after|outperform\w*|beat(?:s|en|ing)?|surpass\w*|exceed\w*|lags?|trails?)\b/i

/** The relation of the first name to the second, from the text before both, between both and behind both. */
export function relationOf(before: string, between: string, behind: string): Relation | undefined {
  if (possessive.test(between)) return { kind: 'owner', isFirst: true }
  if (possessed.test(between)) return { kind: 'owner', isFirst: false }
  const [first, second] = [directionOf(before), directionOf(between)]
  if (first !== second) return { kind: 'transfer', isFirst: first === 'source' || second === 'goal' }
  const isChinese = /比[^比]{0,4}$/.test(between)
  if (first || !(isChinese || comparing.test(between))) return undefined
  const words = isChinese ? behind : between
  const found = comparatives.find(([, more, less]) => more.test(words) !== less.test(words))
  return found && { kind: found[0], isFirst: found[1].test(words) }
}

function directionOf(text: string): 'source' | 'goal' | undefined {
  if (source.test(text)) return 'source'
  return goal.test(text) ? 'goal' : undefined
}
