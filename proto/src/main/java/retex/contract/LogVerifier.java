package retex.contract;

import static retex.contract.ContractRefusal.CHAIN_BROKEN;
import static retex.contract.ContractRefusal.HEAD_MISMATCH;
import static retex.contract.ContractRefusal.LOG_WRONG;
import static retex.contract.ContractRefusal.NUMBER_WRONG;
import static retex.contract.ContractRefusal.SIGNATURE_WRONG;

/**
 * Checks that entries continue a log and that a head vouches for them. Hashes of payloads and
 * record ids were checked when each {@link Entry} was made. Pure; both sides use it.
 */
public final class LogVerifier {

  private LogVerifier() {}

  /**
   * The tip after {@code entry}. Refuses with {@code LOG_WRONG}, {@code NUMBER_WRONG} or {@code
   * CHAIN_BROKEN} at the entry's number.
   */
  public static LogTip follow(LogTip tip, Entry entry) {
    Revision revision = entry.revision();
    String where = "entry " + revision.number();
    if (!revision.log().equals(tip.log())) {
      throw LOG_WRONG.at(where).asException();
    }
    if (revision.number() != tip.number() + 1) {
      throw NUMBER_WRONG.at(where).asException();
    }
    if (!revision.previous().equals(tip.revision())) {
      throw CHAIN_BROKEN.at(where).asException();
    }
    return LogTip.at(revision);
  }

  /**
   * Checks that {@code head} names the entry at {@code tip} and was signed with {@code publicKey}
   * (32 bytes). Refuses with {@code LOG_WRONG}, {@code HEAD_MISMATCH} or {@code SIGNATURE_WRONG}.
   */
  public static void vouches(Head head, LogTip tip, byte[] publicKey) {
    String where = "head " + head.number();
    if (!head.log().equals(tip.log())) {
      throw LOG_WRONG.at(where).asException();
    }
    checkSignature(head, publicKey);
    boolean same =
        head.number() == tip.number() && tip.revision().filter(head.revision()::equals).isPresent();
    if (!same) {
      throw HEAD_MISMATCH.at(where).asException();
    }
  }

  /**
   * Checks the signature alone: that the device made this head. Refuses {@code SIGNATURE_WRONG}.
   */
  public static void checkSignature(Head head, byte[] publicKey) {
    boolean genuine =
        DeviceId.ofPublicKey(publicKey).equals(head.log().device())
            && DeviceKey.verifies(
                publicKey,
                Head.signedBytes(head.log(), head.number(), head.revision()),
                head.signature());
    if (!genuine) {
      throw SIGNATURE_WRONG.at("head " + head.number()).asException();
    }
  }
}
