import { expect, test } from 'vitest'
import { failureReason } from '../../src/i18n/failures.ts'
import { problemText } from '../../src/i18n/problems.ts'
import { aDestination } from '../builders.ts'
import { AlertsFixture } from './alerts-fixture.ts'

test('alerts are in the language of the configuration, and a change of it repeats none', async () => {
  const fixture = await AlertsFixture.open()
  await fixture.pause('research')
  await fixture.check()
  fixture.settings = { ...fixture.settings, language: 'zh' }
  await fixture.check(61)
  await fixture.pause('papers')
  await fixture.check(61)
  expect(fixture.sent).toEqual([
    expect.stringContaining('research is paused'),
    expect.stringMatching(/papers 已暂停\nThe bot is not in the channel: invite it\.\n每小时会重试一次。/),
  ])
  await fixture.close()
})

test('what is wrong with a digest is in that language, and no change of it repeats what was reported', async () => {
  const fixture = await AlertsFixture.open()
  const place = { file: fixture.file, line: 3, column: 1, severity: 'error', rule: 'unknown-tag' } as const
  fixture.problems = [{ ...place, ...problemText('duplicate-number', '02', 9) }]
  fixture.isReadable = false
  fixture.outages = [{ platform: 'slack', reason: failureReason('token-checked-again'), canPost: false }]
  await fixture.pause('papers', failureReason('slack-archived', 'C1', 'is_archived'))
  fixture.settings = { ...fixture.settings, language: 'zh' }
  await fixture.check(61)
  const said = fixture.sent.join('\n')
  expect(said).toContain('编号 02 已在第 9 行使用。请把其中一个改成别的编号。')
  expect(
    said.replaceAll(/\(unknown-tag\)|\/digest|digests\/[\w.:-]+|papers|Slack|C1|is_archived|Morning Post|\.env/g, ''),
  ).not.toMatch(/[a-z]{3,}/i)
  fixture.settings = { ...fixture.settings, language: 'en' }
  await fixture.check(61)
  expect(fixture.sent).toHaveLength(1)
  fixture.problems = [{ ...place, ...problemText('duplicate-number', '03', 9) }]
  await fixture.check(61)
  expect(fixture.sent).toEqual([said, expect.stringContaining('Number 03 is taken already, in line 9.')])
  await fixture.close()
})

test('the reason of a pause and of a refused token is in that language', async () => {
  const fixture = await AlertsFixture.open()
  fixture.settings = { ...fixture.settings, language: 'zh' }
  await fixture.pause('papers', failureReason('slack-archived', 'C1', 'is_archived'))
  fixture.outages = [{ platform: 'slack', reason: failureReason('token-checked-again'), canPost: false }]
  await fixture.check(61)
  expect(fixture.sent).toEqual([expect.stringMatching(/Slack 频道 C1 已归档.*每小时会重试一次。/s)])
  expect(fixture.sent).toEqual([expect.stringContaining('令牌被拒绝。')])
  await fixture.close()
})

test('why a source cannot be read is in that language', async () => {
  const fixture = await AlertsFixture.open()
  fixture.settings = { ...fixture.settings, language: 'zh' }
  fixture.sources = ['feed:a']
  const state = { publication: 'main', source: 'feed:a', address: 'https://a.example/feed', nextAt: 0, failures: 5 }
  const problem = failureReason('source-status', 'a.example', '404')
  await fixture.store.sourceStates.save({ ...state, failingSince: fixture.now - 8 * 3_600_000, problem })
  await fixture.check()
  expect(fixture.sent).toEqual([expect.stringContaining('\na.example 返回 404（这个地址没有内容）。')])
  await fixture.close()
})

test('the duration and the reasons of a delay are in that language', async () => {
  const fixture = await AlertsFixture.open()
  fixture.settings = { ...fixture.settings, language: 'zh' }
  const { id } = await fixture.addDelivery(aDestination({ name: 'research' }))
  await fixture.store.ledger.setDelay(id, { outcome: 'unfinished', reasons: ['unreachable'], isExplained: true })
  await fixture.check(20)
  expect(fixture.sent).toEqual([
    expect.stringMatching(/在 research 已延迟 20 分钟，尚未全部发布\n未能按时全部发布：无法连接 Slack。/),
  ])
  await fixture.close()
})
