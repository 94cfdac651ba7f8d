package retex.server.feedback;

import retex.server.document.Signing;

/** Where the server's signing key lives: a file of its own, or a token that never gives it out. */
interface SigningKeys {

  /** The key to sign with, made at first use where that is possible. */
  Signing.Signer signer();
}
