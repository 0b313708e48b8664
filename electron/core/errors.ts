/** What was asked for is not there: answered, not logged. */
export class NotFound extends Error {}

/** What was asked for can't be done as asked: answered with the reason, not logged. */
export class Refused extends Error {}
