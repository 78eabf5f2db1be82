import { readdirSync, statSync } from 'node:fs'
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'vitest'
import { run } from '../cli/run.ts'
import { onReadOnlyDisk, onSmallDisk, smallDisk } from '../tiny-disk.ts'
import { Bot, sourceFolder } from './bot.ts'
import { type BotFixture, markdownOf, openBotFixture } from './bot-fixture.ts'
import { keysOf, keysOnDiscord, keysOnSlack, partsOf } from './shown.ts'
import { onDiscord, onSlack, patienceMs, discord as teamDiscord, slack as teamSlack, today, yesterday } from './team.ts'

const slack = { ...teamSlack, catchUp: 0 }
const discord = { ...teamDiscord, catchUp: 0 }

const ledgerOf = (fixture: BotFixture) => join(fixture.folder, 'data/morning-post.sqlite')

/** The bot's log lines about its ledger. */
const saidOf = (bot: Bot) => bot.lines.filter(({ msg }) => msg.startsWith('the ledger'))

/** Waits until today's digest is in both channels, and looks whether it is there once, in order. */
async function whole(bot: Bot, fixture: BotFixture, expect: (value: unknown) => { toEqual(wanted: unknown): void }) {
  for (const { name } of [slack, discord]) {
    await bot.logged('posted', { delivery: `${name}@main/${today}`, part: 'observation' })
  }
  const parts = await partsOf(fixture, today)
  expect(keysOnSlack(onSlack(fixture), parts.slack)).toEqual(keysOf(parts.slack))
  expect(keysOnDiscord(onDiscord(fixture), parts.discord)).toEqual(keysOf(parts.discord))
}

describe.concurrent('the ledger of a running bot', () => {
  test('that is deleted is put back, and the next start knows what was posted', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    const first = fixture.start()
    await first.logged('running')
    // The bot sees all of them go at once.
    first.kill('SIGSTOP')
    for (const ending of ['', '-wal', '-shm']) await rm(`${ledgerOf(fixture)}${ending}`)
    first.kill('SIGCONT')
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    await whole(first, fixture, expect)
    await first.stop()
    expect(saidOf(first)).toEqual([expect.objectContaining({ msg: expect.stringContaining('put back, whole') })])

    const second = fixture.start()
    await second.logged('running')
    await fixture.publish(yesterday, markdownOf('Sunday', 'Alpha'))
    await second.logged('connected', { platform: 'discord' })
    await second.stop()
    expect(second.lines.filter(({ msg }) => msg === 'posted' || msg.startsWith('looked'))).toEqual([])
    await whole(first, fixture, expect)
  })

  test('that another process locks stops all posts with one sentence, until it is free', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    const bot = fixture.start()
    await bot.logged('running')
    const other = new DatabaseSync(ledgerOf(fixture), { timeout: 60_000 })
    other.exec('BEGIN EXCLUSIVE')
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    await bot.logged('the ledger cannot be used')
    expect((await run(fixture, 'status')).stdout).toContain('is locked by another process')
    await fixture.publish(yesterday, markdownOf('Sunday', 'Alpha'))
    await fixture.publish(yesterday, markdownOf('Sunday', 'Alpha', 'Beta'))
    expect([...onSlack(fixture), ...onDiscord(fixture)]).toEqual([])
    other.close()
    await fixture.publish(yesterday, markdownOf('Sunday', 'Gamma'))
    await whole(bot, fixture, expect)
    expect(saidOf(bot).map(({ msg }) => msg)).toEqual(['the ledger cannot be used', 'the ledger can be used again'])
    expect(bot.lines.filter(({ level }) => level === 'error')).toHaveLength(1)

    // A change of an author in the meantime is not lost either.
    const again = new DatabaseSync(ledgerOf(fixture), { timeout: 60_000 })
    again.exec('BEGIN EXCLUSIVE')
    await fixture.publish(today, markdownOf('Monday', 'Alpha').replace('The body of', 'The corrected body of'))
    await expect.poll(() => saidOf(bot).length).toBe(3)
    again.close()
    await fixture.publish(yesterday, markdownOf('Sunday', 'Delta'))
    await bot.logged('corrected', { delivery: `team-slack@main/${today}`, part: 'section-01' })
    await bot.logged('corrected', { delivery: `team-discord@main/${today}`, part: 'section-01' })
    await bot.stop()
  })

  test('on a disk that runs full stops all posts with one sentence, until there is room', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    await mkdir(join(fixture.folder, 'data'))
    const bot = botOnSmallDisk(fixture)
    context.onTestFinished(async () => void (await bot.stop('SIGKILL')))
    await bot.logged('running')
    const makeRoom = await fill(bot, fixture)
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    await bot.logged('the ledger cannot be used')
    await fixture.publish(yesterday, markdownOf('Sunday', 'Alpha'))
    expect([...onSlack(fixture), ...onDiscord(fixture)]).toEqual([])
    await makeRoom()
    await fixture.publish(yesterday, markdownOf('Sunday', 'Beta'))
    await whole(bot, fixture, expect)
    expect(saidOf(bot).map(({ msg }) => msg)).toEqual(['the ledger cannot be used', 'the ledger can be used again'])
    await bot.stop()
  })
})

describe.concurrent('a bot that starts', () => {
  test.for([
    ['garbage in its ledger', (file: string) => writeFile(file, Buffer.alloc(50_000, 'garbage '))],
    ['half of its ledger', (file: string) => truncate(file, Math.floor(statSync(file).size / 2 / 4096) * 4096)],
  ] as const)('on %s says what to do, and posts nothing', async ([, damage], context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack)
    await run(fixture, 'status')
    await damage(ledgerOf(fixture))
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    const bot = fixture.start()
    expect(await bot.exited).toEqual({ code: 1, signal: null })
    expect(bot.stderr).toMatch(/morning-post\.sqlite is damaged: stop the bot and put back a backup .+\n$/)
    expect(onSlack(fixture)).toEqual([])
  })

  test.for(['for the first time', 'again'])(
    '%s on a read-only disk waits, and posts once when it can write',
    {
      timeout: patienceMs,
    },
    async (start, context) => {
      const { expect } = context
      const fixture = await openBotFixture(context)
      await fixture.configure(slack, discord)
      await mkdir(join(fixture.folder, 'data'))
      if (start === 'again') await run(fixture, 'status')
      await fixture.publish(today, markdownOf('Monday', 'Alpha'))
      const mended = join(fixture.folder, 'mended')
      const bot = botOf(onReadOnlyDisk(join(fixture.folder, 'data'), mended, botProgram), fixture)
      context.onTestFinished(async () => void (await bot.stop('SIGKILL')))
      await bot.logged('the ledger cannot be used')
      expect([...onSlack(fixture), ...onDiscord(fixture)]).toEqual([])
      await writeFile(mended, '')
      await whole(bot, fixture, expect)
      expect(saidOf(bot).map(({ msg }) => msg)).toEqual(['the ledger cannot be used', 'the ledger can be used again'])
      await bot.stop()
    },
  )

  test('rebuilds damaged caches, and posts', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    await mkdir(join(fixture.folder, 'data'))
    const caches = ['search-index.sqlite', 'saved-queries.sqlite', 'parse-cache.sqlite']
    for (const name of caches) await writeFile(join(fixture.folder, 'data', name), Buffer.alloc(50_000, 'garbage '))
    const bot = fixture.start()
    await whole(bot, fixture, expect)
    expect(bot.lines.filter(({ msg }) => msg === 'a cache was damaged; it is recreated')).toHaveLength(caches.length)
    await bot.stop()
  })

  test.for(['main.ts', 'cli/main.ts check'])(
    'where no folder can be made ends at once and says so (%s)',
    async (typed, context) => {
      const { expect } = context
      const fixture = await openBotFixture(context)
      const [program = '', ...args] = typed.split(' ')
      const nowhere = join(fixture.folder, 'config/morning-post.yaml/data')
      const places = readdirSync('/').includes('proc') ? ['/proc/nope', nowhere] : [nowhere]
      for (const place of places) {
        const bot = new Bot([join(sourceFolder, 'launch.js'), join(sourceFolder, program), ...args], fixture.folder, {
          ...fixture.env,
          MORNING_POST_DATA: place,
        })
        expect(await bot.exited).toEqual({ code: 1, signal: null })
        expect(bot.stderr).toMatch(/^The data folder \S+ cannot be made.*: .+ another one with MORNING_POST_DATA\.\n$/)
      }
    },
  )
})

const botProgram = [process.execPath, join(sourceFolder, 'launch.js'), join(sourceFolder, 'main.ts')]

function botOnSmallDisk(fixture: BotFixture): Bot {
  return botOf(onSmallDisk(join(fixture.folder, 'data'), botProgram), fixture)
}

function botOf(command: readonly string[], fixture: BotFixture): Bot {
  // The shell gives its place to the program, so that signals reach it.
  const program = `process.execve('/usr/bin/env', ['env', ...${JSON.stringify(command)}], process.env)`
  return new Bot(['--disable-warning=ExperimentalWarning', '-e', program], fixture.folder, { ...fixture.env })
}

/** Leaves the bot no room to write anything more; gives the way to make some. */
async function fill(bot: Bot, fixture: BotFixture): Promise<() => Promise<void>> {
  if (smallDisk === 'file-system') {
    // Only the bot sees its disk, so it is entered by way of the bot.
    const filler = join('/proc', String(bot.pid), 'root', fixture.folder, 'data/filler')
    await writeFile(filler, Buffer.alloc(2_000_000)).catch((error) => {
      if (error.code !== 'ENOSPC') throw error
    })
    return () => rm(filler)
  }
  // The write-ahead log is grown to the largest size of a file. While a reader is open, it is not reset.
  const open = () => new DatabaseSync(ledgerOf(fixture), { timeout: 60_000 })
  const [reader, writer] = [open(), open()]
  reader.exec('BEGIN; SELECT count(*) FROM runtime')
  writer.exec('PRAGMA synchronous = OFF')
  const change = writer.prepare("INSERT OR REPLACE INTO runtime (name, value) VALUES ('checked_at', ?)")
  for (let at = 0; statSync(`${ledgerOf(fixture)}-wal`).size < 1_100_000; at += 1) change.run(at)
  return async () => {
    reader.close()
    writer.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    writer.close()
  }
}
