import type { math } from 'micromark-extension-math'

type Extension = ReturnType<typeof math>
type Construct = Exclude<NonNullable<Extension['text']>[number], readonly unknown[] | undefined>
type Code = Parameters<ReturnType<Construct['tokenize']>>[0]

const star = 42
const [zero, nine] = [48, 57]

/** A star between two digits multiplies: `a 3*3 kernel and a 5*5 kernel` has no emphasis, and loses no star. */
export function timesSign(): Extension {
  const construct: Construct = {
    name: 'timesSign',
    previous: isDigit,
    tokenize(effects, ok, nok) {
      // Other constructs of the star are tried where this one is not, so the parser does not ask for `previous` alone.
      const isBehindDigit = isDigit(this.previous)
      return (code) => {
        if (!isBehindDigit) return nok(code)
        effects.enter('data')
        effects.consume(code)
        effects.exit('data')
        return (next) => (isDigit(next) ? ok(next) : nok(next))
      }
    },
  }
  return { text: { [star]: construct } }
}

function isDigit(code: Code): boolean {
  return code !== null && code >= zero && code <= nine
}
