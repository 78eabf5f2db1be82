import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openQuestions } from '../../../src/storage/cache/saved-queries.ts'

const dayMs = 86_400_000
const newFile = () => join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'questions.sqlite')

test('a question is recalled by its id, after a restart, too', () => {
  const file = newFile()
  const questions = openQuestions(file)
  const id = questions.keep('reward hacking since:2026-03-01')
  expect(id).toMatch(/^[\w-]{10}$/)
  questions.close()
  const again = openQuestions(file)
  expect(again.recall(id)).toBe('reward hacking since:2026-03-01')
  expect(again.recall('unknown-id')).toBeUndefined()
  again.close()
})

test('the same question has the same id, another has another', () => {
  const questions = openQuestions(newFile())
  const ids = ['agents', 'agents', 'agent', '', '智能体', '"; DROP TABLE questions; --'].map((text) =>
    questions.keep(text),
  )
  expect(ids[0]).toBe(ids[1])
  expect(new Set(ids).size).toBe(5)
  expect(ids.map((id) => questions.recall(id)).at(-1)).toBe('"; DROP TABLE questions; --')
  questions.close()
})

test('a question is forgotten 90 days after it was last used', () => {
  let now = 0
  const questions = openQuestions(newFile(), () => now)
  const [used, unused] = [questions.keep('used'), questions.keep('unused')]
  now = 60 * dayMs
  expect(questions.recall(used)).toBe('used')
  now = 91 * dayMs
  expect(questions.recall(unused)).toBeUndefined()
  expect(questions.recall(used)).toBe('used')
  questions.close()
})
