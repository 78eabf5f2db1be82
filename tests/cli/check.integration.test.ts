import { symlinkSync } from 'node:fs'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { openGit } from '../digests/git/git-fixture.ts'
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

  test('speaks the language of the configuration, also about mistakes in it', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.publish('2026-01-05', markdownOf('Monday', 'Alpha').replace('title:', 'tittle:'))
    await fixture.publish('2026-01-06', '')
    const alerts = 'alerts: {platform: slack, channel: C1, language: zh}\n'
    const wrong = 'destinations:\n  - {name: team, platform: slack, channel: C1, at: "25:00", timezone: Asia/Shangai}\n'
    await fixture.write('config/morning-post.yaml', alerts + wrong)
    const { stdout } = await run(fixture, 'check')
    expect(stdout.split('\n')).toEqual([
      'config/morning-post.yaml:3:52  错误  “at”的值不正确。必须是一天中的时间，例如“08:30”。 (value)',
      expect.stringContaining(
        '“timezone”的值不正确。必须是 IANA 时区，例如 Asia/Shanghai。是否想写 Asia/Shanghai？ (value)',
      ),
      'digests/2026-01-05.md:2:1  警告  日报没有 `tittle` 这个键，它不起作用。是否想写 `title`？ (unknown-key)',
      'digests/2026-01-06.md:1:1  错误  这个文件是空的。请写入日报，或删除文件。 (empty-file)',
      '已检查 2 份日报：3 个错误，1 个警告',
      '',
    ])
    const problems = JSON.parse((await run(fixture, 'check --json digests/2026-01-06.md')).stdout)
    expect(problems).toEqual([
      {
        file: 'digests/2026-01-06.md',
        line: 1,
        column: 1,
        severity: 'error',
        message: '这个文件是空的。',
        fix: '请写入日报，或删除文件。',
        rule: 'empty-file',
      },
    ])
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

  test('names the files of the git repository that the bot could not take, as status does', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const git = openGit()
    context.onTestFinished(() => git.close())
    symlinkSync('nowhere', join(git.work, '2026-01-05.md'))
    git.push({ '2026-01-06.md': markdownOf('Tuesday', 'Alpha') })
    await fixture.write('config/morning-post.yaml', `digests: { git: ${JSON.stringify(git.remote)} }\n`)
    const bot = fixture.start()
    await bot.logged('digests were pulled from git')
    await bot.stop()
    const place = /current\/2026-01-05\.md:1:1 {2}error {2}This is a symbolic link, which is not followed/
    for (const command of ['check', 'status']) {
      const { code, stdout } = await run(fixture, command)
      expect([command, code, stdout]).toEqual([command, 1, expect.stringMatching(place)])
    }
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
