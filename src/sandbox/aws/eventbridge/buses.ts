import type { Clock } from '../../clock.ts';
import type { BusEvent, EventBridgeEmulator } from '../contract.ts';
import type { Delivery } from './delivery.ts';
import { EventBridgeError } from './event-bridge-error.ts';
import { InvalidPattern } from './pattern/invalid-pattern.ts';
import { type Pattern, parsePattern } from './pattern/parse-pattern.ts';

interface Target {
  Id: string;
  Arn: string;
  RoleArn?: string | undefined;
  /** Sent in place of the event. */
  Input?: string | undefined;
  DeadLetterConfig?: { Arn?: string | undefined } | undefined;
  RetryPolicy?: { MaximumRetryAttempts?: number | undefined; MaximumEventAgeInSeconds?: number | undefined } | undefined;
}

export interface Rule {
  name: string;
  arn: string;
  description?: string | undefined;
  patternText: string;
  matches: Pattern;
  state: 'ENABLED' | 'DISABLED';
  targets: Map<string, Target>;
}

export interface Bus {
  name: string;
  arn: string;
  description?: string | undefined;
  createdAt: number;
  rules: Map<string, Rule>;
}

export interface Buses {
  clock: Clock;
  account: string;
  region: string;
  all(): Bus[];
  create(name: string, description?: string): Bus;
  /** By name or ARN, the default bus when absent; ResourceNotFoundException otherwise. */
  bus(nameOrArn?: string): Bus;
  rule(name: string, bus?: string): Rule;
  putRule(options: {
    name: string;
    bus?: string | undefined;
    pattern: string;
    state?: Rule['state'];
    description?: string | undefined;
  }): Rule;
  /** Sends an event to the targets of every enabled rule of the bus that matches it. */
  publish(bus: Bus, event: BusEvent): void;
  events: { bus: string; event: BusEvent; matched: string[] }[];
  changed(): void;
}

const EVENTS_KEPT = 1000;
const BUS_NAME = /^[/.\-_A-Za-z0-9]{1,256}$/;
const DEFAULT = 'default';
const DAY_SECONDS = 86_400;
const MOST_RETRIES = 185;

interface BusesOptions {
  clock: Clock;
  account: string;
  region: string;
  delivery: Delivery;
  changed: () => void;
}

export function openBuses({ clock, account, region, delivery, changed }: BusesOptions): Buses {
  const buses = new Map<string, Bus>();
  const events: EventBridgeEmulator['events'][number][] = [];
  const arn = (resource: string) => `arn:aws:events:${region}:${account}:${resource}`;

  function create(name: string, description?: string): Bus {
    if (!BUS_NAME.test(name) || (name === DEFAULT && buses.size > 0)) {
      throw new EventBridgeError('ValidationException', `Event bus name ${name} is not allowed.`);
    }
    if (buses.has(name)) throw new EventBridgeError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    const bus: Bus = { name, arn: arn(`event-bus/${name}`), description, createdAt: clock.now(), rules: new Map() };
    buses.set(name, bus);
    changed();
    return bus;
  }

  function bus(nameOrArn = DEFAULT): Bus {
    const found = buses.get(nameOrArn) ?? [...buses.values()].find((one) => one.arn === nameOrArn);
    if (!found) throw new EventBridgeError('ResourceNotFoundException', `Event bus ${nameOrArn} does not exist.`);
    return found;
  }

  create(DEFAULT);

  return {
    clock,
    account,
    region,
    events,
    changed,
    create,
    bus,
    all: () => [...buses.values()],

    rule(name, busName) {
      const { name: on, rules } = bus(busName);
      const rule = rules.get(name);
      if (!rule) throw new EventBridgeError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${on}.`);
      return rule;
    },

    putRule({ name, bus: busName, pattern, state = 'ENABLED', description }) {
      const { name: on, rules } = bus(busName);
      const rule: Rule = {
        name,
        arn: arn(on === DEFAULT ? `rule/${name}` : `rule/${on}/${name}`),
        description,
        patternText: pattern,
        matches: readPattern(pattern),
        state,
        targets: rules.get(name)?.targets ?? new Map(),
      };
      rules.set(name, rule);
      changed();
      return rule;
    },

    publish({ name, rules }, event) {
      const matching = [...rules.values()].filter(({ state, matches }) => state === 'ENABLED' && matches(event));
      events.push({ bus: name, event, matched: matching.map((rule) => rule.name) });
      if (events.length > EVENTS_KEPT) events.shift();
      const whole = JSON.stringify(event);
      for (const rule of matching) {
        for (const target of rule.targets.values()) {
          delivery.send({
            ruleArn: rule.arn,
            targetArn: target.Arn,
            deadLetterArn: target.DeadLetterConfig?.Arn,
            body: target.Input ?? whole,
            retry: {
              attempts: target.RetryPolicy?.MaximumRetryAttempts ?? MOST_RETRIES,
              ageMs: (target.RetryPolicy?.MaximumEventAgeInSeconds ?? DAY_SECONDS) * 1000,
            },
          });
        }
      }
      changed();
    },
  };
}

/** The pattern, or InvalidEventPatternException with the reason. */
export function readPattern(text: string): Pattern {
  try {
    return parsePattern(text);
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    throw new EventBridgeError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${error.message}`);
  }
}
