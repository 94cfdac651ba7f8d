package retex.server.record;

import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.delivery.Parts;
import retex.server.blob.Arriving;

/** Parts of laptops' files in a folder. Safe for use by several threads. */
public final class FileParts implements Parts {

  private final Arriving arriving;

  public FileParts(Arriving arriving) {
    this.arriving = arriving;
  }

  @Override
  public long length(DeviceId sender, FileHash file) {
    return arriving.length(sender.hex(), file.hex());
  }

  @Override
  public boolean append(DeviceId sender, FileHash file, long offset, byte[] bytes) {
    return arriving.append(sender.hex(), file.hex(), offset, bytes);
  }

  @Override
  public Optional<byte[]> read(DeviceId sender, FileHash file) {
    return arriving.read(sender.hex(), file.hex());
  }

  @Override
  public void drop(DeviceId sender, FileHash file) {
    arriving.drop(sender.hex(), file.hex());
  }

  @Override
  public void force(DeviceId sender, FileHash file) {
    arriving.force(sender.hex(), file.hex());
  }

  @Override
  public void adopt(DeviceId sender, FileHash file) {
    arriving.adopt(sender.hex(), file.hex());
  }

  @Override
  public void forceName(FileHash file) {
    arriving.forceName(file.hex());
  }

  @Override
  public boolean isWhole(FileHash file) {
    return arriving.isAdopted(file.hex());
  }
}
