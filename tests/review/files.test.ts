import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { unstyled } from '../../src/domain/build.ts'
import { contentOf, digestToPost } from '../../src/review/content.ts'
import { withText } from '../../src/review/edit-form.ts'
import { createDraftRenderer, openDigestFiles, openDraftStore } from '../../src/review/files.ts'
import { day } from '../builders.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'
import { inEnglish } from '../in-english.ts'
import { aDraft, aSectionDraft, failedSentence, id, todaysId } from './sample-drafts.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'morning-post-'))
const today = day('2026-03-12')
const contextIn = (home: string) => ({
  drafts: openDraftStore(home, vocabulary),
  render: createDraftRenderer(vocabulary),
  repeatedStories: async () => [],
})

test('a digest is put among the others once, whole, and in the place of no other', () => {
  const folder = newFolder()
  const files = openDigestFiles(() => folder)
  expect(files.write('main', today, 'approved')).toBe('written')
  expect(files.write('main', today, 'approved')).toBe('written')
  expect(files.write('main', today, 'another')).toBe('taken')
  expect(files.write('zh', today, '批准')).toBe('written')
  expect(readFileSync(join(folder, '2026-03-12.md'), 'utf8')).toBe('approved')
  expect(readdirSync(folder, { recursive: true }).toSorted()).toEqual(['2026-03-12.md', 'zh', 'zh/2026-03-12.md'])
})

test('a folder that cannot be written is an error that says so, and leaves nothing', () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'zh'), 'a file where the folder of the publication should be')
  const files = openDigestFiles(() => folder)
  expect(() => files.write('zh', today, 'text')).toThrow(/cannot be written \(E\w+\): check the folder/)
  expect(readdirSync(folder)).toEqual(['zh'])
})

test('drafts are kept in the home folder, and a decided one loses its Markdown only', async () => {
  const home = newFolder()
  const drafts = openDraftStore(home, vocabulary)
  expect(drafts.days('main')).toEqual([])
  await drafts.save(aDraft())
  expect(drafts.days('main')).toEqual([today])
  expect(drafts.read('main', today)).toEqual(aDraft())
  expect(readdirSync(join(home, 'drafts/main')).toSorted()).toEqual(['2026-03-12.json', '2026-03-12.md'])
  drafts.close('main', today)
  drafts.close('main', today)
  expect(readdirSync(join(home, 'drafts/main'))).toEqual(['2026-03-12.json'])
  writeFileSync(join(home, 'drafts/main/2026-03-13.json'), '{')
  expect(() => drafts.read('main', day('2026-03-13'))).toThrow(/is no draft/)
  rmSync(join(home, 'drafts'), { recursive: true })
  mkdirSync(join(home, 'drafts'))
  expect(drafts.days('main')).toEqual([])
})

test('what a person changed in the Markdown of a draft asks again, and is kept by an edit and a decision', async () => {
  const home = newFolder()
  const context = contextIn(home)
  const { drafts } = context
  const draft = aDraft()
  await drafts.save(draft)
  const before = await contentOf(draft, context)
  expect(before.isEditedByHand).toBe(false)
  const file = join(home, 'drafts/main/2026-03-12.md')
  const change = (words: string) => writeFileSync(file, readFileSync(file, 'utf8').replace('Paper 1', words))
  change('My title')
  const after = await contentOf(draft, context)
  expect(after).toMatchObject({ isEditedByHand: true, markdown: before.markdown })
  expect(after.hash).not.toBe(before.hash)

  await drafts.save({ ...draft, sections: draft.sections.slice(1) })
  expect((await contentOf({ ...draft, sections: draft.sections.slice(1) }, context)).isEditedByHand).toBe(false)
  writeFileSync(file, 'My own digest')
  drafts.close('main', today)
  const kept = readdirSync(join(home, 'drafts/main')).filter((name) => name.includes('edited'))
  const texts = kept.map((name) => readFileSync(join(home, 'drafts/main', name), 'utf8')).join()
  expect(kept).toHaveLength(2)
  expect(texts).toContain('My title')
  expect(texts).toContain('My own digest')
})

test.each([
  ['a source', { text: 'Source: my own test.' }, { source: [unstyled('my own test.')] }],
  ['takeaways', { text: 'TL;DR: it works.' }, { takeaways: [[unstyled('it works.')]] }],
  ['a link', { text: 'See https://example.org/a' }, { body: [{ children: [unstyled('See '), { type: 'link' }] }, {}] }],
  ['two tags', { text: 'It is new.', tag: 'Agent, Code' }, { tag: 'Agent', moreTags: ['Code'] }],
  ['a tag in the title', { text: 'It is new.', title: 'Agent: New', tag: '' }, { tag: 'Agent' }],
])('what a person wrote that reads as %s is shown as it will be posted', async (_, typed, shown) => {
  const value = { title: 'New', tag: 'Agent', takeaways: '', ...typed }
  const draft = withText(aDraft(), id(1), value)
  const digest = await digestToPost(draft, await contentOf(draft, contextIn(newFolder())), contextIn(newFolder()))
  expect(digest.sections[0]).toMatchObject(shown)
})

test('what a draft becomes is a digest without errors, unless something in it was not verified', async () => {
  const render = createDraftRenderer(vocabulary)
  const problemsOf = async (draft = aDraft()) => {
    const { errors } = await render.read(todaysId, await render.markdown(render.digest(draft)))
    return errors.map((each) => inEnglish(each).message)
  }
  expect(await problemsOf()).toEqual([])
  expect(await render.markdown(render.digest(aDraft()))).not.toContain('draft:')
  const failing = aDraft({ sections: [aSectionDraft(1, { body: [failedSentence] })] })
  expect(await problemsOf(failing)).toContainEqual(expect.stringContaining('could not be verified'))
})
