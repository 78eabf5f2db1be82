import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layouts } from '../../src/domain/destination.ts'
import { preview } from '../../src/platforms/preview.ts'
import { validateDiscord } from '../../src/validators/discord/validate.ts'
import { validateSlack } from '../../src/validators/slack/validate.ts'
import { arbitraryDigest } from '../arbitrary.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'
import { hostile } from '../hostile.ts'

const judges = { slack: validateSlack, discord: validateDiscord, plain: () => undefined }

/** All that a platform shows of a digest in every layout that it has. */
function shownOn(platform: 'slack' | 'discord' | 'plain', digest: Parameters<typeof preview>[0]) {
  const possible = { slack: layouts.filter((one) => one !== 'forum'), discord: layouts, plain: ['sections'] as const }
  return Promise.all(possible[platform].map((layout) => preview(digest, platform, layout, vocabulary)))
}

test.each(['slack', 'discord', 'plain'] as const)(
  'whatever digest is withdrawn, %s takes what takes its place, and nothing of it is left but its title',
  async (platform) => {
    const reasons = fc.array(fc.constantFrom(...hostile), { minLength: 1 }).map((words) => words.join(' '))
    await fc.assert(
      fc.asyncProperty(arbitraryDigest, reasons, async (digest, withdrawn) => {
        const secret = { ...digest, title: 'Title', observation: [{ type: 'code', value: 'observed' } as const] }
        for (const parts of await shownOn(platform, { ...secret, withdrawn })) {
          for (const { part, call } of parts) {
            expect(judges[platform](call.method, call.body)?.message).toBeUndefined()
            expect(part.plain).not.toContain('observed')
          }
          expect(parts[0]?.part.plain).toContain('Title')
        }
        const emptied = { ...secret, withdrawn, sections: [], prose: [], overview: [], notes: [], observation: [] }
        for (const [first] of await shownOn(platform, emptied)) {
          expect(first?.part.plain.replace(/\s+/g, ' ')).toContain('Title')
          if (first) expect(judges[platform](first.call.method, first.call.body)?.message).toBeUndefined()
        }
      }),
      { numRuns: 10, endOnFailure: true },
    )
  },
)
