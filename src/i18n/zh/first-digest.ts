import type { Messages } from '../en/index.ts'

export const zhFirstDigest: Pick<Messages, 'languageName' | 'firstDigest'> = {
  languageName: '中文',
  firstDigest: `---
title: 早上好
language: zh
---

## 今日概览

- **每日简报从这里开始。** 从现在起，只要有内容，本频道每天会收到一份简报。
- **每个要点都可以讨论。** 在栏目下点一下，就能打开关于该要点的讨论串。

## 精选

### 01 [指南] 本频道会收到什么

每份简报先有概览，再是各个栏目：发生了什么、值得记住什么、去哪里读更多。只有概览会发出通知，所以早上不会打扰大家。每份简报都是一个 Markdown 文本文件，这一份也是。

关键要点：

- 每天一份，按本地时间准时送达
- 以往的简报可以按主题、词语或日期查找

来源：[CommonMark 所描述的 Markdown](https://commonmark.org/)

### 02 [指南] 可以用它做什么

在栏目下选择讨论要点，就能在讨论串里谈论这一点。输入 \`/digest\` 查看最新一期，输入 \`/digest help\` 查看其他用法；回答只有你自己看得到。如果内容有误，可以用报告错误告诉编辑。想自己写一份简报，花一分钟了解 Markdown 就够了。

关键要点：

- 讨论都留在讨论串里
- 简报更正后会直接在原处修改

来源：[60 秒学会 Markdown](https://commonmark.org/help/)

## 也值得关注

- **给作者。** 这段文字是简报文件夹里的第一个文件。修改它，或者写下一份，频道里就会更新。
`,
}
