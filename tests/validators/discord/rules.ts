import { expect, test } from 'vitest'
import { validateDiscord } from '../../../src/validators/discord/validate.ts'

type Body = Parameters<typeof validateDiscord>[1]
/** What it is about, the call, a body just inside the rule, one just outside, and where the refusal points. */
export type Rule = [about: string, method: string, good: Body, bad: Body, where: string]

/** Tests that the judge holds each rule, no looser and no stricter. */
export function expectRules(rules: readonly Rule[]): void {
  test.each(rules)('%s: what is just allowed passes', (_, method, good) => {
    expect(validateDiscord(method, good)).toBeUndefined()
  })

  test.each(rules)('%s: what is just beyond is refused where it is', (_, method, _good, bad, where) => {
    const refusal = validateDiscord(method, bad)
    expect(refusal?.message).toContain(`50035 Invalid Form Body: ${where}: `)
    expect(refusal).toMatchObject({ status: 400, body: { code: 50035, message: 'Invalid Form Body' } })
  })
}
