import type { DraftProblem } from '../../domain/draft.ts'

/** Words that make a statement less than certain. */
const hedge =
  /\b(?:may|might|could|would|suggests?|suggested|suggesting|possibly|perhaps|probably|presumably|likely|unlikely|potentially|potential|appears?|appeared|seems?|seemed|preliminary|tentative\w*|believed|thought|said|supposed|expected|assumed|assumption|hypothes\w+|unclear|unknown|uncertain|hint\w*|indicat\w+|estimate[sd]?|claim\w*|reported(?:ly)?|can|whether|if|risk|chance|often|sometimes|fear\w*|worr\w+|warn\w*|hope[sd]?|suspect\w*|suspicion|wonder\w*|guess\w*|in theory|on paper|apparently|arguably|open question|not (?:yet )?(?:known|clear|certain|proven))\b|可能|或许|也许|大概|似乎|初步|疑似|有望|预计|据称|据说|认为|推测|猜测|尚不|尚未|尚无|未必|不一定|如果|是否|能否|会不会|估计|被归因|一般以为|有时|偶尔|难免|担心|怀疑|说不定|都说|有人说/i

/** Hedges that a sentence must not drop, because it would claim more than its evidence. */
const strongHedge =
  /\b(?:may|might|could|possibly|perhaps|probably|presumably|likely|potentially|appears? to|appeared to|seems? to|seemed to|suggests? that|suggested that|preliminary|tentative\w*|hypothesi[sz]e\w*)\b|可能|或许|也许|似乎|初步|疑似|有望|推测|猜测/i

/** "Could" as the past of "can", which is no hedge: "sensors that only one gateway could hear". */
const ability =
  /\bcould(?= (?:not|only|hear|see|read|reach|find)\b)|(?<=\b(?:which|who|whom|only|nobody|no one)\b[^,.;:]{0,40}\s)could\b/gi

const month = /(?<=[\p{L}\d,]\s)May\b/gu

const association = /\b(?:associated|association|associations|correlat\w+|linked|coincid\w+)\b|相关|关联/i
const cause =
  /\b(?:caus(?:es?|ed|ing)|leads? to|led to|results? in|resulted in|because of|due to|thanks to|makes?|prevents?|prevented|protects?|protected)\b|导致|造成|引起|使得|归因/i

/** Overstatements: a sentence that drops a hedge of its evidence, or makes a cause of a correlation. */
export function overstatements(text: string, evidence: string): DraftProblem[] {
  const gone = hedge.test(text) ? undefined : strongHedge.exec(evidence.replace(month, '').replace(ability, ''))?.[0]
  const isCause = association.test(evidence) && !cause.test(evidence) && !association.test(text)
  const made = isCause ? cause.exec(text)?.[0] : undefined
  return [gone, made].flatMap((what): DraftProblem[] => (what === undefined ? [] : [{ kind: 'certainty', what }]))
}
