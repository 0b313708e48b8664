/**
 * The data folder or what is in it can't be used as things are, in words for the person who has to mend it. Hosts
 * know it by its code, since they know no stage.
 */
export class StateUnusable extends Error {
  readonly code = 'STATE_UNUSABLE';
}
