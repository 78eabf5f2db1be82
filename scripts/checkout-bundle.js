// The bundle of a checkout, in .node/bundles/ (ignored by git). It is used while no file of the source has changed since.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { argv, execPath, pid } from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, '.node', 'bundles')
const { readEntries, runBundle } = createRequire(import.meta.url)('../bin/load-bundle.cjs')

/** How long after a start the bundle is written, in milliseconds. */
const writeAfterMs = 2_000

/** How long another process may take to write it, in milliseconds. */
const writingMs = 60_000

/** How many are kept. Those of older versions may still run, and load a file now and then. */
const kept = 5

/** How often a bot marks its bundle as used, in milliseconds. */
const markMs = 60_000

/** Names the state of everything that a bundle is made of. A file that is written, moved or copied changes it. */
function fingerprint() {
  const hash = createHash('sha1')
  const note = (path) => {
    const { size, mtimeMs, ctimeMs, ino } = statSync(path)
    hash.update(`${path}\0${size}\0${mtimeMs}\0${ctimeMs}\0${ino}\n`)
  }
  const pending = ['src', 'scripts', 'bin'].map((name) => join(root, name))
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      const path = join(next, entry.name)
      if (entry.isDirectory()) pending.push(path)
      else note(path)
    }
  }
  // npm writes it with each installation. Some package managers link it from elsewhere, which changes `ctime`.
  const { size, mtimeMs } = statSync(join(root, 'node_modules', '.package-lock.json'))
  hash.update(`${size} ${mtimeMs}`)
  return hash.digest('hex').slice(0, 16)
}

/**
 * Runs a program from its bundle. False if there is none of the current source; a bot then has it written for its next
 * start.
 */
export function runFromBundle(name) {
  let current
  try {
    current = join(folder, fingerprint())
  } catch {
    return false
  }
  const file = readEntries(current)?.[name]
  if (!file) {
    if (name === 'main') setTimeout(writeInBackground, writeAfterMs).unref()
    return false
  }
  const mark = () => {
    try {
      utimesSync(current, new Date(), new Date())
    } catch {
      // A disk that cannot be written to.
    }
  }
  mark()
  setInterval(mark, markMs).unref()
  runBundle({ folder: current, file, source: { folder: join(root, 'src'), extension: '.ts' }, caches: [current] })
  return true
}

/** In a process of its own, because a bundler takes 300 MB for some seconds. */
function writeInBackground() {
  const child = spawn(execPath, [fileURLToPath(import.meta.url)], { detached: true, stdio: 'ignore' })
  // A process that cannot be started: the program goes on from its source.
  child.on('error', () => {})
  child.unref()
}

/** Writes the bundle of the current source, unless it is there or another process writes it. */
export async function writeCheckoutBundle() {
  const state = fingerprint()
  const current = join(folder, state)
  if (readEntries(current)) return
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'writing')
  try {
    mkdirSync(lock)
  } catch {
    if (Date.now() - statSync(lock).mtimeMs < writingMs) return
    utimesSync(lock, new Date(), new Date())
  }
  const half = `${current}.${pid}`
  try {
    const { writeBundle } = await import('./bundle.js')
    await writeBundle(half)
    if (fingerprint() === state) renameSync(half, current)
  } catch (error) {
    // On a busy machine another process may have taken over meanwhile, and written the same.
    if (!readEntries(current)) throw error
  } finally {
    rmSync(half, { recursive: true, force: true })
    rmSync(lock, { recursive: true, force: true })
  }
  const age = (name) => statSync(join(folder, name)).mtimeMs
  const newestFirst = readdirSync(folder).sort((a, b) => age(b) - age(a))
  for (const name of newestFirst.slice(kept)) rmSync(join(folder, name), { recursive: true, force: true })
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  setPriority(constants.priority.PRIORITY_LOW)
  await writeCheckoutBundle()
}
