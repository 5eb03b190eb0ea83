import { ALERTS, type TestWorld, textsIn } from './world.ts';

/** Somebody at work with insights: what they are answered, and what the form before them says. */
export function insightsIn(world: () => TestWorld, who: string) {
  const person = () => world().slack.as(who);
  const answer = () => {
    const message = world()
      .slack.state.messages.get(ALERTS)
      ?.findLast((m) => m.ephemeralFor === who && !m.deleted);
    if (!message) throw new Error('nothing was answered');
    return message;
  };
  return {
    async asks(text: string) {
      const answered = await person().command(ALERTS, text);
      await world().settle();
      return answered;
    },
    said: (): string => textsIn(answer().blocks).join('\n'),
    answered: () => JSON.stringify(answer().blocks),
    /** A button of the newest answer, the first in a block that says `beside`, or an entry of AWS's own in the menu there. */
    async presses(actionId: string, { beside, choose }: { beside?: string; choose?: string } = {}) {
      const { ts, blocks } = answer();
      const block = blocks.find((each) => [actionId, beside ?? ''].every((words) => JSON.stringify(each).includes(words)));
      const answered = await person().act(
        { channel: ALERTS, ts },
        { actionId, blockId: String(block?.['block_id']), ...(choose !== undefined && { value: { value: choose } }) },
      );
      await world().settle();
      return answered;
    },
    /** The form that is open; undefined when none is. */
    form: () => person().modals().at(-1),
    formSaid: (): string => textsIn(person().modals().at(-1)?.view).join('\n'),
    /** Sends the form off with what is filled in anew; the rest is as it stands there. */
    async submits(fields: { name?: string; groupBy?: string; json?: string; account?: string; severity?: string[] } = {}) {
      const { name, groupBy, json, account, severity } = fields;
      const text = (value: string) => ({ value: { type: 'plain_text_input', value } });
      const answered = await person().submit({
        ...(name !== undefined && { name: text(name) }),
        ...(groupBy !== undefined && { groupBy: { value: { type: 'static_select', selected_option: { value: groupBy } } } }),
        ...(json !== undefined && { json: text(json) }),
        ...(account !== undefined && { AwsAccountId: text(account) }),
        ...(severity !== undefined && {
          SeverityLabel: { value: { type: 'multi_static_select', selected_options: severity.map((value) => ({ value })) } },
        }),
      });
      await world().settle();
      return answered;
    },
  };
}
