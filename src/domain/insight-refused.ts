import { UserFacingError } from './refusal.ts';

/** What Security Hub has against an insight; `about`, if it says so: `Name`, `GroupByAttribute`, or the attribute of the filters. */
export class InsightRefused extends UserFacingError {
  readonly about: string | undefined;
  constructor(message: string, { about, cause }: { about?: string | undefined; cause: unknown }) {
    super('bad_arguments', message, { cause });
    this.name = 'InsightRefused';
    this.about = about;
  }
}

/** The account has all the custom insights that it may have; more are possible only once one is deleted. */
export class NoRoomForInsight extends UserFacingError {
  constructor(options: { cause: unknown }) {
    super(
      'not_done',
      'Security Hub keeps 100 custom insights for an account and region, and there are that many. Delete one first: `/shub insight list`.',
      options,
    );
    this.name = 'NoRoomForInsight';
  }
}
