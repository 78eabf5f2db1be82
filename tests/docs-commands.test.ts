import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { loadCommands } from '../src/cli/commands/index.ts'
import { all, read } from './docs-pages.ts'

const commands = await loadCommands()

const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')))

const flagsIn = (code: string) => [...code.matchAll(/'(--[a-z-]+)/g)].map(([, flag = '']) => flag)

/** The flags of each command of the command line. */
const cliFlags = new Map(
  commands.map((command) => [command.name(), ['--help', ...command.options.map(({ long = '' }) => long)]]),
)

const benches = [...read('tests/bench/bench.ts').matchAll(/^ {2}'?([a-z-]+)'?: (?:\(\) => )?bench/gm)].map(
  ([, name = '']) => name,
)
const simulateFlags = [...read('tests/simulation/simulate.ts').matchAll(/^ {2}(--[a-z]+)/gm)].map(
  ([, flag = '']) => flag,
)

/** What the words after a script's name may be: names, flags and files. */
function wrongArguments(script: string, words: readonly string[]): string[] {
  const flags = words.filter((word) => word.startsWith('--'))
  const [first = ''] = words
  const unknown = (known: readonly string[]) => flags.filter((flag) => !known.includes(flag))
  const missing = (paths: readonly string[]) => paths.filter((path) => /[/]/.test(path) && !existsSync(path))
  switch (script) {
    case 'cli':
      return cliFlags.has(first) ? unknown(cliFlags.get(first) ?? []) : [`command ${first}`]
    case 'check':
    case 'preview':
      return [...unknown(cliFlags.get(script) ?? []), ...missing(words)]
    case 'chaos':
      return unknown(['--help', ...flagsIn(read('tests/chaos/options.ts'))])
    case 'simulate':
      return unknown(['--help', ...simulateFlags])
    case 'bench':
      return words.filter((word) => word !== '--full' && !benches.includes(word))
    case 'test:file':
      return missing(words)
    default:
      return words.length > 0 ? [`${script} takes no arguments`] : []
  }
}

/** What is wrong with one shell command. */
function wrongIn(command: string): string[] {
  const words = command
    .trim()
    .replace(/^(?:[A-Z_]+=\S+ )+/, '')
    .split(/\s+/)
  const [program = '', action = '', ...rest] = words
  if (program === 'cp') return existsSync(action) ? [] : [`file ${action}`]
  if (program === 'npx' && action === 'morning-post') return rest.length > 0 ? wrongArguments('cli', rest) : []
  if (program !== 'npm') return [`program ${program}`]
  if (['ci', 'install', 'uninstall', 'version', 'audit', 'pack'].includes(action)) return []
  if (['start', 'test'].includes(action)) return action in scripts ? [] : [`script ${action}`]
  const [name = '', dashes, ...args] = rest.filter((word) => word !== '--silent')
  if (action !== 'run' || !(name in scripts)) return [`script ${name || action}`]
  return dashes !== undefined && dashes !== '--' ? [`"${dashes}" before --`] : wrongArguments(name, args)
}

const commandsIn = (code: string) =>
  code
    .split('\n')
    .flatMap((line) => line.replace(/\s+# .*$/, '').split('&&'))
    .filter((command) => command.trim() !== '')

test('every command in the docs exists, with its scripts, flags and files', () => {
  const blocks = all('code').filter(({ node }) => node.lang === 'sh')
  const inline = all('inlineCode').filter(({ node }) => node.value.startsWith('np'))
  const wrong = [...blocks, ...inline]
    .filter(({ file }) => file !== 'CHANGELOG.md')
    .flatMap(({ file, node }) => commandsIn(node.value).map((command) => ({ file, command })))
    .flatMap(({ file, command }) => wrongIn(command).map((what) => `${file}: ${command.trim()}: no ${what}`))
  expect(wrong).toEqual([])
  expect(blocks.length).toBeGreaterThan(12)
  expect(cliFlags.size).toBeGreaterThan(10)
  expect(benches.length).toBeGreaterThan(3)
})

test('the docs name every npm script', () => {
  const code = [...all('code'), ...all('inlineCode')].map(({ node }) => node.value)
  const named = new Set(
    code.flatMap((text) => [...text.matchAll(/\bnpm (?:run )?(?:--silent )?([\w:]+)/g)].map(([, name = '']) => name)),
  )
  const undocumented = Object.keys(scripts).filter((name) => !named.has(name))
  expect(undocumented).toEqual([])
})
