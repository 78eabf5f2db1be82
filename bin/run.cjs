// Runs the emitted JavaScript on a Node that is new enough, as `npm start` and `npm run cli` run the source in a checkout.
'use strict'
const { constants, enableCompileCache } = require('node:module')
const { homedir } = require('node:os')
const { join } = require('node:path')
const { setFlagsFromString } = require('node:v8')

const { readEntries, runBundle } = require('./load-bundle.cjs')
require('./stop-with-shell.cjs')

const startsBot = process.argv[2] === 'start' && process.argv.length === 3

// The bot is idle nearly always, so a small young generation is worth more than a few collections. Once a process runs,
// V8 ignores --max-semi-space-size, but not this: the young generation keeps its size, which the collection after the start
// makes small. During the start it may grow, which saves a fifth of the time.
if (startsBot) setTimeout(setFlagsFromString, 4_000, '--semi-space-growth-factor=1').unref()

// What this start compiles the next one need not. Not in a folder for temporary files:
// another user who fills the cache first chooses what runs. With NODE_COMPILE_CACHE, Node has chosen the folder already.
const folders = [join(__dirname, '..', '.node', 'compiled'), ...cacheAtHome()]
folders.some((folder) => enableCompileCache(folder).status !== constants.compileCacheStatus.FAILED)

/** None for a user without a home folder: a container may run under any number. */
function cacheAtHome() {
  try {
    return [join(homedir(), '.cache', 'morning-post')]
  } catch {
    return []
  }
}

// The command line shows the help of `start`; the bot itself does without the command line.
const program = startsBot ? 'main' : 'cli'
const dist = join(__dirname, '..', 'dist')
const bundle = join(dist, 'bundle')
const source = { folder: dist, extension: '.js' }
const caches = [process.env.NODE_COMPILE_CACHE, ...folders].filter(Boolean)
runBundle({ folder: bundle, file: readEntries(bundle)[program], source, caches })
