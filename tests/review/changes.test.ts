import { afterEach, beforeEach, expect, test } from 'vitest'
import { unstyled } from '../../src/domain/build.ts'
import type { Reply } from '../../src/domain/interaction.ts'
import { ReviewFixture, said } from './review-fixture.ts'
import { aDraft, aSectionDraft, aSentence, failedSentence, id, rendered, todaysId } from './sample-drafts.ts'

let workflow: ReviewFixture
beforeEach(async () => {
  workflow = await ReviewFixture.open()
  await workflow.tick()
})
afterEach(() => workflow.close())

const draft = () => workflow.drafts.get(todaysId) ?? aDraft()
const titles = () => draft().sections.map(({ title }) => title)
const fieldsOf = (reply: Reply) =>
  reply.type === 'form' ? Object.fromEntries(reply.form.fields.map((field) => [field.name, field])) : {}

/** Starts with other content. */
async function begin(sections = draft().sections): Promise<void> {
  workflow.drafts.set(todaysId, aDraft({ sections }))
  await workflow.tick()
}

test('a section is chosen, and its dialog has its text', async () => {
  const asked = await workflow.press('edit')
  expect(said(asked)).toMatch(/Which section do you want to edit\?.*1\. Paper 1.*2\. Paper 2/)
  const fields = fieldsOf(await workflow.press('edit', {}, workflow.hash(), id(2)))
  expect(fields).toMatchObject({
    title: { value: 'Paper 2' },
    tag: { value: 'Training' },
    text: { value: 'What paper 2 does. How paper 2 does it.', longest: 3000 },
    takeaways: { value: 'The point of paper 2.' },
  })
})

test('a sentence that a person changes is theirs, and the others keep what they rest on', async () => {
  await begin([aSectionDraft(1, { body: [aSentence('One. And a half.'), failedSentence, aSentence('Three.')] })])
  const before = workflow.hash()
  const values = { title: 'Paper 1', tag: '', text: 'One. And a half. It is faster.  Three.', takeaways: '- New\n\n' }
  expect(said(await workflow.save(id(1), values))).toMatch(/Saved\. The message asks again/)
  expect(draft().sections[0]).toMatchObject({
    body: [
      { text: 'One. And a half.', kind: 'fact' },
      { text: 'It is faster.', kind: 'person', evidence: [], problems: [] },
      { text: 'Three.', kind: 'fact' },
    ],
    takeaways: [{ text: 'New', kind: 'person' }],
  })
  expect(draft().sections[0]).not.toHaveProperty('tag')
  expect(workflow.hash()).not.toBe(before)
  expect(said(await workflow.press('approve', {}, before))).toMatch(/Robin changed the draft at 07:00 \(UTC\)/)
  expect(said(await workflow.press('approve'))).toMatch(/Approved/)
})

test('a sentence that begins like another one is not taken for it', async () => {
  await begin([aSectionDraft(1, { body: [aSentence('It works.'), aSentence('It works. Well.')] })])
  const text = 'It works.well It works. Well. It works.'
  await workflow.save(id(1), { title: 'Paper 1', tag: 'Training', text, takeaways: '' })
  expect(draft().sections[0]?.body.map(({ text: words, kind }) => [words, kind])).toEqual([
    ['It works.well', 'person'],
    ['It works. Well.', 'fact'],
    ['It works.', 'fact'],
  ])
})

test('what cannot be saved is said at its field, and the dialog opens again with what was typed', async () => {
  const values = { title: 'Paper 1', tag: '', text: '   ', takeaways: 'Typed' }
  const reply = await workflow.save(id(1), values)
  expect(reply).toMatchObject({ field: 'text', cards: [{ buttons: [{ label: 'Open it with my text' }] }] })
  expect(said(await workflow.save(id(1), { ...values, text: 'x'.repeat(12_001) }))).toMatch(
    /longer than 12000 characters/,
  )
  expect(said(await workflow.save(id(1), { ...values, title: ' ', text: 'Text.' }))).toMatch(/Write a title/)
  expect(draft()).toEqual(aDraft())
})

test('a section that a dialog would cut is edited on the page', async () => {
  await begin([aSectionDraft(1, { body: [aSentence(`${'Long. '.repeat(600)}End.`)] })])
  expect(said(await workflow.press('edit'))).toMatch(/too long for a dialog.*on the page/)
})

test('who saves an older version keeps their text, and may save it in the new one', async () => {
  const old = workflow.hash()
  await workflow.save(id(1), { title: 'Changed', tag: '', text: 'By another one.', takeaways: '' }, old)
  const mine = { title: 'Paper 2', tag: '', text: 'My text.', takeaways: '' }
  const reply = await workflow.save(id(2), mine, old)
  expect(said(reply)).toMatch(/Robin changed the draft.*nothing was saved\. Your text is kept/)
  const again = await workflow.confirm(reply)
  expect(fieldsOf(again)).toMatchObject({ text: { value: 'My text.' } })
  expect(said(await workflow.save(id(2), mine))).toMatch(/Saved/)
  expect(titles()).toEqual(['Changed', 'Paper 2'])
})

test('a dialog that changes nothing asks for no new review', async () => {
  const before = workflow.hash()
  const values = { title: 'Paper 1', tag: 'Training', text: 'What paper 1 does. How paper 1 does it.' }
  expect(said(await workflow.save(id(1), { ...values, takeaways: 'The point of paper 1.' }))).toMatch(
    /Nothing was changed/,
  )
  expect(workflow.hash()).toBe(before)
})

test('a section is dropped with what the observation says about it, but never the last one', async () => {
  const about = (number: number) => aSentence(`On ${number}.`, { evidence: [{ candidate: id(number), sentence: 0 }] })
  workflow.drafts.set(todaysId, aDraft({ observation: [about(1), about(2)] }))
  await workflow.tick()
  expect(said(await workflow.press('drop', {}, workflow.hash(), id(1)))).toMatch(/Dropped: Paper 1/)
  expect(titles()).toEqual(['Paper 2'])
  expect(draft().observation?.map(({ text }) => text)).toEqual(['On 2.'])
  expect(said(await workflow.press('drop', {}, workflow.hash(), id(2)))).toMatch(/This is the only section/)
  expect(said(await workflow.press('drop', {}, workflow.hash(), 'observation'))).toMatch(/Dropped: Observation/)
  expect(said(await workflow.press('drop'))).toMatch(/This is the only section/)
  expect(titles()).toEqual(['Paper 2'])
  expect(draft()).not.toHaveProperty('observation')
})

test('the next candidate replaces a section, until there is none', async () => {
  expect(said(await workflow.press('replace', {}, workflow.hash(), id(1)))).toMatch(/Replaced by: Paper 3/)
  expect(titles()).toEqual(['Paper 3', 'Paper 2'])
  await workflow.press('replace', {}, workflow.hash(), id(2))
  expect(said(await workflow.press('replace', {}, workflow.hash(), id(3)))).toMatch(/no other candidate/)
  expect(said(await workflow.press('replace'))).toMatch(/no other candidate/)
  expect(titles()).toEqual(['Paper 3', 'Paper 4'])
})

test('the draft is shown whole to one reader, as it will be posted', async () => {
  const reply = await workflow.press('show')
  expect(reply).toMatchObject({
    type: 'parts',
    parts: [{ key: 'overview' }, { key: 'section-01' }, { key: 'section-02' }],
  })
})

test('the message and what one reader is shown have what would be read from the file', async () => {
  const digest = rendered(aDraft())
  const sections = digest.sections.map((section) => ({ ...section, title: [unstyled('As it is read')] }))
  workflow.posted = { ...digest, sections }
  await workflow.tick()
  expect(workflow.shown).toContain('01 · As it is read')
  expect(JSON.stringify(await workflow.press('show'))).toContain('As it is read')
})
