import { expect, test } from 'vitest'
import { type Alert, parseAlert, serializeAlert } from '../../src/alerts/alert.ts'

const alert: Alert = {
  kind: 'uncertain',
  subject: 'uncertain:team@main/2026-03-12/overview',
  name: 'team',
  title: 'Did “News” arrive in team?',
  words: ['Look in the channel.'],
  buttons: [
    { label: 'Open', url: 'https://example.com/' },
    { label: 'It is there', control: { action: 'settle', part: 'a1', isThere: true }, style: 'primary' },
  ],
}
const record = (content: string) => parseAlert({ id: 1, subject: alert.subject, content, createdAt: 0 })

test('an alert is read back as it was recorded', () => {
  expect(record(serializeAlert(alert))).toEqual(alert)
  expect(record(serializeAlert({ ...alert, isOver: true }))).toEqual({ ...alert, isOver: true })
})

test.each([
  ['no JSON', '{'],
  ['an unknown kind', JSON.stringify({ ...alert, kind: 'news' })],
  ['a missing title', JSON.stringify({ ...alert, title: undefined })],
  ['a button that does something else', JSON.stringify({ ...alert, buttons: [{ label: 'x', control: 'day' }] })],
])('a record with %s is shown by its subject, so that it holds up no other', (_, content) => {
  expect(record(content)).toMatchObject({ subject: alert.subject, title: alert.subject, words: [], buttons: [] })
})
