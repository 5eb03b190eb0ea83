import type { Asff } from '../schema.ts';
import { isSample } from '../state.ts';
import { inWords, type Maybe, type Reading, reading, some } from './reading.ts';

/** What was done, by whom, how often, and whether the resource was the attacker or the target. */
export function guardDuty(asff: Asff): Reading {
  const act = actionOf(asff);
  const role = asff.Resources.find(({ ResourceRole }) => ResourceRole)?.ResourceRole ?? field(asff, 'resourceRole');
  const count = field(asff, 'count');
  const sequence = asff.Detection?.Sequence;
  const signals = sequence?.Signals.map(({ Title, Name }) => Title ?? Name);
  const users = sequence?.Actors.map(({ User }) => User?.Name);
  return reading(
    [sequence && `Attack sequence of ${sequence.Signals.length} signals`, act.sentence, role && `resource role ${role}`],
    [
      ['Sample', isSample(asff) && 'Made up by GuardDuty; nothing happened'],
      ['Actor', some([principalOf(asff), ...(users ?? [])])],
      ['From', act.from],
      ['Action', act.action],
      ['Threats', some(asff.Threats.map(({ Name, Severity }) => Name && (Severity ? `${Name} (${Severity})` : Name)))],
      ['Signals', some(signals ?? [])],
      ['Resource role', role],
      ['Seen', count && `${count} ${count === '1' ? 'time' : 'times'}`],
      ['Blocked', act.blocked && (act.blocked === 'true' ? 'yes' : 'no')],
      ['Finding type', asff.Types[0]?.split('/').at(-1)],
    ],
  );
}

/** GuardDuty's own fields: today's have a prefix, those before 2020 have none. */
const field = ({ ProductFields }: Asff, name: string): string | undefined =>
  ProductFields[`aws/guardduty/service/${name}`] ?? ProductFields[name];

/** The first field of the action whose path ends so, whatever kind of action it is. */
function actionField({ ProductFields }: Asff, ending: string): string | undefined {
  const found = Object.entries(ProductFields).find(
    ([name]) => /^(aws\/guardduty\/service\/)?action\//.test(name) && name.endsWith(`/${ending}`),
  );
  return found?.[1];
}

function principalOf({ Resources }: Asff): string | undefined {
  const key = Resources.find(({ Details }) => Details?.AwsIamAccessKey)?.Details?.AwsIamAccessKey;
  const name = key?.UserName ?? key?.PrincipalName;
  return name && (key?.PrincipalType ? `${name} (${key.PrincipalType})` : name);
}

interface Act {
  sentence?: Maybe;
  action?: Maybe;
  from?: Maybe;
  blocked?: Maybe;
}

/** The Action object, or the fields that say the same in findings that have no such object. */
function actionOf(asff: Asff): Act {
  const { Action } = asff;
  const type = Action?.ActionType ?? field(asff, 'action/actionType');
  const network = Action?.NetworkConnectionAction;
  const probe = Action?.PortProbeAction;
  const call = Action?.AwsApiCallAction;
  const blocked = network?.Blocked ?? probe?.Blocked ?? Action?.DnsRequestAction?.Blocked ?? actionField(asff, 'blocked');
  const remote = network?.RemoteIpDetails ?? call?.RemoteIpDetails ?? probe?.PortProbeDetails[0]?.RemoteIpDetails;
  const from = remote ? placeOf(remote) : placeOfFields(asff);

  const domain = Action?.DnsRequestAction?.Domain ?? actionField(asff, 'dnsRequestAction/domain');
  if (domain) return { sentence: `Queried ${domain}`, action: `DNS request for ${domain}`, from, blocked };

  const api = call?.Api ?? actionField(asff, 'awsApiCallAction/api');
  if (api) {
    const service = call?.ServiceName ?? actionField(asff, 'awsApiCallAction/serviceName');
    return { sentence: `Called ${api}${from ? ` from ${from}` : ''}`, action: service ? `${api} (${service})` : api, from, blocked };
  }

  const local = network?.LocalPortDetails ?? probe?.PortProbeDetails[0]?.LocalPortDetails;
  const port = local?.Port?.toString() ?? actionField(asff, 'localPortDetails/port');
  const portName = local?.PortName ?? actionField(asff, 'localPortDetails/portName');
  const protocol = network?.Protocol ?? actionField(asff, 'protocol');
  const direction = network?.ConnectionDirection ?? actionField(asff, 'connectionDirection');
  const ports = port && `${protocol ? `${protocol} ` : ''}port ${port}${portName && portName !== 'Unknown' ? ` (${portName})` : ''}`;
  const what = type && [inWords(type), direction?.toLowerCase()].filter(Boolean).join(', ');
  return { sentence: ports && `${inWords(direction) ?? 'Traffic'} on ${ports}${from ? ` from ${from}` : ''}`, action: what, from, blocked };
}

type Remote = NonNullable<NonNullable<NonNullable<Asff['Action']>['AwsApiCallAction']>['RemoteIpDetails']>;

const placeOf = ({ IpAddressV4, IpAddressV6, City, Country, Organization }: Remote): string | undefined =>
  place(IpAddressV4 ?? IpAddressV6, City?.CityName, Country?.CountryName, Organization?.Org ?? Organization?.AsnOrg);

const placeOfFields = (asff: Asff): string | undefined =>
  place(
    actionField(asff, 'remoteIpDetails/ipAddressV4') ?? actionField(asff, 'remoteIpDetails/ipAddressV6'),
    actionField(asff, 'city/cityName'),
    actionField(asff, 'country/countryName'),
    actionField(asff, 'organization/org') ?? actionField(asff, 'organization/asnOrg'),
  );

function place(ip: string | undefined, ...where: (string | undefined)[]): string | undefined {
  const known = where.filter(Boolean).join(', ');
  return ip && (known ? `${ip} (${known})` : ip);
}
