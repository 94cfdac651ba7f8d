package retex.server.handover;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.RevisionId;
import retex.server.device.Revocation;
import retex.server.device.RevocationOrder;
import retex.server.device.Revocations;

/**
 * Tells a revoked laptop what to do about its key slots. A laptop that is to hand over is told to
 * destroy them only when everything that it has is on this disk, in the store or in quarantine.
 */
@Singleton
public final class Settling {

  private final Quarantine quarantine;
  private final HandedFiles files;
  private final Revocations revocations;

  Settling(Quarantine quarantine, HandedFiles files, Revocations revocations) {
    this.quarantine = quarantine;
    this.files = files;
    this.revocations = revocations;
  }

  /** The order for a laptop; one that is stolen counts as told. */
  public Order order(DeviceId device) {
    return revocations
        .find(device)
        .map(Revocation::order)
        .map(
            it -> {
              if (it == RevocationOrder.STOLEN) {
                revocations.ordered(device, RevocationOrder.STOLEN.word());
                return Order.STOLEN;
              }
              return Order.HAND_OVER;
            })
        .orElse(Order.NONE);
  }

  /**
   * What is lacking of what a laptop says that it has; where nothing is, it counts as told to
   * destroy its key slots. Refuses a laptop that is not to hand over.
   */
  public Lacking settle(DeviceId device, List<Claim> claims, Set<FileHash> lost) {
    quarantine.publicKey(device);
    List<Integer> epochs =
        claims.stream().filter(it -> !isHere(device, it)).map(Claim::epoch).toList();
    long wanted = files.missing(device).stream().filter(it -> !lost.contains(it)).count();
    var lacking = new Lacking(epochs, wanted);
    if (lacking.isNothing()) {
      revocations.ordered(device, RevocationOrder.HAND_OVER.word());
    }
    return lacking;
  }

  /** Notes that the laptop says that its key slots are gone. */
  public void confirmed(DeviceId device) {
    revocations.destroyed(device);
  }

  private boolean isHere(DeviceId device, Claim claim) {
    return quarantine
        .at(new LogId(device, claim.epoch()), claim.number())
        .flatMap(LogTip::revision)
        .filter(claim.revision()::equals)
        .isPresent();
  }

  /** What a laptop is to do. */
  public enum Order {
    NONE,
    HAND_OVER,
    STOLEN
  }

  /** Where one log of the laptop ends. */
  public record Claim(int epoch, long number, RevisionId revision) {}

  /** Epochs whose end is not here, and files. */
  public record Lacking(List<Integer> epochs, long files) {

    public Lacking {
      epochs = List.copyOf(epochs);
    }

    public boolean isNothing() {
      return epochs.isEmpty() && files == 0;
    }
  }
}
