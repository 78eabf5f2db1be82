import type { Messages } from '../en/index.ts'
import { zhConfigProblems } from './problems-config.ts'
import { zhDigestProblems } from './problems-digests.ts'
import { zhFileProblems } from './problems-files.ts'
import { zhFrontMatterProblems } from './problems-front-matter.ts'
import { zhImportProblems } from './problems-import.ts'
import { zhLintProblems } from './problems-lint.ts'
import { zhValueProblems } from './problems-values.ts'

const problems: Messages['problems'] = {
  ...zhFileProblems,
  ...zhDigestProblems,
  ...zhFrontMatterProblems,
  ...zhLintProblems,
  ...zhImportProblems,
  ...zhConfigProblems,
  ...zhValueProblems,
}

const range = ([least, most]: readonly [number, number]): string =>
  least === most ? `${most}` : `${least} 到 ${most} `.trim()

const problemList: Messages['problemList'] = {
  sentenceGap: '',
  error: '错误',
  warning: '警告',
  configUnusable: '配置无法使用。',
  place: (line, column) => `第 ${line} 行第 ${column} 列：`,
  checked: (digests, errors, warnings) => `已检查 ${digests} 份日报：${errors} 个错误，${warnings} 个警告`,
  morning: (where, inChannel, inThread) => {
    const below = inThread[1] > 0 ? `，并在讨论串中发 ${range(inThread)} 条` : ''
    return `${where}：每天早上在频道中发 ${range(inChannel)} 条消息${below}。`
  },
}

export const zhProblems = { problems, problemList }
