import { SqsError } from './sqs-error.ts';

/** A receipt handle: opaque to its holder, it names the queue, the message and which receive of it this was. */
export function makeReceipt(queue: string, { id, receives }: { id: string; receives: number }): string {
  return Buffer.from(JSON.stringify([queue, id, receives])).toString('base64');
}

/** Reads a handle of this queue; anything else is ReceiptHandleIsInvalid. */
export function readReceipt(queue: string, receipt: string): { id: string; receives: number } {
  const read = /^\["([\w-]+)","([\w-]+)",(\d+)\]$/.exec(Buffer.from(receipt, 'base64').toString());
  const [, name, id, receives] = read ?? [];
  if (name !== queue || !id || !receives) {
    throw new SqsError('ReceiptHandleIsInvalid', `The input receipt handle "${receipt}" is not a valid receipt handle.`);
  }
  return { id, receives: Number(receives) };
}
