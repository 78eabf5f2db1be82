import type { HelpLine } from './en/commands.ts'
import { isTranslated, type Language, languages, primaryLanguage } from './messages.ts'

/** A subcommand in one language. */
interface SubcommandWords {
  /** What may be typed for it; the first is shown. Names of all languages are understood in all. */
  readonly names: readonly string[]
  /**
   * Questions that people ask instead of typing the command, for which it is offered: without capitals and punctuation,
   * in simplified Chinese.
   */
  readonly asked?: readonly string[]
  readonly help: HelpLine
}

/** Every subcommand of `commands/subcommands/`, with its languages side by side. */
const words = {
  help: {
    en: {
      names: ['help'],
      asked: [
        'hi',
        'hello',
        'hey',
        'commands',
        'usage',
        'how does this work',
        'how does it work',
        'how do i use this',
        'how do you work',
        'how to use',
        'how to use this',
        'what can you do',
        'what can i do',
        'what is this',
        'what are you',
        'who are you',
      ],
      help: ['/digest help', 'this list'],
    },
    zh: {
      names: ['帮助'],
      asked: [
        '你好',
        '您好',
        '怎么用',
        '怎么使用',
        '如何使用',
        '使用说明',
        '使用方法',
        '用法',
        '说明',
        '命令',
        '指令',
        '你能做什么',
        '你会什么',
        '你是谁',
        '有什么功能',
      ],
      help: ['/digest 帮助', '显示这份说明'],
    },
  },
  next: {
    en: {
      names: ['next'],
      asked: ['when', 'schedule', 'when do you post', 'why no digest today', 'why is there no digest today'],
      help: ['/digest next', 'when the next post comes here, or why none came today'],
    },
    zh: {
      names: ['下次', '下一期'],
      asked: ['什么时候发', '几点发', '什么时候更新', '今天怎么没有'],
      help: ['/digest 下次', '下一期何时发布，或者今天为什么没有'],
    },
  },
  discussed: {
    en: {
      names: ['discussed'],
      asked: [
        'popular',
        'most popular',
        'trending',
        'what’s trending',
        'most discussed',
        'top stories',
        'what did people discuss',
        'what is everyone talking about',
      ],
      help: ['/digest discussed', 'what is being talked about'],
    },
    zh: {
      names: ['讨论'],
      asked: ['热门', '热议', '热门讨论', '大家在聊什么', '大家在讨论什么', '讨论最多的'],
      help: ['/digest 讨论', '大家正在讨论什么'],
    },
  },
  subscribe: {
    en: {
      names: ['subscribe'],
      asked: ['sign up'],
      help: ['/digest subscribe', 'the morning post in this channel'],
    },
    zh: { names: ['订阅'], asked: ['关注'], help: ['/digest 订阅', '在本频道订阅'] },
  },
  settings: {
    en: {
      names: ['settings'],
      asked: ['config', 'configure', 'configuration', 'change the time', 'change time', 'change the channel'],
      help: ['/digest settings', 'what comes to this channel, and how to change it'],
    },
    zh: {
      names: ['设置'],
      asked: ['配置', '修改时间', '改时间', '更改时间'],
      help: ['/digest 设置', '查看并更改本频道的订阅'],
    },
  },
  pause: {
    en: {
      names: ['pause'],
      asked: ['mute', 'snooze', 'stop for now'],
      help: ['/digest pause next monday', 'no posts here until that day'],
    },
    zh: { names: ['暂停'], asked: ['静音', '先别发', '免打扰'], help: ['/digest 暂停 下周一', '暂停到某一天'] },
  },
  resume: {
    en: {
      names: ['resume'],
      asked: ['unpause', 'unmute', 'restart', 'start again'],
      help: ['/digest resume', 'ends a pause'],
    },
    zh: { names: ['恢复'], asked: ['继续', '取消暂停', '重新开始'], help: ['/digest 恢复', '结束暂停'] },
  },
  unsubscribe: {
    en: {
      names: ['unsubscribe'],
      asked: ['stop', 'stop posting', 'stop it', 'cancel', 'opt out'],
      help: ['/digest unsubscribe', 'no more posts here'],
    },
    zh: {
      names: ['退订', '取消订阅'],
      asked: ['停止', '别发了', '不要再发'],
      help: ['/digest 退订', '不再发送到本频道'],
    },
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

/** The questions that stand for a subcommand, in all languages. */
export function allQuestions(name: SubcommandName): string[] {
  return Object.keys(languages).flatMap((language) => subcommandWords(name, language).asked ?? [])
}

/** The names that may be typed for a subcommand, in all languages. */
export function allNames(name: SubcommandName): string[] {
  return Object.keys(languages).flatMap((language) => subcommandWords(name, language).names)
}
