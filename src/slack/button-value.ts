/** Which card, as its person saw it. */
export interface PressedCard {
  card: string;
  actionVersion: number;
}

/** Reads the value of a button under a card, `<card key>|<version>`. Undefined for anything else. */
export function parsePressedCard(value: string): PressedCard | undefined {
  const [, card, version] = /^(.{1,300})\|(\d{1,9})$/s.exec(value) ?? [];
  return card === undefined ? undefined : { card, actionVersion: Number(version) };
}
