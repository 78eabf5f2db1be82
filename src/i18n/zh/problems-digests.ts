import type { ChatMark, Dialect, enDigestProblems, LinkFault, MovedKind, MovedPlace } from '../en/problems-digests.ts'

const kinds: Record<MovedKind, string> = {
  list: '这个列表',
  table: '这个表格',
  code: '这个代码块',
  blockquote: '这段引用',
  heading: '这个标题',
  math: '这个公式',
  image: '这张图片',
  html: '这段 HTML ',
  paragraph: '这段文字',
}

const places: Record<MovedPlace, readonly [from: string, to: string]> = {
  overview: ['不能放在概览中', '单独显示'],
  'before-sections': ['不能放在第一节之前', '单独显示'],
  'after-takeaways': ['不能放在要点或来源之后', '显示在这一节正文的末尾'],
  notes: ['不能放在简讯列表中', '单独显示'],
  'no-heading': ['不属于任何标题', '单独显示'],
}

const dialects: Record<Dialect, string> = {
  hugo: ' Hugo 的短代码',
  liquid: ' Liquid 或 Nunjucks 的标签',
  template: '模板字段',
  mdx: ' MDX 语句',
}

const chatMarks: Record<ChatMark, readonly [what: string, fix: string]> = {
  person: ['某个人的编号', '请改写成这个人的名字。'],
  group: ['某个群组的编号', '请改写成群组的名称。'],
  channel: ['某个频道的编号', '请改写成频道的名称，如 #general。'],
  everyone: ['对频道中所有人的呼叫', '请删去，或写明指的是谁。'],
  command: ['某个命令的编号', '请改写成要输入的命令。'],
}

const linkFaults: Record<LinkFault, readonly [what: string, fix: string]> = {
  incomplete: ['不是完整的网址', '请写出以 https:// 开头的网址。'],
  login: ['含有用户名或密码', '请从网址中删除。'],
  scheme: ['是聊天平台无法打开的地址', '请使用以 https:// 或 mailto: 开头的地址。'],
}

export const zhDigestProblems: typeof enDigestProblems = {
  'empty-file': () => ['这个文件是空的。', '请写入日报，或删除文件。'],
  draft: () => ['这是草稿，不会发布。', '完成后请删除 `draft: true`。'],
  unverified: () => ['草稿中的这一处未能核实。', '请对照来源核查标记所指的内容，更正文字并删除标记。'],
  'missing-language': (language) => [
    `没有注明语言，因此按 \`${language}\` 处理。`,
    `请在文件开头写明 \`language: ${language}\`。`,
  ],
  'unknown-day': () => [
    '不知道这份日报是哪一天的。',
    '请用日期为文件命名（`2026-03-12.md`），或在文件开头写明 `date: 2026-03-12`。',
  ],
  'date-mismatch': (written, named, counts) => [
    `日期 ${written} 与文件名中的 ${named} 不一致${counts ? '，以文件名为准' : ''}。`,
    '请更正日期，或给文件改名。',
  ],

  'no-content': () => ['这个文件除标题外没有内容。', '请写入小节、简讯或正文。'],
  'second-title': () => ['这个标题与文件开头的标题不同，会单独显示。', '请删除其中一个，或改成一致。'],
  'uncited-footnote': (identifier) => [
    '没有文字引用这条脚注，它会显示在末尾。',
    `请在相应位置写上 \`[^${identifier}]\`，或删除脚注。`,
  ],
  'too-many-sections': (count, max) => [
    `这个文件有 ${count} 个小节和带标题的文字；一份日报最多 ${max} 个。`,
    '请把标题降低一级。',
  ],
  'duplicate-heading': (heading, line) => [`“${heading}”已在第 ${line} 行出现过。`, '请把两处内容合并到同一个标题下。'],
  'unknown-heading': (heading, meant) => [`“${heading}”会作为普通文字单独显示。`, `是否想写“${meant}”？`],
  'no-section': (chapter) => ['没有重点小节。', `请写上 \`## ${chapter}\`，并在其下写 \`### 01 [主题] 标题\`。`],
  'section-outside': (chapter) => ['没有重点小节。', `这里看起来像一个小节：请在它上方写上 \`## ${chapter}\`。`],
  'duplicate-number': (number, line) => [`编号 ${number} 已在第 ${line} 行使用。`, '请把其中一个改成别的编号。'],
  'empty-title': () => ['这一节没有标题。', '请在编号和主题之后写上标题。'],
  'empty-takeaways': () => ['这一行下面没有要点。', '请把每个要点写成一个列表项：`- 第一个要点`。'],
  'empty-observation': () => ['这个标题下面没有文字。', '请写入文字，或删除标题。'],
  'rule-under-text': () => ['紧跟在文字下面的一行连字符会把文字变成标题。', '请在两者之间空一行。'],
  'free-form': (chapter, as, level) => {
    const read = {
      sections: level > 0 ? `每个 \`${'#'.repeat(level)}\` 标题开始一个小节` : '每个标题开始一个小节',
      notes: '其中的列表按简讯处理',
      prose: '全文按一篇文章处理',
    }[as]
    return [`这个文件中没有 \`## ${chapter}\`，因此${read}。`, '使用规定的标题，读者就能看到概览和可供讨论的要点。']
  },
  'moved-text': (kind, place) => {
    const [from, to] = places[place]
    return [`${kinds[kind]}${from}，会${to}。`, '如果位置不对，请移动它。']
  },

  'merge-conflict': () => [
    '文件中留有 git 合并冲突的两个版本。',
    '请保留其中一个，并删除 `<<<<<<<`、`=======` 和 `>>>>>>>` 所在的行。',
  ],
  'mail-encoding': (letters: string) => [
    `“${letters}”是邮件传输文字用的编码，会照原样发出。`,
    '请用命令 `import` 导入，它能还原这些文字。',
  ],
  'open-code': () => ['这个代码块没有结束，其后的内容都会显示为代码。', '请用一行相同的符号结束它。'],
  'chat-mark': (mark, kind) => [
    `\`${mark}\` 是${chatMarks[kind][0]}：读者看到的就是这些字符，也不会通知任何人。`,
    chatMarks[kind][1],
  ],
  'open-comment': () => ['这段 HTML 注释没有结束，其后的内容不会发布。', '请用 `-->` 结束它。'],
  'open-style': () => [
    '这里的两个星号开始的粗体没有结束，读者会看到星号。',
    '请在同一段中用 `**` 结束它，或写成 `\\*\\*`。',
  ],
  'unfinished-text': (mark) => [`“${mark}”像是写给自己的备注，读者会看到它。`, '请写完这段文字，或删去备注。'],
  'broken-table': (header, line) => [
    `这几行不是表格，会按原样显示：第一行有 ${header} 列，短横线那一行有 ${line} 列。`,
    '请让两行的列数相同。',
  ],
  'html-comment': () => ['注释不会发布。', '如果要让读者看到，请写成正文。'],
  'html-script': () => ['脚本或样式不会发布。', '请将其删除：聊天中不会执行脚本，也不会应用样式。'],
  'html-as-text': () => ['这段 HTML 会按原样显示。', '请改用 Markdown。'],
  'template-tag': (found, dialect) => [`“${found}”是${dialects[dialect]}，会按原样发布。`, '请将其删除。'],
  'template-unknown': (found, dialect) => [
    `“${found}”是${dialects[dialect]}，此文件中没有它要显示的内容。`,
    '请写出要让读者看到的内容；如果要按原样显示，请放在反引号中。',
  ],
  'template-left-out': (found, dialect) => [
    `“${found}”是${dialects[dialect]}，不会发布。`,
    '请用 Markdown 写出要让读者看到的内容。',
  ],
  'read-as-markdown': (format) => [
    `此文件看起来是 ${format}，但按 Markdown 读取，因此其标记会按原样发布。`,
    '请先转换，例如使用 pandoc。',
  ],
  'mail-parts': (line, count) => [
    `“${line}”${count > 1 ? `等 ${count} 段` : ''}看来是关于邮件本身的内容，会照原样发布。`,
    '如果是，请删除：其中的链接属于收件人。',
  ],
  'lost-link': (name) => [`链接 [${name}] 的地址不在本文件里，只保留文字。`, `请添加一行 \`[${name}]: https://…\`。`],
  'same-page-link': (url) => [
    `“${url}”指向同一页面中的位置，而消息中没有这样的位置；只保留链接文字。`,
    '请使用该页面的完整网址。',
  ],
  'unusable-link': (url, fault) => {
    const [what, fix] = linkFaults[fault]
    return [`“${url}”${what}；只保留链接文字。`, fix]
  },
  'private-link': (url) => [
    `“${url}”的主机不在公共网络上：聊天平台不会生成链接，因此显示为文字。`,
    '请使用读者可以访问的网址。',
  ],
  'unused-link': (label) => [
    `没有文字链接到 [${label}]，因此这个地址会被略去。`,
    `请在正文中写上 \`[文字][${label}]\`，或删除它。`,
  ],
  'link-as-text': () => ['在 Markdown 中这一行是链接的地址；它会按原样显示。', '为确保无误，请在方括号前加反斜杠。'],
  'large-table': (columns, rows, maxColumns, maxCells) => [
    `这个表格有 ${columns} 列、${rows} 行，因此每行显示为一行文字。`,
    `表格最多 ${maxColumns} 列、${maxCells} 个单元格：请缩小表格。`,
  ],
  'insecure-image': () => [
    '这张图片的网址不是 https，而聊天平台只加载 https 图片，因此显示为链接。',
    '请使用 https 网址。',
  ],
  'long-image-address': (length, max) => [
    `这张图片的网址有 ${length} 个字符，上限为 ${max}，因此显示为链接。`,
    '请使用更短的网址。',
  ],
  'svg-image': () => ['这张图片是 SVG 文件，聊天中无法显示，因此显示为链接。', '请使用 PNG 文件。'],
  'image-without-alt': (used) => [`这张图片没有替代文字，因此使用“${used}”。`, '请写成 `![图片内容](网址)`。'],
}
