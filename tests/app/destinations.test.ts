import { expect, test } from 'vitest'
import { allDestinations, logSkipped } from '../../src/app/destinations.ts'
import { aDestination } from '../builders.ts'

test('a subscription posts nothing where the configuration posts its publication, or has its name', () => {
  const team = aDestination({ name: 'team', platform: 'slack', channel: 'C0TEAM', publication: 'main' })
  const same = aDestination({ ...team, name: 'chat-slack-c0team', channel: 'c0team' })
  const named = aDestination({ ...team, channel: 'C0OTHER' })
  const others = [
    aDestination({ ...same, name: 'other-publication', publication: 'weekly' }),
    aDestination({ ...same, name: 'other-channel', channel: 'C0OTHER' }),
    aDestination({ ...same, name: 'other-platform', platform: 'discord' }),
  ]
  const skipped: string[] = []
  const all = allDestinations([team], [same, named, ...others], ({ name }, other) =>
    skipped.push(`${name} < ${other.name}`),
  )
  expect(all).toEqual([team, ...others])
  expect(skipped).toEqual(['chat-slack-c0team < team', 'team < team'])
})

test('of two subscriptions of one channel and publication the first counts', () => {
  const first = aDestination({ name: 'first', platform: 'slack', channel: 'C0TEAM', publication: 'main' })
  expect(allDestinations([], [first, { ...first, name: 'second' }])).toEqual([first])
})

test('a skipped subscription is logged once', () => {
  const lines: unknown[] = []
  const log = { warn: (fields: object, message: string) => lines.push({ ...fields, message }) } as never
  const onSkipped = logSkipped(log)
  const one = aDestination({ name: 'chat-slack-c0team', publication: 'main' })
  for (let call = 0; call < 2; call += 1) onSkipped(one, aDestination({ name: 'team' }))
  expect(lines).toEqual([
    expect.objectContaining({
      destination: 'chat-slack-c0team',
      reason: '"team" posts the publication to the channel',
    }),
  ])
})
