import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../../src/storage/ledger/store.ts'
import { aCandidate, day } from '../../builders.ts'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'morning-post.sqlite')

test('a candidate and the state of a source are there after a restart, every field of them', async () => {
  const file = newFile()
  const first = await openStore(file)
  const whole = aCandidate({ authors: ['A', 'B'], tags: ['cs.CL'], suggestedBy: 'slack:U1', signal: 0.25 })
  const state = { publication: 'main', source: 'feed:a', address: 'https://a.example/feed', nextAt: 9, failures: 2 }
  const known = { etag: '"x"', lastModified: 'Mon', readAt: 3, failingSince: 4, problem: 'It answered 500.' }
  expect(await first.candidates.add([whole])).toBe(1)
  await first.candidates.setState('main', whole.id, 'used', day('2026-01-05'))
  await first.sourceStates.save({ ...state, ...known })
  await first.sourceStates.save({ ...state, source: 'feed:b', ...known })
  await first.sourceStates.save(state)
  await first.close()
  const second = await openStore(file)
  expect(await second.candidates.get('main', whole.id)).toEqual({ ...whole, state: 'used', usedOn: day('2026-01-05') })
  expect(await second.sourceStates.all()).toEqual([state, { ...state, source: 'feed:b', ...known }])
  await second.close()
})

test('a candidate found again keeps its decision and its text, and gets the higher signal', async () => {
  const { candidates, close } = await openStore(newFile())
  const [a, b] = [aCandidate({ id: 'a', signal: 0.5 }), aCandidate({ id: 'b' })]
  await candidates.add([a])
  await candidates.setState('main', 'a', 'dropped')
  expect(await candidates.add([{ ...a, signal: 0.9, text: 'other', suggestedBy: 'slack:U1' }, b])).toBe(1)
  expect(await candidates.add([{ ...a, signal: 0.1, suggestedBy: 'slack:U2' }])).toBe(0)
  const kept = await candidates.get('main', 'a')
  expect(kept).toEqual({ ...a, signal: 0.9, suggestedBy: 'slack:U1', state: 'dropped' })
  await close()
})

test('candidates are listed by publication, newest first, and pruned by age unless they were used', async () => {
  const { candidates, close } = await openStore(newFile())
  await candidates.add([
    aCandidate({ id: 'old', firstSeenAt: 10 }),
    aCandidate({ id: 'used', firstSeenAt: 10 }),
    aCandidate({ id: 'ancient', firstSeenAt: 1 }),
    aCandidate({ id: 'new', firstSeenAt: 30 }),
    aCandidate({ id: 'other', firstSeenAt: 40, publication: 'weekly' }),
  ])
  for (const id of ['used', 'ancient']) await candidates.setState('main', id, 'used', day('2026-01-05'))
  const ids = async (since: number) => (await candidates.list('main', since)).map(({ id }) => id)
  expect(await ids(10)).toEqual(['new', 'old', 'used'])
  expect(await candidates.prune(20, 5)).toBe(2)
  expect(await ids(0)).toEqual(['new', 'used'])
  expect((await candidates.list('weekly', 0)).map(({ id }) => id)).toEqual(['other'])
  await close()
})

test('more candidates than one statement takes are added at once', async () => {
  const { candidates, close } = await openStore(newFile())
  const many = Array.from({ length: 1_200 }, (_, index) => aCandidate({ id: `c${index}` }))
  expect(await candidates.add(many)).toBe(1_200)
  expect(await candidates.add([])).toBe(0)
  await close()
})
