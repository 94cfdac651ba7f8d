package retex.server.relay;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.relay.PostParts;
import retex.server.blob.Arriving;

/** {@link PostParts} in a folder of their own. */
record PostFiles(Arriving files) implements PostParts {

  @Override
  public Set<FileHash> of(DeviceId sender) {
    return files.of(sender.hex()).stream().map(FileHash::parse).collect(Collectors.toSet());
  }

  @Override
  public long length(DeviceId sender, FileHash file) {
    return files.length(sender.hex(), file.hex());
  }

  @Override
  public boolean append(DeviceId sender, FileHash file, long offset, byte[] bytes) {
    return files.append(sender.hex(), file.hex(), offset, bytes);
  }

  @Override
  public Optional<byte[]> whole(DeviceId sender, FileHash file) {
    return files.whole(sender.hex(), file.hex());
  }

  @Override
  public void force(DeviceId sender, FileHash file) {
    files.force(sender.hex(), file.hex());
  }

  @Override
  public void drop(DeviceId sender, FileHash file) {
    files.drop(sender.hex(), file.hex());
  }
}
