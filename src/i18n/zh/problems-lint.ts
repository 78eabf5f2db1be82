import type { TextLimit } from '../../domain/problem.ts'
import type { enLintProblems, MissingDays } from '../en/problems-lint.ts'

const effects: Record<TextLimit['effect'], string> = {
  'bold-title': 'Slack 会把它显示为粗体文字，而不是标题',
  'forum-title': 'Discord 论坛帖子只显示开头部分',
  'thread-name': 'Discord 讨论串的名称只取开头部分',
  'no-button': 'Discord 只在正文中显示链接，不显示按钮',
}

function missingDays({ first, last, count, named, areInRow }: MissingDays): string {
  if (count === 1) return `${first}（1 天）没有日报`
  if (areInRow) return `${first} 至 ${last}（${count} 天）没有日报`
  if (named.length > 0) return `${named.join('、')}（${count} 天）没有日报`
  return `${first} 至 ${last} 之间，有 ${count} 个通常应有日报的日子没有日报`
}

export const zhLintProblems: typeof enLintProblems = {
  'long-text': (of, length, max, effect) => [
    `${of === 'address' ? '网址' : '标题'}有 ${length} 个字符；超过 ${max} 个时，${effects[effect]}。`,
    '请缩短。',
  ],
  'missing-overview': () => ['没有概览，读者只能看到标题。', '请在各小节之前为每一节写一个列表项。'],
  'overview-count': (bullets, sections) => [
    `概览有 ${bullets} 项，小节有 ${sections} 个。`,
    '请按相同的顺序为每一节写一项。',
  ],
  'overview-order': (bullet, section) => [
    `概览第 ${bullet} 项似乎说的是第 ${section} 节。`,
    '请让概览各项与小节顺序一致。',
  ],
  'empty-notes': () => ['这个标题下面没有简讯。', '请把每条简讯写成一个列表项，或删除标题。'],
  'unlisted-takeaways': () => ['这一节的关键要点不是列表。', '请把每个要点写成单独一行的列表项。'],
  'missing-takeaways': () => ['这一节没有关键要点，读者只能整节讨论。', '请写上 `**关键要点**`，并在其下列出要点。'],
  'missing-source': () => ['这一节没有注明来源。', '请在末尾写上 `来源：[标题](https://…)`。'],
  'source-without-link': () => ['这个来源没有链接。', '请写成 `来源：[标题](https://…)`。'],
  'untagged-section': (likely) => [
    '这一节没有主题。',
    likely ? `如果“${likely}”是主题，请写成 [${likely}]。` : '请写在方括号中：`### 01 [主题] 标题`。',
  ],
  'unknown-tag': (tag, meant) => [
    `词汇表中没有 [${tag}]。`,
    meant ? `是否想写 [${meant}]？` : '请把它加入词汇表，或从中选择一个主题。',
  ],
  'untranslated-language': (language, translated) => [
    `日期使用${new Intl.DisplayNames('zh', { type: 'language' }).of(language)}，但“关键要点”“阅读原文”等标签是英文：目前只有 ${translated.join('、')} 的译文。`,
    '如果读者两种语言都懂，可以不改。',
  ],
  'repeated-source': (words, date, file, line) => [
    `“${words}”曾在 ${date} 介绍过（${file}:${line}）。`,
    '如果没有新内容，请换一个。',
  ],
  gap: (missing) => [`${missingDays(missing)}。`, '如有缺漏，请补上。'],
  'many-messages': (platform, layout, inChannel, others) => {
    const advice = others.map((other) => {
      const below = other.inThread > 0 ? `，并在讨论串中发 ${other.inThread} 条` : ''
      return `\`${other.layout}\` 在频道中发 ${other.inChannel} 条${below}`
    })
    return [
      `按 \`layout: ${layout}\`，这份日报会在 ${platform} 频道中发 ${inChannel} 条消息。`,
      `请选择其他版式：${advice.join('；')}。`,
    ]
  },
  'refused-part': (platform, part, refusal) => [
    `${platform} 会拒绝 ${part} 这一部分：${refusal}`,
    '请缩短或简化这一部分。',
  ],
  habit: ({ message, fix }, affected, total, places) => [
    `${message}这份刊物的 ${total} 份日报中有 ${affected} 份如此，共 ${places} 处。`,
    `${fix}单独检查某一份日报，可以看到其中的各处。`,
  ],
  'same-in-lines': ({ message, fix }, lines, more) => [
    `${message}第 ${lines.join('、')} 行${more > 0 ? `和另外 ${more} 行` : ''}也是如此。`,
    fix,
  ],
}
