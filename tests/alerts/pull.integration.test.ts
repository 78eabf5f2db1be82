import { afterEach, beforeEach, expect, test } from 'vitest'
import { failureReason } from '../../src/i18n/failures.ts'
import { aDestination } from '../builders.ts'
import { AlertsFixture } from './alerts-fixture.ts'

let fixture: AlertsFixture

beforeEach(async () => {
  fixture = await AlertsFixture.open()
})

afterEach(() => fixture.close())

test('a repository that cannot be pulled is reported once, and again when it can be', async () => {
  fixture.pullFailure = failureReason('git-unreachable', 'fatal: no route')
  await fixture.check()
  await fixture.check()
  await fixture.restart()
  await fixture.check()
  expect(fixture.sent).toHaveLength(1)
  expect(fixture.sent[0]).toContain('The digests cannot be pulled from their git repository')
  expect(fixture.sent[0]).toContain('fatal: no route')
  fixture.pullFailure = undefined
  await fixture.check(2)
  expect(fixture.sent.slice(1)).toEqual([expect.stringContaining('The digests can be pulled')])
})

test('a workspace that removed the app is reported once, and again when it is back', async () => {
  fixture.destinations = [aDestination({ platform: 'discord', channel: '1', workspace: 'discord:7' })]
  const keptUntil = Date.parse('2026-04-11T09:00:00Z')
  fixture.removals = [{ workspace: 'discord:7', name: 'discord:7', keptUntil }]
  await fixture.check(2)
  expect(fixture.sent).toEqual([
    expect.stringMatching(/discord:7 removed Morning Post[\s\S]+kept until Saturday 11 April 2026/),
  ])
  fixture.removals = []
  await fixture.check(2)
  expect(fixture.sent.slice(1)).toEqual([expect.stringContaining('discord:7 has Morning Post again')])
})
