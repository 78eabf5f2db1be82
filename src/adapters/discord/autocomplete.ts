import type { AutocompleteInteraction } from 'discord.js'
import type { InteractionHandler } from '../../domain/interaction.ts'
import { truncate } from '../../domain/truncate.ts'
import { requesterOf } from './context.ts'

/** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
const choicesMax = 25
const choiceMax = 100

/** What can be typed next in the option that is being typed. */
export async function autocompleteChoices(
  interaction: AutocompleteInteraction,
  handler: InteractionHandler,
): Promise<object[]> {
  const { name, value } = interaction.options.getFocused(true)
  const suggestions =
    name === 'timezone'
      ? zonesLike(value).map((zone) => ({ label: zone, text: zone }))
      : await handler.suggest(requesterOf(interaction), name === 'tag' ? `tag:${value}` : value)
  return suggestions
    .filter(({ label, text }) => label.trim() !== '' && text.trim() !== '' && text.length <= choiceMax)
    .slice(0, choicesMax)
    .map(({ label, text }) => ({ name: truncate(label, choiceMax), value: text }))
}

/** Time zones with what was typed in their name; those whose place begins so come first. */
function zonesLike(typed: string): string[] {
  const plain = typed.trim().toLowerCase().replaceAll(' ', '_')
  const named = ['UTC', ...Intl.supportedValuesOf('timeZone')].filter((zone) => zone.toLowerCase().includes(plain))
  const begins = (zone: string) =>
    zone
      .toLowerCase()
      .split('/')
      .some((place) => place.startsWith(plain))
  return [...named.filter(begins), ...named.filter((zone) => !begins(zone))]
}
