// Runs the rest of the project on a Node that understands TypeScript. Plain JavaScript, because the Node that starts
// this file may be too old for anything else.
//
// Node 24 or newer runs the program in this very process. An older one installs a pinned runtime once, from the npm
// registry, into .node/ (ignored by git), and hands over to it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import module from 'node:module'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const oldestSupported = 24
const pinned = '26.10.0'
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const system = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
const home = join(root, '.node', `${system}-${pinned}`)
const runtime = join(home, 'node_modules', `node-${system}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** Installs the pinned runtime beside its final place and moves it there whole, so that two starts cannot mix. */
function install() {
  process.stderr.write(
    `Morning Post needs Node ${oldestSupported} or newer, this is ${process.versions.node}: ` +
      `installing Node ${pinned} for this folder alone (about 200 MB, once) …\n`,
  )
  const half = `${home}.${process.pid}`
  mkdirSync(half, { recursive: true })
  const name = `node-${system}@${pinned}`
  const flags = ['--prefix', half, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const result = spawnSync(npm, ['install', ...flags, name], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) {
    rmSync(half, { recursive: true, force: true })
    process.stderr.write(
      `Could not install ${name}. Install Node ${oldestSupported} or newer yourself, and try again.\n`,
    )
    process.exit(1)
  }
  try {
    renameSync(half, home)
  } catch {
    // Another start was faster; its copy is as good as ours.
    rmSync(half, { recursive: true, force: true })
  }
}

/** Runs `node` with the arguments, passing signals on, and ends as it ends. */
function run(node, args) {
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`
  const child = spawn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: path },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

/**
 * Stops when the shell is gone that npm runs its scripts in: npm passes signals on to that shell alone, and a bot
 * without it would go on posting unseen.
 */
function stopWithShell() {
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  watch.unref()
}

if (process.env.npm_lifecycle_event && process.platform !== 'win32') stopWithShell()

const args = process.argv.slice(2)
if (Number.parseInt(process.versions.node, 10) < oldestSupported) {
  if (!existsSync(runtime)) install()
  run(runtime, [...process.execArgv, fileURLToPath(import.meta.url), ...args])
} else if (args[0]?.endsWith('.ts')) {
  // Killing the launcher must not leave an orphan behind that goes on posting.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel?.unref()
  process.argv.splice(1, 2, resolve(args[0]))
  // What this start compiles the next one need not.
  module.enableCompileCache?.(join(root, '.node', 'compiled'))
  await import(pathToFileURL(process.argv[1]).href)
} else {
  run(process.execPath, args)
}
