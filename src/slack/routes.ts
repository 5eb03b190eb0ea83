import type { CommandName } from './command.ts';
import type {
  CommandListener,
  Demand,
  HappeningListener,
  OnMessageListener,
  PressListener,
  ShortcutListener,
  SubmissionListener,
} from './listener.ts';
import { onAskBeforePress } from './listeners/ask-before-press.ts';
import { onAllOfList, onAllOfSheet, onBulkAction, onBulkSubmitted, onBulkUndone } from './listeners/bulk.ts';
import { onControlMenu, onControls, onControlsOf, onControlsTurned, onSwitchOffSubmitted } from './listeners/controls.ts';
import { onDetails } from './listeners/details.ts';
import { onEscalateSubmitted } from './listeners/escalate.ts';
import { onExceptionEnded, onExceptions, onExceptionsExported, onExceptionsTurned } from './listeners/exceptions.ts';
import { onFind, onFindSubmitted } from './listeners/find.ts';
import { onFindings, onPageTurned } from './listeners/findings.ts';
import { onHealth, onHealthAgain } from './listeners/health.ts';
import { onHelp } from './listeners/help.ts';
import { onHomeOpened, onNewFromHome, onNextFromHome, onOnCallFromHome, onScoreFromHome } from './listeners/home.ts';
import {
  onInsightAsked,
  onInsightBack,
  onInsightConfirmed,
  onInsightEdited,
  onInsightOfList,
  onInsightSubmitted,
} from './listeners/insight-form.ts';
import { onBehindInsight, onInsight, onInsightDeleted, onInsightShown, onInsightsTurned } from './listeners/insights.ts';
import { onHandover, onMine, onMineTurned } from './listeners/mine.ts';
import { onMore } from './listeners/more.ts';
import { onNew, onNewSubmitted } from './listeners/new-finding.ts';
import { onNext, onNextAcknowledged, onNextAsked, onSkipped, thenNext } from './listeners/next-card.ts';
import { onOnCall } from './listeners/on-call.ts';
import { onNoteOfMessage, onTicketOfMessage } from './listeners/on-message.ts';
import { onPause, onResume } from './listeners/pause.ts';
import { onPostAsked, onPostSubmitted } from './listeners/post.ts';
import { onPressAtOnce } from './listeners/press-at-once.ts';
import { onResolveSubmitted, onSuppressSubmitted } from './listeners/press-form.ts';
import { onDecided, onHeld } from './listeners/questions.ts';
import { onDigest, onEvidence, onExport, onReport, onScore, onTrend } from './listeners/reports.ts';
import { onShow, onShowPressed } from './listeners/show.ts';
import { onAllStandards, onStandards, onSwitchStandard } from './listeners/standards.ts';
import { onSweep, onSweepConfirmed } from './listeners/sweep.ts';
import { onTest } from './listeners/test.ts';
import { onOtherTickets, onTicketAsked, onTicketMove, onTickets, onTicketsTurned } from './listeners/tickets.ts';
import { onAssignSubmitted, onNoteSubmitted, onSnoozeSubmitted, onUndo } from './listeners/triage-forms.ts';
import {
  ASSIGN_MODAL,
  BULK_ACTION_ID,
  BULK_IDS,
  BULK_MODAL,
  CONTROL_LIST_IDS,
  CONTROL_MENU_ID,
  CONTROLS_ID,
  CONTROLS_NEXT_ID,
  CONTROLS_PREVIOUS_ID,
  DETAILS_ID,
  ESCALATE_MODAL,
  EXCEPTION_IDS,
  EXPORT_IDS,
  FIND_MODAL,
  HEALTH_AGAIN_ID,
  HOLD_ID,
  HOME_IDS,
  INSIGHT_IDS,
  INSIGHT_MODAL,
  INSIGHT_PREVIEW,
  LIST_IDS,
  MINE_IDS,
  MORE_ID,
  MOVE_IDS,
  NEW_FINDING_MODAL,
  NEXT_CARD_IDS,
  NEXT_ID,
  NOTE_MODAL,
  POST_MODAL,
  PRESS_IDS,
  PREVIOUS_ID,
  RESOLVE_MODAL,
  SHOW_ID,
  SNOOZE_MODAL,
  STANDARDS_ID,
  SUPPRESS_MODAL,
  SWEEP_ID,
  SWITCH_OFF_MODAL,
  SWITCH_STANDARD_IDS,
  TICKET_ID,
  TICKETS_NEXT_ID,
  TICKETS_PREVIOUS_ID,
  VERDICT_IDS,
} from './views/ids.ts';
import { resolveModal } from './views/resolve-modal.ts';
import { SHORTCUTS } from './views/shortcuts.ts';
import { snoozeModal } from './views/snooze-modal.ts';
import { suppressModal } from './views/suppress-modal.ts';

/** Everything that can be typed after `/shub`, and what it demands of the person. */
export const commands: { [N in CommandName]: Demand & { listener: CommandListener<N> } } = {
  help: { may: 'view', listener: onHelp },
  findings: { may: 'view', listener: onFindings },
  show: { may: 'view', listener: onShow },
  tickets: { may: 'view', listener: onTickets },
  next: { may: 'view', listener: onNext },
  mine: { may: 'view', listener: onMine },
  handover: { may: 'view', listener: onHandover },
  new: { may: 'respond', listener: onNew },
  test: { may: 'administer', listener: onTest },
  health: { may: 'view', listener: onHealth },
  oncall: { may: 'view', listener: onOnCall },
  exceptions: { may: 'view', listener: onExceptions },
  evidence: { may: 'view', listener: onEvidence },
  digest: { may: 'view', listener: onDigest },
  insight: { may: 'view', listener: onInsight },
  standards: { may: 'view', listener: onStandards },
  controls: { may: 'view', listener: onControls },
  score: { may: 'view', listener: onScore },
  report: { may: 'view', listener: onReport },
  trend: { may: 'view', listener: onTrend },
  sweep: { may: 'administer', listener: onSweep },
  pause: { may: 'administer', listener: onPause },
  resume: { may: 'administer', listener: onResume },
};

export type Route =
  | (Demand &
      (
        | { kind: 'command'; id: RegExp }
        | { kind: 'action'; id: string; listener: PressListener }
        | { kind: 'view'; id: string; listener: SubmissionListener }
        | { kind: 'shortcut'; id: string; listener: ShortcutListener }
        | { kind: 'message shortcut'; id: string; listener: OnMessageListener }
      ))
  | { kind: 'event'; id: string; listener: HappeningListener };

/** Everything Slack can send us, who answers it, and what the person must be allowed to do. */
export const routes: readonly Route[] = [
  // Nobody waits for an answer: whoever may see nothing is told so in Home itself.
  { kind: 'event', id: 'app_home_opened', listener: onHomeOpened },
  { kind: 'shortcut', id: SHORTCUTS.find.callbackId, may: 'view', listener: onFind },
  { kind: 'message shortcut', id: SHORTCUTS.ticket.callbackId, may: 'respond', listener: onTicketOfMessage },
  { kind: 'message shortcut', id: SHORTCUTS.note.callbackId, may: 'respond', listener: onNoteOfMessage },
  { kind: 'view', id: FIND_MODAL, may: 'view', listener: onFindSubmitted },
  { kind: 'action', id: HOME_IDS.create, may: 'respond', listener: onNewFromHome },
  { kind: 'action', id: HOME_IDS.next, may: 'view', listener: onNextFromHome },
  { kind: 'action', id: HOME_IDS.find, may: 'view', listener: onFind },
  { kind: 'action', id: HOME_IDS.report, may: 'view', listener: onPostAsked('report') },
  { kind: 'action', id: HOME_IDS.handover, may: 'view', listener: onPostAsked('handover') },
  { kind: 'view', id: POST_MODAL, may: 'view', listener: onPostSubmitted },
  { kind: 'action', id: HOME_IDS.score, may: 'view', listener: onScoreFromHome },
  { kind: 'action', id: HOME_IDS.onCall, may: 'view', listener: onOnCallFromHome },
  { kind: 'action', id: HOME_IDS.mine, may: 'view', listener: onMineTurned },
  { kind: 'action', id: HOME_IDS.exceptions, may: 'view', listener: onExceptionsTurned },
  // A second stage in the same workspace has a command of its own, such as `/shub-staging`.
  { kind: 'command', id: /^\/shub(-[a-z0-9-]+)?$/, may: 'view' },
  { kind: 'action', id: PRESS_IDS.acknowledge, may: 'respond', listener: onPressAtOnce('acknowledge') },
  { kind: 'action', id: PRESS_IDS.reopen, may: 'respond', listener: onPressAtOnce('reopen') },
  { kind: 'action', id: PRESS_IDS.resolve, may: 'respond', listener: onAskBeforePress('resolve', resolveModal) },
  { kind: 'action', id: PRESS_IDS.suppress, may: 'respond', listener: onAskBeforePress('suppress', suppressModal) },
  { kind: 'action', id: PRESS_IDS.snooze, may: 'respond', listener: onAskBeforePress('snooze', snoozeModal) },
  { kind: 'action', id: PRESS_IDS.undo, may: 'respond', fresh: true, listener: onUndo },
  { kind: 'view', id: RESOLVE_MODAL, may: 'respond', listener: thenNext(onResolveSubmitted) },
  { kind: 'view', id: SUPPRESS_MODAL, may: 'respond', fresh: true, listener: thenNext(onSuppressSubmitted) },
  { kind: 'view', id: ESCALATE_MODAL, may: 'respond', listener: onEscalateSubmitted },
  { kind: 'view', id: SNOOZE_MODAL, may: 'respond', listener: thenNext(onSnoozeSubmitted) },
  { kind: 'view', id: ASSIGN_MODAL, may: 'respond', listener: onAssignSubmitted },
  { kind: 'view', id: NOTE_MODAL, may: 'respond', listener: onNoteSubmitted },
  { kind: 'view', id: NEW_FINDING_MODAL, may: 'respond', listener: onNewSubmitted },
  { kind: 'action', id: HEALTH_AGAIN_ID, may: 'view', listener: onHealthAgain },
  { kind: 'action', id: INSIGHT_IDS.create, may: 'respond', listener: onInsightAsked },
  { kind: 'action', id: INSIGHT_IDS.ofList, may: 'respond', listener: onInsightOfList },
  { kind: 'action', id: INSIGHT_IDS.show, may: 'view', listener: onInsightShown },
  { kind: 'action', id: INSIGHT_IDS.behind, may: 'view', listener: onBehindInsight },
  { kind: 'action', id: INSIGHT_IDS.managed, may: 'view', listener: onInsightShown },
  { kind: 'action', id: INSIGHT_IDS.next, may: 'view', listener: onInsightsTurned },
  { kind: 'action', id: INSIGHT_IDS.previous, may: 'view', listener: onInsightsTurned },
  { kind: 'action', id: INSIGHT_IDS.edit, may: 'respond', listener: onInsightEdited },
  { kind: 'action', id: INSIGHT_IDS.back, may: 'respond', listener: onInsightBack },
  { kind: 'action', id: INSIGHT_IDS.remove, may: 'administer', fresh: true, listener: onInsightDeleted },
  { kind: 'view', id: INSIGHT_MODAL, may: 'respond', listener: onInsightSubmitted },
  { kind: 'view', id: INSIGHT_PREVIEW, may: 'respond', listener: onInsightConfirmed },
  { kind: 'action', id: EXPORT_IDS.csv, may: 'view', listener: onExport('csv') },
  { kind: 'action', id: EXPORT_IDS.json, may: 'view', listener: onExport('json') },
  { kind: 'action', id: EXPORT_IDS.html, may: 'view', listener: onExport('html') },
  { kind: 'action', id: VERDICT_IDS.approve, may: 'approve', fresh: true, listener: onDecided(true) },
  { kind: 'action', id: VERDICT_IDS.refuse, may: 'approve', fresh: true, listener: onDecided(false) },
  { kind: 'action', id: HOLD_ID, may: 'respond', listener: onHeld },
  { kind: 'action', id: EXCEPTION_IDS.end, may: 'respond', listener: onExceptionEnded },
  { kind: 'action', id: EXCEPTION_IDS.next, may: 'view', listener: onExceptionsTurned },
  { kind: 'action', id: EXCEPTION_IDS.previous, may: 'view', listener: onExceptionsTurned },
  { kind: 'action', id: EXCEPTION_IDS.csv, may: 'view', listener: onExceptionsExported('csv') },
  { kind: 'action', id: EXCEPTION_IDS.json, may: 'view', listener: onExceptionsExported('json') },
  { kind: 'action', id: STANDARDS_ID, may: 'view', listener: onAllStandards },
  { kind: 'action', id: SWITCH_STANDARD_IDS.enable, may: 'administer', fresh: true, listener: onSwitchStandard(true) },
  { kind: 'action', id: SWITCH_STANDARD_IDS.disable, may: 'administer', fresh: true, listener: onSwitchStandard(false) },
  { kind: 'action', id: CONTROLS_ID, may: 'view', listener: onControlsOf },
  { kind: 'action', id: CONTROL_LIST_IDS.failed, may: 'view', listener: onControlsTurned },
  { kind: 'action', id: CONTROL_LIST_IDS.passed, may: 'view', listener: onControlsTurned },
  { kind: 'action', id: CONTROL_LIST_IDS.off, may: 'view', listener: onControlsTurned },
  { kind: 'action', id: CONTROL_LIST_IDS.all, may: 'view', listener: onControlsTurned },
  { kind: 'action', id: CONTROLS_NEXT_ID, may: 'view', listener: onControlsTurned },
  { kind: 'action', id: CONTROLS_PREVIOUS_ID, may: 'view', listener: onControlsTurned },
  { kind: 'action', id: CONTROL_MENU_ID, may: 'administer', listener: onControlMenu },
  { kind: 'view', id: SWITCH_OFF_MODAL, may: 'administer', fresh: true, listener: onSwitchOffSubmitted },
  { kind: 'action', id: SWEEP_ID, may: 'administer', listener: onSweepConfirmed },
  { kind: 'action', id: NEXT_CARD_IDS.acknowledge, may: 'respond', listener: onNextAcknowledged },
  { kind: 'action', id: NEXT_CARD_IDS.snooze, may: 'respond', listener: onNextAsked('snooze', snoozeModal) },
  { kind: 'action', id: NEXT_CARD_IDS.resolve, may: 'respond', listener: onNextAsked('resolve', resolveModal) },
  { kind: 'action', id: NEXT_CARD_IDS.suppress, may: 'respond', listener: onNextAsked('suppress', suppressModal) },
  { kind: 'action', id: NEXT_CARD_IDS.skip, may: 'view', listener: onSkipped },
  { kind: 'action', id: MINE_IDS.next, may: 'view', listener: onMineTurned },
  { kind: 'action', id: MINE_IDS.previous, may: 'view', listener: onMineTurned },
  { kind: 'action', id: BULK_IDS.list, may: 'respond', listener: onAllOfList },
  { kind: 'action', id: BULK_IDS.sheet, may: 'respond', listener: onAllOfSheet },
  { kind: 'action', id: BULK_ACTION_ID, may: 'respond', listener: onBulkAction },
  { kind: 'view', id: BULK_MODAL, may: 'respond', listener: onBulkSubmitted },
  { kind: 'action', id: BULK_IDS.undo, may: 'respond', listener: onBulkUndone },
  { kind: 'action', id: DETAILS_ID, may: 'view', listener: onDetails },
  { kind: 'action', id: SHOW_ID, may: 'view', listener: onShowPressed },
  { kind: 'action', id: NEXT_ID, may: 'view', listener: onPageTurned },
  { kind: 'action', id: PREVIOUS_ID, may: 'view', listener: onPageTurned },
  { kind: 'action', id: MORE_ID, may: 'respond', listener: onMore },
  { kind: 'action', id: TICKET_ID, may: 'respond', listener: onTicketAsked },
  { kind: 'action', id: MOVE_IDS.take, may: 'respond', listener: onTicketMove('take') },
  { kind: 'action', id: MOVE_IDS.done, may: 'respond', listener: onTicketMove('done') },
  { kind: 'action', id: MOVE_IDS.reopen, may: 'respond', listener: onTicketMove('reopen') },
  { kind: 'action', id: MOVE_IDS['give back'], may: 'respond', listener: onTicketMove('give back') },
  { kind: 'action', id: LIST_IDS.open, may: 'view', listener: onOtherTickets('open') },
  { kind: 'action', id: LIST_IDS.mine, may: 'view', listener: onOtherTickets('mine') },
  { kind: 'action', id: LIST_IDS.due, may: 'view', listener: onOtherTickets('due') },
  { kind: 'action', id: LIST_IDS.done, may: 'view', listener: onOtherTickets('done') },
  { kind: 'action', id: TICKETS_NEXT_ID, may: 'view', listener: onTicketsTurned },
  { kind: 'action', id: TICKETS_PREVIOUS_ID, may: 'view', listener: onTicketsTurned },
];
