package retex.bundle;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import retex.bundle.HeadquartersBundles.Greeting;
import retex.contract.DeviceId;
import retex.contract.LogId;
import retex.proto.sync.v1.EntryRefused;

/**
 * What headquarters keeps of bundles beside the entries and files in them. Each call is on disk
 * when it returns; a crash between two of them loses nothing that a laptop was told.
 */
public interface IntakeStore {

  /** Keeps a bundle until its earlier part has come; its file may be moved. */
  void keepWaiting(BundleFile file);

  /** The bundles of a laptop that wait for an earlier part. */
  List<Path> waiting(DeviceId device);

  /** Throws away one that waited and is over. */
  void remove(Path waiting);

  /** Keeps out of the way one that waited and can be read no more. */
  void setAside(DeviceId device, Path waiting);

  /** What the laptop said of itself in the bundle that speaks for it. */
  Optional<Greeting> greeting(DeviceId device);

  /** This one speaks for its laptop from now on, unless one with a higher serial came meanwhile. */
  void greeted(DeviceId device, Greeting greeting);

  /** Where the laptop's log was last stopped in a bundle. */
  Optional<Stopped> stopped(DeviceId device);

  void stop(Stopped stopped);

  /** No stop of the laptop's log counts any more. */
  void goOn(DeviceId device);

  /** A log, where it ended here when it was stopped, and what its laptop is to be told. */
  record Stopped(LogId log, long held, EntryRefused why) {}
}
