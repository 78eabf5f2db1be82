// Runs what scripts/bundle.js has written. V8's compiled code is kept beside it, and read again by the next start; unlike
// Node's own cache, this one does not stay in memory.
'use strict'
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { dirname, join } = require('node:path')
const { pathToFileURL } = require('node:url')
const { cachedDataVersionTag } = require('node:v8')
const { Script, constants } = require('node:vm')

// After that a bot is idle. In milliseconds.
const idleMs = 5_000

/** Undefined if the file is not there, or cannot be read. */
function read(path, encoding) {
  try {
    return readFileSync(path, encoding)
  } catch {
    return undefined
  }
}

/** The files of a bundle by the name of the program, or undefined if the folder holds none that is whole. */
function readEntries(folder) {
  const entries = read(join(folder, 'bundle.json'), 'utf8')
  return entries && JSON.parse(entries)
}

/**
 * Runs a program of the bundle in `folder`. `source` is the folder whose paths the program knows: `src/`, or the emitted
 * JavaScript. `caches` are folders for compiled code; the first that can be written to is used.
 */
function runBundle({ folder, file, source, caches }) {
  const tag = cachedDataVersionTag()
  const requireInstalled = createRequire(join(folder, file))
  const modules = new Map()
  const compiled = []

  function sourceUrl(path) {
    return pathToFileURL(join(source.folder, path.replace(/\.ts$/, source.extension))).href
  }

  function load(name) {
    const known = modules.get(name)
    if (known) return known.exports
    const module = { exports: {} }
    modules.set(name, module)
    const filename = join(folder, name)
    const cacheName = `${name}.${tag}`
    const cachedData = caches.map((cache) => read(join(cache, cacheName))).find((data) => data)
    // Everything is ASCII, and Latin 1 is read fastest.
    const script = new Script(
      `(function(exports,require,module,__filename,__dirname,__sourceUrl){${readFileSync(filename, 'latin1')}\n})`,
      {
        filename,
        cachedData,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      },
    )
    if (!cachedData || script.cachedDataRejected) compiled.push({ script, cacheName })
    const requireFrom = (id) => (id.startsWith('./') ? load(id.slice(2)) : requireInstalled(id))
    script.runInThisContext()(module.exports, requireFrom, module, filename, dirname(filename), sourceUrl)
    return module.exports
  }

  /** Keeps what was compiled, functions that have run included. */
  function keep() {
    for (const { script, cacheName } of compiled.splice(0)) {
      const data = script.createCachedData()
      caches.some((cache) => write(cache, cacheName, data))
    }
  }

  // A bot may be killed, and a command has ended before.
  setTimeout(keep, idleMs).unref()
  process.once('exit', keep)
  load(file)
}

/** Writes a file whole or not at all. False if the folder cannot be written to: compiled code is not needed. */
function write(folder, name, data) {
  const half = join(folder, `${name}.${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(half, data, { mode: 0o600 })
    renameSync(half, join(folder, name))
    return true
  } catch {
    remove(half)
    return false
  }
}

/** In a folder that may not be looked into, even that fails. */
function remove(path) {
  try {
    rmSync(path, { force: true })
  } catch {}
}

module.exports = { readEntries, runBundle }
