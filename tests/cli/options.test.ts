import { InvalidArgumentError } from 'commander'
import { expect, test } from 'vitest'
import { choiceArgument, choiceOption, namedDay, parseDate, parseDeliveryId } from '../../src/cli/options.ts'
import { humanTime } from '../../src/cli/output.ts'

test('a day has its name in the time zone of the machine', () => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.parse('2026-03-01T12:00:00Z'))
  const now = Date.parse('2026-03-01T12:00:00Z')
  expect(namedDay('today', now)).toBe(today)
  expect(namedDay('yesterday', now)).toBe(today === '2026-03-01' ? '2026-02-28' : '2026-03-01')
  expect(namedDay('tomorrow', now)).toBe(today === '2026-03-01' ? '2026-03-02' : '2026-03-03')
  expect(namedDay('constructor', now)).toBeUndefined()
  expect(parseDate('2026-03-12')).toBe('2026-03-12')
  expect(parseDate('today')).toMatch(/^\d{4}-\d{2}-\d{2}$/)
})

test.each([
  ['todya', 'Did you mean "today"? It must be a date'],
  ['tommorow', 'Did you mean "tomorrow"? It must be a date'],
  ['2026-02-30', 'It must be a date'],
])('the date %s is refused with advice', (typed, advice) => {
  expect(() => parseDate(typed)).toThrow(new RegExp(`^${advice.replace('?', '\\?')}`))
  expect(() => parseDate(typed)).toThrow(InvalidArgumentError)
})

test('a choice that is nearly right is answered with the one that was meant', () => {
  const option = choiceOption('--layout <name>', 'the layout', ['sections', 'thread'])
  expect(option.parseArg?.('thread', undefined)).toBe('thread')
  expect(() => option.parseArg?.('thred', undefined)).toThrow(
    'Did you mean "thread"? Allowed choices are sections, thread.',
  )
  expect(() => option.parseArg?.('xyz', undefined)).toThrow(/^Allowed choices are/)
})

test('an argument has the same advice as an option', () => {
  const argument = choiceArgument('[action]', 'what to do', ['rekey'])
  expect(argument.parseArg?.('rekey', undefined)).toBe('rekey')
  expect(() => argument.parseArg?.('reky', undefined)).toThrow('Did you mean "rekey"? Allowed choices are rekey.')
})

test('the date of a delivery may be the name of a day, in any case', () => {
  expect(parseDate('Today')).toBe(parseDate('today'))
  expect(parseDeliveryId('team@main/Yesterday')).toBe(`team@main/${parseDate('yesterday')}`)
  for (const id of ['team@main/2026-03-12', 'today', 'team@main/', 'nothing']) expect(parseDeliveryId(id)).toBe(id)
})

test.each([
  ['2026-03-12T10:00:00Z', 'in 3 hours (2026-03-12T10:00:00Z)'],
  ['2026-03-12T06:58:00Z', '2 minutes ago (2026-03-12T06:58:00Z)'],
  ['2026-03-12T07:00:10Z', 'now (2026-03-12T07:00:10Z)'],
  ['2026-03-13T07:00:00Z', 'tomorrow (2026-03-13T07:00:00Z)'],
  ['2026-03-22T08:30:00+01:00', 'in 10 days (2026-03-22T08:30:00+01:00)'],
])('on a terminal, %s is %s', (iso, words) => {
  const now = Date.parse('2026-03-12T07:00:00Z')
  expect(humanTime(iso, now, true)).toBe(words)
  expect(humanTime(iso, now, false)).toBe(iso)
})
