import {PasswordServiceClientCredentialFactory} from 'botframework-connector';

/** Sends a fixed token along: the real ones come from Entra, which is out of reach here. */
export class FixedCredentials extends PasswordServiceClientCredentialFactory {
  override createCredentials() {
    return Promise.resolve({
      signRequest<T extends {headers: {set(name: string, value: string): void}}>(request: T) {
        request.headers.set('authorization', 'Bearer of-the-bot');
        return Promise.resolve(request);
      },
    });
  }
}
