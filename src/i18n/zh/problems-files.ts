import {
  type CostlyPart,
  type enFileProblems,
  formatSize,
  type RunPart,
  type SpecialKind,
  type UnreadableCause,
} from '../en/problems-files.ts'

const unreadableFixes: Record<UnreadableCause, string> = {
  files: '机器人打开的文件过多：请用 systemd 的 LimitNOFILE 或 `ulimit -n` 提高其用户的上限。',
  disk: '磁盘或网络共享工作不正常：请查看系统的报告。机器人会自行重试。',
  loop: '有一个链接指向自身：请将其删除。',
  other: '请让机器人的用户可以读取它。',
}

const specialKinds: Record<SpecialKind, string> = {
  folder: '文件夹',
  pipe: '命名管道',
  socket: '套接字',
  device: '设备',
}

const costly: Record<CostlyPart, (max: number) => string> = {
  blocks: (max) => `段落、标题和列表项超过 ${max} 个`,
  quotes: (max) => `引用中的段落和脚注超过 ${max} 个`,
  pieces: (max) => `链接、样式、行内代码、图片、表情符号和换行超过 ${max} 个`,
  cells: (max) => `表格单元格超过 ${max} 个`,
  blanks: (max) => `空行超过 ${max} 行`,
}

const runs: Record<RunPart, (max: number) => string> = {
  characters: (max) => `${max} 个字符`,
  marks: (max) => `${max} 个标记（如 * _ [ 和 \`）`,
}

const shorten = '请缩短或拆分。'
const saveAsUtf8 = '请保存为 UTF-8 编码。'
const nameByDay = '请用日期为日报命名（`2026-03-12.md`），或在文首元数据中写明 `date: 2026-03-12`。'

export const zhFileProblems: typeof enFileProblems = {
  'missing-file': () => ['无法打开这个文件：它已被删除，或者是失效的链接。', '请恢复这个文件。'],
  'unreadable-file': (code, cause) => [`无法打开这个文件（${code}）。`, unreadableFixes[cause]],
  'special-file': (kind) => [
    `这是${specialKinds[kind]}，不是文件，因此不会打开。`,
    '请将其删除，或换成一个 Markdown 文件。',
  ],
  moved: (to, from) => [`这份日报的日期现在是 ${to}。`, `如果不对，请改回 \`date: ${from}\`。`],
  'being-written': () => ['这个文件正在写入。', '请稍候：文件数秒内没有变化后就会读取。'],
  'keeps-changing': (seconds) => [
    `这个文件已持续变化 ${seconds} 秒；现在按当前内容读取，停止变化后再读取一次。`,
    '请查明是什么在反复写入它。',
  ],
  unwatched: (why) => [
    `无法及时发现这个文件夹中的变化（${why}）。`,
    '请排除原因并重启机器人；在此之前每分钟查看一次。',
  ],
  samples: (command) => [
    '这里是 Morning Post 自带的示例日报。示例不会发布，只发布您自己的日报。',
    `请把您的日报放到这里，或运行 \`${command}\` 创建日报文件夹。`,
  ],

  'too-large': (bytes, limit, kind) => [
    `这个文件有 ${formatSize(bytes, '字节')}；${kind === 'digest' ? '日报' : '网页'}不得超过 ${formatSize(limit, '字节')}。`,
    shorten,
  ],
  'utf-16': () => ['这个文件的编码是 UTF-16。', saveAsUtf8],
  'not-utf-8': () => ['这个文件的编码不是 UTF-8，可能是 Latin-1 或 Windows-1252。', saveAsUtf8],
  'zero-byte': () => ['这个文件不是文本：其中有零字节。', '请保存为文本文件。'],
  'too-many-parts': (max, part) => [`文件到此处为止，${costly[part](max)}，超出了一份日报的上限。`, shorten],
  'long-run': (max, part) => [`从这里开始，超过 ${runs[part](max)}之间没有空行。`, '请在段落之间留出空行。'],
  'too-deep': (max) => [`这一行中的列表、引用或样式嵌套超过 ${max} 层。`, '请减少嵌套层数。'],

  'unread-file': () => ['这个文件不会被读取。', '如果它是日报，请用日期命名：`2026-03-12.md`。'],
  'no-such-day': (day) => [`日历中没有 ${day} 这一天。`, '请给文件改名。'],
  'other-file-read': (name) => [`这个文件不会被读取：${name} 是同一天的日报。`, '请删除其中一个，或给它改名。'],
  'two-files': (names) => [`${names.join('、')} 也是同一天的日报，因此都不会被读取。`, '请只保留一个。'],
  'undated-file': () => ['这个文件不会被读取。', nameByDay],
  'undated-files': (count, names) => [
    `这个文件夹中有 ${count} 个文件不会被读取，例如 ${names.join('、')}。`,
    nameByDay,
  ],
  'missing-folder': () => ['没有这个文件夹。', '请创建它并放入日报，或用配置中的“digests”指定另一个文件夹。'],
  'broken-link': (link, target) => [
    `${link} 是指向 ${target} 的链接，但那里什么也没有。`,
    '请挂载或恢复链接的目标，或修改链接。',
  ],
  'file-in-path': (path) => [`${path} 是文件，而这里必须是文件夹。`, '请更正路径，或换成文件夹。'],
  'unreadable-config': (code, cause) => [`无法读取这个文件（${code}）。`, unreadableFixes[cause]],
  'unreadable-folder': (code, cause) => [`无法列出这个文件夹的内容（${code}）。`, unreadableFixes[cause]],
  'link-to-parent': () => ['这个链接指向它所在的上级文件夹，不会被读取。', '请将其删除。'],
  'link-to-itself': () => ['这个链接指向自身。', '请将其删除。'],
  'publication-taken': (name) => [`上一级文件夹中的日报已经使用名称“${name}”。`, '请换一个名称。'],
  'publication-name': () => ['这个文件夹不会被读取。', '刊物名称只能使用小写字母、数字和连字符，最多 40 个字符。'],

  'git-lfs': () => ['这是 Git LFS 的指针文件，内容在别处。', '请把日报保存在仓库本身：`git lfs untrack "*.md"`。'],
  'git-link': () => ['这是符号链接，不会跟随。', '请换成文件本身。'],
  'git-submodule': () => ['这是子模块而不是文件，不会拉取。', '请换成文件本身。'],
  'git-path': () => [
    '未读取此文件：所在文件夹超过三层，或路径中的名称含有并非所有系统都接受的字符。',
    '请放到所属刊物的文件夹中。',
  ],
  'not-pulled': (url) => [`尚未拉取 ${url} 中的日报。`, '请启动机器人，它会自行拉取。'],
}
