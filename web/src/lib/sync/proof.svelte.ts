// What changes one's ways in waits for a proof of who one is: a request that the server holds back for it
// is sent once more when the dialog has got it.

type Ask = { answer: (isProved: boolean) => void };

class Proof {
  /** The question that is open, if one is. */
  asked = $state.raw<Ask | null>(null);
  #open: Promise<boolean> | null = null;

  /** Asks for a proof; requests that are held back at the same time wait for the same one. */
  ask(): Promise<boolean> {
    this.#open ??= new Promise((resolve) => {
      const answer = (isProved: boolean) => {
        this.asked = this.#open = null;
        resolve(isProved);
      };
      this.asked = { answer };
    });
    return this.#open;
  }
}

export const proof = new Proof();
