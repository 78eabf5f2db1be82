import type { ProblemSentences, ProblemText } from '../src/domain/problem.ts'
import { problemSentences } from '../src/i18n/problems.ts'

/** A problem with its sentences in English. */
export function inEnglish<Text extends ProblemText>(problem: Text): Text & ProblemSentences {
  return { ...problem, ...problemSentences(problem) }
}
