// Passkeys: JSON to and from what `navigator.credentials` takes. Browsers that cannot turn the one
// into the other themselves get it done here (https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON).
import type { Ceremony, PasskeySignIn } from '../protocol/types';

type Json = { [key: string]: unknown };
type Described = { id: string; [key: string]: unknown };

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

export function toText(bytes: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(bytes), (b) => String.fromCharCode(b)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Servers write the options with or without the name that `navigator.credentials` wants them under. */
const inner = (options: unknown): Json => ((options as Json).publicKey ?? options) as Json;

const described = (list: unknown): PublicKeyCredentialDescriptor[] =>
  ((list ?? []) as Described[]).map((each) => ({ ...each, id: toBytes(each.id) }) as unknown as PublicKeyCredentialDescriptor);

/** What the browser brings of its own, if it does. */
const native = () =>
  globalThis.PublicKeyCredential as
    | (typeof PublicKeyCredential & {
        parseCreationOptionsFromJSON?: (json: unknown) => PublicKeyCredentialCreationOptions;
        parseRequestOptionsFromJSON?: (json: unknown) => PublicKeyCredentialRequestOptions;
        isConditionalMediationAvailable?: () => Promise<boolean>;
      })
    | undefined;

export function creationOptions(options: unknown): PublicKeyCredentialCreationOptions {
  const json = inner(options);
  const parsed = native()?.parseCreationOptionsFromJSON?.(json);
  if (parsed) return parsed;
  const user = json.user as Described;
  return {
    ...json,
    challenge: toBytes(json.challenge as string),
    user: { ...user, id: toBytes(user.id) },
    excludeCredentials: described(json.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
}

export function requestOptions(options: unknown): PublicKeyCredentialRequestOptions {
  const json = inner(options);
  const parsed = native()?.parseRequestOptionsFromJSON?.(json);
  if (parsed) return parsed;
  return {
    ...json,
    challenge: toBytes(json.challenge as string),
    allowCredentials: described(json.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
}

export function credentialJson(credential: PublicKeyCredential): unknown {
  if (typeof credential.toJSON === 'function') return credential.toJSON();
  const { clientDataJSON, ...rest } = fields(credential.response);
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON, ...rest },
  };
}

function fields(response: AuthenticatorResponse): Json {
  const clientDataJSON = toText(response.clientDataJSON);
  if ('attestationObject' in response) {
    const made = response as AuthenticatorAttestationResponse;
    const transports = made.getTransports?.() ?? [];
    return { clientDataJSON, attestationObject: toText(made.attestationObject), transports };
  }
  const shown = response as AuthenticatorAssertionResponse;
  return {
    clientDataJSON,
    authenticatorData: toText(shown.authenticatorData),
    signature: toText(shown.signature),
    userHandle: shown.userHandle ? toText(shown.userHandle) : null,
  };
}

export const hasPasskeys = (): boolean =>
  typeof native() === 'function' && !/^[\d.]+$|:/.test(globalThis.location?.hostname ?? '');

/** Whether the browser offers passkeys among what it fills fields with. */
export const fillsPasskeys = async (): Promise<boolean> =>
  (await native()?.isConditionalMediationAvailable?.().catch(() => false)) ?? false;

/** The person closed the browser's question, or took too long: nothing went wrong. */
export const isCancelled = (error: unknown): boolean =>
  error instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(error.name);

export async function makePasskey({ options }: Ceremony): Promise<unknown> {
  const made = await navigator.credentials.create({ publicKey: creationOptions(options) });
  return credentialJson(made as PublicKeyCredential);
}

export async function showPasskey(
  { ceremony, options }: Ceremony,
  how: { mediation?: CredentialMediationRequirement; signal?: AbortSignal } = {},
): Promise<PasskeySignIn> {
  const shown = await navigator.credentials.get({ publicKey: requestOptions(options), ...how });
  return { ceremony, credential: credentialJson(shown as PublicKeyCredential) };
}
