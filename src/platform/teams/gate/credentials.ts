import {createPrivateKey, X509Certificate} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {
  CertificateServiceClientCredentialsFactory,
  FederatedServiceClientCredentialsFactory,
  PasswordServiceClientCredentialFactory,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import {CodedError} from '../../../kernel/errors.ts';
import type {BotIdentity} from '../../config/config.ts';

/**
 * How the bot proves to Entra who it is.
 *
 * @throws CodedError `config/invalid` where the certificate's file cannot be read or lacks a part
 */
export function credentialsOf({id, tenant, credential}: BotIdentity): ServiceClientCredentialsFactory {
  switch (credential.kind) {
    case 'identity':
      return new FederatedServiceClientCredentialsFactory(id, credential.clientId, tenant);
    case 'certificate': {
      const {thumbprint, key, certificate} = readCertificate(credential.path);
      return new CertificateServiceClientCredentialsFactory(id, thumbprint, key, tenant, certificate);
    }
    case 'secret':
      // The SDK writes this one as an implementation of the class, not as a child of it.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
      return new PasswordServiceClientCredentialFactory(id, credential.secret, tenant);
  }
}

/** The parts of a PEM file with a certificate and its private key. */
function readCertificate(path: string) {
  try {
    const pem = readFileSync(path, 'utf8');
    const certificate = new X509Certificate(pem);
    const key = createPrivateKey(pem);
    if (!certificate.checkPrivateKey(key)) throw new Error('the key is of another certificate');
    return {
      // As Entra shows it; the SDK itself would ask an openssl on the machine.
      thumbprint: certificate.fingerprint.replaceAll(':', ''),
      key: key.export({type: 'pkcs8', format: 'pem'}).toString(),
      certificate: certificate.toString(),
    };
  } catch (error) {
    throw new CodedError(
      'config/invalid',
      {
        name: 'BOT_CERTIFICATE',
        value: path,
        expectedJa: '証明書とその秘密鍵が入った PEM ファイル',
        expected: 'a PEM file with a certificate and its private key',
      },
      {cause: error},
    );
  }
}
