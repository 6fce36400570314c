/** What a person can take back and do again in this sitting: ids of their own commands, last one last. */
export class UndoStack {
  done = $state.raw<string[]>([]);
  undone = $state.raw<string[]>([]);

  did(command: string): void {
    this.done = [...this.done, command];
    this.undone = [];
  }

  /** The command to take back next. */
  undo(): string | undefined {
    const command = this.done.at(-1);
    this.done = this.done.slice(0, -1);
    return command;
  }

  /** The undo to take back next: that is what redoing is. */
  redo(): string | undefined {
    const command = this.undone.at(-1);
    this.undone = this.undone.slice(0, -1);
    return command;
  }

  wasUndone(by: string): void {
    this.undone = [...this.undone, by];
  }

  wasRedone(by: string): void {
    this.done = [...this.done, by];
  }

  forget(command: string): void {
    this.done = this.done.filter((id) => id !== command);
    this.undone = this.undone.filter((id) => id !== command);
  }
}
