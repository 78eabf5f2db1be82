import { expect, test } from 'vitest'
import { simulateServers } from './servers.ts'
import { simulateWorkspaces } from './workspaces.ts'

test('tokens of many workspaces survive kills, lost answers and removed apps, and no token is used where it is dead', async () => {
  const totals = await simulateWorkspaces({ workspaces: 60, servers: 100, days: 6, seed: 3 })
  expect(totals).toMatchObject({ dead: 0, leaks: 0, wrong: [] })
  expect(Math.min(totals.posts, totals.refreshes, totals.installs)).toBeGreaterThan(100)
  expect(Math.min(totals.kills, totals.uninstalls, totals.destroyed, totals.needReinstall)).toBeGreaterThan(0)
})

test('subscriptions end where a server was away for 30 days in a row, and nowhere else', async () => {
  const totals = await simulateServers({ servers: 300, days: 120, seed: 5 })
  expect(totals.wrong).toEqual([])
  expect(Math.min(totals.removals, totals.returns, totals.outages, totals.restarts, totals.forgotten)).toBeGreaterThan(
    5,
  )
})
