import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { writeFiles } from '../../src/setup/write-files.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
})

test('if a file cannot be put into its place, those before it are as they were', () => {
  const [first, second, third] = ['first', 'second', 'third'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(first, 'as before', { mode: 0o640 })
  const rename = (from: string, to: string) => {
    if (to === third) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    renameSync(from, to)
  }
  const files = [first, second, join(folder, 'made/for/it'), third].map((path) => ({ path, text: 'new', mode: 0o600 }))
  expect(() => writeFiles(files, rename as typeof renameSync)).toThrow(
    `${third} cannot be written (ENOSPC): the disk is full. Nothing was changed.`,
  )
  expect(readdirSync(folder)).toEqual(['first'])
  expect(readFileSync(first, 'utf8')).toBe('as before')
  expect(statSync(first).mode & 0o777).toBe(0o640)
})

test('a folder in the place of a file is said once', () => {
  const path = join(folder, 'config')
  mkdirSync(path)
  expect(() => writeFiles([{ path, text: 'new' }])).toThrow(
    `${path} cannot be read (EISDIR): a folder and a file are in each other’s way. Nothing was changed.`,
  )
})
