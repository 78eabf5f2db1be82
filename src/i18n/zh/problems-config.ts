import type { enConfigProblems } from '../en/problems-config.ts'

const correctCalendar = '请更正路径或文件，或从“skip”中删除。'

const nameOf = (key: string): string => (key ? `“${key}”` : '这个文件')

export const zhConfigProblems: typeof enConfigProblems = {
  'config-missing': (command) => ['没有这个文件。', `请运行 \`${command}\` 创建。`],
  'named-file-missing': () => ['没有这个文件。', '请把文件放到这里。'],
  'config-folder': () => ['这是一个文件夹。', '请指定其中的文件。'],
  'config-too-large': () => ['这个文件过大，不会是配置文件。', '请指定正确的文件。'],
  'config-pipe': () => ['这是没有内容写入的管道。', '请换成文件。'],
  'yaml-empty-list': () => ['这里是空列表或空对象，但下面还有内容。', '请去掉 [] 或 {}。'],
  'yaml-invalid': (reason) => [`这不是有效的 YAML：${reason}。`, '请更正这一行。'],
  'yaml-key-twice': () => ['这个键出现了两次。', '请只保留一个。'],
  'yaml-two-keys': () => ['一行中有两个键，或者下一行缩进过多。', '请让每个键各占一行并对齐；含冒号的文字请加引号。'],
  'yaml-open-quote': () => ['这里开始的引号没有结束。', '请在文字末尾也写上引号。'],
  'yaml-open-bracket': () => ['这里开始的括号没有结束。', '请在末尾写上 ] 或 }。'],
  'yaml-after-quote': () => [
    '值（例如引号中的文字）已经结束，后面还有文字。',
    '请把全部文字放进双引号（"）中，里面用单引号（\'）。',
  ],
  'yaml-tab': () => ['这一行以制表符开头。', '请用空格缩进。'],
  'yaml-indent': () => ['这一行的缩进与旁边的键不同。', '请与它们对齐。'],
  'yaml-documents': () => ['--- 一行开始了第二个文档，它不会被读取。', '请删除这一行。'],
  'yaml-reserved': () => ['值不能以这个字符开头。', '请给值加上引号。'],
  'yaml-no-blank': () => ['冒号后面没有空格。', '请加上空格，例如 `key: value`。'],
  'typographic-quotes': (written) => [
    `${written} 用的是排版引号，因此引号成了值的一部分。`,
    '请改用直引号（"），或去掉引号。',
  ],
  'yaml-alias': () => ['别名（*）必须指向它上面的锚点（&），并且不能包含自身。', '请直接写出值。'],
  'renamed-config-key': (key, renamed) => [`没有“${key}”这个键。`, `它现在的名称是“${renamed}”。`],
  'unknown-config-key': (key, meant, known) => [
    `没有“${key}”这个键。`,
    `${meant && `是否想写“${meant}”？`}可用的键有 ${known.join('、')}。`,
  ],
  'misplaced-config-key': (key, kind, of) => [
    `“${key}”这个键不属于这里。`,
    {
      object: `请写在“${of}:”下面并缩进。`,
      entry: `请写在“${of}”的某一项中，与那里的其他键对齐。`,
      name: `请写在“${of}:”和名称的下面，并缩进两级。`,
    }[kind],
  ],
  'keys-for-list': (key) => [
    `“${key}”应当是列表，而这里是键。`,
    '请让每一项以短横线开头，例如 `- name: …`，其他键与第一个键对齐。',
  ],
  'list-for-keys': (key) => [`“${key}”应当有键，而这里是列表。`, '请去掉短横线，写成 `key: value`。'],
  'list-for-file': () => ['这个文件应当有键，而这里是列表。', '请在列表上面单独写一行它的键，例如 `destinations:`。'],
  'text-for-list': (key, list) => [`“${key}”应当是列表。`, `请写在方括号中：${list}。`],
  'text-for-entry': (key) => [`“${key}”的每一项应当有键。`, '请写上它们，例如 `- name: …`。'],
  'missing-value': (key) => [`缺少${nameOf(key)}。`, '请补上。'],
  'wrong-value': (key, rule, meant) => [
    `${nameOf(key)}的值不正确。`,
    `${rule.message}。${meant && `是否想写 ${meant}？`}`,
  ],

  'destination-twice': (name) => [`有两个发布目标都叫“${name}”。`, '请让每个发布目标有自己的名称。'],
  'posted-twice': (first, publication) => [
    `“${first}”已在把刊物“${publication}”发到这个频道：每份日报会发布两次。`,
    '请删除其中一个，或选择其他频道或刊物。',
  ],
  'until-before-at': (until, at) => [`“until”（${until}）不晚于“at”（${at}）。`, '请写更晚的时间。'],
  'workspace-elsewhere': (platform, workspace, advice) => [
    `${platform} 的频道不在工作区“${workspace}”中。`,
    advice.message,
  ],
  'no-workspace': (workspace, advice) => [`“${workspace}”不是工作区。`, advice.message],
  'layout-elsewhere': (layout, platform, layouts) => [
    `版式“${layout}”不能用于 ${platform}。`,
    `请从 ${layouts.join('、')} 中选择。`,
  ],
  'id-inside': (written, id) => [`“${written}”中包含了 ID。`, `请只写 ${id}。`],
  'wrong-id': (id, advice) => [`“${id}”不是这一类 ID。`, advice.message],
  'wrong-channel-id': (id, advice) => [`“${id}”不是频道的 ID。`, advice.message],
  'tag-not-known': (tag, meant) => [
    `主题词汇表中没有“${tag}”。`,
    meant ? `是否想写“${meant}”？` : '请从中选择一个主题，或加入这个主题。',
  ],
  'fixed-zone': (zone, offset, likely) => [
    `“${zone}”没有夏令时：全年都是 UTC${offset}。`,
    `请写地名${likely && `（例如 ${likely}）`}或 UTC。`,
  ],
  'no-publication': (name) => [`日报中还没有文件夹“${name}”。`, '请创建它，并放入日报。'],
  calendar: (path, why) => [`无法读取日历 ${path}：${why.message}。`, correctCalendar],
  'calendar-broken': (path, why) => [`无法读取日历 ${path}：${why}。`, correctCalendar],
  'backup-beside': (platform) => [`备用频道是在 ${platform} 不可用时使用的。`, '请选择另一个平台的频道。'],
  'member-alone': () => ['同一个 ID 适用于所有服务器。', '请只写 ID。'],
  'no-member': (written, advice) => [
    `“${written}”不是其他工作区的成员。`,
    `${advice.message}其中的成员要写工作区和成员 ID，例如 slack:T0123456789/U0123456789。`,
  ],

  'review-in-git': () => ['日报来自 git 仓库，机器人无法把草稿放入其中。', '请改用文件夹。'],
  'one-review-channel': (platforms) => ['草稿只在一个频道中审阅。', `请用 ${platforms.join(' 或 ')} 指定频道。`],
  'no-reviewers': () => ['没有审阅人。', '请用 ID 指定成员或身份组。'],
  'drafts-in-git': (publication) => [
    `机器人无法把“${publication}”的草稿放入日报的 git 仓库。`,
    '请在该刊物下写上“draftAt: off”，并在命令行中使用“candidates”和“draft”，或把日报放在文件夹中。',
  ],
  'no-review': (publication) => [
    `“${publication}”的草稿需要先审阅再发布。`,
    '请在“review”下指定频道和审阅人，或写上“review: off”，不经审阅直接发布。',
  ],
  'draft-time': (publication, at, zone, draftAt) => [
    `“${publication}”最早在 ${at}（${zone}）发布，早于 ${draftAt}，因此每份日报在前一天起草。`,
    `如需当天起草，请写 ${at} 之前的时间。`,
  ],
}
