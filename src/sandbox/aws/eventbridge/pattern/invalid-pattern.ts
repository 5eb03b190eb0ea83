/** Why EventBridge would not take a pattern; the message is its reason in words. */
export class InvalidPattern extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'InvalidPattern';
  }
}
