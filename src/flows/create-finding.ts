import { findingKey } from '../domain/asff/identity.ts';
import { parseAsff } from '../domain/asff/parse-asff.ts';
import type { Finding } from '../domain/finding.ts';
import { asffOf, defaultProductArn, ownFindingId } from '../domain/new-finding.ts';
import type { Policy } from '../domain/policy.ts';
import { UserFacingError } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { routeFor, withAccountName } from '../domain/route.ts';
import { decideVerdict } from '../domain/verdict.ts';
import { assertCapability } from './action/permission.ts';
import type { Services } from './services.ts';

type Needs = Pick<Services, 'ownFindings' | 'audit' | 'chat' | 'directory' | 'installation' | 'log' | 'now' | 'policy'>;

/**
 * `/shub new`, once its form was sent off: audit started → finding handed to Security Hub → audit done → the person told
 * where it will appear; the rest comes by itself, as an event. The same form twice is one finding: its Id is made from the
 * form, and its time is that of the first entry in the audit trail, so that Security Hub finds nothing new in the second.
 */
export async function createFinding(request: Extract<Request, { kind: 'new finding' }>, services: Needs): Promise<void> {
  const { who, form, submission } = request;
  const { ownFindings, audit, chat, log, now } = services;
  const person = await assertCapability(who, 'respond', services);
  const hub = await ownFindings.hub();
  const id = ownFindingId(submission);
  const key = findingKey({ id, productArn: defaultProductArn(hub) });
  const entry = (phase: 'started' | 'done', result?: string) => ({
    id: `${submission}.${phase}`,
    finding: key,
    phase,
    who,
    action: 'create' as const,
    at: now().toISOString(),
    ...(result && { result }),
  });

  await audit.append(entry('started'));
  const started = (await audit.chain(key)).find(({ phase }) => phase === 'started');
  const asff = asffOf(form, { submission, by: `${person.name} (${who})`, at: started ? new Date(started.at) : now(), hub });
  try {
    await ownFindings.import(asff);
  } catch (error) {
    if (error instanceof UserFacingError) await audit.append(entry('done', 'refused by Security Hub'));
    throw error;
  }
  await audit.append(entry('done', 'imported'));
  log.info('finding created', { finding: id, who });

  const parsed = parseAsff(asff);
  if ('unreadable' in parsed) throw new Error(`Our own finding cannot be read: ${parsed.unreadable}`);
  await chat.answer(request, { kind: 'words', text: `✅ Created in Security Hub. ${await whereabouts(parsed.finding, services)}` });
}

/** Where the finding will be seen, by the very rules that its event will meet. */
async function whereabouts(finding: Finding, { policy: read, installation }: Needs): Promise<string> {
  const policy: Policy = await read();
  const named = withAccountName(finding, policy.accounts);
  const destination = routeFor(named, policy);
  const circumstances = { finding: named, previous: undefined, carded: false, byHand: false, channel: destination?.channel };
  const verdict = decideVerdict({ ...circumstances, installedAt: await installation.at(), severities: policy.severities });
  const show = `\`/shub show ${finding.id}\` shows it.`;
  if (verdict.do === 'alert' && destination) return `Its card appears in <#${destination.channel}> within a minute. ${show}`;
  if (verdict.because === 'no route wants it')
    return `No card appears: no route of the policy wants it, and it has no default channel. ${show}`;
  if (verdict.do === 'ticket')
    return `By policy, ${finding.severity} is a ticket and no card: \`/shub tickets\` lists it within a minute. ${show}`;
  return `No card appears: by policy, ${finding.severity} is only logged. ${show}`;
}
