import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Form } from '../../../src/domain/card.ts'
import type { Reply } from '../../../src/domain/interaction.ts'
import { CommandsFixture, newestId, press, said } from '../commands-fixture.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

const made = () => chat.context.subscriptions.all().map(({ destination }) => destination)
const save = { action: 'save', destination: '' } as const
const filled = {
  publication: ['zh'],
  when: ['07:15 Europe/Berln'],
  days: ['mon', 'fri'],
  tags: ['Agent'],
  layout: ['thread'],
}

function formOf(reply: Reply): Form {
  if (reply.type !== 'form') throw new Error(`a dialog was expected, not ${said(reply)}`)
  return reply.form
}

/** What each field of a dialog shows. */
function entriesOf({ fields }: Form) {
  return Object.fromEntries(fields.map((field) => [field.name, field.type === 'text' ? [field.value] : field.chosen]))
}

test('a wrong entry is said at its field, and the dialog opens again with all that was filled in', async () => {
  const reply = await chat.submit(save, filled)
  expect(reply).toMatchObject({ type: 'cards', show: 'private', field: 'when' })
  expect(said(reply)).toContain('“Europe/Berln” is not a time zone. Did you mean Europe/Berlin?')
  expect(made()).toEqual([])
  for (let time = 0; time < 2; time += 1) {
    const again = formOf(await chat.use(press(reply, 'Change my entries')))
    expect(again.control).toEqual(save)
    expect(entriesOf(again)).toEqual(filled)
  }
})

test('a similar time zone is one click away, and the other entries are kept', async () => {
  const reply = await chat.submit(save, filled)
  expect(said(await chat.use(press(reply, 'Europe/Berlin')))).toMatch(/^Subscribed/)
  expect(made()).toMatchObject([{ publication: 'zh', at: '07:15', timezone: 'Europe/Berlin', layout: 'thread' }])
  const typed = await chat.type('subscribe at:09:00 timezone:Europe/Pariss', { channel: 'C2' })
  expect(said(await chat.use(press(typed, 'Europe/Paris'), { channel: 'C2' }))).toMatch(/^Subscribed/)
})

test('where the zone is chosen by itself, it is kept beside a wrong time', async () => {
  const separate = { ...filled, when: ['25:00'], timezone: ['Asia/Tokyo'] }
  const reply = await chat.submit(save, separate)
  expect(reply).toMatchObject({ field: 'when' })
  const [when] = formOf(await chat.use(press(reply, 'Change my entries'))).fields.filter(({ name }) => name === 'when')
  expect(when).toMatchObject({
    value: '25:00 Asia/Tokyo',
    beside: { value: '25:00', choice: { chosen: ['Asia/Tokyo'] } },
  })
  await chat.submit(save, { ...separate, when: ['7:15'] })
  expect(made()).toMatchObject([{ at: '07:15', timezone: 'Asia/Tokyo' }])
})

test.each([
  [{ when: ['25:00 UTC'] }, 'when', '“25:00” is not a time of day'],
  [{ publication: ['nope'] }, 'publication', 'There is no publication “nope”'],
  [{ tags: ['Nonsense'] }, 'tags', 'Nothing is tagged “Nonsense”'],
  [{ layout: ['forum'] }, 'layout', '“forum” is not a layout here'],
])('%o is an error of the field "%s"', async (entries, field, words) => {
  const reply = await chat.submit(save, { ...filled, when: ['07:15 Europe/Berlin'], ...entries })
  expect(reply).toMatchObject({ field })
  expect(said(reply)).toContain(words)
  expect(made()).toEqual([])
})

test('a publication that comes here already is an error of its field', async () => {
  await chat.type('subscribe publication:zh at:08:00')
  const reply = await chat.submit(save, { ...filled, when: ['07:15 Europe/Berlin'], publication: ['zh'] })
  expect(reply).not.toHaveProperty('field')
  await chat.type('subscribe publication:main at:08:00')
  const change = { action: 'save', destination: made()[1]?.name ?? '' } as const
  expect(await chat.submit(change, { ...filled, when: ['07:15 UTC'], publication: ['zh'] })).toMatchObject({
    field: 'publication',
  })
})

test('an invalid day keeps the dialog of a pause', async () => {
  await chat.type('subscribe at:08:30')
  const pause = { action: 'pause', destination: 'chat-slack-c1' } as const
  const reply = await chat.submit(pause, { until: ['whenever'] })
  expect(reply).toMatchObject({ field: 'until' })
  expect(entriesOf(formOf(await chat.use(press(reply, 'Change my entries'))))).toEqual({ until: ['whenever'] })
})

test('the words of a report that was not sent are kept', async () => {
  const report = { action: 'report', digest: newestId, section: '01' } as const
  expect(await chat.submit(report, { words: [' '] })).toMatchObject({ field: 'words' })
  for (let at = 0; at < 5; at += 1) await chat.submit(report, { words: [`Number ${at}`] })
  const reply = await chat.submit(report, { words: ['One too many'] }, { language: 'zh-CN' })
  expect(reply).toMatchObject({ field: 'words' })
  expect(entriesOf(formOf(await chat.use(press(reply, '修改填写内容'))))).toEqual({ words: ['One too many'] })
})
