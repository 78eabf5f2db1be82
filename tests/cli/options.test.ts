import { InvalidArgumentError } from 'commander'
import { expect, test } from 'vitest'
import { choiceArgument, choiceOption, namedDay, parseDate, parseDeliveryId } from '../../src/cli/options.ts'
import { humanTime } from '../../src/cli/output.ts'

test('a day has its name in a time zone', () => {
  const now = Date.parse('2026-03-01T23:30:00Z')
  const named = (text: string) => ['UTC', 'Asia/Tokyo'].map((zone) => namedDay(text, zone, now))
  expect(named('today')).toEqual(['2026-03-01', '2026-03-02'])
  expect(named('yesterday')).toEqual(['2026-02-28', '2026-03-01'])
  expect(named('tomorrow')).toEqual(['2026-03-02', '2026-03-03'])
  expect(namedDay('constructor')).toBeUndefined()
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

test('the date of a delivery may be the name of a day, in any case, where its destination is', () => {
  expect(parseDate('Today')).toBe(parseDate('today'))
  const zones = ['Pacific/Kiritimati', 'Pacific/Niue']
  const destinations = zones.map((timezone, index) => ({ name: `team-${index}`, timezone }))
  // It is never the same day in both.
  const days = destinations.map(({ name }) => parseDeliveryId(`${name}@main/Yesterday`, destinations).split('/')[1])
  expect(days).toEqual(zones.map((zone) => namedDay('yesterday', zone)))
  expect(days[0]).not.toBe(days[1])
  for (const id of ['team-0@main/2026-03-12', 'today', 'team-0@main/', 'nothing']) {
    expect(parseDeliveryId(id, destinations)).toBe(id)
  }
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
