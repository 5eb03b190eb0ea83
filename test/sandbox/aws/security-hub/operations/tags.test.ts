import {
  DisableSecurityHubCommand,
  EnableSecurityHubCommand,
  InvalidInputException,
  ListTagsForResourceCommand,
  ResourceNotFoundException,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aHub, HUB } from '../a-hub.ts';

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub({ enabled: false });
  await hub.client.send(new EnableSecurityHubCommand({ Tags: { team: 'security', cost: '42' } }));
});
afterEach(() => hub.stop());

const tags = async () => (await hub.client.send(new ListTagsForResourceCommand({ ResourceArn: HUB }))).Tags;
const tag = (Tags: Record<string, string>, ResourceArn = HUB) => hub.client.send(new TagResourceCommand({ ResourceArn, Tags }));
const untag = (TagKeys: string[], ResourceArn = HUB) => hub.client.send(new UntagResourceCommand({ ResourceArn, TagKeys }));

test('a hub keeps the tags it was switched on with, until it is switched off', async () => {
  expect(await tags()).toEqual({ team: 'security', cost: '42' });
  await hub.client.send(new DisableSecurityHubCommand());
  await hub.client.send(new EnableSecurityHubCommand());
  expect(await tags()).toEqual({});
});

test('tags are added, replaced and taken away by their keys', async () => {
  await tag({ team: 'red', stage2: 'prod' });
  expect(await tags()).toEqual({ team: 'red', cost: '42', stage2: 'prod' });
  await untag(['cost', 'stage2']);
  expect(await tags()).toEqual({ team: 'red' });
  await untag(['team']);
  expect(await tags()).toEqual({});
});

test('fifty tags are not too many', async () => {
  await tag(Object.fromEntries(Array.from({ length: 48 }, (_, i) => [`t${i}`, 'x'])));
  expect(Object.keys((await tags()) ?? {})).toHaveLength(50);
});

test.each([
  ['no tag at all', () => tag({})],
  ['a key of AWS’s own', () => tag({ 'aws:team': 'red' })],
  ['a key with a space', () => tag({ 'my team': 'red' })],
  ['a value over 256 characters', () => tag({ team: 'x'.repeat(257) })],
  ['more than 50 tags in all', () => tag(Object.fromEntries(Array.from({ length: 49 }, (_, i) => [`t${i}`, 'x'])))],
  ['what is no ARN', () => tag({ team: 'red' }, 'hub')],
  ['the tags of what is no ARN away', () => untag(['team'], 'hub')],
])('putting %s is refused', async (_, ask) => {
  await expect(ask()).rejects.toBeInstanceOf(InvalidInputException);
  expect(await tags()).toEqual({ team: 'security', cost: '42' });
});

test('a hub that is somebody else’s is not found', async () => {
  const other = HUB.replace('111122223333', '444455556666');
  await expect(tag({ team: 'red' }, other)).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(untag(['team'], other)).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(hub.client.send(new ListTagsForResourceCommand({ ResourceArn: other }))).rejects.toBeInstanceOf(ResourceNotFoundException);
});
