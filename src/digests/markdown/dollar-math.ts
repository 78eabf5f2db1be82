import { math } from 'micromark-extension-math'

type Extension = ReturnType<typeof math>
type Construct = Exclude<NonNullable<Extension['text']>[number], readonly unknown[] | undefined>
type Tokenizer = Construct['tokenize']
type State = ReturnType<Tokenizer>
type Code = Parameters<State>[0]

const dollar = 36
const [zero, nine] = [48, 57]

/**
 * Math between dollars, but not money: `from $5 to $10` has no formula. As in Pandoc, a formula neither begins
 * nor ends with a blank, and no digit follows it.
 */
export function dollarMath(): Extension {
  const extension = math()
  const construct = [extension.text?.[dollar] ?? []].flat()[0]
  if (!construct) throw new Error('The math extension no longer begins at a dollar sign')
  const tokenize: Tokenizer = function (effects, ok, nok) {
    const formula = construct.tokenize.call(this, effects, ok, nok)
    return effects.check({ tokenize: lookAhead, partial: true }, formula, nok)
  }
  return { ...extension, text: { [dollar]: { ...construct, tokenize } } }
}

const lookAhead: Tokenizer = (effects, ok, nok) => {
  let previous: Code = null

  const start: State = (code) => {
    effects.enter('mathText')
    effects.consume(code)
    return opened
  }
  const opened: State = (code) => {
    if (isBlank(code)) return nok(code)
    // Two dollar signs never mean money.
    return code === dollar ? end(code) : inside(code)
  }
  const inside: State = (code) => {
    if (code === null || (code === dollar && isBlank(previous))) return nok(code)
    effects.consume(code)
    if (code === dollar) return closed
    previous = code
    return inside
  }
  const closed: State = (code) => (code !== null && code >= zero && code <= nine ? nok(code) : end(code))
  const end: State = (code) => {
    effects.exit('mathText')
    return ok(code)
  }
  return start
}

/** Line ends and tabs have negative character codes. */
function isBlank(code: Code): boolean {
  return code === null || code < 0 || code === 32
}
