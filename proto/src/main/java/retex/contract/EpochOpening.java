package retex.contract;

import static retex.contract.ContractRefusal.SIGNATURE_WRONG;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The device's word that it opened an epoch because its log had forked: the epoch that forked, and
 * the last entry that both histories share (number 0 and none for its beginning). The signature (64
 * bytes) is over {@code "retex.epoch.v1"} and these fields. Immutable.
 */
public final class EpochOpening {

  private static final byte[] DOMAIN = "retex.epoch.v1".getBytes(StandardCharsets.US_ASCII);

  private final LogId opened;
  private final LogTip fork;
  private final byte[] signature;

  /** Copies {@code signature}; refuses another length than 64 bytes. */
  public EpochOpening(LogId opened, LogTip fork, byte[] signature) {
    this.opened = opened;
    this.fork = fork;
    this.signature = Bytes.exactly(64, signature, "epoch.signature");
  }

  /** Opens {@code opened} behind {@code fork}, signed by the device. */
  public static EpochOpening sign(DeviceKey key, LogId opened, LogTip fork) {
    return new EpochOpening(opened, fork, key.sign(signedBytes(opened, fork)));
  }

  /** Refuses {@code SIGNATURE_WRONG} where the device of {@code publicKey} did not say this. */
  public EpochOpening verified(byte[] publicKey) {
    boolean genuine =
        DeviceId.ofPublicKey(publicKey).equals(opened.device())
            && fork.log().device().equals(opened.device())
            && fork.log().epoch() < opened.epoch()
            && DeviceKey.verifies(publicKey, signedBytes(opened, fork), signature);
    if (!genuine) {
      throw SIGNATURE_WRONG.at("epoch " + opened.epoch()).asException();
    }
    return this;
  }

  /** The log that was opened. */
  public LogId opened() {
    return opened;
  }

  /** Where the two histories part. */
  public LogTip fork() {
    return fork;
  }

  /** A copy of the 64 bytes. */
  public byte[] signature() {
    return signature.clone();
  }

  private static byte[] signedBytes(LogId opened, LogTip fork) {
    byte[] revision = fork.revision().map(RevisionId::bytes).orElse(new byte[0]);
    return ByteBuffer.allocate(DOMAIN.length + DeviceId.LENGTH + 4 + 4 + 8 + revision.length)
        .put(DOMAIN)
        .put(opened.device().bytes())
        .putInt(opened.epoch())
        .putInt(fork.log().epoch())
        .putLong(fork.number())
        .put(revision)
        .array();
  }
}
