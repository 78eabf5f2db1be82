import { isAbsolute, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Problem } from '../domain/problem.ts'
import type { Language } from '../i18n/messages.ts'
import { describeProblem, problemSentences } from '../i18n/problems.ts'
import { version } from '../lib/version.ts'

/** The problems as they are printed as JSON. */
export function jsonProblems(problems: readonly Problem[], language?: Language) {
  return problems.map(({ file, line, column, severity, rule, ...text }) => {
    return { file, line, column, severity, ...problemSentences(text, language), rule }
  })
}

/** The problems as annotations of a GitHub workflow, one a line: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands */
export function githubAnnotations(problems: readonly Problem[], language?: Language): string[] {
  return problems.map(({ file, line, column, severity, rule, ...text }) => {
    const properties = Object.entries({ file: pathHere(file) ?? file, line, col: column, title: rule })
    const list = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',')
    return `::${severity} ${list}::${escapeData(describeProblem(text, language))}`
  })
}

const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/** The problems as a SARIF 2.1.0 log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifLog(problems: readonly Problem[], language?: Language) {
  const rules = [...new Set(problems.map(({ rule }) => rule))].sort()
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Morning Post', version, rules: rules.map((id) => ({ id })) } },
        columnKind: 'utf16CodeUnits',
        results: problems.map(({ file, line, column, severity, rule, ...text }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          level: severity,
          message: { text: describeProblem(text, language) },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(file) },
                region: { startLine: line, startColumn: column },
              },
            },
          ],
        })),
      },
    ],
  }
}

/** Relative to the current folder, with slashes; undefined if the file is elsewhere. */
function pathHere(file: string): string | undefined {
  const path = relative('.', resolve(file))
  return isAbsolute(path) || path.split(sep)[0] === '..' ? undefined : path.split(sep).join('/')
}

function uriOf(file: string): string {
  const path = pathHere(file)
  return path === undefined ? pathToFileURL(resolve(file)).href : path.split('/').map(encodeURIComponent).join('/')
}
