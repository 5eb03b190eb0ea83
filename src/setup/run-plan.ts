import type { State, Step } from './step.ts';
import type { Terminal } from './terminal.ts';

export interface Planned {
  step: Step;
  state: State;
}

/** How each step stands now. Changes nothing. */
export async function lookAt(steps: readonly Step[]): Promise<Planned[]> {
  const plan: Planned[] = [];
  for (const step of steps) plan.push({ step, state: await step.look() });
  return plan;
}

const MARK: Record<State['kind'], string> = { so: '=', 'to do': '+', 'left out': '-', trouble: '!' };
const LABEL: Record<State['kind'], string> = { so: 'already so: ', 'to do': '', 'left out': 'left out: ', trouble: '' };
const INDENT = 27;
const WIDTH = 100;

/** One paragraph for each step: what will be done, or why nothing has to be. */
export function showPlan(plan: readonly Planned[], say: Terminal['say'], labels: Partial<typeof LABEL> = {}): void {
  for (const { step, state } of plan) {
    const [first = '', ...more] = wrapped(`${{ ...LABEL, ...labels }[state.kind]}${state.words}`, WIDTH - INDENT);
    say(`  ${MARK[state.kind]} ${step.name.padEnd(INDENT - 4)}${first}`);
    for (const line of more) say(' '.repeat(INDENT) + line);
  }
}

/**
 * Does what is to do, one step after the other, each looked at once more right before, because another may have done it
 * meanwhile. Resolves to how all of them stand in the end. What a step throws ends it; run again, it goes on there.
 */
export async function runPlan(steps: readonly Step[], { say }: Pick<Terminal, 'say'>): Promise<Planned[]> {
  const ended: Planned[] = [];
  for (const step of steps) {
    const before = await step.look();
    if (before.kind !== 'to do') {
      ended.push({ step, state: before });
      continue;
    }
    say(`→ ${step.name}: ${before.words}`);
    await step.do().catch((error: unknown) => {
      throw new StepFailed(step.name, error);
    });
    const state = await step.look();
    say(state.kind === 'trouble' ? `! ${step.name}: ${state.words}` : `✓ ${step.name}`);
    ended.push({ step, state });
  }
  return ended;
}

/** What a step threw, with which step it was. */
export class StepFailed extends Error {
  readonly step: string;
  constructor(step: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'StepFailed';
    this.step = step;
  }
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
