import type { Day } from '../domain/day.ts'
import type { Language } from '../i18n/messages.ts'

const en = `---
title: Good morning
language: en
---

## Today's Overview

- **A digest a day begins here.** From now on, one digest comes to this channel each day, when there is something to tell.
- **Every point can be discussed.** One click under a section opens a thread about a takeaway.

## Featured

### 01 [Guide] What comes to this channel

Each digest has an overview first, then its sections: what happened, what to take away from it, and where to read more. Only the overview notifies, so a busy morning stays quiet. Every digest is a text file in Markdown, like this one.

Key takeaways:

- One digest a day, at the same local time
- Earlier digests can be found by topic, word or day

Source: [Markdown, as CommonMark describes it](https://commonmark.org/)

### 02 [Guide] What you can do with it

Choose *Discuss a takeaway* under a section to talk about one point in its thread. Type \`/digest\` for the newest digest, \`/digest help\` for everything else; the answers are visible to you alone. If something is wrong, *Report a mistake* tells the editors. To write a digest yourself, a minute with Markdown is enough.

Key takeaways:

- Discussions stay in threads
- A corrected digest is corrected in place

Source: [Markdown in 60 seconds](https://commonmark.org/help/)

## Also Worth Noting

- **For the authors.** This text is the first file in the folder of digests. Change it or write the next one, and it comes to the channel.
`

const zh = `---
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
`

const texts: Readonly<Record<Language, string>> = { en, zh }

/** The languages that the first digest is written in. */
const digestLanguages = Object.keys(texts) as readonly Language[]

/** The language of the first digest for someone who reads this one: itself, or English where there is no text for it. */
export function digestLanguage(language: string): Language {
  const primary = language.toLowerCase().split(/[-_]/)[0]
  return digestLanguages.find((each) => each === primary) ?? 'en'
}

/** The first digest, in English where there is no text for the language. It is a file like every other. */
export function firstDigest(date: Day, language: string): { readonly filename: string; readonly text: string } {
  return { filename: `${date}.md`, text: texts[digestLanguage(language)] }
}
