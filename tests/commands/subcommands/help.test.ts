import { expect, test } from 'vitest'
import { parseCommand } from '../../../src/commands/parse-command.ts'
import { help } from '../../../src/commands/subcommands/help.ts'
import { vocabulary } from '../../digests/markdown/digest-fixture.ts'
import { reader, said, thursday } from '../commands-fixture.ts'

test.each(['en-US', 'zh-CN', undefined])(
  'help in %s names what can be typed, and all of it is understood',
  (language) => {
    const { language: _, ...asker } = reader
    const text = said(help({ ...asker, ...(language && { language }) }))
    const typed = [...text.matchAll(/^\/digest ?(.*?) (?=\S+$|\S)/gmu)]
    expect(typed.length).toBeGreaterThanOrEqual(8)
    const here = { now: thursday, timezone: 'UTC' }
    for (const verb of ['discussed', 'next', 'subscribe', 'settings', 'pause', 'resume', 'unsubscribe', 'export']) {
      expect(text).toContain(verb)
      expect(parseCommand(verb, here, vocabulary)).toMatchObject({ kind: 'verb', verb })
    }
  },
)

test('help speaks the reader’s language', () => {
  expect(said(help({ ...reader, language: 'zh-TW' }))).toContain('最新一期日报')
  expect(said(help({ ...reader, language: 'de' }))).toContain('the newest digest')
})
