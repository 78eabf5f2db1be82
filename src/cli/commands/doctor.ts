import { styleText } from 'node:util'
import { Command } from 'commander'
import { readEnvironment } from '../../config/environment.ts'
import { EnvironmentError } from '../../config/environment-error.ts'
import { type Diagnosis, diagnose } from '../../doctor/doctor.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import type { Finding } from '../../domain/verdict.ts'
import { messagesFor } from '../../i18n/messages.ts'
import { verdictText, wrongInWords } from '../../i18n/verdicts.ts'
import { useProxy } from '../../lib/proxy.ts'
import { redact } from '../../observability/redact.ts'
import { examples, jsonOption } from '../options.ts'
import { commandLog, print, printJson, printNote } from '../output.ts'

export const doctorCommand = new Command('doctor')
  .description(
    'Check tokens, permissions, channels, clock, time zones, data folder, digests and port. Nothing is posted.',
  )
  .addOption(jsonOption)
  .addHelpText('after', '\nExit code 1 means that something is wrong.')
  .addHelpText('after', examples('doctor', 'doctor --json'))
  .action(run)

/** How long the checks take before a note says that they go on, in milliseconds. */
const slowMs = 5_000
const slowNote =
  'Still waiting for a platform to answer: 10 seconds for each check, or up to a minute where it asks for a pause.'

async function run({ json }: { json?: true }): Promise<void> {
  const isSlow = setTimeout(() => {
    if (process.stderr.isTTY) printNote(slowNote)
  }, slowMs)
  const { findings, language } = await diagnosis().finally(() => clearTimeout(isSlow))
  const faults = findings.filter(({ ok }) => !ok).length
  if (json) {
    const checks = findings.map((each) => ({
      check: each.check,
      subject: each.subject,
      ok: each.ok,
      message: redact(each.message),
      fix: each.ok ? null : redact(each.fix),
    }))
    printJson({ ok: faults === 0, checks })
  } else {
    const { doctor } = messagesFor(language)
    for (const finding of findings) print(redact(line(finding, language)))
    print(faults === 0 ? doctor.fine(findings.length) : doctor.wrong(faults, findings.length))
  }
  if (faults > 0) process.exitCode = 1
  // An unanswered request to a platform would keep the process alive for as long again.
  process.stdout.write('', () => process.exit())
}

/** A rejected environment is a finding as well; nothing else can be checked then. */
async function diagnosis(): Promise<Diagnosis> {
  try {
    const environment = readEnvironment()
    if (environment.proxy) await useProxy(environment.proxy)
    return await diagnose(environment, { ...commandLog, warn: () => {}, error: () => {} })
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    const problems = error instanceof EnvironmentError ? error.problems : [error.message]
    const findings = problems.map((problem) => {
      const verdict = wrongInWords(problem, 'Correct it (.env.example explains each variable), and run `doctor` again.')
      return { check: 'environment', subject: '.env', ...verdict } as const
    })
    return { language: 'en', findings }
  }
}

function line(finding: Finding, language: string): string {
  const { ok, check, subject } = finding
  const mark = ok ? styleText('green', '✓') : styleText('red', '✗')
  return `${mark} ${check} ${subject}: ${verdictText(finding, language)}`
}
