package retex.server.bundle;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.bundle.BundleFile;
import retex.bundle.HeadquartersBundles.Greeting;
import retex.bundle.IntakeStore;
import retex.contract.DeviceId;
import retex.contract.LogId;
import retex.contract.Micros;
import retex.proto.sync.v1.EntryRefused;
import retex.server.audit.Audit;
import retex.server.device.Devices;

/** What is kept of bundles, in the database and in its folder. For use by several threads. */
@Singleton
final class KeptBundles {

  private static final Logger LOG = LoggerFactory.getLogger(KeptBundles.class);

  private final BundleFolder folder;
  private final BundleRows rows;
  private final BundleStopRows stops;
  private final Devices devices;
  private final Audit audit;
  private final Clock clock;

  KeptBundles(
      BundleFolder folder,
      BundleRows rows,
      BundleStopRows stops,
      Devices devices,
      Audit audit,
      Clock clock) {
    this.folder = folder;
    this.rows = rows;
    this.stops = stops;
    this.devices = devices;
    this.audit = audit;
    this.clock = clock;
  }

  /** For one who takes bundles, whom the audit log names. */
  IntakeStore of(String actor) {
    return new Kept(actor);
  }

  private final class Kept implements IntakeStore {
    private final String actor;

    Kept(String actor) {
      this.actor = actor;
    }

    @Override
    public void keepWaiting(BundleFile file) {
      folder.keepWaiting(file);
    }

    @Override
    public List<Path> waiting(DeviceId device) {
      return folder.waiting(device);
    }

    @Override
    public void remove(Path waiting) {
      folder.remove(waiting);
    }

    @Override
    public void setAside(DeviceId device, Path waiting) {
      folder.setAside(waiting);
      audit.write(actor, "bundle.damaged", device.hex(), Map.of());
      LOG.warn("bundle.damaged device={}", device);
    }

    @Override
    public Optional<Greeting> greeting(DeviceId device) {
      return rows.findById(device.hex()).map(row -> Greeting.of(row.greeting()));
    }

    @Override
    public void greeted(DeviceId device, Greeting it) {
      rows.greeted(device.hex(), it.serial(), it.bytes(), Micros.of(clock.instant()));
      devices.contact(device, it.backlog(), it.program());
    }

    @Override
    public Optional<Stopped> stopped(DeviceId device) {
      return stops
          .findById(device.hex())
          .map(
              it ->
                  new Stopped(
                      new LogId(device, it.epoch()),
                      it.held(),
                      EntryRefused.newBuilder()
                          .setNumber(it.number())
                          .setCodeValue(it.code())
                          .build()));
    }

    @Override
    public void stop(Stopped it) {
      EntryRefused why = it.why();
      LogId log = it.log();
      stops.stop(log.device().hex(), log.epoch(), it.held(), why.getNumber(), why.getCodeValue());
    }

    @Override
    public void goOn(DeviceId device) {
      stops.goOn(device.hex());
    }
  }
}
