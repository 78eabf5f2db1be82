import { expect, test } from 'vitest'
import { describeDelay, describeReason, formatDuration } from '../../src/i18n/describe-state.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

test.each([
  [20_000, '1 min'],
  [40 * minute, '40 min'],
  [59 * minute, '59 min'],
  [59.7 * minute, '1 h'],
  [2 * hour, '2 h'],
  [23 * hour, '23 h'],
  [23.8 * hour, '1 day'],
  [day, '1 day'],
  [3 * day, '3 days'],
])('%d ms are %s', (ms, words) => {
  expect(formatDuration(ms)).toBe(words)
})

test('a late post says how late it is, and why', () => {
  const reasons = ['not-running', 'retried'] as const
  expect(describeDelay({ outcome: 'posted', lateMs: 2 * hour, reasons, isExplained: true }, 'slack')).toBe(
    'Posted 2 h late: the bot was not running, then Slack could not be reached or asked us to wait.',
  )
  expect(
    describeDelay({ outcome: 'finished', lateMs: 40 * minute, reasons: ['retried'], isExplained: true }, 'discord'),
  ).toBe('Finished 40 min late: Discord could not be reached or asked us to wait.')
  expect(describeDelay({ outcome: 'unfinished', reasons: ['uncertain'], isExplained: true }, 'slack')).toBe(
    'Not finished in time: it was unknown whether a part had arrived.',
  )
})

test.each([
  ['unreachable', 'Slack could not be reached.'],
  ['token-refused', 'Slack did not accept the bot’s token.'],
  ['not-installed', 'the app was not installed in its workspace.'],
  ['no-access', 'the bot had no access to its workspace.'],
] as const)('a workspace that is %s is said as it was', (reason, words) => {
  const delay = { outcome: 'posted', lateMs: day, reasons: [reason], isExplained: true } as const
  expect(describeDelay(delay, 'slack')).toBe(`Posted 1 day late: ${words}`)
})

test('it says when the reasons do not account for all of the delay', () => {
  expect(describeDelay({ outcome: 'posted', lateMs: 5 * minute, reasons: [], isExplained: false }, 'slack')).toBe(
    'Posted 5 min late.',
  )
  const partly = { outcome: 'posted', lateMs: 3 * hour, reasons: ['not-running'], isExplained: false } as const
  expect(describeDelay(partly, 'slack')).toBe('Posted 3 h late, in part because the bot was not running.')
})

test('a sentence of 0.1.0 is shown as it is', () => {
  expect(describeDelay({ text: 'Posted 1 h late: reasons: many.' }, 'slack')).toBe('Posted 1 h late: reasons: many.')
})

test('in Chinese', () => {
  const reasons = ['not-running', 'retried'] as const
  expect(describeDelay({ outcome: 'posted', lateMs: 2 * hour, reasons, isExplained: true }, 'slack', 'zh-CN')).toBe(
    '延迟 2 小时发布：机器人没有运行，之后无法连接 Slack 或它要求等待。',
  )
  const partly = { outcome: 'finished', lateMs: 3 * day, reasons: ['busy'], isExplained: false } as const
  expect(describeDelay(partly, 'slack', 'zh')).toBe('延迟 3 天才全部发布，部分原因是前一次投递或更正还没有结束。')
  expect(formatDuration(40 * minute, 'zh')).toBe('40 分钟')
})

test('a state says why, in both languages', () => {
  const place = { platform: 'slack', timezone: 'Asia/Tokyo' }
  const hold = { type: 'on-hold', until: Date.parse('2026-03-19T15:00:00Z') } as const
  expect(describeReason(hold, place)).toBe('Paused in its channel until 2026-03-20 00:00.')
  expect(describeReason({ type: 'day-off', weekday: 'thu' }, place)).toBe('Nothing is due on Thursdays.')
  expect(describeReason({ type: 'day-off', weekday: 'thu' }, place, 'zh')).toBe('周四不发布。')
})
