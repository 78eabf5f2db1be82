import { withDialogAgain } from '../commands/ask-for-confirmation.ts'
import { bullets, paragraph, sentence } from '../domain/build.ts'
import type { Card } from '../domain/card.ts'
import { ExpectedError, errorFields } from '../domain/errors.ts'
import type { ActionRequest, FormSubmission, InteractionHandler, Reply, Requester } from '../domain/interaction.ts'
import { observationSection, type ReviewAction } from '../domain/review-action.ts'
import { truncate } from '../domain/truncate.ts'
import { describeForReader } from '../i18n/failures.ts'
import { messagesFor } from '../i18n/messages.ts'
import { decidedBefore, type ReviewAnswer } from './answer.ts'
import { dropSection, replaceSection, saveSection } from './changes.ts'
import { digestToPost } from './content.ts'
import type { Reviewer } from './context.ts'
import { approve, hold, type ReviewWorkflow, release } from './decisions.ts'
import { type EditableText, editableText, editForm, longest } from './edit-form.ts'
import { reviewerError } from './permissions.ts'
import type { WaitingDraft } from './reviews.ts'

/** A title in a menu may be cut: it is in the message above. In characters. */
const optionMax = 70

/** Answers the controls of drafts, and leaves everything else to the handler of the chat commands. */
export function withReviews(handler: InteractionHandler, workflow: ReviewWorkflow): InteractionHandler {
  return {
    ...handler,
    action: (request) => {
      const { control } = request
      return control.action === 'review'
        ? guard(request.requester, workflow, () => onControl(request, control, workflow))
        : handler.action(request)
    },
    submit: (request) => {
      const { control } = request
      return control.action === 'review'
        ? guard(request.requester, workflow, () => onForm(request, control, workflow))
        : handler.submit(request)
    },
  }
}

async function guard(requester: Requester, { context }: ReviewWorkflow, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    const level = error instanceof ExpectedError ? 'warn' : 'error'
    const { platform, language } = requester
    context.log[level]({ platform, request: 'action', ...errorFields(error) }, 'a review could not be answered')
    if (error instanceof ExpectedError) return sentence(describeForReader(error, language))
    return sentence(messagesFor(requester.language).fallback.failed)
  }
}

async function onControl(
  { requester, message, value }: ActionRequest,
  control: ReviewAction,
  workflow: ReviewWorkflow,
): Promise<Reply> {
  const { verb, digest, hash } = control
  const review = await workflow.context.reviews.review(digest)
  // A menu of a private answer chooses the section; everything else is on the message that asks.
  const isChosen = value !== '' && (verb === 'edit' || verb === 'drop' || verb === 'replace')
  const refusal = await reviewerError(control, requester, review, isChosen ? undefined : message, workflow.context)
  if (refusal !== undefined) return sentence(refusal)
  const reviewer = reviewerOf(requester)
  switch (verb) {
    case 'approve':
      return replyOf(await approve(digest, hash, reviewer, workflow))
    case 'hold':
      return replyOf(await hold(digest, hash, reviewer, workflow))
    case 'release':
      return replyOf(await release(digest, hash, reviewer, workflow))
    case 'show':
      return show(control, requester, workflow)
    case 'edit':
    case 'drop':
    case 'replace':
      return isChosen
        ? onSection({ ...control, section: value }, requester, workflow)
        : chooseSection(control, requester, workflow)
    case 'save':
      return sentence(messagesFor(requester.language).fallback.unknownAction)
  }
}

async function onSection(control: ReviewAction, requester: Requester, workflow: ReviewWorkflow): Promise<Reply> {
  const { verb, digest, hash, section = '' } = control
  const change = { digest, hash, section, reviewer: reviewerOf(requester) }
  if (verb === 'drop') return replyOf(await dropSection(change, workflow), 'replace')
  if (verb === 'replace') return replyOf(await replaceSection(change, workflow), 'replace')
  const draft = await openDraft(control, requester, workflow)
  const value = 'draft' in draft ? editableText(draft.draft, section) : undefined
  if ('reply' in draft) return draft.reply
  const words = messagesFor(requester.language).review
  if (!value) return sentence(words.isChanged)
  // A dialog would cut it, and saving would lose the rest.
  if (value.text.length > longest.text || value.takeaways.length > longest.takeaways) return sentence(words.onPage)
  return { type: 'form', form: editForm(control, value, requester.language) }
}

/** Asks which section is meant; with only one, it is that one. */
async function chooseSection(control: ReviewAction, requester: Requester, workflow: ReviewWorkflow): Promise<Reply> {
  const found = await openDraft(control, requester, workflow)
  if ('reply' in found) return found.reply
  const words = messagesFor(requester.language).review
  const { sections, observation = [] } = found.draft
  const options = sections.map(({ candidate, title }, at) => ({
    label: truncate(`${at + 1}. ${title}`, optionMax),
    value: candidate,
  }))
  const { verb } = control
  if (verb === 'replace' && found.draft.reserves.length === 0) return sentence(words.noReserve)
  if (observation.length > 0 && verb !== 'replace')
    options.push({ label: words.observation, value: observationSection })
  const [only, ...others] = options
  if (only && others.length === 0)
    return verb === 'drop'
      ? sentence(words.lastSection)
      : onSection({ ...control, section: only.value }, requester, workflow)
  const question = { edit: words.chooseEdit, drop: words.chooseDrop, replace: words.chooseReplace }
  const asked = verb === 'edit' || verb === 'drop' ? question[verb] : question.replace
  const card: Card = {
    body: [paragraph(asked)],
    buttons: [],
    menu: { placeholder: words.choose, control, options },
  }
  return { type: 'cards', show: 'private', cards: [card] }
}

/** The messages of the draft as they will be posted, for this reviewer alone. */
async function show(control: ReviewAction, requester: Requester, workflow: ReviewWorkflow): Promise<Reply> {
  const found = await openDraft(control, requester, workflow)
  if ('reply' in found) return found.reply
  const platform = workflow.context.platforms.get(requester.platform)
  const digest = await digestToPost(found.draft, found.content, workflow.context)
  const parts = (await platform?.renderer.render(digest, 'sections', 'off')) ?? []
  return { type: 'parts', parts }
}

/** The draft of a control that is up to date. */
async function openDraft(
  { digest, hash }: ReviewAction,
  requester: Requester,
  { reviews, context }: ReviewWorkflow,
): Promise<Pick<WaitingDraft, 'draft' | 'content'> | { readonly reply: Reply }> {
  const waiting = await reviews.alone(digest, () => reviews.waiting(digest))
  const review = await context.reviews.review(digest)
  if (waiting?.review.state !== 'waiting')
    return { reply: replyOf(decidedBefore(review, reviewerOf(requester), context)) }
  if (waiting.content.hash === hash) return waiting
  reviews.sync(digest)
  return { reply: sentence(messagesFor(requester.language).review.isChanged) }
}

async function onForm(request: FormSubmission, control: ReviewAction, workflow: ReviewWorkflow): Promise<Reply> {
  const { requester, values } = request
  const { digest, hash, section = '' } = control
  const review = await workflow.context.reviews.review(digest)
  const refusal = await reviewerError(control, requester, review, undefined, workflow.context)
  if (refusal !== undefined) return sentence(refusal)
  if (control.verb !== 'save') return sentence(messagesFor(requester.language).fallback.unknownAction)
  const value = textIn(values)
  const answer = await saveSection({ digest, hash, section, reviewer: reviewerOf(requester) }, value, workflow)
  const reply = replyOf(answer)
  const words = messagesFor(requester.language).review
  if (answer.field === undefined && !answer.isStale) return reply
  if (reply.type !== 'text' && reply.type !== 'cards') return reply
  const said = answer.isStale ? sentence(`${answer.words} ${words.changedMeanwhile}`) : reply
  return withDialogAgain(said, words.again, requester, workflow.context, async () =>
    reopened(control, value, requester, workflow),
  )
}

/** The dialog with what was typed, for the draft as it is now. */
async function reopened(
  control: ReviewAction,
  value: EditableText,
  requester: Requester,
  { reviews, context }: ReviewWorkflow,
): Promise<Reply> {
  const { digest, section = '' } = control
  const waiting = await reviews.alone(digest, () => reviews.waiting(digest))
  if (waiting?.review.state !== 'waiting' || !editableText(waiting.draft, section)) {
    return replyOf(decidedBefore(await context.reviews.review(digest), reviewerOf(requester), context))
  }
  const current = { ...control, hash: waiting.content.hash }
  return { type: 'form', form: editForm(current, value, requester.language) }
}

function textIn(values: FormSubmission['values']): EditableText {
  const first = (name: string) => values[name]?.[0] ?? ''
  return { title: first('title'), tag: first('tag'), text: first('text'), takeaways: first('takeaways') }
}

function replyOf({ words, problems = [], field }: ReviewAnswer, show: 'private' | 'replace' = 'private'): Reply {
  if (problems.length === 0 && show === 'private') return { ...sentence(words), ...(field !== undefined && { field }) }
  const list = problems.length > 0 ? [bullets(problems.map((each) => [each]))] : []
  return { type: 'cards', show, cards: [{ body: [paragraph(words), ...list], buttons: [] }] }
}

function reviewerOf({ platform, user, name, language, timezone }: Requester): Reviewer {
  return { person: { platform, user, ...(name && { name }) }, language, timezone }
}
