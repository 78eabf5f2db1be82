import { expect, test } from 'vitest'
import { askForGrants } from '../../src/app/background-work.ts'
import { failureReason } from '../../src/i18n/failures.ts'
import { aDestination, silentLog } from '../builders.ts'

const lacking = failureReason('slack-bot-scope', 'SLACK_BOT_TOKEN', 'missing_scope', 'groups:history')
const archived = failureReason('slack-archived', 'C1', 'is_archived')

/** A destination that is paused for a reason, and a token whose grant becomes `next` when the platform is asked. */
function open(reason: typeof lacking, next: string) {
  const state = { asked: 0, wakes: 0 }
  const connection = {
    grant: 'chat:write',
    start: async () => {
      state.asked += 1
      connection.grant = next
    },
  }
  const destination = aDestination()
  const ask = () =>
    askForGrants({
      ledger: { pauses: async () => new Map([[destination.name, { reason, at: 0 }]]) },
      destinations: () => [destination],
      connections: new Map([[destination.platform, connection]]),
      log: silentLog,
      wake: () => {
        state.wakes += 1
      },
    })
  return { state, ask }
}

test('a destination that is paused for a scope has the scheduler run once the token has it', async () => {
  const { state, ask } = open(lacking, 'chat:write groups:history')
  await ask()
  await ask()
  expect(state).toEqual({ asked: 2, wakes: 1 })
})

test('a token with the same scopes wakes no scheduler, and a pause for another reason asks no platform', async () => {
  const same = open(lacking, 'chat:write')
  await same.ask()
  expect(same.state).toEqual({ asked: 1, wakes: 0 })
  const other = open(archived, 'chat:write groups:history')
  await other.ask()
  expect(other.state).toEqual({ asked: 0, wakes: 0 })
})
