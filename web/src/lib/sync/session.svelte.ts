import type { Session } from '../protocol/types';
import { api, ApiError } from './api';

/** Who is signed in, if anyone; `undefined` until the server has said so. */
class SessionState {
  current = $state.raw<Session | null | undefined>(undefined);
  /** The server could not be asked. */
  failed = $state(false);

  async load(): Promise<void> {
    this.failed = false;
    try {
      this.current = await api.session();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.current = null;
      else this.failed = true;
    }
  }

  async signIn(secret: string): Promise<Session> {
    return this.enter(await api.signIn(secret));
  }

  /** The server has let someone in. */
  enter(session: Session): Session {
    this.current = session;
    return session;
  }

  async signOut(): Promise<void> {
    await api.signOut();
    this.current = null;
  }

  /** The session is over already, here or everywhere. */
  over(): void {
    this.current = null;
  }
}

export const session = new SessionState();

/** Where someone who has just come in wants to be: with a single plan there is nothing to choose. */
export function landing({ plans }: Session): string {
  const [only] = plans.length === 1 ? plans : [];
  return only ? `/plans/${only.id}` : '/';
}
