import { bullets, code, paragraph } from '../../domain/build.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { inLanguages } from '../../i18n/languages.ts'

/** What can be typed, with what it does. */
interface Help {
  readonly lead: string
  readonly lines: readonly (readonly [typed: string, does: string])[]
}

const english: Help = {
  lead: 'Answers are for your eyes only, until you share them.',
  lines: [
    ['/digest', 'the newest digest'],
    ['/digest agent', 'a topic, newest first; small typos are forgiven'],
    ['/digest reward hacking', 'words anywhere in the archive; "put phrases in quotes"'],
    ['/digest last friday', 'a day: yesterday, march 12, 2026-03-12'],
    ['/digest agent since march', 'all together: since, until, tag:"Image Gen"'],
    ['/digest discussed', 'what is being talked about'],
    ['/digest next', 'when the next post comes here, or why none came today'],
    ['/digest subscribe', 'the morning post in this channel; then settings, pause, resume, unsubscribe, export'],
  ],
}

const chinese: Help = {
  lead: '回答只有你能看到，除非你分享出去。',
  lines: [
    ['/digest', '最新一期日报'],
    ['/digest 智能体', '某个话题，最新的在前；小的拼写错误也能识别'],
    ['/digest 奖励模型', '全文检索；"词组可加引号"'],
    ['/digest 昨天', '某一天的日报：上周五、3月12日、2026-03-12'],
    ['/digest 智能体 since:2026-03-01', '组合条件：since:、until:、tag:"图像生成"'],
    ['/digest discussed', '大家正在讨论什么'],
    ['/digest next', '下一期何时发布，或者今天为什么没有'],
    ['/digest subscribe', '在本频道订阅；之后可用 settings、pause、resume、unsubscribe、export'],
  ],
}

const helpIn = inLanguages(english, chinese)

/** What can be typed. */
export function help({ language }: Requester): Reply {
  const { lead, lines } = helpIn(language)
  const body = [paragraph(lead), bullets(lines.map(([typed, does]) => [code(typed), ` ${does}`]))]
  return { type: 'cards', show: 'private', cards: [{ title: 'Morning Post', body, buttons: [] }] }
}
