import { expect, test } from 'vitest'
import { minimal, problems, read } from './config-fixture.ts'

const withManagers = (managers: string) => `managers: ${managers}\n${minimal}`

test('managers are ids, and in other workspaces than the default one a workspace and an id', () => {
  const managers = { slack: ['U7', 'slack:T0123/U7', 'slack:E0123/W7'], discord: ['1100000000000000030'] }
  expect(read(withManagers(JSON.stringify(managers))).managers).toEqual(managers)
})

test.each([
  ['{ slack: ["T0123/U7"] }', 'such as slack:T0123456789/U0123456789'],
  ['{ slack: ["slack:U7"] }', 'such as slack:T0123456789/U0123456789'],
  ['{ slack: ["slack:T0123/@jane"] }', 'such as slack:T0123456789/U0123456789'],
  ['{ slack: ["slack:T0123/U7/U8"] }', 'such as slack:T0123456789/U0123456789'],
  ['{ slack: ["discord:987/U7"] }', 'such as slack:T0123456789/U0123456789'],
  ['{ discord: ["discord:987/1100000000000000030"] }', 'An id is the same in all servers'],
])('managers: %s is refused', (managers, message) => {
  expect(problems(withManagers(managers))).toEqual([expect.stringContaining(message)])
})
