/** https://docs.discord.com/developers/interactions/application-commands: text, typed in a guild or to the bot. */
const [chatInput, textOption] = [1, 3]
const [inGuilds, inBotMessages] = [0, 1]
const guildInstall = 0

interface Words {
  readonly en: string
  readonly cn: string
  readonly tw: string
}

const localized = ({ cn, tw }: Words) => ({ 'zh-CN': cn, 'zh-TW': tw })

interface More {
  readonly autocomplete?: true
  readonly choices?: readonly string[]
}

function option(name: string, names: Omit<Words, 'en'>, description: Words, { autocomplete, choices }: More = {}) {
  return {
    type: textOption,
    name,
    name_localizations: localized({ en: name, ...names }),
    description: description.en,
    description_localizations: localized(description),
    ...(autocomplete && { autocomplete }),
    ...(choices && { choices: choices.map((value) => ({ name: value, value })) }),
  }
}

const description: Words = {
  en: 'Looks things up in the digests, and manages what comes to this channel',
  cn: '在日报中查找内容，并管理发送到本频道的日报',
  tw: '在日報中查找內容，並管理傳送到本頻道的日報',
}

/** `/digest` as Discord shows it. Whatever is filled in becomes one text, the same that is typed elsewhere. */
export const digestCommand = {
  type: chatInput,
  name: 'digest',
  name_localizations: { 'zh-CN': '日报', 'zh-TW': '日報' },
  description: description.en,
  description_localizations: localized(description),
  contexts: [inGuilds, inBotMessages],
  integration_types: [guildInstall],
  options: [
    option(
      'about',
      { cn: '内容', tw: '內容' },
      {
        en: 'A topic, a day or words; or help, next, discussed, subscribe, settings, pause',
        cn: '话题、日期或关键词；也可以是 帮助、下次、讨论、订阅、设置、暂停',
        tw: '話題、日期或關鍵詞；也可以是 help、next、discussed、subscribe、settings、pause',
      },
      { autocomplete: true },
    ),
    option(
      'tag',
      { cn: '话题', tw: '話題' },
      { en: 'Only sections with this topic', cn: '只看这个话题', tw: '只看這個話題' },
      { autocomplete: true },
    ),
    option(
      'since',
      { cn: '开始', tw: '開始' },
      {
        en: 'From this day on: 2026-03-12, last friday, march',
        cn: '从这一天起：2026-03-12、上周五、三月',
        tw: '從這一天起：2026-03-12、上週五、三月',
      },
    ),
    option(
      'until',
      { cn: '截止', tw: '截止' },
      {
        en: 'Up to this day: 2026-03-12, yesterday, march',
        cn: '到这一天为止：2026-03-12、昨天、三月',
        tw: '到這一天為止：2026-03-12、昨天、三月',
      },
    ),
    option(
      'at',
      { cn: '时间', tw: '時間' },
      { en: 'For subscribe: the hour, 08:30', cn: '订阅用：发送时间，如 08:30', tw: '訂閱用：傳送時間，如 08:30' },
    ),
    option(
      'timezone',
      { cn: '时区', tw: '時區' },
      {
        en: 'For subscribe: a place, Europe/London',
        cn: '订阅用：时区，如 Asia/Shanghai',
        tw: '訂閱用：時區，如 Asia/Taipei',
      },
      { autocomplete: true },
    ),
    option(
      'days',
      { cn: '星期', tw: '星期' },
      {
        en: 'For subscribe: daily, weekdays, weekends, or mon,wed,fri',
        cn: '订阅用：daily、weekdays、weekends 或 mon,wed,fri',
        tw: '訂閱用：daily、weekdays、weekends 或 mon,wed,fri',
      },
    ),
    option(
      'layout',
      { cn: '版式', tw: '版式' },
      {
        en: 'For subscribe: how a digest is laid out',
        cn: '订阅用：日报的排版方式',
        tw: '訂閱用：日報的排版方式',
      },
      { choices: ['sections', 'thread', 'overview', 'forum'] },
    ),
    option(
      'publication',
      { cn: '刊物', tw: '刊物' },
      { en: 'Only this publication', cn: '只看这份刊物', tw: '只看這份刊物' },
    ),
  ],
} as const

/** What was filled in, as the text of a command: `agent tag:"Image Gen" since:"march"`. */
export function commandText(filled: readonly { readonly name: string; readonly value: string }[]): string {
  const about = filled.find(({ name }) => name === 'about')?.value ?? ''
  const details = filled
    .filter(({ name }) => name !== 'about')
    // A quote would end the detail early, and means nothing in one.
    .map(({ name, value }) => `${name}:"${value.replaceAll('"', ' ').trim()}"`)
  return [about.trim(), ...details].filter(Boolean).join(' ')
}
