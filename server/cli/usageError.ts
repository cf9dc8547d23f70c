// What was asked for cannot be done.

/** Its message is for the user. */
export class UsageError extends Error {}
