import { withdrawnReasonMax } from '../../domain/digest.ts'
import type { enFrontMatterProblems, FrontMatterFault, FrontMatterFix } from '../en/problems-front-matter.ts'

const faults: Record<FrontMatterFault, string> = {
  'no-text': '不是文字',
  empty: '是空的',
  'no-language': '不是 `en`、`zh` 这样的语言代码',
  'no-address': '不是以 https:// 开头的完整网址',
  'no-day': '不是日期',
  'no-words': '不是词语列表',
  'no-name': '不是姓名',
  'no-boolean': '既不是 true 也不是 false',
  'no-reason': '没有写明原因',
  'long-reason': `超过 ${withdrawnReasonMax} 个字符`,
  unreadable: '无法读取',
}

const fixes: Record<FrontMatterFix, string> = {
  title: '请加上引号。',
  date: '请写成 YYYY-MM-DD。',
  draft: '请写成 `draft: true`，或删除这一行。',
  withdrawn: '请写明给读者看的原因，例如 `withdrawn: 数据有误。`，或删除这一行。',
  other: '请更正，或删除这一行。',
}

export const zhFrontMatterProblems: typeof enFrontMatterProblems = {
  'front-matter-value': (key, fault, fix) => [`\`${key}\` ${faults[fault]}。`, fixes[fix]],
  'front-matter-left-out': (key, fault, fix) => [`\`${key}\` ${faults[fault]}，因此会被略去。`, fixes[fix]],
  'front-matter-open': (fence) => [
    '从这里开始的文首元数据没有结尾。',
    `请用只有三个${fence === '---' ? '连字符' : '加号'}的一行结束它。`,
  ],
  'front-matter-late': () => ['文首元数据之前还有别的内容。', '请把它放在文件开头。'],
  'front-matter-yaml': (reason, quoted) => [
    `文首元数据不是有效的 YAML：${reason}。`,
    `${quoted && `请写成 \`${quoted}\`。`}含有冒号的文字，或以括号、引号等符号开头的文字，需要加引号。`,
  ],
  'front-matter-twice': (key) => [`文首元数据中有两个 \`${key}\`。`, '请删除其中一行。'],
  'front-matter-toml': (reason) => [`文首元数据不是有效的 TOML：${reason}。`, '请写成 `title = "…"` 这样的行。'],
  'front-matter-no-keys': () => ['文首元数据中没有键值。', '请写成 `title: …` 这样的行。'],
  'critical-key': (key, meant) => [`日报没有 \`${key}\` 这个键。`, `是否想写 \`${meant}\`？`],
  'unknown-key': (key, meant, known) => [
    `日报没有 \`${key}\` 这个键，它不起作用。`,
    meant ? `是否想写 \`${meant}\`？` : `可用的键有 ${known.join('、')}。`,
  ],
  'yaml-nothing': (source, key) => [
    `在 YAML 中，\`${source}\` 表示没有值。`,
    `如果它是文字，请写成 \`${key}: "${source}"\`。`,
  ],
  'yaml-no-text': (source, key) => [
    `在 YAML 中，\`${source}\` 不是文字；它会按原样读取。`,
    `为确保无误，请加上引号：\`${key}: "${source}"\`。`,
  ],
  'yaml-remark': (quoted) => ['`#` 之后的内容是注释，不会发布。', `如果它是文字的一部分，请写成 \`${quoted}\`。`],
  'yaml-sign': (sign, quoted) => [
    `在 YAML 中，这一行的 \`${sign}\` 不表示文字；这里按文字读取。`,
    `为确保无误，请写成 \`${quoted}\`。`,
  ],
}
