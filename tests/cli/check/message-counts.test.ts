import { expect, test } from 'vitest'
import { type CountedDigest, summarizeMessages, warnOfManyMessages } from '../../../src/cli/check/message-counts.ts'
import type { ParseResult } from '../../../src/domain/digest-repository.ts'
import { describeProblem } from '../../../src/i18n/problems.ts'
import { examineMessages } from '../../../src/platforms/examine-messages.ts'
import { aDestination, aDigest } from '../../builders.ts'
import { vocabulary } from '../../formatters/discord/sample.ts'
import { inEnglish } from '../../in-english.ts'

async function counted(sections: number): Promise<CountedDigest> {
  const digest = aDigest(...Array.from({ length: sections }, (_, at) => `Section ${at}`))
  const reading: ParseResult = { file: 'digests/2026-01-05.md', digest, problems: [], at: () => undefined }
  const { messages, refusals } = await examineMessages(reading, vocabulary)
  expect(refusals).toEqual([])
  return { file: reading.file, publication: 'main', messages }
}

test('a digest of more than ten messages in a channel is named, with the layouts that post fewer', async () => {
  const digests = [await counted(10), await counted(9)]
  const destinations = [
    aDestination({ layout: 'sections' }),
    aDestination({ name: 'other', layout: 'sections' }),
    aDestination({ name: 'quiet', layout: 'thread' }),
    aDestination({ name: 'discord', platform: 'discord', layout: 'overview' }),
  ]
  const problems = warnOfManyMessages(digests, destinations)
  expect(problems).toMatchObject([{ file: 'digests/2026-01-05.md', severity: 'warning', rule: 'many-messages' }])
  expect(problems.map((each) => describeProblem(each))).toEqual([
    'This digest posts 11 messages in a channel of Slack with `layout: sections`. Choose another layout: `thread` posts 1 and 10 in its thread, `overview` posts 1.',
  ])
})

test('a destination of other publications, or of some tags only, is not counted', async () => {
  const destinations = [
    aDestination({ layout: 'sections', publication: 'zh' }),
    aDestination({ layout: 'sections', tags: ['Agent'] }),
  ]
  expect(warnOfManyMessages([await counted(20)], destinations)).toEqual([])
})

test('what a morning posts is said for each platform and layout in use', async () => {
  const digests = [await counted(3), await counted(5)]
  const destinations = [
    aDestination({ layout: 'thread' }),
    aDestination({ name: 'discord', platform: 'discord', layout: 'sections' }),
    aDestination({ name: 'forum', platform: 'discord', layout: 'forum' }),
  ]
  expect(summarizeMessages(digests, destinations)).toEqual([
    'A morning posts 1 message in a channel and 3 to 5 messages in its thread on Slack (thread).',
    'A morning posts 4 to 6 messages in a channel on Discord (sections).',
    'A morning posts 1 message in a channel and 3 to 5 messages in its thread on Discord (forum).',
  ])
  expect(summarizeMessages([], destinations)).toEqual([])
})

test('without a destination a digest is warned of in the default layouts', async () => {
  const digests = [await counted(12)]
  expect(summarizeMessages(digests, [])).toEqual([])
  expect(warnOfManyMessages(digests, []).map((each) => inEnglish(each).message)).toEqual([
    expect.stringMatching(/^This digest posts 13 messages in a channel of Discord/),
  ])
})
