import { stderr, stdout } from 'node:process'
import { Command } from 'commander'
import { count } from './audit.ts'
import { type Outcome, type Progress, torture } from './run.ts'
import type { Climate } from './weather.ts'

const percent = (text: string) => Number(text) / 100

const command = new Command('torture')
  .option('--minutes <n>', 'how long the bot is tortured', Number, 5)
  .option('--seed <n>', 'decides the plan', Number, 42)
  .option('--kills-per-minute <n>', 'how often', Number, 15)
  .option('--publications <n>', 'how many series of digests there are; each lasts for 32 digests', Number, 16)
  .option('--no-edits', 'digests stay as they were published')
  .option('--busy <percent>', 'of calls answered with 429', percent, 0.01)
  .option('--errors <percent>', 'of calls answered with 5xx', percent, 0.01)
  .option('--resets <percent>', 'of calls whose connection is cut', percent, 0.01)
  .option('--hangs <percent>', 'of calls never answered', percent, 0.001)
  .option('--slow <percent>', 'of calls whose answer trickles', percent, 0.01)
  .option('--deaf <percent>', 'of calls after which the connection is half-open', percent, 0.001)
  .option('--failing-lookups <percent>', 'of calls that look for a message', percent, 0.05)
  .option('--failing-edits <percent>', 'of calls that edit', percent, 0.05)
  .option('--twice <percent>', 'of what people do reaches the bot twice', percent, 0.2)
  .option('--socket-trouble <n>', 'sockets dropped, silenced, invalidated or told to go, a minute', Number, 10)

interface Flags extends Climate {
  readonly minutes: number
  readonly seed: number
  readonly killsPerMinute: number
  readonly publications: number
  readonly edits: boolean
}

// The bot goes with us.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const flags = command.parse().opts<Flags>()
const outcome = await torture({
  ...flags,
  climate: flags,
  isEnough: ({ minutes }) => minutes >= flags.minutes,
  onProgress: (progress) => stderr.write(`${figures(progress)}\n`),
})
for (const { fault, marker, detail } of outcome.findings.slice(0, 20))
  stderr.write(`${fault}: ${marker.delivery} ${marker.part}: ${detail}\n`)
for (const surprise of outcome.surprises.slice(0, 20)) stderr.write(`${surprise}\n`)
stdout.write(`${lastLine(outcome)}\n`)
process.exit(outcome.findings.length + outcome.surprises.length > 0 ? 1 : 0)

function figures({ minutes, kills, parts, digests, deeds, faults }: Progress): string {
  const hit = [...faults.values()].reduce((sum, times) => sum + times, 0)
  return `${minutes.toFixed(1)} min · kills ${kills} · digests ${digests} · parts ${parts.toLocaleString('en')} · deeds ${deeds} · faults ${hit}`
}

function lastLine(outcome: Outcome): string {
  const counts = Object.entries(count(outcome.findings)).map(([name, times]) => `${name} ${times}`)
  return [`seed ${flags.seed}`, figures(outcome), `uncertain ${outcome.uncertain}`, ...counts, outcome.logs].join(' · ')
}
