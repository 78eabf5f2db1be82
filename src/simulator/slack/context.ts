import type { ResponseUrls } from './response-urls.ts'
import { knownPerson } from './shared-channels.ts'
import type { Envelope } from './socket-mode.ts'
import type { SlackState, SlackUser } from './state.ts'
import type { Triggers } from './triggers.ts'

/** How Slack reaches the app: over Socket Mode, or with signed requests. */
export interface AppConnection {
  /** Resolves with the app's answer; rejects if there is none in time. */
  deliver(envelope: Envelope): Promise<unknown>
}

/** Dependencies of the actions that a user's client sends to the app. */
export interface SlackContext {
  readonly state: SlackState
  readonly app: AppConnection
  readonly triggers: Triggers
  readonly responseUrls: ResponseUrls
  readonly origin: string
}

export type Node = Readonly<Record<string, unknown>>

/** A person of this workspace, or one of another company in a channel that both share. */
export function personOf(state: SlackState, id: string): SlackUser {
  return knownOrThrow(state, id).user
}

/** The workspace that a person belongs to. */
export function homeOf(state: SlackState, id: string): SlackState {
  return knownOrThrow(state, id).home
}

function knownOrThrow(state: SlackState, id: string) {
  const person = knownPerson(state, id)
  if (!person) throw new Error(`There is no user ${id} in this workspace`)
  return person
}

/**
 * The fields about the user and the app in every interaction payload. In a channel that two companies share, `team` is the
 * workspace of the app, and the user's `team_id` their own: https://github.com/slackapi/bolt-js/issues/1614
 */
export function interactionContext({ state, triggers }: SlackContext, user: string) {
  const person = personOf(state, user)
  const { team, enterprise = null } = state.place
  return {
    user: { id: user, username: person.name, name: person.name, team_id: homeOf(state, user).place.team },
    team: { id: team, domain: state.team.domain },
    api_app_id: state.app.id,
    token: 'simulator',
    enterprise,
    is_enterprise_install: enterprise !== null,
    trigger_id: triggers.issue(user),
  }
}
