/** Words that break careless formatters: mentions, markup of both platforms, other scripts, awkward addresses. */

const words = (text: string): readonly string[] => text.split(/[ \n]+/).filter(Boolean)

export const ordinary = words(`
  model training the a reward signal of agents learns ceiling 68.83% 0.5 1.84x Three.js AgentDoG 1.5 low-res
  multi-element — sentence. Really? “quoted.” naïve Ελληνικά 自监督强化学习 模型的上限在哪里？ 它看见了。 推理（思维链）
  サーバー 강조 مرحبا שלום e${'\u0301'}tude
`)

const mentions = words(`
  @everyone @here @channel <!channel> <!here> <!here|here> <!everyone> <@U123> <@U123|robin> <@1> <@!1> <@&1>
  <#C1> <#C1|general> <#1> <!subteam^S1> <!subteam^S1|@team> <id:browse> </digest:1> <t:0:R> <!date^0^{date}|x>
  :smile: <:a:1> <a:b:1>
`)

const markup = words(String.raw`
  * ** *** _ __ ~ ~~ | || ||spoiler|| & &amp; &lt;!channel&gt; &#64; < > >>> <b> <!-- --> <script> \ \* \\
  # ## -# - + 1. 2) [ ] [x] [a](b) ![a](b) [^1] [x]: $ $$ $x$ --- === *a* _a_ **b** ~c~ ~~c~~ snake_case_name
  2*3*4 a_b_ "quotes" 'single' {{x}} {date} %s ^ : :: … ! !x
`).concat('`', '``', '```', '`d`', '[ ]')

const scripts = words(`
  👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇳🇿 1️⃣ 𝔘𝔫𝔦 Z̷͇͠a̴̢͒l̶̟̈g̵̗̀o̷͖͂ ${'\u202E'}right-to-left${'\u202C'} ${'\u2066'}isolate${'\u2069'} zero${'\u200B'}width
  soft${'\u00AD'}hyphen no${'\u00A0'}break 「引用」 《书名》 全角！ ﷺ ไทย हिन्दी
`)

/** Hostile words, with none that Markdown would turn into a link. */
export const hostile: readonly string[] = [...mentions, ...markup, ...scripts]

/** Addresses in plain text, unlinked. */
export const unlinked = words(`
  https://example.org http://example.org/a|b https://discord.gg/abc www.example.org someone@example.org slack://open
`)

export const addresses = words(String.raw`
  https://example.org https://example.org/a_b_c https://example.org/a|b https://example.org/a>b https://example.org/a<b
  https://example.org/(a) https://example.org/a)b https://example.org/((a https://example.org/?q="a"&b='c'
  https://example.org/?a=1&amp;b=2 https://example.org/*a*_b_~c~ https://example.org/a\b https://example.org/[a]
  https://example.org/自 https://example.org/%7C%3E https://example.org/#a http://example.org:8080/@everyone
  https://example.org/<!channel> https://example.org/${'deep/'.repeat(60)}
  mailto:someone@example.org mailto:a@example.org?subject=b%20c
`).concat('https://example.org/`a`')

/** Addresses that people also write as the words of their own link. */
export const bareAddresses = words('https://example.org/paper https://example.org/a?b=c&d=e https://example.org/a_b')

export const codes: readonly string[] = words(String.raw`
  code *a* <!channel> @everyone <@U123> &amp; \ a\ $x$ [a](b) https://example.org/a|b snake_case 自 👩‍👩‍👧‍👦 ${'x'.repeat(300)}
`).concat('npm ci', 'a | b', '`', '``', 'a`b', '```')

export const formulas: readonly string[] = words(String.raw`
  x x^2 O(N^2) \frac{a}{b} a_{i}_j \{x\} p(x|y) \|x\| @everyone <!channel> *
`).concat('a < b > c & d', '\\tau = K_t \\cdot I', '`')

export const listings: readonly string[] = [
  ...['', 'one line', 'two\nlines', 'a blank\n\nline', '  indented\n    more', '```', '````\n```', '~~~', '$$'],
  ...[
    '<!channel>',
    '@everyone\n<@U123>',
    '&amp;',
    '- a\n- b',
    '# no heading',
    '| a | b |',
    'x = "y" \\',
    '自监督\n强化学习',
  ],
  `${'a long listing\n'.repeat(300)}end`,
  'y'.repeat(5000),
]
