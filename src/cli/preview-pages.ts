/**
 * Writes previews of the newest digests that can be read, for the GitHub Action: a page that needs no server for each,
 * and a picture of it if there is a Chrome. Arguments: the folder to write to, how many, and the folders and files of
 * digests.
 */
import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Hono } from 'hono'
import { readEnvironment } from '../config/environment.ts'
import { loadConfig, shippedConfigFile } from '../config/load.ts'
import { openRepository } from '../digests/repository.ts'
import { parseDigestId } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { addAssets, pageAssets, pageStyleSheet } from '../web/assets.ts'
import { addPreviews } from '../web/preview/routes.ts'
import { print } from './output.ts'

/** How long a browser may take for one picture, in milliseconds. */
const pictureMs = 60_000

/** Where GitHub's runners and most systems have it. */
const browsers = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser']

const [out = '', count = '', ...paths] = process.argv.slice(2)
const { home, configFile, dataFolder, browser } = readEnvironment()
const own = loadConfig(configFile, { home, dataFolder })
const config = 'config' in own ? own : loadConfig(shippedConfigFile)
if ('problems' in config) throw new TypeError('the configuration of the program is broken')
const written = (await Promise.all(paths.map((path) => writePages(path, config.config.vocabulary)))).flat()
const pictures = await takePictures(written, browser === undefined ? browsers : [browser])
print(`previews: ${written.length}, pictures: ${pictures}`)

async function writePages(path: string, vocabulary: Vocabulary): Promise<string[]> {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
  const folder = isFile ? dirname(path) : path
  const cache = { get: () => undefined, put: () => {} }
  const repository = await openRepository({ folder: () => folder, vocabulary, cache })
  const app = new Hono()
  addAssets(app, pageAssets, pageStyleSheet)
  addPreviews(app, { repository, vocabulary })
  await mkdir(out, { recursive: true })
  const files: string[] = []
  for (const { publication, date } of newestFirst(repository, isFile ? resolve(path) : undefined)) {
    if (files.length === Number(count)) break
    const answer = await app.request(`/preview/${publication}/${date}`)
    if (!answer.ok) continue
    const file = join(out, `${publication}-${date}.html`)
    await writeFile(file, await standalone(await answer.text(), app))
    files.push(file)
  }
  await repository.close()
  return files
}

function newestFirst(repository: DigestRepository, only: string | undefined) {
  const wanted = [...repository.files()].filter(([, file]) => only === undefined || resolve(file) === only)
  const named = wanted.flatMap(([id]) => parseDigestId(id) ?? [])
  return named.toSorted((one, other) => (one.date < other.date ? 1 : -1))
}

/** The page with its style sheets inside and without scripts. */
async function standalone(page: string, app: Hono): Promise<string> {
  let markup = page.replaceAll(/<script\b[^>]*><\/script>/g, '').replaceAll(/<link rel="icon"[^>]*>/g, '')
  for (const [tag, path = ''] of page.matchAll(/<link rel="stylesheet" href="([^"]+)" \/>/g)) {
    const styles = await (await app.request(path)).text()
    markup = markup.replace(tag, () => `<style>${styles}</style>`)
  }
  return markup
}

/** Returns how many there are: none without a browser. */
async function takePictures(files: readonly string[], programs: readonly string[]): Promise<number> {
  const program = await firstThatRuns(programs)
  if (program === undefined) return 0
  const options = ['--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--window-size=1440,3000']
  let taken = 0
  for (const file of files) {
    const picture = join(out, file.slice(out.length).replace(/\.html$/, '.png'))
    const work = [...options, `--screenshot=${picture}`, pathToFileURL(file).href]
    await promisify(execFile)(program, work, { timeout: pictureMs }).then(
      () => {
        taken += 1
      },
      () => {},
    )
  }
  return taken
}

async function firstThatRuns(programs: readonly string[]): Promise<string | undefined> {
  for (const program of programs) {
    const isThere = await promisify(execFile)(program, ['--version'], { timeout: pictureMs }).then(
      () => true,
      () => false,
    )
    if (isThere) return program
  }
  return undefined
}
