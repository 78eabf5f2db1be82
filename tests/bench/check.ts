import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { writeArchive } from './archive.ts'
import { tableOf } from './measure.ts'

const command = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const days = 3_650
const seed = 20_260_312

/** Prints what a process used when it ends, behind its own output. */
const usage =
  'process.on("exit",()=>{const u=process.resourceUsage();console.log(performance.now(),u.userCPUTime+u.systemCPUTime,u.maxRSS)})'

/** How long `check` takes over ten years of digests, for the first time, again, and after one of them changed. */
export async function benchCheck(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-bench-'))
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
  await mkdir(join(folder, 'config'))
  await writeFile(join(folder, 'config', 'morning-post.yaml'), 'destinations: []\n')
  const bytes = await writeArchive(join(folder, 'digests'), days, seed)
  const rows = [measured(folder, 'for the first time'), measured(folder, 'again')]
  rmSync(join(folder, 'digests', '2026-12-31.md'))
  rows.push(measured(folder, 'one digest fewer'), measured(folder, 'one digest alone', 'digests/2026-12-30.md'))
  const size = (bytes / days / 1000).toFixed(1)
  stdout.write(`\n\`check\` over ${days} digests of ${size} KB (target: 20 s, 400 MB)\n\n`)
  stdout.write(`${tableOf(['', 'seconds', 'CPU seconds', 'peak RSS MB'], rows)}\n`)
}

function measured(cwd: string, name: string, ...paths: readonly string[]): string[] {
  const args = ['--import', `data:text/javascript,${encodeURIComponent(usage)}`, command, 'check', ...paths]
  const output = execFileSync(process.execPath, args, { cwd, env: { PATH: env.PATH ?? '' }, encoding: 'utf8' })
  const [ms = 0, cpu = 0, rss = 0] = output.trimEnd().split('\n').at(-1)?.split(' ').map(Number) ?? []
  return [name, (ms / 1000).toFixed(1), (cpu / 1e6).toFixed(1), (rss / 1024).toFixed(0)]
}
