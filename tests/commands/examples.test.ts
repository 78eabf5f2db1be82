import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { languages } from '../../src/i18n/messages.ts'
import { CommandsFixture, hitsOf } from './commands-fixture.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

/** The examples of searches: those of the help in every language, and those of the README. */
const inHelp = Object.values(languages).flatMap(({ help }) => help.lookups.map(([typed]) => typed))
const inReadme = [...readFileSync('README.md', 'utf8').matchAll(/^\| `(\/digest[^`]*)` \|/gm)].map(
  ([, typed = '']) => typed,
)
const searches = [...new Set([...inHelp, ...inReadme])].filter((typed) => !/ (?:next|subscribe|help)$/.test(typed))

test.each(searches)('%s finds something in the archive that comes with Morning Post, in any year', async (example) => {
  for (const now of ['2026-03-12T09:00:00Z', '2027-09-01T09:00:00Z']) {
    chat.now = Date.parse(now)
    const reply = await chat.type(example.replace('/digest', '').trim())
    if (reply.type === 'parts') expect(reply.parts.length).toBeGreaterThan(0)
    else expect(hitsOf(reply)).not.toEqual([])
    expect(JSON.stringify(reply)).not.toMatch(/Nothing found|come closest|最为接近/)
  }
})

test('there are such examples', () => {
  expect(searches.length).toBeGreaterThan(6)
})
