package retex.bundle;

import java.util.List;
import java.util.Optional;
import retex.contract.FileHash;
import retex.proto.bundle.v1.FileHere;

/** A laptop's photographs and documents, as headquarters is not known to have them. */
public interface LaptopFiles {

  /** Records alone: nothing is written of files, and nothing heard. */
  LaptopFiles NONE =
      new LaptopFiles() {
        @Override
        public boolean isAny() {
          return false;
        }

        @Override
        public List<Waiting> waiting() {
          return List.of();
        }

        @Override
        public Optional<byte[]> content(FileHash file) {
          return Optional.empty();
        }

        @Override
        public int heard(long answers, List<FileHere> here) {
          return 0;
        }
      };

  /** Whether records name any, waiting or not: then bundles and answers speak of files. */
  boolean isAny();

  /** Those of which something is to be written, the oldest first. */
  List<Waiting> waiting();

  /** The bytes of one; empty where this laptop does not have it any more. */
  Optional<byte[]> content(FileHash file);

  /**
   * What headquarters has of them, in answer to the bundle with the serial {@code answers}, 0 where
   * it does not say, which is taken for the newest: it knew no less then, but for what a link has
   * brought since. How many are whole there of which that was not known.
   */
  int heard(long answers, List<FileHere> here);

  /** One that waits, {@code from} a byte on. */
  record Waiting(FileHash file, int from) {}
}
