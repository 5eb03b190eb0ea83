import type { KnownBlock, ModalView } from '@slack/types';
import type { Details } from '../../domain/answer.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Finding } from '../../domain/finding.ts';
import { aroundLines } from './around.ts';
import { context, dotted, lines, plainText, section } from './block-kit.ts';
import { accountWords, becauseLine, factWords, originLine, titleLine, whereLine } from './finding-lines.ts';
import { DETAILS_MODAL } from './ids.ts';
import { foreignLink } from './links.ts';
import { rawJson } from './raw-json.ts';
import { code, date, person, prose } from './text.ts';
import { closedAs, PRESS_DONE, PRESS_MARK, SEVERITY_MARK, VERDICT_WORDS, WORKFLOW_WORDS } from './words.ts';

/** Fits any finding: each part has its own limit, together far below Slack's 100 blocks and 250 kB of a view. */
export function detailsModal(details: Details | undefined, { loading = false }: { loading?: boolean } = {}): ModalView {
  return {
    type: 'modal',
    callback_id: DETAILS_MODAL,
    title: plainText('Finding', 24),
    close: plainText('Close', 24),
    blocks: [
      ...(details ? detailBlocks(details) : []),
      ...(loading ? [context('⏳ Asking Security Hub for the rest …')] : rawJson(details?.raw)),
    ],
  };
}

function detailBlocks({ face, finding, members, verdict, around, history }: Details): KnownBlock[] {
  const description = prose(finding.description, 1200);
  const shown = face?.kind === 'problem' ? face : undefined;
  const closed = shown && closedAs(shown);
  return [
    section(lines(titleLine(finding, closed, 300), whereLine(finding))),
    ...(description ? [section(description)] : []),
    ...titled('What decides', [
      finding.headline && prose(finding.headline, 300),
      ...finding.facts.slice(0, 12).map((fact) => factWords(fact, 140)),
    ]),
    ...titled('Resources', finding.resources.slice(0, 10).map(resourceWords), finding.resourceCount),
    ...titled('Compliance', complianceWords(finding)),
    ...titled('What to do', remediationWords(finding)),
    ...(members.length > 1 ? titled('One problem in', members.slice(0, 10).map(memberWords), members.length) : []),
    ...titled('Why here, why now, who else', [
      shown && becauseLine(shown),
      verdict && `Last heard: ${VERDICT_WORDS[verdict.because]}`,
      ...(around ? aroundLines(around) : []),
    ]),
    ...titled('What people did', history.slice(-10).map(pressWords), history.length),
    ...titled('State', stateWords(finding)),
    context(originLine(finding, shown?.standards ?? finding.compliance?.standards ?? [], members.length)),
  ];
}

/** A heading with lines under it, or nothing at all; `of` tells how many there are when not all are given. */
function titled(heading: string, given: readonly (string | false | undefined)[], of = 0): KnownBlock[] {
  const said = given.filter((line) => line);
  if (said.length === 0) return [];
  const rest = of > given.length ? `_… and ${of - given.length} more_` : undefined;
  return [section(lines(`*${heading}*`, ...said, rest))];
}

function resourceWords({ id, type, tags }: Finding['resources'][number]): string {
  const tagged = Object.entries(tags)
    .slice(0, 3)
    .map(([key, value]) => code(`${key}=${value}`, 40));
  return dotted(code(id || '—', 130), prose(type, 50), tagged.join(' '));
}

function complianceWords({ compliance }: Finding): string[] {
  if (!compliance) return [];
  const { status, control, standards, requirements, reasons } = compliance;
  return [
    dotted(
      control && code(control, 80),
      status?.toLowerCase().replace('_', ' '),
      standards
        .slice(0, 6)
        .map((name) => prose(name, 50))
        .join(', '),
    ),
    requirements
      .slice(0, 8)
      .map((name) => prose(name, 50))
      .join(', '),
    ...reasons.slice(0, 4).map((reason) => prose(reason, 200)),
  ];
}

function remediationWords({ remediation, sourceUrl }: Finding): (string | false | undefined)[] {
  return [
    remediation?.text && prose(remediation.text, 400),
    remediation?.url && foreignLink(remediation.url, 'What AWS advises'),
    sourceUrl && foreignLink(sourceUrl, 'Where it comes from'),
  ];
}

const memberWords = ({ severity, id, workflow, compliance }: Finding): string =>
  dotted(
    `${SEVERITY_MARK[severity]} ${severity}`,
    WORKFLOW_WORDS[workflow],
    compliance?.standards
      .slice(0, 2)
      .map((name) => prose(name, 40))
      .join(', '),
    code(id, 110),
  );

function pressWords({ who, action, at, phase, reason, result = '' }: AuditEntry): string {
  if (action === 'standard' || action === 'control') return dotted(`🔧 ${action} ${prose(result, 60)} by ${person(who)}`, date(at));
  if (action === 'seal') return dotted(`🔏 Sealed: ${prose(result, 100)}`, date(at));
  if (action === 'alert') return dotted('🔔 Alerted for the first time', date(at));
  if (action === 'ticket') return dotted(`🎫 Ticket ${prose(result, 60)} by ${person(who)}`, date(at));
  if (action === 'escalate')
    return dotted(
      `📣 ${phase === 'done' ? 'Called for help' : 'call for help begun'} by ${person(who)}`,
      date(at),
      reason && `“${prose(reason, 80)}”`,
    );
  if (action === 'approve') return dotted(`⚖️ Suppression ${prose(result, 20)} by ${person(who)}`, date(at));
  if (action === 'create')
    return dotted(`➕ ${phase === 'done' ? 'Created' : 'creation asked for'} by ${person(who)}`, date(at), prose(result, 60));
  if (action === 'notify')
    return dotted(phase === 'done' ? `📨 Alert delivered: ${prose(result, 60)}` : '⏳ NOTIFIED asked for', 'by policy', date(at));
  const did = phase === 'done' ? `${PRESS_MARK[action]} ${PRESS_DONE[action]} by` : `⏳ ${PRESS_DONE[action].toLowerCase()} asked for by`;
  return dotted(`${did} ${person(who)}`, date(at), reason && `“${prose(reason, 80)}”`, prose(result, 60));
}

function stateWords(finding: Finding): (string | false | undefined)[] {
  const { workflow, recordState, account, note, createdAt, updatedAt, lastSeenAt, id } = finding;
  return [
    dotted(`Workflow ${workflow}`, `record ${recordState}`, accountWords(account)),
    dotted(`created ${date(createdAt)}`, `updated ${date(updatedAt)}`, `last seen ${date(lastSeenAt)}`),
    note && dotted(`Note “${prose(note.text, 250)}”`, prose(note.by, 60), date(note.at)),
    `Id ${code(id, 300)}`,
  ];
}
