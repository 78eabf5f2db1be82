import type { ProblemText } from '../domain/problem.ts'
import { problemText } from '../i18n/problems.ts'

interface IdRule {
  isValid(id: string): boolean
  readonly advice: ProblemText
}

/** The problem with an id. A copied address or mention contains the id. */
export function wrongId(
  written: string,
  { isValid, advice }: IdRule,
  name: 'wrong-id' | 'wrong-channel-id' = 'wrong-id',
): ProblemText {
  // Names and times occur in addresses too, but ids have digits and no lower-case letters.
  const isId = (each: string) => each !== written && /^[A-Z]*\d[A-Z\d]{4,}$/.test(each) && isValid(each)
  const ids = written.split(/\W+/).filter(isId)
  // If all parts are numbers, the first is the server.
  const inside = ids.find((each) => /^[A-Z]/.test(each)) ?? ids[1] ?? ids[0]
  return inside === undefined ? problemText(name, written, advice) : problemText('id-inside', written, inside)
}
