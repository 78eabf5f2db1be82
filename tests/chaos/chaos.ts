import { execFileSync } from 'node:child_process'
import { argv, execPath, pid, stderr, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { readFlags } from './options.ts'
import { details, failuresOf, figures, lastLine } from './report.ts'
import { runChaos } from './run.ts'

// The bot goes with us.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

let isCutShort = false
process.once('SIGUSR2', () => {
  isCutShort = true
})

const flags = readFlags(argv.slice(2))
// A bot that is killed early would leave every start to the source.
execFileSync(execPath, [fileURLToPath(new URL('../../scripts/checkout-bundle.js', import.meta.url))])
stderr.write(`To end the kills early, and audit: kill -USR2 ${pid}\n`)
const outcome = await runChaos({
  ...flags,
  isEnough: ({ minutes, kills, freezes, parts }) =>
    isCutShort || (minutes >= flags.minutes && kills + freezes >= flags.kills && parts >= flags.parts),
  onProgress: (progress) => stderr.write(`${figures(progress)}\n`),
})
const failures = failuresOf(outcome)
if (failures.length > 0) {
  stderr.write(`\n${failures.join('\n')}\n\nEverything is kept in ${outcome.folder}\n`)
  const asked = argv.slice(2).join(' ')
  const again = asked.includes('--seed') ? asked : `${asked} --seed ${flags.seed}`.trim()
  stderr.write(`The same plan once more: npm run chaos -- ${again}\n\n`)
}
for (const line of details(outcome)) stdout.write(`${line}\n`)
stdout.write(`${lastLine(flags.seed, outcome)}\n`)
process.exit(failures.length > 0 ? 1 : 0)
