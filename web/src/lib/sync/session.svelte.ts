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
    this.current = await api.signIn(secret);
    return this.current;
  }

  async signOut(): Promise<void> {
    await api.signOut();
    this.current = null;
  }
}

export const session = new SessionState();
