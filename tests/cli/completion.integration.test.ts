import { execFileSync } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import { loadCommands } from '../../src/cli/commands/index.ts'
import { completionScripts } from '../../src/cli/completion.ts'

const commands = await loadCommands()

let scripts: Record<string, string>

beforeAll(() => {
  scripts = Object.fromEntries(Object.entries(completionScripts).map(([shell, write]) => [shell, write(commands)]))
})

/** What bash offers after what was typed; the last word is the one to be completed. */
function offered(typed: string): string[] {
  const words = typed.split(' ')
  const list = words.map((word) => `'${word}'`).join(' ')
  const names = {
    destinations: 'team-slack team-discord',
    deliveries: 'team-slack@main/2026-03-12 night@main/2026-03-12',
  }
  const cases = Object.entries(names).map(([kind, list]) => `${kind}) printf '%s\\n' ${list} ;;`)
  const lookUp = `morning-post() { [ "$1 $2 $3" = 'completion bash --names' ] && case $4 in ${cases.join(' ')} esac }`
  const program = `${lookUp}\n${scripts.bash}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _morning_post; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-uc', program], { encoding: 'utf8' }).split('\n').filter(Boolean)
}

test.each([
  ['morning-post ch', ['check']],
  ['morning-post st', ['start', 'status']],
  ['morning-post --v', ['--version']],
  ['morning-post help pos', ['post']],
  ['morning-post preview --pl', ['--platform']],
  ['morning-post preview --platform s', ['slack']],
  ['morning-post check --format ', ['text', 'json', 'github', 'sarif']],
  ['morning-post post to', ['today', 'tomorrow']],
  ['morning-post import --date y', ['yesterday']],
  ['morning-post completion f', ['fish']],
  // So bash takes `--platform=s` apart.
  ['morning-post preview --platform = s', ['slack']],
  ['morning-post preview --platform =', ['slack', 'discord', 'plain']],
  ['morning-post post --to team-d', ['team-discord']],
  ['morning-post post --to = team-s', ['team-slack']],
  ['morning-post post --undo n', ['night@main/2026-03-12']],
  // So bash takes `team-slack@main` apart; it replaces what begins with the sign.
  ['morning-post post --undo team-slack @ ma', ['@main/2026-03-12']],
  ['morning-post post --undo night @', ['@main/2026-03-12']],
  ['morning-post resolve team-slack @ main', ['@main/2026-03-12']],
  ['morning-post preview --publication x', []],
  // An empty answer leaves the names of files to bash.
  ['morning-post check dig', []],
  ['morning-post restore back', []],
])('bash completes "%s" with %s', (typed, expected) => {
  expect(offered(typed)).toEqual(expected)
})

test('bash offers every command, and every option of each', () => {
  expect(offered('morning-post ')).toEqual(expect.arrayContaining(commands.map((command) => command.name())))
  for (const command of commands) {
    const options = [...command.options.flatMap(({ long, hidden }) => (hidden ? [] : [long])), '--help']
    expect(offered(`morning-post ${command.name()} --`)).toEqual(options)
  }
})

test.each(['zsh', 'fish'])('the script for %s has every command and every option', (shell) => {
  for (const command of commands) {
    const lines = scripts[shell]?.split('\n').filter((line) => new RegExp(`\\b${command.name()}\\b`).test(line)) ?? []
    for (const { long = '', hidden } of command.options) {
      if (hidden) continue
      const flag = shell === 'zsh' ? `'${long}` : `-l ${long.slice(2)} `
      expect(lines.some((line) => line.includes(flag))).toBe(true)
    }
    expect(lines.length).toBeGreaterThan(1)
  }
  for (const word of ['help', 'version']) expect(scripts[shell]).toContain(word)
})
