import type { enImportProblems, LinePlace } from '../en/problems-import.ts'

const places: Record<LinePlace, string> = {
  overview: '不能放在概览中',
  'before-items': '不能放在第一条之前',
  notes: '不能放在简讯列表中',
  'no-heading': '不属于任何标题',
}

const formats: Readonly<Record<string, string>> = { pdf: ' PDF 文件' }

const moveIt = '如果不对，请在结果中移动它。'
const correctIt = '如果不对，请在结果中更正。'

export const zhImportProblems: typeof enImportProblems = {
  'lost-text': () => ['这个标题下面没有内容：复制网页时丢失了文字。', '请重新复制，或在结果中补写。'],
  'moved-line': (line, place) => [`${line}${places[place]}，已保留为单独的文字。`, moveIt],
  'moved-to-end': (line) => [`${line}位于要点或来源之后，已移到这一节正文的末尾。`, moveIt],
  'implied-heading': (line, chapter) => [
    `${line}不在词汇表中的任何标题之下，已作为“${chapter === 'featured' ? '重点' : '概览'}”的第一行。`,
    moveIt,
  ],
  'mail-field': (field) => [
    `这段文字含有由邮件群发程序填写的字段，例如 ${field}。`,
    '请导入实际发出的邮件，或替换这些字段。',
  ],
  'mail-link': () => ['这个链接的网址由邮件群发程序填写，因此只保留链接文字。', '请在结果中写上网址。'],
  'few-words': () => ['这里既没有标题也没有列表，字数也不足以成文。', '请导入全文。'],
  'bold-lines': (count) => [`这里没有标题，但有 ${count} 行粗体文字可能是标题。`, '请改成标题，例如 `## 标题`。'],
  'number-gap': (number) => [`这一条之前缺少编号 ${number}。`, '请检查是否有遗漏。'],
  'no-item': () => ['没有重点条目。', '请让每一条以 `01 Agent 标题` 这样的行开头。'],
  'page-too-deep': () => ['网页元素嵌套过深，无法读取。', '请复制其中的文字再导入。'],
  'empty-page': () => ['这个网页中没有文字。', '请等网页完全显示后再保存，或复制其中的文字。'],
  'empty-mail': () => ['这封电子邮件没有可读的文字。', '请在邮件程序中打开，再复制文字。'],
  'already-markdown': () => ['这已经是 Markdown 日报。', '请直接放入日报文件夹。'],
  'long-page': (characters) => [`这个网页有 ${characters} 个字符，超出了一份日报的长度。`, '请复制一天的文字再导入。'],
  'undecided-hyphen': (words, because) => [
    `${words}之前的连字符可能是一个要点的开头，也可能在要点之中；${
      because === 'numbers' ? '两侧都是数字' : '其后是小写单词'
    }，因此未作改动。`,
    '如果不对，请在结果中从那里另起一个列表项。',
  ],
  'lost-number': (number) => [`另一条已使用编号 ${number}，因此这一条没有编号。`, '请在结果中为它编号。'],
  'missing-tag': (title) => [
    `${title}之前没有词汇表中的主题，因此这一条没有主题，而其他条目都有。`,
    '请在结果中写上主题：`[主题] 标题`。',
  ],
  'two-tags': (shorter, longer) => [`这一条的主题可能是“${shorter}”或“${longer}”；已采用较长的一个。`, correctIt],
  'taken-for-tag': (tag, title) => [
    `“${tag}”可能是这一条的主题，也可能是标题的开头；其他条目都有主题，因此按主题处理，标题只留下${title}。`,
    correctIt,
  ],
  'left-in-title': (tag) => [`“${tag}”可能是这一条的主题，也可能是标题的开头；已留在标题中。`, correctIt],
  'undated-feed': () => ['这个订阅源中的条目没有日期，无法选择。', '请导入该期的网页。'],
  'no-entry': (date, latest) => [`这个订阅源中没有 ${date} 的条目。`, `最近的条目日期为 ${latest.join('、')}。`],
  'continued-line': (line) => [`${line}已并入上一条。`, '如果不对，请在结果中另列一条。'],
  'unclear-part': (percent) => [
    `无法确定网页的哪一部分是日报：${percent}% 的文字在疑似日报的部分之外。`,
    '请把该部分单独保存为 HTML，或复制为 Markdown。',
  ],
  'data-file': (format) => [`这是 ${format} 数据，不是文章。`, '请写成列表，每行一个 `- [标题](https://…)`。'],
  'other-markup': (format) => [
    `这是${Object.hasOwn(formats, format) ? formats[format] : ` ${format} 格式`}。`,
    '请保存为 HTML 或 Markdown 再导入。',
  ],
  'no-parts': () => [
    '这段文字没有标题、列表和链接，无法确定各部分从哪里开始。',
    '请把网页保存为 HTML，或把标题写成 `## 标题`。',
  ],
  'unclear-digest': () => ['无法确定这个文件中的日报内容。', '请以 Markdown 格式导入其中的文字。'],
  'unreadable-feed': (why) => [why, '请重新保存订阅源再导入。'],
}
