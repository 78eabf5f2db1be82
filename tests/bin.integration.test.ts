import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const bin = fileURLToPath(new URL('../bin/morning-post.cjs', import.meta.url))

/** Runs the package's program as an old Node would. */
function runOnOldNode(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(old)}`, bin]
  return new Promise((resolve) => {
    execFile(process.execPath, [...flags, ...args], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

const advice =
  'Morning Post needs Node 24 or newer, this is 20.20.2: run npx --package=node@26 --package=morning-post morning-post'

test('on an old Node, a command is one sentence with a command that works', async () => {
  const stderr = `${advice} check digests --json\n`
  expect(await runOnOldNode('check', 'digests', '--json')).toEqual({ code: 1, stdout: '', stderr })
})

test('on an old Node, --version and --help work', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  for (const flag of ['--version', '-V']) {
    expect(await runOnOldNode(flag)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  }
  const help = await runOnOldNode('--help')
  expect(help).toMatchObject({ code: 0, stderr: '' })
  expect(help.stdout).toContain(`${advice} --help\n`)
})

// Node 0.12 is the oldest supported one; a file that it cannot parse would cause a stack trace instead of a sentence.
test('the program is written in syntax that every Node parses', () => {
  const code = readFileSync(bin, 'utf8')
  expect(code.replaceAll(/'[^']*'|\/\/.*/g, '')).not.toMatch(
    /\b(?:const|let|class|import|async|await)\b|=>|`|\?\.|\?\?|\.\.\./,
  )
})
