/**
 * Waits for all of these, also when one of them fails: a function on Lambda is frozen once it has answered, and nothing may
 * be left half done by that. Then throws the first failure.
 */
export async function sideBySide<const All extends readonly (Promise<unknown> | undefined)[]>(
  ...all: All
): Promise<{ -readonly [I in keyof All]: Awaited<All[I]> }> {
  await Promise.allSettled(all);
  return Promise.all(all);
}
