import { Transaction } from "@codemirror/state";
import { ChangeSetKeeper, type ChangeSetPorts, type Kept } from "./change-set.ts";
import { type CheckInput, type CheckPorts, Checks } from "./checks.ts";
import { markEdit } from "./measures.ts";
import { type Base, editsSomething, Session } from "./session.ts";
import { type Staged, stagedOfChangeSet } from "./staged.ts";

export interface WorkspacePorts {
  /** Absent: whoever looks may not edit, and nothing is kept. */
  readonly changeSets?: ChangeSetPorts;
  readonly checks?: CheckPorts;
}

/** A session with all that follows from its edits: checks, plans and the change set that keeps it. */
export class Workspace {
  readonly session: Session;
  readonly checks: Checks | undefined;
  readonly keeper: ChangeSetKeeper | undefined;

  /** @param kept a change set that is gone on with */
  constructor(ports: WorkspacePorts, base: Base, kept?: Kept) {
    const staged: Staged = kept ? stagedOfChangeSet(kept.changeSet.variables) : {};
    this.session = new Session(base, { text: kept?.changeSet.definition.text ?? base.text, staged });
    this.checks = ports.checks && new Checks(ports.checks);
    this.keeper = ports.changeSets && new ChangeSetKeeper(ports.changeSets, kept, staged);
  }

  /** Begins to follow the edits; gives the way to end it. */
  start(): () => void {
    const end = this.session.subscribe((transactions) => {
      if (!editsSomething(transactions)) return;
      markEdit();
      const isTyping = transactions.some((one) => one.isUserEvent("input") || one.isUserEvent("delete"));
      this.checks?.take(this.#input(), isTyping);
      this.#keep(transactions);
    });
    this.checks?.take(this.#input(), false);
    return end;
  }

  /** Keeps what is edited as a change set, whether or not it differs: it is to be deployed, or was brought up to date. */
  keepNow(): void {
    this.keeper?.take(this.#input(), this.session.base.version);
  }

  /** The tab is closed or the page left: nothing goes on by itself. */
  stop(): void {
    this.checks?.stop();
    this.keeper?.stop();
  }

  #input(): CheckInput {
    const { session } = this;
    return { format: session.base.format, text: session.text, staged: session.staged };
  }

  /** Looking and undoing everything makes no change set; one that is there is kept in step. */
  #keep(transactions: readonly Transaction[]): void {
    if (transactions.every((one) => one.annotation(Transaction.addToHistory) === false)) return;
    const { keeper, session } = this;
    if (keeper && (session.isEdited || keeper.snapshot().id !== undefined))
      keeper.take(this.#input(), session.base.version);
  }
}
