import type { ProblemText } from '../domain/problem.ts'
import { type ProblemName, problemText, type ValuesOfProblem } from '../i18n/problems.ts'

/** The rule for a value, as the message of a zod issue, which is a string. */
export function valueRule<Name extends ProblemName>(name: Name, ...values: ValuesOfProblem<Name>): string {
  return JSON.stringify(problemText(name, ...values))
}

/** The rule in the message of an issue; undefined for the words of a library. */
export function readValueRule(message: string): ProblemText | undefined {
  return message.startsWith('{"key":') ? (JSON.parse(message) as ProblemText) : undefined
}
