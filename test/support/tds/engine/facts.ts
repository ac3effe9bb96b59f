/** What a server says of itself and of its database. */
export interface ServerFacts {
  readonly name: string;
  readonly instance: string | null;
  readonly version: readonly [major: number, minor: number, build: number];
  readonly edition: string;
  readonly database: string;
  readonly snapshotAllowed: boolean;
  readonly readCommittedSnapshot: boolean;
  readonly now: () => Date;
}
