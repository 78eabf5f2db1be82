import { expect, test } from 'vitest'
import { validateDiscord } from '../../../src/validators/discord/validate.ts'

type Body = Parameters<typeof validateDiscord>[1]
/** What it is about, the call, a body just inside the rule, one just outside, and where the error points. */
export type Rule = [about: string, method: string, good: Body, bad: Body, where: string]

/** Tests both sides of each limit. */
export function expectRules(rules: readonly Rule[]): void {
  test.each(rules)('%s: a body within the limit is accepted', (_, method, good) => {
    expect(validateDiscord(method, good)).toBeUndefined()
  })

  test.each(rules)('%s: a body beyond the limit is rejected at its place', (_, method, _good, bad, where) => {
    const error = validateDiscord(method, bad)
    expect(error?.message).toContain(`50035 Invalid Form Body: ${where}: `)
    expect(error).toMatchObject({ status: 400, body: { code: 50035, message: 'Invalid Form Body' } })
  })
}
