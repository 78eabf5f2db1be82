/** Multipliers after digits; those of one letter follow without a blank. */
const multipliers: readonly (readonly [RegExp, number])[] = [
  [/^\s?[多余来]?万亿/, 1e12],
  [/^\s?[多余来]?亿/, 1e8],
  [/^\s?千万/, 1e7],
  [/^\s?百万/, 1e6],
  [/^\s?十万/, 1e5],
  [/^\s?[多余来]?万/, 1e4],
  [/^\s?千(?!米|克|瓦|赫|卡)/, 1e3],
  [/^\s?百(?!分)/, 100],
  [/^[\s-]?hundred\b/i, 100],
  [/^[\s-]?(?:thousand|tausend)\b/i, 1e3],
  [/^\smil\smillones(?:\sde(?=\s))?(?!\p{L})/iu, 1e9],
  [/^\s(?:mil|mille)(?!\p{L})/iu, 1e3],
  [/^\s(?:Mio\.?|Millionen|millions|millón|millones)(?!\p{L})(?:\s(?:de(?=\s)|d'))?/iu, 1e6],
  [/^\s(?:Mrd\.?|Milliarden?|milliards?)(?!\p{L})(?:\s(?:de(?=\s)|d'))?/iu, 1e9],
  [/^\s(?:Billionen|billones)(?!\p{L})(?:\sde(?=\s))?/iu, 1e12],
  [/^[\s-]?(?:million|mn)\b/i, 1e6],
  [/^[\s-]?(?:billion|bn)\b/i, 1e9],
  [/^[\s-]?trillion\b/i, 1e12],
  [/^[kK](?![A-Za-z0-9])/, 1e3],
  [/^[mM](?![A-Za-z0-9])/, 1e6],
  [/^B(?![A-Za-z0-9])/, 1e9],
  [/^T(?![A-Za-z0-9])/, 1e12],
]

/** The multiplier at the start of a text, as it is written. */
export function multiplierIn(text: string): { written: string; factor: number } | undefined {
  for (const [sign, factor] of multipliers) {
    const written = sign.exec(text)?.[0]
    if (written !== undefined) return { written, factor }
  }
  return undefined
}
