import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { sourceFolder } from '../e2e/bot.ts'
import type { BotFixture } from '../e2e/bot-fixture.ts'

interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** No command may hang for longer, whatever becomes of its test. In milliseconds. */
const patienceMs = 240_000

interface Extras {
  /** What is piped into it. */
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  /** Its output is not read: as `| head` does once it has enough. */
  readonly closesOutput?: boolean
  /** Called when it says something beside its result. */
  readonly onStderr?: () => void
}

/** A command in the fixture's folder, as a process of its own. */
export function run(
  fixture: BotFixture,
  command: string,
  { input = '', env = {}, onStderr, closesOutput }: Extras = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(sourceFolder, 'launch.js'), join(sourceFolder, 'cli/main.ts'), ...command.split(' ')],
      { cwd: fixture.folder, env: { ...fixture.env, ...env }, timeout: patienceMs, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    )
    child.stdin?.end(input)
    if (closesOutput) child.stdout?.destroy()
    if (onStderr) child.stderr?.once('data', onStderr)
  })
}
