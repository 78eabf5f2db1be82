import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { openBotFixture } from '../e2e/bot-fixture.ts'
import { run } from './run.ts'

const page = `Today's Overview
- Bridges sing in the wind. Engineers have listened for a century.
Featured
01 Agent What a bridge says at night
Sensors heard it first. The town did not believe them.
Key takeaways: - Listen before you measure - A multi-part note, kept whole
Source: Songs of Steel: A Survey
Today's Observation
Whoever builds should listen.
`

describe.concurrent('import', () => {
  test('turns a page on standard input into Markdown on standard output, which check has no errors in', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const { code, stdout, stderr } = await run(fixture, 'import - --date 2026-01-05 --out -', { input: page })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('### 01 [Agent] What a bridge says at night\n')
    expect(stdout).toContain('- Listen before you measure\n- A multi-part note, kept whole\n')
    expect(await readdir(join(fixture.folder, 'digests'))).toEqual([])
    await fixture.publish('2026-01-05', stdout)
    expect(await run(fixture, 'check')).toMatchObject({ code: 0 })
  })

  test('takes the day from the document, unless one is given, and asks for it where there is none', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const mail = 'Date: Thu, 12 Mar 2026 23:30:00 -0800\r\nMIME-Version: 1.0\r\nSubject: Hello\r\n\r\n'
    await fixture.write('mail.eml', `${mail}${page.replaceAll('\n', '\r\n')}`)
    await fixture.write('page.txt', page)
    const written = (day: string) => ({ code: 0, stdout: `Written: ${join('digests', `${day}.md`)}\n`, stderr: '' })
    expect(await run(fixture, 'import mail.eml')).toEqual(written('2026-03-12'))
    expect(await run(fixture, 'import mail.eml --date 2026-01-05')).toEqual(written('2026-01-05'))
    expect(await run(fixture, 'import page.txt')).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^page\.txt does not name its day\. Add it/),
    })
  })

  test('needs no configuration, nor a right one where the folder is given', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.write('page.txt', page)
    const command = 'import page.txt --date 2026-01-05'
    const config = join('config', 'morning-post.yaml')
    const env = { MORNING_POST_CONFIG: config }
    await rm(join(fixture.folder, config), { force: true })
    const written = { code: 0, stdout: `Written: ${join('digests', '2026-01-05.md')}\n`, stderr: '' }
    expect(await run(fixture, command, { env })).toEqual(written)

    await fixture.write(config, 'destinations: 3\n')
    expect(await run(fixture, `${command} --out -`, { env })).toMatchObject({ code: 0, stderr: '' })
    expect(await run(fixture, `${command} --overwrite`, { env })).toMatchObject({ code: 1, stdout: '' })

    await fixture.write(config, 'digests: { git: https://git.example/digests.git }\n')
    expect(await run(fixture, command, { env })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The digests come from https://git.example/digests.git. Add --out with a folder, or --out -.\n',
    })
  })

  test('writes the digest into the folder of digests, and replaces another only with --overwrite', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.write('page.txt', page)
    const written = join('digests', 'weekly', '2026-01-05.md')
    const command = 'import page.txt --date 2026-01-05 --publication weekly'
    expect(await run(fixture, command)).toEqual({ code: 0, stdout: `Written: ${written}\n`, stderr: '' })
    await fixture.write(written, 'mine')

    const refused = await run(fixture, command)
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toMatch(/^digests\/weekly\/2026-01-05\.md exists already\. .*--overwrite\.\n$/)
    expect(await readFile(join(fixture.folder, written), 'utf8')).toBe('mine')

    expect(await run(fixture, `${command} --overwrite`)).toMatchObject({ code: 0 })
    expect(await readFile(join(fixture.folder, written), 'utf8')).toContain('What a bridge says at night')
  })

  test('reads of a device that never ends only what is too long for any document', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const { code, stdout, stderr } = await run(fixture, 'import /dev/zero --date 2026-01-05 --out -')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('a page may hold 8 MB')
  })

  test('reads a newsletter that was saved as an e-mail, and says so where it has no text', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const head = 'Subject: The Daily Byte\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=ISO-8859-1\r\n'
    const html = '<h2>Robots pour caf=E9</h2><p>They spill 3=25.</p><h2>A vacuum</h2><p>It takes 12 minutes.</p>'
    const input = `${head}Content-Transfer-Encoding: quoted-printable\r\n\r\n${html}\r\n`
    const { code, stdout } = await run(fixture, 'import - --date 2026-01-05 --out -', { input })
    expect(code).toBe(0)
    expect(stdout).toContain('title: The Daily Byte\n')
    expect(stdout).toContain('Robots pour café\n\nThey spill 3%.\n')
    const empty = await run(fixture, 'import - --date 2026-01-05 --out -', { input: `${head}\r\n` })
    expect(empty).toMatchObject({ code: 1, stdout: '' })
    expect(empty.stderr).toContain('This e-mail has no text that can be read.')
  })

  test('reads the entries of a day from a feed, and writes nothing that it is not sure of', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const item = (title: string, day: string) =>
      `<item><title>${title}</title><link>https://example.org/${title}</link><description>&lt;p&gt;All about ${title}.&lt;/p&gt;</description><pubDate>${day} 10:00:00 GMT</pubDate></item>`
    const feed = `<rss version="2.0"><channel><title>News</title>${item('Bridges', 'Mon, 05 Jan 2026')}${item('Boats', 'Mon, 05 Jan 2026')}${item('Birds', 'Sun, 04 Jan 2026')}</channel></rss>`
    const { code, stdout } = await run(fixture, 'import - --date 2026-01-05 --out -', { input: feed })
    expect(code).toBe(0)
    expect(stdout.match(/^###.*$/gm)).toEqual(['### 01 Bridges', '### 02 Boats'])
    expect(stdout).toContain('All about Bridges.\n\nSource: [Bridges](https://example.org/Bridges)')
    expect(await run(fixture, 'import - --date 2026-01-06', { input: feed })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('Its latest are of 2026-01-05, 2026-01-04'),
    })
    expect(await readdir(join(fixture.folder, 'digests'))).toEqual([])
  })

  test('reads a long page from a pipe, and refuses what is not UTF-8 at its place', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const long = page.replace('Whoever', `${`${'Whoever builds. '.repeat(400)}\n`.repeat(9)}Whoever`)
    expect(await run(fixture, 'import - --date 2026-01-05 --out -', { input: long })).toMatchObject({ code: 0 })
    const latin = Buffer.from(page.replace('Bridges', 'Br\u00fccken'), 'latin1')
    expect(await run(fixture, 'import - --date 2026-01-05 --out -', { input: latin })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^standard input:2:5 {2}error {2}.*Latin-1.*\(encoding\)\n$/),
    })
  })

  test('says what it doubts with a line number, and fails on what is no such page', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const doubted = await run(fixture, 'import - --date 2026-01-05 --out -', {
      input: page.replace("Today's Observation", "Also Worth Noting\nToday's Observation"),
    })
    expect(doubted).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^standard input:8:1 {2}warning {2}.* \(empty-notes\)\n$/),
    })
    const refused = await run(fixture, 'import - --date 2026-01-05 --out -', { input: 'Dear all' })
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^standard input:1:1 {2}error {2}/),
    })
    expect(await run(fixture, 'import nowhere.txt --date 2026-01-05')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no file nowhere.txt.'),
    })
  })
})
