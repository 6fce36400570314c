// An organisation's own directory: a real provider of OpenID Connect, on another site than ours.
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { Server } from './server.ts';

/** Shared between the two servers. */
export const SECRET = 'a secret between the two servers';

/** Who the directory knows, by the name they sign in with there. */
const PEOPLE: Record<string, { name: string; email: string; email_verified: boolean }> = {
  claire: { name: 'Claire Organisation', email: 'claire@example.org', email_verified: true },
  nadia: { name: 'Nadia Annuaire', email: 'nadia@example.org', email_verified: true },
  inconnue: { name: 'Inconnue', email: 'inconnue@example.org', email_verified: true },
  // Says to be Dana, which the directory has not checked.
  imposteur: { name: 'Imposteur', email: 'dana@example.org', email_verified: false },
};

/** The directory answers on its port before it knows its client, whose address holds a port too. */
export class Directory {
  private provider: Provider | null = null;

  private constructor(private http: HttpServer) {}

  static async start(): Promise<Directory> {
    const http = createServer();
    const directory = new Directory(http);
    http.on('request', (request, response) => void directory.provider?.callback()(request, response));
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    return directory;
  }

  /** Another site than the server's `127.0.0.1`, as an organisation's directory is. */
  get issuer(): string {
    return `http://localhost:${(this.http.address() as AddressInfo).port}`;
  }

  serve(server: Server): void {
    this.provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: 'plenum',
          client_secret: SECRET,
          redirect_uris: [`${server.address}/api/session/openid/callback`],
        },
      ],
      claims: { email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: false,
      cookies: { keys: ['of this test'] },
      // Whoever proves themselves has to be asked anew, and the token has to say so.
      clientDefaults: { require_auth_time: true },
      features: { devInteractions: { enabled: true } },
      findAccount: (_, sub) => {
        const known = PEOPLE[sub];
        return known && { accountId: sub, claims: () => ({ sub, ...known }) };
      },
    });
  }

  async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }
}
