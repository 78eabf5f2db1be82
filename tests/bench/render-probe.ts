/** Features that a converter has to carry over, each with words of its own. */
export const cells = [
  ['Kestrel', 'Lantern', 'Meadow'],
  ['Nutmeg', 'Orchid', 'Pebble'],
] as const
export const outer = 'Quarry'
export const inner = 'Ripple'
export const broadcast = '<!channel>'

/** A digest with a table, a nested list, and text that looks like mentions. */
export const probe = `---
title: A probe
language: en
---

## Featured

### 01 [Agent] A table and a list

| ${cells[0].join(' | ')} |
|---|---|---|
| ${cells[1].join(' | ')} |

- ${outer}
  - ${inner}

Somebody wrote ${broadcast}, \\${broadcast} and &lt;!channel&gt; here.

Key takeaways:

- It should all be there.

Source: [A page](https://example.org/probe)
`
