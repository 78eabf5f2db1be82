import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const checkout = fileURLToPath(new URL('../../', import.meta.url))
const isRoot = process.getuid?.() === 0

/** What an image takes from this machine instead of from the base image; it can only read it. */
const ofBase = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/etc'].filter(existsSync)

/** Runs as root in mounts of its own. Without privileges, the user of the test is root there, and the only user. */
const apart = isRoot ? ['--mount'] : ['--mount', '--map-root-user']

/** Where programs are found in an image; `chroot` is in the last one. */
export const imagePath = '/tools/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin'

export interface Image {
  /** The folder that is its root. */
  readonly root: string
  readonly env: Readonly<Record<string, string>>
  readonly command: readonly string[]
  readonly healthCheck: readonly string[]
  /** The program and its arguments that run a command in it, as its user, with a read-only file system. */
  run(options: RunOptions): string[]
}

interface RunOptions {
  readonly command: readonly string[]
  /** Commands of the shell that mount what is to be written to. `$ROOT` is the folder of the image. */
  readonly mounts?: string
  readonly isFirstProcess?: boolean
}

interface Stage {
  readonly root: string
  readonly env: Record<string, string>
  workdir: string
  user: string
}

/**
 * Executes the Dockerfile into folders: no container engine is needed, and every change of it is tested. npm installs
 * nothing; the packages that are installed here are used instead.
 */
export function buildImage(folder: string): Image {
  const tools = prepareTools(join(folder, 'tools'))
  const context = sentFiles()
  const stages = new Map<string, Stage>()
  let stage: Stage | undefined
  let command: string[] = []
  let healthCheck: string[] = []
  for (const [name = '', rest = ''] of instructions()) {
    if (name === 'FROM') {
      const root = join(folder, `stage-${stages.size}`)
      stage = { root, env: {}, workdir: '/', user: '0:0' }
      stages.set(/ AS (\w+)$/.exec(rest)?.[1] ?? '', stage)
      for (const path of [...ofBase, '/dev', '/proc', '/tmp', '/tools', '/modules/node_modules', '/local/bin'])
        mkdirSync(join(root, path), { recursive: true })
      chmodSync(join(root, 'tmp'), 0o1777)
    } else if (stage) {
      if (name === 'ENV') Object.assign(stage.env, Object.fromEntries([rest.split('=')]))
      else if (name === 'WORKDIR') {
        stage.workdir = rest
        mkdirSync(join(stage.root, rest), { recursive: true })
      } else if (name === 'USER') stage.user = rest
      else if (name === 'COPY') copy(rest, stage, stages, context)
      else if (name === 'RUN') runStep(rest, stage, tools)
      else if (name === 'CMD') command = JSON.parse(rest)
      else if (name === 'HEALTHCHECK') healthCheck = JSON.parse(rest.slice(rest.indexOf('[')))
      else if (name !== 'VOLUME' && name !== 'EXPOSE') throw new Error(`The test does not know ${name}`)
    }
  }
  if (!stage) throw new Error('The Dockerfile has no stage')
  const { root, env, user, workdir } = stage
  return {
    root,
    env,
    command,
    healthCheck,
    run: ({ command: program, mounts = '', isFirstProcess = false }) => {
      const readOnly = `mount --bind "$ROOT" "$ROOT" && mount -o remount,bind,ro "$ROOT" && ${binds(tools)} && ${mounts || ':'}`
      return inImage({ root, user, script: readOnly, workdir, program, isFirstProcess })
    },
  }
}

/** The instructions of the Dockerfile, without the arguments before the first stage. */
function instructions(): string[][] {
  const text = readFileSync(join(checkout, 'Dockerfile'), 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
  const all = text.split('\n').flatMap((line) => (line === '' ? [] : [line.split(/ +(.*)/s).slice(0, 2)]))
  return all.slice(all.findIndex(([name]) => name === 'FROM'))
}

const ignoring = readFileSync(join(checkout, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => /^[^#]/.test(line))

/** What `.dockerignore` lets through. */
function sentFiles(): readonly string[] {
  return ignoring.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
}

/** Removes what it takes out again of the folders that it lets through. */
function removeIgnored(folder: string): void {
  for (const pattern of ignoring.filter((line) => line !== '*' && !line.startsWith('!')))
    for (const path of globSync(pattern, { cwd: folder })) rmSync(join(folder, path), { recursive: true })
}

function copy(rest: string, stage: Stage, stages: ReadonlyMap<string, Stage>, context: readonly string[]): void {
  const words = rest.split(' ')
  const from = words[0]?.startsWith('--from=') ? stages.get(words.shift()?.slice('--from='.length) ?? '') : undefined
  const to = words.pop() ?? ''
  const target = join(stage.root, resolve(stage.workdir, to))
  for (const source of words) {
    if (from) cpSync(join(from.root, source), target, { recursive: true, verbatimSymlinks: true })
    else if (source === '.') {
      for (const each of context) copyFromCheckout(each, join(target, each))
      removeIgnored(target)
    } else if (context.includes(source)) copyFromCheckout(source, to.endsWith('/') ? join(target, source) : target)
    else throw new Error(`${source} is not sent to the builder`)
  }
}

function copyFromCheckout(path: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true })
  cpSync(join(checkout, path), normalize(target), { recursive: true })
}

function runStep(script: string, { root, env, user, workdir }: Stage, tools: string): void {
  const [program = '', ...args] = inImage({ root, user, script: binds(tools), workdir, program: ['sh', '-ec', script] })
  execFileSync(program, args, {
    env: { ...env, PATH: imagePath, HOME: '/tmp' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Mounts the base, the modules of this checkout and the tools. What the image adds to `/usr/local` is in a folder of its own. */
function binds(tools: string): string {
  const readOnly = (from: string, to: string) =>
    `mount --bind '${from}' "$ROOT${to}" && mount -o remount,bind,ro "$ROOT${to}"`
  return [
    ...ofBase.map((path) => readOnly(path, path)),
    readOnly(join(checkout, 'node_modules'), '/modules/node_modules'),
    readOnly(tools, '/tools'),
    'mount --bind "$ROOT/local" "$ROOT/usr/local"',
    ...['/dev', '/proc'].map((path) => `mount --rbind ${path} "$ROOT${path}"`),
  ].join(' && ')
}

interface Running {
  readonly root: string
  readonly user: string
  readonly script: string
  readonly workdir: string
  readonly program: readonly string[]
  readonly isFirstProcess?: boolean
}

function inImage({ root, user, script, workdir, program, isFirstProcess = false }: Running): string[] {
  const as = isRoot ? [`--userspec=${user}`] : []
  // Each program gives its place to the next one, so that the last one is the first process of its own.
  const enter = `ROOT="$0"; ${script} && cd / && exec chroot "$@"`
  const inside = ['sh', '-c', 'cd "$0" && exec "$@"', workdir, ...program]
  const first = isFirstProcess ? ['--pid', '--fork'] : []
  return ['unshare', ...apart, ...first, 'sh', '-c', enter, root, ...as, root, ...inside]
}

/** Node, npm, and what the steps call otherwise. */
function prepareTools(tools: string): string {
  mkdirSync(join(tools, 'bin'), { recursive: true })
  link(process.execPath, join(tools, 'bin/node'))
  const npm = npmFolder()
  if (npm) link(npm, join(tools, 'npm'))
  script('npm', [
    'case "$1 $*" in',
    '"ci "*--omit=dev*) ln -s /tools/production/node_modules node_modules ;;',
    '"ci "*) ln -s /modules/node_modules node_modules ;;',
    '*) exec node /tools/npm/bin/npm-cli.js --offline --cache /tmp/npm "$@" ;;',
    'esac',
  ])
  if (!isRoot) script('chown', ['exit 0'])
  const { packages } = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8'))
  const production = Object.entries<{ readonly dev?: boolean }>(packages).flatMap(([path, { dev }]) =>
    // A package inside of another one comes with that.
    !dev && path.lastIndexOf('node_modules/') === 0 && existsSync(join(checkout, path)) ? [path] : [],
  )
  for (const path of production) link(join(checkout, path), join(tools, 'production', path))
  return tools

  function script(name: string, lines: readonly string[]): void {
    writeFileSync(join(tools, 'bin', name), ['#!/bin/sh', ...lines, ''].join('\n'))
    chmodSync(join(tools, 'bin', name), 0o755)
  }
}

/** A copy that takes no room where links are possible. */
function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  const copying = (how: string) => spawnSync('cp', [how, from, to]).status === 0
  if (!copying('-al')) rmSync(to, { recursive: true, force: true })
  else return
  if (!copying('-a')) throw new Error(`${from} cannot be copied`)
}

function npmFolder(): string | undefined {
  const { stdout } = spawnSync('npm', ['root', '--global'], { encoding: 'utf8' })
  const folder = join(stdout.trim(), 'npm')
  return existsSync(folder) ? folder : undefined
}
