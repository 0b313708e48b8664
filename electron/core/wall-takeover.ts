import type { TakeoverRules } from '#contract/control.ts';
import type { AuditLog } from './displays/audit-log.ts';
import { type Takeover, TakeoverMachine, type TakeoverNews } from './displays/takeover.ts';
import { nameList } from './wall-names.ts';

/** Risen between two ticks: as many as there are incidents. */
const MAX_RISEN = 2_000;

/** As much of an incident as a takeover turns on. */
export interface WallIncident {
  readonly title: string;
  readonly severity: number;
  readonly organization: string;
  readonly state: string;
}

export interface TakeoverInputs {
  readonly audit: AuditLog;
  rules(): TakeoverRules | null;
  incident(id: string): WallIncident | undefined;
  notice(text: string, topic: string): void;
  /** An incident that was not offered before. */
  met(incident: WallIncident): void;
}

/** Incidents are offered for a takeover; what comes of it is in the wall's history. */
export class WallTakeover {
  readonly machine = new TakeoverMachine((news, nowMs) => this.#note(news, nowMs));
  readonly #inputs: TakeoverInputs;
  readonly #risen = new Set<string>();
  #saved = 0;

  constructor(inputs: TakeoverInputs) {
    this.#inputs = inputs;
  }

  get unsaved(): boolean {
    return this.machine.version !== this.#saved;
  }

  saved(): void {
    this.#saved = this.machine.version;
  }

  /** An incident was opened or has become graver: it is offered at the next tick. */
  risen(id: string): void {
    if (this.#risen.size < MAX_RISEN) this.#risen.add(id);
  }

  /** @returns whether another incident is on than before, or none */
  tick(nowMs: number): boolean {
    const before = this.machine.current()?.incident;
    const rules = this.#inputs.rules();
    for (const id of this.#risen) {
      const incident = this.#inputs.incident(id);
      if (!incident) continue;
      const { title, severity, organization } = incident;
      if (this.machine.offer({ id, title, severity, organization }, rules, nowMs)) this.#inputs.met(incident);
    }
    this.#risen.clear();
    this.apply(nowMs);
    return this.machine.current()?.incident !== before;
  }

  /** The rules as they are now, also to what is on. */
  apply(nowMs: number): void {
    const rules = this.#inputs.rules();
    if (rules) this.machine.tick(rules, nowMs, (id) => this.#inputs.incident(id)?.state === 'active');
    // The first rules there were have been taken back.
    else if (this.machine.current()) this.machine.end();
  }

  /** By hand: the call that does it is noted as any other. */
  end(): Takeover | undefined {
    return this.machine.end();
  }

  #note(news: TakeoverNews, nowMs: number): void {
    if (news.what === 'dropped') {
      this.#inputs.notice(
        `Too many incidents at once to take displays over for: “${news.candidate.title}” had no turn; ` +
          `${news.dropped} had none since the start`,
        'takeover',
      );
      return;
    }
    const { title, severity } = news.takeover;
    const displays = this.#inputs.rules()?.displays ?? [];
    this.#inputs.audit.add({
      by: '',
      at: nowMs,
      call: `takeover.${news.what}`,
      on: displays.length === 0 ? '*' : nameList(displays),
      detail: title,
      values: news.what === 'over' ? { why: news.why } : { severity },
    });
  }
}
