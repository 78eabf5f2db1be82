import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { markdownOf, openBotFixture } from '../e2e/bot-fixture.ts'
import { run } from './run.ts'

const placed = /^(\S+):\d+:\d+ {2}(error|warning) {2}\S.* \([a-z-]+\)$/

describe.concurrent('check', () => {
  test('ends well where nothing is wrong, and says how much it looked at', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.publish('2026-01-05', markdownOf('Monday', 'Alpha'))
    expect(await run(fixture, 'check')).toEqual({
      code: 0,
      stdout: '1 digest checked: 0 errors, 0 warnings\n',
      stderr: '',
    })
  })

  test('names file, line and column of what is wrong in digests and configuration, and fails for errors', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.publish('2026-01-05', markdownOf('Monday', 'Alpha').replace('title:', 'tittle:'))
    await fixture.publish('2026-01-06', '')
    await fixture.write('digests/2026-01-07.md', '\u0000\u0001binary')
    await fixture.publish('2026-01-08', markdownOf('Thursday', 'Beta').replace('[Agent]', '[Agnet]'))
    await fixture.write(
      'config/morning-post.yaml',
      'destinations:\n  - name: team\n    platform: slak\n    channel: C1\n',
    )

    const { code, stdout } = await run(fixture, 'check')
    expect(code).toBe(1)
    const lines = stdout.trimEnd().split('\n')
    for (const line of lines.slice(0, -1)) expect(line).toMatch(placed)
    expect(lines).toContainEqual(expect.stringMatching(/^config\/morning-post\.yaml:3:15 {2}error {2}"platform".*/))
    expect(lines).toContainEqual(
      expect.stringMatching(/^digests\/2026-01-05\.md:2:1 {2}warning {2}.*tittle.*title.*\(unknown-key\)$/),
    )
    expect(lines).toContainEqual(expect.stringMatching(/^digests\/2026-01-06\.md:1:1 {2}error {2}.*empty/))
    expect(lines).toContainEqual(expect.stringMatching(/^digests\/2026-01-07\.md:\d+:\d+ {2}error/))
    expect(lines).toContainEqual(
      expect.stringMatching(/^digests\/2026-01-08\.md:12:\d+ {2}warning {2}.*Agnet.*Agent.*\(unknown-tag\)$/),
    )
    expect(lines.at(-1)).toMatch(/^4 digests checked: 3 errors, \d+ warnings?$/)
  })

  test('checks the configuration as one, whatever its name is', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.write('settings', 'destinatoins: []\n')
    const env = { MORNING_POST_CONFIG: 'settings' }
    for (const command of ['check', 'check settings'])
      expect((await run(fixture, command, { env })).stdout).toMatch(
        /^settings:1:1 {2}error .+Did you mean "destinations"/,
      )
  })

  test('says that digests from git come with the first start', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.write('config/morning-post.yaml', 'digests: { git: https://git.example.org/digests.git }\n')
    expect(await run(fixture, 'check')).toEqual({
      code: 0,
      stdout: expect.stringMatching(/The digests of https:\S+ have not been pulled yet\. .* \(not-pulled\)\n0 digests/),
      stderr: '',
    })
  })

  test('without a configuration it checks the digests of the home folder, and names the command that writes one', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.write('other/digests/2026-01-05.md', markdownOf('Monday', 'Alpha'))
    const env = { MORNING_POST_HOME: join(fixture.folder, 'other'), MORNING_POST_CONFIG: '' }
    const { code, stdout } = await run(fixture, 'check', { env })
    expect(code).toBe(1)
    expect(stdout).toMatch(/There is no such file\. .* init.*\n1 digest checked: 1 error/)
  })

  test('a link that leads nowhere is named, and a preview of a day with two files names both', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.publish('2026-01-05', markdownOf('Monday', 'Alpha'))
    await fixture.write('digests/2026-01-05.markdown', markdownOf('Monday', 'Alpha'))
    await symlink(join(fixture.folder, 'nowhere'), join(fixture.folder, 'digests/2026-01-06.md'))
    const { code, stdout } = await run(fixture, 'check')
    expect(code).toBe(1)
    expect(stdout).toMatch(/^digests\/2026-01-06\.md:1:1 {2}error {2}.*\(unreadable\)$/m)
    expect(await run(fixture, 'preview 2026-01-05 --platform plain')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/2026-01-05\.md .*\(two-files\)/),
    })
  })

  test('of several digests it sees repeated sources and gaps; warnings alone are no failure', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.publish('2026-01-05', markdownOf('Monday', 'Alpha'))
    await fixture.publish('2026-01-06', markdownOf('Tuesday', 'Beta'))
    await fixture.publish('2026-01-09', markdownOf('Friday', 'Gamma').replace('example.org/1', 'example.org/other'))
    const { code, stdout } = await run(fixture, 'check --json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual([
      {
        file: 'digests/2026-01-06.md',
        line: expect.any(Number),
        column: expect.any(Number),
        severity: 'warning',
        message: expect.stringContaining('2026-01-05'),
        fix: expect.stringMatching(/\.$/),
        rule: 'repeated-source',
      },
      expect.objectContaining({
        file: 'digests/2026-01-09.md',
        severity: 'warning',
        rule: expect.stringContaining('gap'),
      }),
    ])
  })

  test('looks at the paths that it is given and at nothing else', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.publish('2026-01-05', markdownOf('Monday', 'Alpha'))
    await fixture.publish('2026-01-06', '')
    expect(await run(fixture, 'check digests/2026-01-05.md config/morning-post.yaml')).toMatchObject({ code: 0 })
    expect(await run(fixture, 'check digests/2026-01-07.md')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'There is no file or folder digests/2026-01-07.md.\n',
    })
  })
})
