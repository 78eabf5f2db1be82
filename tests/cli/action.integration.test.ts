import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { goodDigest } from '../digests/markdown/digest-fixture.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax */
const actionSchema = z.strictObject({
  name: z.string(),
  description: z.string().max(125),
  author: z.string(),
  branding: z.strictObject({ icon: z.string(), color: z.string() }),
  inputs: z.record(z.string(), z.strictObject({ description: z.string(), default: z.string() })),
  outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
  runs: z.strictObject({
    using: z.literal('composite'),
    steps: z.array(
      z.union([
        z.strictObject({
          name: z.string(),
          id: z.string().optional(),
          if: z.string().optional(),
          shell: z.literal('bash'),
          env: z.record(z.string(), z.string()),
          run: z.string(),
        }),
        z.strictObject({
          name: z.string(),
          if: z.string().optional(),
          uses: z.string(),
          with: z.record(z.string(), z.string()),
        }),
      ]),
    ),
  }),
})

const action = actionSchema.parse(parse(readFileSync(join(root, 'action.yml'), 'utf8')))

/** Runs the steps as a runner does, as far as this action needs it. */
function runAction(workspace: string, inputs: Readonly<Record<string, string>> = {}) {
  const temp = mkdtempSync(join(tmpdir(), 'runner-'))
  const output = join(temp, 'output')
  writeFileSync(output, '')
  const values: Record<string, string> = {
    'github.action_path': root,
    'github.workspace': workspace,
    'runner.temp': temp,
    ...Object.fromEntries(
      Object.entries(action.inputs).map(([name, input]) => [`inputs.${name}`, inputs[name] ?? input.default]),
    ),
  }
  const filled = (text: string) => text.replaceAll(/\$\{\{ ([\w.]+) \}\}/g, (_, name: string) => values[name] ?? '')
  let [printed, failed] = ['', false]
  const failedSteps = new Set<string | undefined>()
  const runs = ({ if: condition = 'success()' }: { readonly if?: string | undefined }) => {
    const [, needed] = /steps\.(\w+)\.outcome == 'success'/.exec(condition) ?? []
    return condition.startsWith('always()') ? needed === undefined || !failedSteps.has(needed) : !failed
  }
  for (const step of action.runs.steps) {
    if (!('run' in step) || !runs(step)) continue
    const env = Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, filled(value)]))
    const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env
    const options = {
      cwd: workspace,
      env: { PATH: `${join(workspace, '.bin')}:${PATH}`, NODE_COMPILE_CACHE, GITHUB_OUTPUT: output, ...env },
    }
    try {
      printed += execFileSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', step.run], {
        ...options,
        encoding: 'utf8',
      })
    } catch (error) {
      failed = true
      failedSteps.add(step.id)
      printed += (error as { stdout?: string }).stdout ?? ''
    }
  }
  return { failed, printed, previews: join(temp, 'digest-previews'), output: readFileSync(output, 'utf8') }
}

test('a pull request gets annotations at the lines, and previews of the newest digests', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  mkdirSync(join(workspace, 'digests/zh'), { recursive: true })
  mkdirSync(join(workspace, '.bin'))
  writeFileSync(join(workspace, 'digests/2026-03-12.md'), goodDigest)
  writeFileSync(join(workspace, 'digests/2026-03-13.md'), '---\nlanguage: en\nwithdrawn:\n---\n\n# Broken\n')
  cpSync(join(root, 'digests/zh/2026-03-12.md'), join(workspace, 'digests/zh/2026-03-12.md'))
  const browser = join(workspace, '.bin/google-chrome')
  writeFileSync(
    browser,
    '#!/bin/sh\nfor each; do case $each in --screenshot=*) echo picture > "$(echo "$each" | cut -d= -f2)";; esac; done\n',
  )
  chmodSync(browser, 0o755)

  const { failed, printed, previews, output } = runAction(workspace)
  expect(failed).toBe(true)
  expect(printed).toMatch(/^::error file=digests\/2026-03-13\.md,line=3,col=\d+,title=[\w-]+::/m)
  expect(readdirSync(previews).sort()).toEqual([
    'main-2026-03-12.html',
    'main-2026-03-12.png',
    'zh-2026-03-12.html',
    'zh-2026-03-12.png',
  ])
  const page = readFileSync(join(previews, 'zh-2026-03-12.html'), 'utf8')
  expect(page).toContain('<style>')
  expect(page).not.toMatch(/<script|<link rel="stylesheet"/)
  expect(output).toBe(`folder=${previews}\n`)
  // Nothing is left in the repository.
  expect(readdirSync(workspace).sort()).toEqual(['.bin', 'digests'])
})

test('packages are installed once, and again where that was cut off', () => {
  const [prepare] = action.runs.steps
  const folder = mkdtempSync(join(tmpdir(), 'action-'))
  const ACTION = join(folder, 'an action')
  mkdirSync(join(ACTION, 'node_modules'), { recursive: true })
  const npm = join(folder, 'npm')
  writeFileSync(npm, '#!/bin/sh\necho "npm $*"\n')
  chmodSync(npm, 0o755)
  const run = () =>
    execFileSync(
      'bash',
      ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', prepare && 'run' in prepare ? prepare.run : ''],
      {
        env: { PATH: `${folder}:${dirname(process.execPath)}:${process.env.PATH}`, ACTION },
        encoding: 'utf8',
      },
    )
  expect(run()).toBe(`npm ci --prefix ${ACTION} --omit=dev --ignore-scripts --no-audit --no-fund\n`)
  writeFileSync(join(ACTION, 'node_modules/.package-lock.json'), '{}')
  expect(run()).toBe('')
})

test('a pull request shows no file of the machine by a link, and nothing is checked', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  const secret = join(mkdtempSync(join(tmpdir(), 'machine-')), 'secret.md')
  writeFileSync(secret, 'a secret of the machine')
  mkdirSync(join(workspace, 'digests/zh'), { recursive: true })
  mkdirSync(join(workspace, 'config'))
  writeFileSync(join(workspace, 'digests/2026-03-12.md'), goodDigest)
  symlinkSync('2026-03-12.md', join(workspace, 'digests/2026-03-13.md'))
  expect(runAction(workspace).failed).toBe(false)

  const links = [
    ['digests/zh/2026-03-14.md', secret],
    ['digests/folder', dirname(secret)],
    ['config/morning-post.yaml', secret],
  ] as const
  for (const [link, target] of links) {
    symlinkSync(target, join(workspace, link))
    const { failed, printed, previews } = runAction(workspace)
    expect([link, failed, existsSync(previews)]).toEqual([link, true, false])
    expect(printed).toContain(`::error file=${link},title=link::`)
    expect(printed).not.toContain('secret of')
    rmSync(join(workspace, link))
  }
})

test('a broken configuration is an error at its line, and a single file has a preview', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  mkdirSync(join(workspace, 'digests'))
  mkdirSync(join(workspace, 'config'))
  mkdirSync(join(workspace, 'digests/weekly'))
  for (const name of ['2026-03-12', '2026-03-13', 'weekly/2026-03-12'])
    writeFileSync(join(workspace, `digests/${name}.md`), goodDigest)
  writeFileSync(join(workspace, 'config/morning-post.yaml'), 'destinations: []\nvocabular: {}\n')
  const { failed, printed, previews } = runAction(workspace, { path: 'digests/2026-03-12.md' })
  expect(failed).toBe(true)
  expect(printed).toMatch(/^::error file=config\/morning-post\.yaml,line=2,/m)
  expect(readdirSync(previews).filter((name) => name.endsWith('.html'))).toEqual(['main-2026-03-12.html'])
})

test('digests that cannot be read take no place among the previews', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  mkdirSync(join(workspace, 'digests'))
  writeFileSync(join(workspace, 'digests/2026-03-12.md'), goodDigest)
  for (const day of ['13', '14']) writeFileSync(join(workspace, `digests/2026-03-${day}.md`), '')
  const { previews } = runAction(workspace, { previews: '1' })
  expect(readdirSync(previews).filter((name) => name.endsWith('.html'))).toEqual(['main-2026-03-12.html'])
})
