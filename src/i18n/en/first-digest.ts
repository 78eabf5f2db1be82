/** The first digest of a new folder, and the name of its language in a choice of languages. */
export const enFirstDigest = {
  languageName: 'English',
  firstDigest: `---
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
`,
}
