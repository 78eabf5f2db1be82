import type { HelpLine } from './en/commands.ts'
import { isTranslated, type Language, languages, primaryLanguage } from './messages.ts'

/** A subcommand in one language. */
interface SubcommandWords {
  /** What may be typed for it; the first is shown. Names of all languages are understood in all. */
  readonly names: readonly string[]
  readonly help: HelpLine
}

/** Every subcommand of `commands/subcommands/`, with its languages side by side. */
const words = {
  help: {
    en: { names: ['help'], help: ['/digest help', 'this list'] },
    zh: { names: ['帮助'], help: ['/digest 帮助', '显示这份说明'] },
  },
  next: {
    en: { names: ['next'], help: ['/digest next', 'when the next post comes here, or why none came today'] },
    zh: { names: ['下次', '下一期'], help: ['/digest 下次', '下一期何时发布，或者今天为什么没有'] },
  },
  discussed: {
    en: { names: ['discussed'], help: ['/digest discussed', 'what is being talked about'] },
    zh: { names: ['讨论'], help: ['/digest 讨论', '大家正在讨论什么'] },
  },
  subscribe: {
    en: { names: ['subscribe'], help: ['/digest subscribe', 'the morning post in this channel'] },
    zh: { names: ['订阅'], help: ['/digest 订阅', '在本频道订阅'] },
  },
  settings: {
    en: { names: ['settings'], help: ['/digest settings', 'what comes to this channel, and how to change it'] },
    zh: { names: ['设置'], help: ['/digest 设置', '查看并更改本频道的订阅'] },
  },
  pause: {
    en: { names: ['pause'], help: ['/digest pause next monday', 'no posts here until that day'] },
    zh: { names: ['暂停'], help: ['/digest 暂停 下周一', '暂停到某一天'] },
  },
  resume: {
    en: { names: ['resume'], help: ['/digest resume', 'ends a pause'] },
    zh: { names: ['恢复'], help: ['/digest 恢复', '结束暂停'] },
  },
  unsubscribe: {
    en: { names: ['unsubscribe'], help: ['/digest unsubscribe', 'no more posts here'] },
    zh: { names: ['退订', '取消订阅'], help: ['/digest 退订', '不再发送到本频道'] },
  },
  export: {
    en: { names: ['export'], help: ['/digest export', 'your destinations, for the configuration file'] },
    zh: { names: ['导出'], help: ['/digest 导出', '导出全部订阅，供配置文件使用'] },
  },
} satisfies Record<string, Record<Language, SubcommandWords>>

export type SubcommandName = keyof typeof words

/** In English for a language that is not translated. */
export function subcommandWords(name: SubcommandName, language = 'en'): SubcommandWords {
  return words[name][isTranslated(language) ? (primaryLanguage(language) as Language) : 'en']
}

/** What may be typed for a subcommand, in all languages. */
export function allNames(name: SubcommandName): string[] {
  return Object.keys(languages).flatMap((language) => subcommandWords(name, language).names)
}
