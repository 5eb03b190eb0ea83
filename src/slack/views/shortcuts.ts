/** What stands in Slack's menus besides the command; manifest.yml registers the same. Slack takes 24 characters of a name. */
export const SHORTCUTS = {
  find: {
    callbackId: 'shortcut:find',
    name: 'Find a finding',
    type: 'global',
    description: 'Lists findings of Security Hub, directly to you',
  },
  ticket: {
    callbackId: 'shortcut:ticket',
    name: 'Ticket',
    type: 'message',
    description: 'Opens the ticket about the finding of this card',
  },
  note: { callbackId: 'shortcut:note', name: 'Add note', type: 'message', description: 'Takes what this says over into Security Hub' },
} as const satisfies Record<string, { callbackId: string; name: string; type: 'global' | 'message'; description: string }>;
