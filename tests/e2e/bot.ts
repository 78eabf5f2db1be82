import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export const sourceFolder = fileURLToPath(new URL('../../src/', import.meta.url))

/**
 * Where Node keeps what it compiled of `src`: starting the same program again takes half of the time. It is kept from
 * one run to the next, as a bot that is killed writes nothing there; a file that changed is compiled again.
 */
export const compileCache = fileURLToPath(new URL('../../node_modules/.cache/morning-post', import.meta.url))

/** One line of the bot's log. */
export type Line = Readonly<Record<string, unknown>> & { readonly level: string; readonly msg: string }

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** The bot as an operator runs it: a process, observed by what it prints. */
export class Bot {
  /** Everything that it printed. */
  stdout = ''
  stderr = ''
  readonly exited: Promise<Exit>
  readonly #child: ChildProcess
  readonly #listeners = new Set<() => void>()

  constructor(program: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
    const child = spawn(process.execPath, program, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text
      for (const listener of this.#listeners) listener()
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text
    })
    this.#child = child
    // Unlike "exit", "close" comes after the last of the output.
    this.exited = once(child, 'close').then(([code, signal]) => ({ code, signal }))
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  get lines(): readonly Line[] {
    return this.stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line))
  }

  /** Calls the listener with each line from now on. */
  onLine(listener: (line: Line) => void): void {
    let seen = this.lines.length
    this.#listeners.add(() => {
      const lines = this.lines.slice(seen)
      seen += lines.length
      for (const line of lines) listener(line)
    })
  }

  /** The first line whose message contains the words; waits for it. Rejects when the process ends without it. */
  async logged(words: string, fields: Readonly<Record<string, unknown>> = {}): Promise<Line> {
    const find = () =>
      this.lines.find(
        (line) => line.msg.includes(words) && Object.entries(fields).every(([name, value]) => line[name] === value),
      )
    let listener = () => {}
    const seen = new Promise<void>((resolve) => {
      listener = () => find() && resolve()
      this.#listeners.add(listener)
      listener()
    })
    await Promise.race([seen, this.exited])
    this.#listeners.delete(listener)
    const line = find()
    if (!line) throw new Error(`The bot ended without saying "${words}":\n${this.stdout}${this.stderr}`)
    return line
  }

  /** The address of its page, once it runs. */
  async url(): Promise<string> {
    return String((await this.logged('http://')).url)
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    this.kill(signal)
    return this.exited
  }
}
