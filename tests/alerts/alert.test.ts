import { expect, test } from 'vitest'
import { type Alert, parseAlert, serializeAlert, withWorkspaces } from '../../src/alerts/alert.ts'
import { alertCards } from '../../src/alerts/cards.ts'
import { messagesFor } from '../../src/i18n/messages.ts'
import { aDestination } from '../builders.ts'

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

test('an alert about a destination names its workspace, unless that is the default one', () => {
  const destinations = [aDestination({ name: 'team', workspace: 'slack:T2' }), aDestination({ name: 'main' })]
  const others: Alert[] = [
    { ...alert, name: 'main' },
    { ...alert, kind: 'stale', name: 'team' },
  ]
  const [named, ...rest] = withWorkspaces([alert, ...others], destinations)
  expect(rest).toEqual(others)
  expect(record(serializeAlert(named ?? alert))).toEqual({ ...alert, workspace: 'slack:T2' })
  expect(alertCards([named ?? alert], messagesFor('en').alerts)).toMatchObject([{ meta: 'slack:T2' }])
})

test.each([
  ['no JSON', '{'],
  ['an unknown kind', JSON.stringify({ ...alert, kind: 'news' })],
  ['a missing title', JSON.stringify({ ...alert, title: undefined })],
  ['a button that does something else', JSON.stringify({ ...alert, buttons: [{ label: 'x', control: 'day' }] })],
])('a record with %s is shown by its subject, so that it holds up no other', (_, content) => {
  expect(record(content)).toMatchObject({ subject: alert.subject, title: alert.subject, words: [], buttons: [] })
})
