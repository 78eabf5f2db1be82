import { styleText } from 'node:util'
import { Command } from 'commander'
import { readEnvironment } from '../../config/environment.ts'
import { diagnose } from '../../doctor/doctor.ts'
import type { Finding } from '../../domain/verdict.ts'
import { useProxy } from '../../lib/proxy.ts'
import { redact } from '../../observability/redact.ts'
import { examples, jsonOption } from '../options.ts'
import { commandLog, count, print, printJson } from '../output.ts'

export const doctorCommand = new Command('doctor')
  .description(
    'Check tokens, permissions, channels, clock, time zones, data folder, digests and port. Nothing is posted.',
  )
  .addOption(jsonOption)
  .addHelpText('after', '\nExit code 1 means that something is wrong.')
  .addHelpText('after', examples('doctor', 'doctor --json'))
  .action(run)

async function run({ json }: { json?: true }): Promise<void> {
  const environment = readEnvironment()
  if (environment.hasProxy) await useProxy()
  const findings = await diagnose(environment, { ...commandLog, warn: () => {}, error: () => {} })
  const wrong = findings.filter(({ ok }) => !ok).length
  if (json) {
    const checks = findings.map((each) => ({
      check: each.check,
      subject: each.subject,
      ok: each.ok,
      message: redact(each.message),
      fix: each.ok ? null : redact(each.fix),
    }))
    printJson({ ok: wrong === 0, checks })
  } else {
    for (const finding of findings) print(redact(line(finding)))
    print(
      wrong === 0
        ? `${count(findings.length, 'check')}: all fine`
        : `${wrong} of ${count(findings.length, 'check')} found something wrong`,
    )
  }
  if (wrong > 0) process.exitCode = 1
}

function line(finding: Finding): string {
  const { ok, check, subject, message } = finding
  const mark = ok ? styleText('green', '✓') : styleText('red', '✗')
  return `${mark} ${check} ${subject}: ${message}${finding.ok ? '' : ` ${finding.fix}`}`
}
