import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { readEnvironment } from '../../src/config/environment.ts'
import { homeFolder, inHome, newHomeFolder } from '../../src/config/home.ts'
import { loadConfig } from '../../src/config/load.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
})

/** What tells a checkout from another folder. */
function makeCheckout(name = 'morning-post'): void {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name }))
  mkdirSync(join(folder, 'config'))
  writeFileSync(join(folder, 'config/slack-manifest.yaml'), '')
}

test('the home folder is the current folder', () => {
  mkdirSync(join(folder, 'home'))
  expect(homeFolder({}, folder)).toBe(folder)
  expect(homeFolder({ MORNING_POST_HOME: ' ' }, folder)).toBe(folder)
})

test('MORNING_POST_HOME names another folder, which may not exist yet', () => {
  makeCheckout()
  mkdirSync(join(folder, 'home'))
  expect(homeFolder({ MORNING_POST_HOME: '/srv/post' }, folder)).toBe('/srv/post')
  expect(homeFolder({ MORNING_POST_HOME: 'mine' }, folder)).toBe(resolve('mine'))
})

test('in a checkout it is the folder home, if there is one', () => {
  makeCheckout()
  expect(homeFolder({}, folder)).toBe(folder)
  writeFileSync(join(folder, 'home'), 'a file')
  expect(homeFolder({}, folder)).toBe(folder)
  rmSync(join(folder, 'home'))
  mkdirSync(join(folder, 'home'))
  expect(homeFolder({}, folder)).toBe(join(folder, 'home'))
})

test('another package that has a folder home is no checkout', () => {
  makeCheckout('my-bot')
  mkdirSync(join(folder, 'home'))
  expect(homeFolder({}, folder)).toBe(folder)
  writeFileSync(join(folder, 'package.json'), 'null')
  expect(homeFolder({}, folder)).toBe(folder)
})

test('relative settings start at the home folder', () => {
  expect(inHome('.', 'config/morning-post.yaml')).toBe('config/morning-post.yaml')
  expect(inHome('home', 'data')).toBe(join('home', 'data'))
  expect(inHome('/srv/post', '/var/data')).toBe('/var/data')
})

test('a file in place of the home folder is said to be one', () => {
  const file = join(folder, 'post')
  writeFileSync(file, '')
  expect(() => readEnvironment({ MORNING_POST_HOME: join(file, 'home') })).toThrow(
    `MORNING_POST_HOME: ${file} is a file, and has to be a folder.`,
  )
})

test('the .env file, the configuration, the digests and the data are in the home folder', () => {
  writeFileSync(join(folder, '.env'), 'PORT=4321\nMORNING_POST_DATA=ledger\n')
  mkdirSync(join(folder, 'config'))
  mkdirSync(join(folder, 'papers'))
  const environment = readEnvironment({ MORNING_POST_HOME: folder })
  expect(environment).toMatchObject({
    home: folder,
    port: 4321,
    configFile: join(folder, 'config/morning-post.yaml'),
    dataFolder: join(folder, 'ledger'),
  })
  writeFileSync(environment.configFile, 'digests: papers\n')
  expect(loadConfig(environment.configFile, { home: folder })).toMatchObject({
    config: { digests: join(folder, 'papers') },
  })
})

test('.env cannot say which folder it is in', () => {
  writeFileSync(join(folder, '.env'), 'MORNING_POST_HOME=/srv/post\n')
  const env = { MORNING_POST_HOME: folder }
  expect(() => readEnvironment(env)).toThrow(/^MORNING_POST_HOME: cannot be set in \.env/)
})

test('a configuration file named relative to the home folder is found there', () => {
  const { configFile, dataFolder } = readEnvironment({ MORNING_POST_HOME: folder, MORNING_POST_CONFIG: 'mine.yaml' })
  expect([configFile, dataFolder]).toEqual([join(folder, 'mine.yaml'), join(folder, 'data')])
})

test('a first configuration of a checkout goes to its folder home, unless the checkout is in use itself', () => {
  makeCheckout()
  expect(newHomeFolder({}, folder)).toBe(join(folder, 'home'))
  expect(newHomeFolder({ MORNING_POST_HOME: '/srv/post' }, folder)).toBe('/srv/post')
  writeFileSync(join(folder, '.env'), '')
  expect(newHomeFolder({}, folder)).toBe(folder)
})

test('a first configuration of another folder goes to the folder itself', () => {
  expect(newHomeFolder({}, folder)).toBe(folder)
})
