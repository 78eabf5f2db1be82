import { copyFile, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { LiveConfig } from '../../src/config/live-config.ts'
import { memoryLog } from '../contracts/adapter-fixture.ts'

async function watchedFile({ quietSeconds = 0.3 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  const file = join(folder, 'morning-post.yaml')
  await writeFile(file, `digests: first\nquietSeconds: ${quietSeconds}\n`)
  const log = memoryLog()
  const config = new LiveConfig(file, log)
  const changed = Promise.withResolvers<void>()
  const watching = config.watch(changed.resolve)
  onTestFinished(async () => {
    await watching.stop()
    await rm(folder, { recursive: true })
  })
  return { file, log, choices: config, changed: changed.promise }
}

test('a change made before the watcher has woken up is taken over, too', async () => {
  const { file, log, choices: config, changed } = await watchedFile()
  await writeFile(file, 'digests: second\n')
  await changed
  expect(config.value.digests).toBe(resolve('second'))
  expect(log.lines).toEqual([expect.objectContaining({ level: 'info', message: 'configuration changed' })])
})

test('a change that the file system does not report is found by looking', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'morning-post.yaml')
  await writeFile(file, 'digests: first\n')
  // It is new as well, and does not change.
  await copyFile('config/vocabulary.yaml', join(folder, 'vocabulary.yaml'))
  const config = new LiveConfig(file, memoryLog())
  expect(await config.poll()).toBe(false)
  await writeFile(file, 'digests: second\n')
  // It may be partly written.
  expect(await config.poll()).toBe(false)
  const earlier = Date.now() / 1000 - 10
  await utimes(file, earlier, earlier)
  expect(await config.poll()).toBe(true)
  expect(config.value.digests).toBe(resolve('second'))
  expect(await config.poll()).toBe(false)
})

test('a configuration with a calendar is read beside the process: repetitions may take seconds', async () => {
  const { file, choices: config, changed } = await watchedFile()
  const event = ['BEGIN:VEVENT', 'UID:1', 'DTSTART;VALUE=DATE:20261225', 'END:VEVENT']
  const calendar = ['BEGIN:VCALENDAR', ...event, 'END:VCALENDAR', ''].join('\r\n')
  await writeFile(join(dirname(file), 'holidays.ics'), calendar)
  let threads = 0
  const count = () => (threads += 1)
  process.on('worker', count)
  onTestFinished(() => void process.off('worker', count))
  const team = '{ name: team, platform: slack, channel: C0123456789, skip: [holidays.ics] }'
  await writeFile(file, `digests: second\ndestinations: [${team}]\n`)
  await changed
  expect(config.value.destinations).toMatchObject([{ skip: new Set(['2026-12-25']) }])
  expect(threads).toBe(1)
})

/** 1,000 destinations. */
const many = (first: string) =>
  [`digests: ${first}`, 'destinations:']
    .concat(
      Array.from(
        { length: 1_000 },
        (_, at) => `  - { name: team-${at}, platform: slack, channel: C0${100_000 + at}, publication: weekly }`,
      ),
    )
    .join('\n')

test('a large configuration is read beside the process, each state of it once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'morning-post.yaml')
  await writeFile(file, many('first'))
  const log = memoryLog()
  const config = new LiveConfig(file, log)
  await writeFile(file, many('second'))
  const earlier = Date.now() / 1000 - 10
  await utimes(file, earlier, earlier)
  let threads = 0
  const count = () => (threads += 1)
  process.on('worker', count)
  onTestFinished(() => void process.off('worker', count))
  expect(await Promise.all([config.poll(), config.poll()])).toEqual([true, false])
  expect(threads).toBe(1)
  expect(config.value).toMatchObject({ digests: resolve('second'), destinations: { length: 1_000 } })
  expect(log.lines.at(-2)).toMatchObject({ level: 'warn' })
  expect(log.lines.at(-2)?.fields).toMatchObject({
    problems: { length: 21, 20: expect.stringContaining('and 980 more') },
  })
  await writeFile(file, `${many('third')}\nnonsense: true\n`)
  await utimes(file, earlier, earlier - 1)
  expect(await config.poll()).toBe(false)
  expect(log.lines.at(-1)).toMatchObject({ level: 'error' })
})

test('a configuration that is written in steps is applied when it is whole', async () => {
  const { file, choices: config, changed, log } = await watchedFile({ quietSeconds: 600 })
  const [half, whole] = ['quietSeconds: 600\ndigests: half\n', 'quietSeconds: 600\ndigests: whole\n']
  let at = Date.now() / 1000 - 300
  for (const text of [half, '', half, whole]) {
    await writeFile(file, text)
    await utimes(file, at, at)
    at += 1
    expect(await config.poll()).toBe(false)
  }
  // A file server may have another clock.
  const later = Date.now() / 1000 + 3_600
  await utimes(file, later, later)
  expect(await config.poll()).toBe(false)
  expect(config.value.digests).toBe(resolve('first'))
  await utimes(file, at - 600, at - 600)
  if (!(await config.poll())) await changed
  expect(config.value.digests).toBe(resolve('whole'))
  expect(log.lines).toEqual([expect.objectContaining({ level: 'info', message: 'configuration changed' })])
})

test('a refused change is reported once, however often it is looked at', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'morning-post.yaml')
  await writeFile(file, 'digests: first\n')
  const log = memoryLog()
  const config = new LiveConfig(file, log)
  const earlier = Date.now() / 1000 - 10
  await writeFile(file, 'digest: second\n')
  await utimes(file, earlier, earlier)
  for (let looks = 0; looks < 3; looks++) expect(await config.poll()).toBe(false)
  expect(log.lines).toMatchObject([{ level: 'error' }])
})

test('what changes beside a configuration whose folders were replaced is not taken for a change', async () => {
  const base = await mkdtemp(join(tmpdir(), 'morning-post-'))
  const [program, log, changed] = [join(base, 'program'), memoryLog(), Promise.withResolvers<void>()]
  const folder = join(program, 'config')
  const file = join(folder, 'morning-post.yaml')
  await mkdir(program)
  await folderWith(folder, 'digests: first\nquietSeconds: 0.3\n')
  const watching = new LiveConfig(file, log).watch(changed.resolve)
  onTestFinished(async () => {
    await watching.stop()
    await rm(base, { recursive: true })
  })
  const refused = () => log.lines.filter(({ level }) => level === 'error').length
  await rm(program, { recursive: true })
  await expect.poll(refused, { timeout: 120_000 }).toBe(1)
  await mkdir(folder, { recursive: true })
  await writeFile(file, 'digest: second\n')
  await expect.poll(refused, { timeout: 120_000 }).toBe(2)
  for (let at = 0; at < 30; at += 1) await writeFile(join(program, `${at}.txt`), 'x')
  await writeFile(file, 'digests: third\n')
  await changed.promise
  expect(refused()).toBe(2)
})

/** Points a link elsewhere at once, as the kubelet and `ln -sfn` with `mv -T` do. */
async function pointTo(link: string, target: string): Promise<void> {
  await symlink(target, `${link}.new`)
  await rename(`${link}.new`, link)
}

/** A folder with one file, written a while ago. */
async function folderWith(folder: string, text: string): Promise<void> {
  await mkdir(folder)
  await writeFile(join(folder, 'morning-post.yaml'), text)
  const earlier = Date.now() / 1000 - 10
  await utimes(join(folder, 'morning-post.yaml'), earlier, earlier)
}

/** What links lead from the name of the configuration to the file. */
const linkedBy = {
  'a ConfigMap of Kubernetes': async (root: string) => {
    await folderWith(join(root, '..2026_01_01'), 'digests: first\n')
    await symlink('..2026_01_01', join(root, '..data'))
    await symlink('..data/morning-post.yaml', join(root, 'morning-post.yaml'))
    return async () => {
      await folderWith(join(root, '..2026_01_02'), 'digests: second\n')
      await pointTo(join(root, '..data'), '..2026_01_02')
      await rm(join(root, '..2026_01_01'), { recursive: true })
    }
  },
  'a link to another file': async (root: string) => {
    await folderWith(join(root, 'one'), 'digests: first\n')
    await folderWith(join(root, 'two'), 'digests: second\n')
    await symlink('one/morning-post.yaml', join(root, 'morning-post.yaml'))
    return () => pointTo(join(root, 'morning-post.yaml'), 'two/morning-post.yaml')
  },
  'a link to another folder': async (root: string) => {
    await folderWith(join(root, 'one'), 'digests: first\n')
    await folderWith(join(root, 'two'), 'digests: second\n')
    await symlink('one', join(root, 'config'))
    await symlink('config/morning-post.yaml', join(root, 'morning-post.yaml'))
    return () => pointTo(join(root, 'config'), 'two')
  },
} as const

test.each(Object.keys(linkedBy) as (keyof typeof linkedBy)[])(
  '%s is followed where nothing is reported',
  async (kind) => {
    const root = await mkdtemp(join(tmpdir(), 'morning-post-'))
    onTestFinished(() => rm(root, { recursive: true }))
    const change = await linkedBy[kind](root)
    const log = memoryLog()
    const config = new LiveConfig(join(root, 'morning-post.yaml'), log)
    expect(await config.poll()).toBe(false)
    await change()
    expect(await config.poll()).toBe(true)
    expect(config.value.digests).toBe(resolve('second'))
    expect(log.lines).toEqual([expect.objectContaining({ level: 'info', message: 'configuration changed' })])
  },
)
